#pragma once

#include <cstdint>
#include <string>

#include "model/result.h"

namespace stator::http {

// A socket that is bound and listens: connections are made from now on, and wait until an
// HttpServer that was given it serves them.
class Listener {
 public:
  // `host`: an IPv4 or IPv6 address, or a name such as "localhost". `port` 0: any free one. The
  // error message is for a person at a terminal: the address is taken, not local, or not to be
  // resolved.
  static Result<Listener> Open(const std::string& host, uint16_t port);

  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  // Who waits is refused.
  ~Listener();

  bool is_ipv6() const { return is_ipv6_; }
  // The port bound, also when 0 was asked for.
  uint16_t port() const { return port_; }

  int socket() const { return socket_; }
  // The socket is the caller's to close from now on.
  void Release() { socket_ = -1; }

 private:
  explicit Listener(bool is_ipv6) : is_ipv6_(is_ipv6) {}

  int socket_ = -1;
  bool is_ipv6_;
  uint16_t port_ = 0;
};

}  // namespace stator::http
