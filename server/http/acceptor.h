#pragma once

#include <cstdint>
#include <functional>

#include "model/result.h"
#include "server/http/event_loop.h"
#include "server/http/listener.h"
#include "server/http/socket.h"

namespace stator::http {

// Accepts the connections that are made to a listener, on the thread of an event loop.
class Acceptor final : public Watched {
 public:
  // `deal` is given each connection, on the loop's thread.
  Acceptor(EventLoop& loop, Listener listener, std::function<void(Socket)> deal);
  ~Acceptor();

  // Before anything else; an error is the system's refusal of a descriptor.
  Result<void> Open();

  uint16_t port() const { return listener_.port(); }

  // Accepts from now on until Stop(); then connections wait in the backlog for what becomes of it.
  void Start();
  void Stop() { accepting_ = false; }
  // Refuses them.
  void Close();

  void OnReady(Readiness readiness) override;

 private:
  EventLoop& loop_;
  Listener listener_;
  const std::function<void(Socket)> deal_;
  Timer retry_timer_;
  bool accepting_ = false;
};

}  // namespace stator::http
