#include "server/healthcheck.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "server/command_line.h"
#include "server/http/host_names.h"

namespace stator::server {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

// Docker's own default for a health check is 30 s.
constexpr std::chrono::seconds kPatience{5};
constexpr std::string_view kHealthy = "HTTP/1.1 200 ";

class Socket {
 public:
  explicit Socket(const addrinfo& address)
      : fd_(socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                   address.ai_protocol)) {}
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int fd() const { return fd_; }

  // Whether the socket is ready before the deadline.
  bool Wait(short events, Deadline deadline) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd polled{fd_, events, 0};
    return left.count() > 0 && poll(&polled, 1, static_cast<int>(left.count())) == 1;
  }

 private:
  const int fd_;
};

Error Unhealthy(const HealthTarget& target, std::string_view reason) {
  return {ErrorCode::kInternalServerError,
          target.host + " port " + std::to_string(target.port) + ": " + std::string(reason),
          nullptr};
}

Error SystemError(const HealthTarget& target) {
  return Unhealthy(target, std::strerror(errno));  // NOLINT(concurrency-mt-unsafe): one thread
}

Result<void> Connect(const Socket& socket, const addrinfo& address, const HealthTarget& target,
                     Deadline deadline) {
  if (connect(socket.fd(), address.ai_addr, address.ai_addrlen) == 0) return {};
  if (errno != EINPROGRESS) return SystemError(target);
  if (!socket.Wait(POLLOUT, deadline)) return Unhealthy(target, "no connection in time");
  int failure = 0;
  socklen_t length = sizeof(failure);
  getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &failure, &length);
  errno = failure;
  if (failure != 0) return SystemError(target);
  return {};
}

// The first bytes of the answer, as many as `kHealthy` has.
Result<std::string> Ask(const Socket& socket, const HealthTarget& target, Deadline deadline) {
  constexpr std::string_view kRequest =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  // A fresh connection takes a line at once.
  if (send(socket.fd(), kRequest.data(), kRequest.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(kRequest.size())) {
    return SystemError(target);
  }
  std::string answer;
  while (answer.size() < kHealthy.size()) {
    if (!socket.Wait(POLLIN, deadline)) return Unhealthy(target, "no answer in time");
    std::array<char, 64> bytes;
    const ssize_t received =
        recv(socket.fd(), bytes.data(), kHealthy.size() - answer.size(), MSG_DONTWAIT);
    if (received < 0) return SystemError(target);
    if (received == 0) break;
    answer.append(bytes.data(), static_cast<size_t>(received));
  }
  return answer;
}

std::vector<const char*> SplitAtZeros(const std::string& text) {
  std::vector<const char*> parts;
  for (size_t at = 0; at < text.size(); at = text.find('\0', at) + 1) {
    parts.push_back(text.data() + at);
    if (text.find('\0', at) == std::string::npos) break;
  }
  return parts;
}

bool IsOurName(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "stator" || name == "java";
}

}  // namespace

HealthTarget FindHealthTarget(const HealthcheckOptions& options,
                              std::string_view init_command_line) {
  HealthTarget target;
  const std::string text(init_command_line);
  std::vector<const char*> words = SplitAtZeros(text);
  // `docker run --init` puts a process of its own and "--" in front.
  while (!words.empty() && !IsOurName(words.front())) words.erase(words.begin());
  if (!words.empty()) {
    const CommandLine parsed = ParseCommandLine(static_cast<int>(words.size()), words.data());
    if (const auto* server = std::get_if<Options>(&parsed)) {
      target.host = CallableHost(server->host);
      if (server->port != 0) target.port = server->port;
    }
  }
  if (options.host) target.host = *options.host;
  if (options.port) target.port = *options.port;
  return target;
}

Result<void> CheckHealth(const HealthTarget& target, std::chrono::milliseconds patience) {
  const Deadline deadline = std::chrono::steady_clock::now() + patience;
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  http::LookUpHostsInFilesAndDns();
  const int failure =
      getaddrinfo(target.host.c_str(), std::to_string(target.port).c_str(), &wanted, &found);
  if (failure != 0) return Unhealthy(target, gai_strerror(failure));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);

  Result<void> last = Unhealthy(target, "no address");
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    const Socket socket(*address);
    last = Connect(socket, *address, target, deadline);
    if (!last.ok()) continue;
    const Result<std::string> answer = Ask(socket, target, deadline);
    if (!answer.ok()) return answer.error();
    if (*answer != kHealthy) return Unhealthy(target, "it does not say that it is healthy");
    return {};
  }
  return last;
}

int RunHealthcheck(const HealthcheckOptions& options) {
  std::ifstream init("/proc/1/cmdline", std::ios::binary);
  const std::string init_command_line{std::istreambuf_iterator<char>(init), {}};
  const Result<void> healthy = CheckHealth(FindHealthTarget(options, init_command_line), kPatience);
  if (healthy.ok()) return 0;
  std::fprintf(stderr, "stator: %s\n", healthy.error().message.c_str());
  return 1;
}

}  // namespace stator::server
