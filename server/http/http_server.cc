#include "server/http/http_server.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <string>
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

constexpr int kBacklog = 1024;
// No descriptor or no memory: connections stay in the backlog for this long.
constexpr std::chrono::milliseconds kAcceptRetryDelay{50};
// zlib counts in 32 bits.
constexpr size_t kMaxMaxBodyBytes = size_t{1024} * 1024 * 1024;

Error ListenError(const HttpServerOptions& options, const std::string& reason) {
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.host + "]" : options.host;
  return InternalError("cannot listen on " + host + ":" + std::to_string(options.port) + ": " +
                       reason);
}

std::string ReasonFor(const error_code& error) {
  if (error == asio::error::address_in_use) {
    return "address already in use; choose another with --port";
  }
  if (error == asio::error::access_denied) {
    return "permission denied; choose a port above 1023 with --port";
  }
  if (error == boost::system::errc::address_not_available) {
    return "this machine has no such address; choose another with --host";
  }
  return error.message();
}

class AsioHttpServer final : public HttpServer {
 public:
  AsioHttpServer(const HttpServerOptions& options, RequestHandler& handler)
      : buffers_(std::max(options.max_buffered_bytes,
                          2 * (options.max_body_bytes + options.max_header_bytes))) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(options, handler, aside_, buffers_));
    }
    acceptor_ = std::make_unique<Acceptor>(workers_.front()->io());
    accept_timer_ = std::make_unique<asio::steady_timer>(workers_.front()->io());
  }

  Result<void> Bind(const HttpServerOptions& options) {
    STATOR_ASSIGN_OR_RETURN(const auto endpoints, Resolve(options));
    error_code error;
    for (const tcp::endpoint& endpoint : endpoints) {
      error = Open(endpoint);
      if (!error) return {};
    }
    return ListenError(options, ReasonFor(error));
  }

  uint16_t port() const override { return port_; }

  void Run() override {
    Accept();
    std::vector<std::thread> threads;
    for (size_t i = 1; i < workers_.size(); ++i) {
      threads.emplace_back([worker = workers_[i].get()] { worker->Run(); });
    }
    workers_.front()->Run();
    for (std::thread& thread : threads) thread.join();
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
  // IPv4 first: that is what most clients make of "localhost".
  static Result<std::vector<tcp::endpoint>> Resolve(const HttpServerOptions& options) {
    error_code error;
    const asio::ip::address address = asio::ip::make_address(options.host, error);
    if (!error) return std::vector<tcp::endpoint>{{address, options.port}};
    // The loopback interface wherever we run (RFC 6761), also where no hosts file says so.
    if (options.host == "localhost") {
      return std::vector<tcp::endpoint>{{asio::ip::address_v4::loopback(), options.port},
                                        {asio::ip::address_v6::loopback(), options.port}};
    }
    asio::io_context io;
    tcp::resolver resolver(io);
    const auto found = resolver.resolve(options.host, "", tcp::resolver::passive, error);
    std::vector<tcp::endpoint> endpoints;
    for (const auto& entry : found) {
      endpoints.emplace_back(entry.endpoint().address(), options.port);
    }
    if (error || endpoints.empty()) {
      return ListenError(options, "no address is known for this name; choose another with --host");
    }
    std::stable_partition(endpoints.begin(), endpoints.end(),
                          [](const auto& endpoint) { return endpoint.address().is_v4(); });
    return endpoints;
  }

  error_code Open(const tcp::endpoint& endpoint) {
    error_code error;
    acceptor_->close(error);
    acceptor_->open(endpoint.protocol(), error);
    if (error) return error;
    error_code ignored;
    acceptor_->set_option(Acceptor::reuse_address(true), ignored);
    // "::" means every address, those of IPv4 too.
    if (endpoint.address().is_v6()) {
      acceptor_->set_option(asio::ip::v6_only(!endpoint.address().is_unspecified()), ignored);
    }
    acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(kBacklog, error);
    if (!error) port_ = acceptor_->local_endpoint(error).port();
    if (!error) protocol_ = endpoint.protocol();
    return error;
  }

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
    Worker* chosen = nullptr;
    for (size_t i = 0; i < workers_.size(); ++i) {
      Worker* const worker = workers_[(next_worker_ + i) % workers_.size()].get();
      if (chosen == nullptr || worker->open_connections() < chosen->open_connections()) {
        chosen = worker;
      }
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    error_code error;
    const int native = socket.release(error);
    if (!error) chosen->Adopt(protocol_, native);
  }

  LongWorkThreads aside_;
  BufferBudget buffers_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> accept_timer_;
  tcp protocol_ = tcp::v4();
  uint16_t port_ = 0;
  size_t next_worker_ = 0;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(const HttpServerOptions& options,
                                                       RequestHandler& handler) {
  HttpServerOptions checked = options;
  checked.max_body_bytes = std::min(checked.max_body_bytes, kMaxMaxBodyBytes);
  // Asio throws when the system refuses it a descriptor.
  try {
    auto server = std::make_unique<AsioHttpServer>(checked, handler);
    STATOR_RETURN_IF_ERROR(server->Bind(checked));
    return std::unique_ptr<HttpServer>(std::move(server));
  } catch (const std::exception& failure) {
    return ListenError(options, failure.what());
  }
}

}  // namespace stator::http
