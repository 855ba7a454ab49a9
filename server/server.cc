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

// nullptr: signatures are not checked.
Result<std::unique_ptr<SignatureVerifier>> MakeVerifier(const Options& options,
                                                        const Clock& clock) {
  if (!options.check_signatures) return std::unique_ptr<SignatureVerifier>();
  STATOR_ASSIGN_OR_RETURN(Credentials credentials,
                          options.credentials_file.has_value()
                              ? Credentials::ReadFile(*options.credentials_file)
                              : Credentials::FromEnvironment());
  return std::make_unique<SignatureVerifier>(std::move(credentials), clock);
}

ServiceOptions OptionsOfService(const Options& options, const SignatureVerifier* verifier) {
  ServiceOptions service_options;
  service_options.allow_held_transactions = options.allow_held_transactions;
  service_options.namespaces = options.namespaces;
  service_options.signature_verifier = verifier;
  service_options.like_dynamodb_local = options.like_dynamodb_local;
  service_options.cors_origins = options.cors_origins;
  return service_options;
}

}  // namespace

Server::Server(std::unique_ptr<storage::Database> database,
               std::unique_ptr<SignatureVerifier> verifier, const Clock& clock,
               const Options& options)
    : database_(std::move(database)),
      verifier_(std::move(verifier)),
      service_(*database_, clock, OptionsOfService(options, verifier_.get())) {}

Result<std::unique_ptr<Server>> Server::Open(const Options& options, const Clock& clock) {
  STATOR_ASSIGN_OR_RETURN(auto database, storage::Database::Open({options.data_dir, &clock}));
  STATOR_RETURN_IF_ERROR(CheckNamespaces(*database, options.namespaces));
  STATOR_ASSIGN_OR_RETURN(auto verifier, MakeVerifier(options, clock));
  std::unique_ptr<Server> server(
      new Server(std::move(database), std::move(verifier), clock, options));
  STATOR_ASSIGN_OR_RETURN(server->http_,
                          http::HttpServer::Listen(HttpOptions(options), server->service_));
  return server;
}

}  // namespace stator::server
