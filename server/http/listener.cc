#include "server/http/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>
#include <vector>

#include "server/http/host_names.h"

namespace stator::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr int kBacklog = 1024;

Error ListenError(const std::string& host, uint16_t port, const std::string& reason) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const std::string shown = is_ipv6 ? "[" + host + "]" : host;
  return InternalError("cannot listen on " + shown + ":" + std::to_string(port) + ": " + reason);
}

std::string ReasonFor(int error_number) {
  switch (error_number) {
    case EADDRINUSE:
      return "address already in use; choose another with --port";
    case EACCES:
      return "permission denied; choose a port above 1023 with --port";
    case EADDRNOTAVAIL:
      return "this machine has no such address; choose another with --host";
    default:
      return std::system_category().message(error_number);
  }
}

// IPv4 first: that is what most clients make of "localhost".
Result<std::vector<tcp::endpoint>> Resolve(const std::string& host, uint16_t port) {
  error_code error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  if (!error) return std::vector<tcp::endpoint>{{address, port}};
  // The loopback interface wherever we run (RFC 6761), also where no hosts file says so.
  if (host == "localhost") {
    return std::vector<tcp::endpoint>{{asio::ip::address_v4::loopback(), port},
                                      {asio::ip::address_v6::loopback(), port}};
  }
  LookUpHostsInFilesAndDns();
  asio::io_context io;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(host, "", tcp::resolver::passive, error);
  std::vector<tcp::endpoint> endpoints;
  for (const auto& entry : found) endpoints.emplace_back(entry.endpoint().address(), port);
  if (error || endpoints.empty()) {
    return ListenError(host, port, "no address is known for this name; choose another with --host");
  }
  std::stable_partition(endpoints.begin(), endpoints.end(),
                        [](const auto& endpoint) { return endpoint.address().is_v4(); });
  return endpoints;
}

void SetOption(int socket, int level, int name, int value) {
  // What is refused is missed by few, and they are told by bind().
  static_cast<void>(setsockopt(socket, level, name, &value, sizeof(value)));
}

// A socket that listens, or none and errno.
Descriptor ListenOn(const tcp::endpoint& endpoint) {
  const int family = endpoint.protocol().family();
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  if (!socket.is_open()) return socket;
  SetOption(socket.number(), SOL_SOCKET, SO_REUSEADDR, 1);
  // What is accepted has it from here.
  SetOption(socket.number(), IPPROTO_TCP, TCP_NODELAY, 1);
  if (family == AF_INET6) {
    // "::" means every address, those of IPv4 too.
    const bool is_every_address = endpoint.address().is_unspecified();
    SetOption(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, is_every_address ? 0 : 1);
  }
  const auto length = static_cast<socklen_t>(endpoint.size());
  const bool listens =
      bind(socket.number(), endpoint.data(), length) == 0 && listen(socket.number(), kBacklog) == 0;
  // Closing it must not change errno.
  if (const int error_number = errno; !listens) {
    socket.Close();
    errno = error_number;
  }
  return socket;
}

// 0: it is not known.
uint16_t PortOf(int socket) {
  tcp::endpoint endpoint;
  auto size = static_cast<socklen_t>(endpoint.capacity());
  if (getsockname(socket, endpoint.data(), &size) != 0) return 0;
  endpoint.resize(size);
  return endpoint.port();
}

}  // namespace

Result<Listener> Listener::Open(const std::string& host, uint16_t port) {
  // Asio throws when the system refuses it a descriptor.
  try {
    STATOR_ASSIGN_OR_RETURN(const auto endpoints, Resolve(host, port));
    int error_number = 0;
    for (const tcp::endpoint& endpoint : endpoints) {
      Descriptor socket = ListenOn(endpoint);
      error_number = errno;
      if (!socket.is_open()) continue;
      const uint16_t bound_port = PortOf(socket.number());
      return Listener(std::move(socket), bound_port);
    }
    return ListenError(host, port, ReasonFor(error_number));
  } catch (const std::exception& failure) {
    return ListenError(host, port, failure.what());
  }
}

}  // namespace stator::http
