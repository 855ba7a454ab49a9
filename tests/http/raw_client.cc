#include "raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace stator::http {
namespace {

constexpr int kPatienceMilliseconds = 10'000;

int Connect(int family, const sockaddr* address, socklen_t length) {
  const int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (connect(descriptor, address, length) != 0) {
    close(descriptor);
    return -1;
  }
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void ParseHead(const std::string& head, RawResponse& response) {
  std::sscanf(head.c_str(), "HTTP/1.1 %d", &response.status);
  size_t at = head.find("\r\n") + 2;
  while (at < head.size()) {
    const size_t end = head.find("\r\n", at);
    const std::string line = head.substr(at, end - at);
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) break;
    response.headers[LowerCase(line.substr(0, colon))] = line.substr(colon + 2);
    at = end + 2;
  }
}

}  // namespace

std::string RawResponse::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

RawClient::RawClient(uint16_t port, const char* address) {
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    socket_ = Connect(AF_INET, reinterpret_cast<const sockaddr*>(&v4), sizeof v4);
  } else if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    socket_ = Connect(AF_INET6, reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
  }
}

RawClient::~RawClient() {
  if (socket_ >= 0) close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

RawClient& RawClient::operator=(RawClient&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(received_, other.received_);
  return *this;
}

bool RawClient::WaitFor(short events) {
  pollfd waiting{socket_, events, 0};
  return poll(&waiting, 1, kPatienceMilliseconds) == 1;
}

bool RawClient::HasAnswer() {
  pollfd waiting{socket_, POLLIN, 0};
  return !received_.empty() || poll(&waiting, 1, 0) == 1;
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if ((errno != EAGAIN && errno != EINTR) || !WaitFor(POLLOUT)) {
      return false;
    }
  }
  return true;
}

size_t RawClient::SendSome(std::string_view bytes) {
  const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent > 0 ? static_cast<size_t>(sent) : 0;
}

void RawClient::ShutdownSend() { shutdown(socket_, SHUT_WR); }

void RawClient::Reset() {
  const linger at_once{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(std::exchange(socket_, -1));
}

bool RawClient::Receive() {
  std::array<char, 65536> bytes;
  if (!WaitFor(POLLIN)) {
    last_error_ = ETIMEDOUT;
    return false;
  }
  const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
  last_error_ = count < 0 ? errno : 0;
  if (count <= 0) return false;
  received_.append(bytes.data(), static_cast<size_t>(count));
  return true;
}

RawResponse RawClient::Read(bool to_head) {
  size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!Receive()) return {};
  }
  RawResponse response;
  ParseHead(received_.substr(0, end + 2), response);
  received_.erase(0, end + 4);
  const std::string length = response.Header("content-length");
  const size_t expected = to_head || length.empty() ? 0 : std::stoul(length);
  while (received_.size() < expected) {
    if (!Receive()) return {};
  }
  response.body = received_.substr(0, expected);
  received_.erase(0, expected);
  return response;
}

RawResponse RawClient::Ask(std::string_view bytes) {
  if (!Send(bytes)) return {};
  return Read();
}

std::string RawClient::ReadToEnd(bool* clean) {
  while (Receive()) {
  }
  if (clean != nullptr) *clean = last_error_ == 0;
  return std::exchange(received_, {});
}

bool RawClient::EndsCleanly() {
  bool clean = false;
  return ReadToEnd(&clean).empty() && clean;
}

std::string Post(std::string_view body, std::string_view headers) {
  std::string request = "POST / HTTP/1.1\r\nHost: localhost\r\n";
  request.append(headers);
  request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return request.append(body);
}

std::string PostChunked(std::string_view body, size_t chunk_bytes, std::string_view headers) {
  std::string request = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n";
  request.append(headers).append("\r\n");
  while (!body.empty()) {
    const std::string_view chunk = body.substr(0, chunk_bytes);
    std::array<char, 20> size;
    std::snprintf(size.data(), size.size(), "%zx\r\n", chunk.size());
    request.append(size.data()).append(chunk).append("\r\n");
    body.remove_prefix(chunk.size());
  }
  return request.append("0\r\n\r\n");
}

}  // namespace stator::http
