#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "model/result.h"
#include "server/http/listener.h"
#include "server/http/request_handler.h"

namespace stator::http {

struct HttpServerOptions {
  std::string host = "127.0.0.1";  // an IPv4 or IPv6 address, or a name such as "localhost"
  uint16_t port = 8000;            // 0: any free one
  unsigned threads = 1;
  size_t max_body_bytes = size_t{16} * 1024 * 1024;
  // Of requests and answers that are on their way in pieces, of all connections together; less than
  // two bodies of the largest size is taken for as much. Large requests beyond it are refused.
  size_t max_buffered_bytes = size_t{64} * 1024 * 1024;
  size_t max_header_bytes = size_t{64} * 1024;
  // A connection that neither sends nor takes a byte for this long in the middle of a request is
  // closed; an idle keep-alive connection after `idle_timeout`.
  std::chrono::milliseconds request_timeout{30'000};
  std::chrono::milliseconds idle_timeout{600'000};
  // How long Stop() waits for requests in hand.
  std::chrono::milliseconds stop_grace{2'000};
};

// HTTP/1.1 over TCP: one event loop per thread, and one listener that gives each connection to the
// thread that has the fewest.
class HttpServer {
 public:
  // Serves from Run() on whoever connects to `listener`; options.host and port are not looked at.
  // An error's message is for a person at a terminal.
  static Result<std::unique_ptr<HttpServer>> Make(const HttpServerOptions& options,
                                                  RequestHandler& handler, Listener listener);
  // The same with a listener of its own, for the host and port of the options.
  static Result<std::unique_ptr<HttpServer>> Listen(const HttpServerOptions& options,
                                                    RequestHandler& handler);
  virtual ~HttpServer() = default;

  // The port bound, also when 0 was asked for.
  virtual uint16_t port() const = 0;

  // Serves on up to `threads` threads, this one included, until Stop(); returns when the requests
  // in hand have been answered (or `stop_grace` has passed) and all connections are closed.
  // `started` is called on this thread some milliseconds later, unless it was stopped before: for
  // what those who are waiting for the server to start need not wait for.
  virtual void Run(std::function<void()> started) = 0;
  void Run() {
    Run([] {});
  }

  // Stops accepting and ends idle connections; may be called from any thread, more than once, also
  // before Run(), but not from a signal handler.
  virtual void Stop() = 0;
};

}  // namespace stator::http
