#include "server/http/http_server.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/long_work_threads.h"
#include "server/http/worker.h"

namespace stator::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

// No descriptor or no memory: connections stay in the backlog for this long.
constexpr std::chrono::milliseconds kAcceptRetryDelay{50};
// zlib counts in 32 bits.
constexpr size_t kMaxMaxBodyBytes = size_t{1024} * 1024 * 1024;

class AsioHttpServer final : public HttpServer {
 public:
  AsioHttpServer(const HttpServerOptions& options, RequestHandler& handler)
      : buffers_(std::max(options.max_buffered_bytes,
                          2 * (options.max_body_bytes + options.max_header_bytes))) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(options, handler, aside_, buffers_));
    }
    threads_.resize(workers_.size());
    acceptor_ = std::make_unique<Acceptor>(workers_.front()->io());
    accept_timer_ = std::make_unique<asio::steady_timer>(workers_.front()->io());
  }

  error_code Take(Listener listener) {
    port_ = listener.port();
    protocol_ = listener.is_ipv6() ? tcp::v6() : tcp::v4();
    error_code error;
    acceptor_->assign(protocol_, listener.socket(), error);
    if (!error) listener.Release();
    return error;
  }

  uint16_t port() const override { return port_; }

  void Run() override {
    Accept();
    workers_.front()->Run();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
    // They have nothing left to do, but may still be on their way out of a worker.
    aside_.Finish();
  }

  // In two steps, so that no connection reaches a worker behind the order to drain.
  void Stop() override {
    asio::post(workers_.front()->io(), [this] {
      error_code ignored;
      acceptor_->close(ignored);
      accept_timer_->cancel();
      for (const auto& worker : workers_) worker->Drain();
    });
  }

 private:
  void Accept() {
    if (!acceptor_->is_open()) return;
    acceptor_->async_accept([this](const error_code& error, TcpSocket socket) {
      if (error == asio::error::operation_aborted || !acceptor_->is_open()) return;
      if (!error) {
        Deal(std::move(socket));
      } else if (error != asio::error::connection_aborted) {
        return AcceptLater();
      }
      Accept();
    });
  }

  void AcceptLater() {
    accept_timer_->expires_after(kAcceptRetryDelay);
    accept_timer_->async_wait([this](const error_code&) { Accept(); });
  }

  // To the worker with the fewest connections, in turn among equals: connections end unevenly.
  void Deal(TcpSocket socket) {
    size_t chosen = next_worker_;
    for (size_t i = 1; i < workers_.size(); ++i) {
      const size_t worker = (next_worker_ + i) % workers_.size();
      if (workers_[worker]->open_connections() < workers_[chosen]->open_connections()) {
        chosen = worker;
      }
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    if (!HasThread(chosen)) chosen = 0;
    error_code error;
    const int native = socket.release(error);
    if (!error) workers_[chosen]->Adopt(protocol_, native);
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
  std::unique_ptr<asio::steady_timer> accept_timer_;
  tcp protocol_ = tcp::v4();
  uint16_t port_ = 0;
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
  const auto cannot_serve = [](const std::string& reason) {
    return InternalError("cannot serve HTTP: " + reason);
  };
  // Asio throws when the system refuses it a descriptor.
  try {
    auto server = std::make_unique<AsioHttpServer>(checked, handler);
    const error_code error = server->Take(std::move(listener));
    if (error) return cannot_serve(error.message());
    return std::unique_ptr<HttpServer>(std::move(server));
  } catch (const std::exception& failure) {
    return cannot_serve(failure.what());
  }
}

}  // namespace stator::http
