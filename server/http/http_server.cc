#include "server/http/http_server.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/acceptor.h"
#include "server/http/long_work_threads.h"
#include "server/http/worker.h"

namespace stator::http {
namespace {

// zlib counts in 32 bits.
constexpr size_t kMaxMaxBodyBytes = size_t{1024} * 1024 * 1024;

// Until then whoever waited for the server has had an answer.
constexpr std::chrono::milliseconds kStartedAfter{10};

class ThreadedHttpServer final : public HttpServer {
 public:
  ThreadedHttpServer(const HttpServerOptions& options, RequestHandler& handler, Listener listener)
      : buffers_(std::max(options.max_buffered_bytes,
                          2 * (options.max_body_bytes + options.max_header_bytes))) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(options, handler, aside_, buffers_));
    }
    threads_.resize(workers_.size());
    started_timer_ = std::make_unique<Timer>(workers_.front()->loop(), [this] { started_(); });
    acceptor_ = std::make_unique<Acceptor>(workers_.front()->loop(), std::move(listener),
                                           [this](Socket socket) { Deal(std::move(socket)); });
  }

  Result<void> Open() {
    for (const auto& worker : workers_) STATOR_RETURN_IF_ERROR(worker->Open());
    STATOR_RETURN_IF_ERROR(started_timer_->Open());
    return acceptor_->Open();
  }

  uint16_t port() const override { return acceptor_->port(); }

  using HttpServer::Run;

  void Run(std::function<void()> started) override {
    started_ = std::move(started);
    started_timer_->Start(kStartedAfter);
    acceptor_->Start();
    workers_.front()->Run();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
    // They have nothing left to do, but may still be on their way out of a worker.
    aside_.Finish();
  }

  // In steps, so that no connection reaches a worker behind the order to drain, and whoever is
  // refused knows that the order is there.
  void Stop() override {
    workers_.front()->loop().Post([this] {
      acceptor_->Stop();
      for (const auto& worker : workers_) worker->Drain();
      workers_.front()->loop().Post([this] { acceptor_->Close(); });
    });
  }

 private:
  // To the worker with the fewest connections, in turn among equals: connections end unevenly.
  void Deal(Socket socket) {
    size_t chosen = next_worker_;
    for (size_t i = 1; i < workers_.size(); ++i) {
      const size_t worker = (next_worker_ + i) % workers_.size();
      if (workers_[worker]->open_connections() < workers_[chosen]->open_connections()) {
        chosen = worker;
      }
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    if (!HasThread(chosen)) chosen = 0;
    workers_[chosen]->Adopt(std::move(socket));
  }

  // The first worker runs on the thread of Run(). The others get theirs with their first
  // connection: the start waits for none, and few clients need few. False: there are no more.
  bool HasThread(size_t worker) {
    std::thread& thread = threads_[worker];
    if (worker == 0 || thread.joinable()) return true;
    try {
      thread = std::thread([serving = workers_[worker].get()] { serving->Run(); });
    } catch (const std::system_error&) {
      return false;
    }
    return true;
  }

  LongWorkThreads aside_;
  BufferBudget buffers_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;  // of the workers; none: the worker has had no connection
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<Timer> started_timer_;
  std::function<void()> started_;
  size_t next_worker_ = 0;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(const HttpServerOptions& options,
                                                       RequestHandler& handler) {
  STATOR_ASSIGN_OR_RETURN(Listener listener, Listener::Open(options.host, options.port));
  return Make(options, handler, std::move(listener));
}

Result<std::unique_ptr<HttpServer>> HttpServer::Make(const HttpServerOptions& options,
                                                     RequestHandler& handler, Listener listener) {
  HttpServerOptions checked = options;
  checked.max_body_bytes = std::min(checked.max_body_bytes, kMaxMaxBodyBytes);
  auto server = std::make_unique<ThreadedHttpServer>(checked, handler, std::move(listener));
  STATOR_RETURN_IF_ERROR(server->Open());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace stator::http
