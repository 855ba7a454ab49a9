#include "server/http/http_server.h"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/listener.h"
#include "server/http/long_work_threads.h"
#include "server/http/worker.h"

namespace stator::http {
namespace {

// zlib counts in 32 bits.
constexpr size_t kMaxMaxBodyBytes = size_t{1024} * 1024 * 1024;

class ThreadedHttpServer final : public HttpServer {
 public:
  ThreadedHttpServer(const HttpServerOptions& options, RequestHandler& handler)
      : buffers_(std::max(options.max_buffered_bytes,
                          2 * (options.max_body_bytes + options.max_header_bytes))) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(options, handler, aside_, buffers_));
    }
    listener_ = std::make_unique<Listener>(workers_.front()->loop(),
                                           [this](Socket socket) { Deal(std::move(socket)); });
  }

  Result<void> Open(const HttpServerOptions& options) {
    for (const auto& worker : workers_) STATOR_RETURN_IF_ERROR(worker->Open());
    return listener_->Open(options);
  }

  uint16_t port() const override { return listener_->port(); }

  void Run() override {
    listener_->Start();
    std::vector<std::thread> threads;
    for (size_t i = 1; i < workers_.size(); ++i) {
      threads.emplace_back([worker = workers_[i].get()] { worker->Run(); });
    }
    workers_.front()->Run();
    for (std::thread& thread : threads) thread.join();
    // They have nothing left to do, but may still be on their way out of a worker.
    aside_.Finish();
  }

  // In steps, so that no connection reaches a worker behind the order to drain, and whoever is
  // refused knows that the order is there.
  void Stop() override {
    workers_.front()->loop().Post([this] {
      listener_->Stop();
      for (const auto& worker : workers_) worker->Drain();
      workers_.front()->loop().Post([this] { listener_->Close(); });
    });
  }

 private:
  // To the worker with the fewest connections, in turn among equals: connections end unevenly.
  void Deal(Socket socket) {
    Worker* chosen = nullptr;
    for (size_t i = 0; i < workers_.size(); ++i) {
      Worker* const worker = workers_[(next_worker_ + i) % workers_.size()].get();
      if (chosen == nullptr || worker->open_connections() < chosen->open_connections()) {
        chosen = worker;
      }
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    chosen->Adopt(std::move(socket));
  }

  LongWorkThreads aside_;
  BufferBudget buffers_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Listener> listener_;
  size_t next_worker_ = 0;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(const HttpServerOptions& options,
                                                       RequestHandler& handler) {
  HttpServerOptions checked = options;
  checked.max_body_bytes = std::min(checked.max_body_bytes, kMaxMaxBodyBytes);
  auto server = std::make_unique<ThreadedHttpServer>(checked, handler);
  STATOR_RETURN_IF_ERROR(server->Open(checked));
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace stator::http
