#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "server/http/http_server.h"

namespace stator::http {

// Does what the test says; by default sends the body back. Bad requests get their status and a word
// that tells the reason.
class TestHandler final : public RequestHandler {
 public:
  using Function = std::function<void(HttpRequest&, HttpResponse&)>;

  TestHandler() = default;
  explicit TestHandler(Function function) : function_(std::move(function)) {}

  void Handle(HttpRequest& request, Arena& arena, HttpResponse& response) override;
  void HandleBadRequest(BadRequest reason, HttpResponse& response) override;

 private:
  Function function_;
};

// A server on a free port, running until the end of the test.
class RunningServer {
 public:
  explicit RunningServer(HttpServerOptions options = {}, TestHandler::Function function = {});
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  uint16_t port() const { return server_->port(); }
  HttpServer& server() { return *server_; }

  // Waits for Run() to return.
  void Join();

 private:
  TestHandler handler_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

}  // namespace stator::http
