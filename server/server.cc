#include "server/server.h"

#include <chrono>
#include <utility>

namespace stator::server {
namespace {

// Whoever stops a container is to wait for less than a second.
constexpr std::chrono::milliseconds kStopGrace{500};

http::HttpServerOptions HttpOptions(const Options& options) {
  http::HttpServerOptions http_options;
  http_options.host = options.host;
  http_options.port = options.port;
  http_options.threads = options.threads;
  http_options.stop_grace = kStopGrace;
  return http_options;
}

}  // namespace

Server::Server(std::unique_ptr<storage::Database> database, const Clock& clock,
               const Options& options)
    : database_(std::move(database)),
      service_(
          *database_, clock,
          {options.allow_held_transactions, options.like_dynamodb_local, options.cors_origins}) {}

Result<std::unique_ptr<Server>> Server::Open(const Options& options, const Clock& clock) {
  STATOR_ASSIGN_OR_RETURN(auto database, storage::Database::Open({options.data_dir, &clock}));
  std::unique_ptr<Server> server(new Server(std::move(database), clock, options));
  STATOR_ASSIGN_OR_RETURN(server->http_,
                          http::HttpServer::Listen(HttpOptions(options), server->service_));
  return server;
}

}  // namespace stator::server
