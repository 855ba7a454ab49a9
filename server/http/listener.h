#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "model/result.h"
#include "server/http/socket.h"

namespace stator::http {

// A socket that is bound and listens: connections are made from now on, and wait until an
// HttpServer that was given it serves them.
class Listener {
 public:
  // `host`: an IPv4 or IPv6 address, or a name such as "localhost". `port` 0: any free one. The
  // error message is for a person at a terminal: the address is taken, not local, or not to be
  // resolved.
  static Result<Listener> Open(const std::string& host, uint16_t port);

  // The port bound, also when 0 was asked for.
  uint16_t port() const { return port_; }

  // Does not block. When it is closed, who waits is refused.
  Descriptor& socket() { return socket_; }

 private:
  Listener(Descriptor socket, uint16_t port) : socket_(std::move(socket)), port_(port) {}

  Descriptor socket_;
  uint16_t port_;
};

}  // namespace stator::http
