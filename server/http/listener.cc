#include "server/http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace stator::http {
namespace {

constexpr int kBacklog = 1024;
// Then the connections that are there have their turn.
constexpr int kMaxAcceptsPerTurn = 64;
// No descriptor or no memory: connections stay in the backlog for this long.
constexpr std::chrono::milliseconds kRetryDelay{50};

// An address of IPv4 or IPv6 with its port.
struct Endpoint {
  sockaddr_storage address{};
  socklen_t length = 0;

  bool is_ipv6() const { return address.ss_family == AF_INET6; }
};

template <typename Address>
Endpoint EndpointOf(const Address& address) {
  Endpoint endpoint;
  std::memcpy(&endpoint.address, &address, sizeof address);
  endpoint.length = sizeof address;
  return endpoint;
}

Endpoint LoopbackIpv4(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return EndpointOf(address);
}

Endpoint LoopbackIpv6(uint16_t port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = in6addr_loopback;
  return EndpointOf(address);
}

Error ListenError(const HttpServerOptions& options, const std::string& reason) {
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.host + "]" : options.host;
  return InternalError("cannot listen on " + host + ":" + std::to_string(options.port) + ": " +
                       reason);
}

std::string ReasonFor(int error) {
  switch (error) {
    case EADDRINUSE:
      return "address already in use; choose another with --port";
    case EACCES:
      return "permission denied; choose a port above 1023 with --port";
    case EADDRNOTAVAIL:
      return "this machine has no such address; choose another with --host";
    default:
      return std::generic_category().message(error);
  }
}

// IPv4 first: that is what most clients make of "localhost".
Result<std::vector<Endpoint>> Resolve(const HttpServerOptions& options) {
  // The loopback interface wherever we run (RFC 6761), also where no hosts file says so.
  if (options.host == "localhost") {
    return std::vector<Endpoint>{LoopbackIpv4(options.port), LoopbackIpv6(options.port)};
  }
  addrinfo wanted{};
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(options.host.c_str(), std::to_string(options.port).c_str(), &wanted, &found) !=
      0) {
    return ListenError(options, "no address is known for this name; choose another with --host");
  }
  std::vector<Endpoint> endpoints;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    if (one->ai_family != AF_INET && one->ai_family != AF_INET6) continue;
    Endpoint& endpoint = endpoints.emplace_back();
    std::memcpy(&endpoint.address, one->ai_addr, one->ai_addrlen);
    endpoint.length = one->ai_addrlen;
  }
  freeaddrinfo(found);
  std::stable_partition(endpoints.begin(), endpoints.end(),
                        [](const Endpoint& endpoint) { return !endpoint.is_ipv6(); });
  return endpoints;
}

void SetOption(int descriptor, int level, int option, int value) {
  setsockopt(descriptor, level, option, &value, sizeof value);
}

bool IsUnspecifiedIpv6(const Endpoint& endpoint) {
  sockaddr_in6 address{};
  std::memcpy(&address, &endpoint.address, sizeof address);
  return std::memcmp(&address.sin6_addr, &in6addr_any, sizeof in6addr_any) == 0;
}

// 0 and a socket that listens, or errno.
int ListenOn(const Endpoint& endpoint, Descriptor& listening) {
  const int family = endpoint.is_ipv6() ? AF_INET6 : AF_INET;
  listening = Descriptor(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  if (!listening.is_open()) return errno;
  const int descriptor = listening.number();
  SetOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
  // What is accepted has it from here.
  SetOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  // "::" means every address, those of IPv4 too.
  if (endpoint.is_ipv6()) {
    SetOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, IsUnspecifiedIpv6(endpoint) ? 0 : 1);
  }
  const auto* const address = reinterpret_cast<const sockaddr*>(&endpoint.address);
  if (bind(descriptor, address, endpoint.length) != 0) return errno;
  return listen(descriptor, kBacklog) == 0 ? 0 : errno;
}

// Of a listening socket; sin_port and sin6_port are at the same place.
uint16_t PortOf(int descriptor) {
  sockaddr_in6 address{};
  socklen_t length = sizeof address;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  return ntohs(address.sin6_port);
}

}  // namespace

Listener::Listener(EventLoop& loop, std::function<void(Socket)> deal)
    : loop_(loop), deal_(std::move(deal)), retry_timer_(loop, [this] { OnReady({}); }) {}

Listener::~Listener() { Close(); }

Result<void> Listener::Open(const HttpServerOptions& options) {
  STATOR_RETURN_IF_ERROR(retry_timer_.Open());
  STATOR_ASSIGN_OR_RETURN(const std::vector<Endpoint> endpoints, Resolve(options));
  int error = EADDRNOTAVAIL;
  for (const Endpoint& endpoint : endpoints) {
    error = ListenOn(endpoint, descriptor_);
    if (error == 0) break;
  }
  if (error == 0 && !loop_.Watch(descriptor_.number(), *this)) error = errno;
  if (error != 0) return ListenError(options, ReasonFor(error));
  port_ = PortOf(descriptor_.number());
  return {};
}

void Listener::Start() {
  accepting_ = true;
  loop_.Again(*this);
}

void Listener::Close() {
  Stop();
  if (!descriptor_.is_open()) return;
  loop_.Forget(descriptor_.number(), *this);
  descriptor_.Close();
}

void Listener::OnReady(Readiness) {
  if (!accepting_) return;
  for (int i = 0; i < kMaxAcceptsPerTurn; ++i) {
    Descriptor accepted(
        accept4(descriptor_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted.is_open()) {
      deal_(Socket(std::move(accepted)));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return retry_timer_.Start(kRetryDelay);
    }
  }
  loop_.Again(*this);
}

}  // namespace stator::http
