#pragma once

#include <cstdint>
#include <memory>

#include "model/clock.h"
#include "model/result.h"
#include "server/authentication/signature_verifier.h"
#include "server/http/http_server.h"
#include "server/options.h"
#include "server/service.h"
#include "storage/database.h"

namespace stator::server {

// A whole server: the store, the operations, HTTP. What `stator` runs, and what a C++ test runs
// inside its own process. It leaves alone what belongs to the process: signals, stdout, the log.
class Server {
 public:
  // Opens the store and listens; serves from Run() on. Looks at those of the options that are about
  // serving. An error's message is for a person at a terminal. `clock` outlives the server.
  static Result<std::unique_ptr<Server>> Open(const Options& options, const Clock& clock);

  // The port bound, also when 0 was asked for.
  uint16_t port() const { return http_->port(); }

  // Serves until Stop(), on this thread and others.
  void Run() { http_->Run(); }

  // Ends Run() in less than a second; may be called from any thread, also before Run().
  void Stop() { http_->Stop(); }

  // After Run() has returned. Without it nothing is lost either, but the next start takes longer.
  Result<void> Close() { return database_->Close(); }

 private:
  Server(std::unique_ptr<storage::Database> database, std::unique_ptr<SignatureVerifier> verifier,
         const Clock& clock, const Options& options);

  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<SignatureVerifier> verifier_;  // nullptr: signatures are not checked
  Service service_;
  std::unique_ptr<http::HttpServer> http_;
};

}  // namespace stator::server
