#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "model/clock.h"
#include "model/function_ref.h"
#include "model/movable_clock.h"
#include "model/result.h"
#include "server/admin.h"
#include "server/authentication/signature_verifier.h"
#include "server/background/background_tasks.h"
#include "server/http/http_server.h"
#include "server/options.h"
#include "server/served_state.h"
#include "server/service.h"
#include "storage/served_database.h"

namespace stator::server {

// A whole server: the store, the operations, what happens in the background, HTTP. What `stator`
// runs, and what a C++ test runs inside its own process. It leaves alone what belongs to the
// process: signals, stdout, the log.
class Server {
 public:
  // Listens and opens the store; serves from Run() on, and who connects meanwhile waits. Looks at
  // those of the options that are about serving. An error's message is for a person at a terminal.
  // `clock`, on which the server's own goes, outlives it.
  static Result<std::unique_ptr<Server>> Open(const Options& options, const Clock& clock);

  // The port bound, also when 0 was asked for.
  uint16_t port() const { return http_->port(); }

  // Loads options.seed_dir, if there is one, into a store without tables: before Run(). Clients
  // wait meanwhile. Stop() ends it with an error. `note` is told what a person at a terminal wants
  // to know of it, line by line.
  Result<void> Seed(const Options& options, FunctionRef<void(const std::string& line)> note);

  // Serves until Stop(), on this thread and others. `started` is as HttpServer::Run()'s.
  void Run(const std::function<void()>& started = [] {});

  // What is served, for tests in this process: may be used at any time before Close().
  ServedState state() { return {*served_, clock_}; }

  // Ends Run() in less than a second; may be called from any thread, also before Run().
  void Stop();

  // After Run() has returned. Without it nothing is lost either, but the next start takes longer.
  Result<void> Close() { return served_->Close(); }

 private:
  explicit Server(const Clock& clock);

  MovableClock clock_;
  std::atomic<bool> stopping_{false};
  std::unique_ptr<storage::ServedDatabase> served_;
  BackgroundTasks background_;
  std::unique_ptr<SignatureVerifier> verifier_;  // nullptr: signatures are not checked
  std::unique_ptr<AdminSurface> admin_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<http::HttpServer> http_;
};

}  // namespace stator::server
