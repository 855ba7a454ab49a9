#pragma once

#include <cstdint>
#include <functional>

#include "model/result.h"
#include "server/http/event_loop.h"
#include "server/http/http_server.h"
#include "server/http/socket.h"

namespace stator::http {

// A listening TCP socket, watched by an event loop.
class Listener final : public Watched {
 public:
  // `deal` is given each connection, on the loop's thread.
  Listener(EventLoop& loop, std::function<void(Socket)> deal);
  ~Listener();

  // Resolves options.host, binds and listens. The error message is for a person at a terminal.
  Result<void> Open(const HttpServerOptions& options);

  // The port bound.
  uint16_t port() const { return port_; }

  // Accepts from now on until Stop(); then connections wait in the backlog for what becomes of it.
  void Start();
  void Stop() { accepting_ = false; }
  // Refuses them.
  void Close();

  void OnReady(Readiness readiness) override;

 private:
  EventLoop& loop_;
  const std::function<void(Socket)> deal_;
  Timer retry_timer_;
  Descriptor descriptor_;
  uint16_t port_ = 0;
  bool accepting_ = false;
};

}  // namespace stator::http
