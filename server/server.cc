#include "server/server.h"

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "server/log.h"
#include "server/process_limits.h"
#include "server/seeding_at_start.h"

namespace stator::server {
namespace {

// Whoever stops a container is to wait for less than a second.
constexpr std::chrono::milliseconds kStopGrace{500};

constexpr int64_t kMicrosPerMs = 1000;
constexpr size_t kBytesPerMib = size_t{1024} * 1024;
// What --memory-limit is divided by: docs/memory-and-durability.md.
constexpr size_t kEngineShare = 4;
constexpr size_t kRequestsShare = 2;
constexpr int64_t kMicrosPerSecond = 1'000'000;

http::HttpServerOptions HttpOptions(const Options& options) {
  http::HttpServerOptions http_options;
  http_options.threads = options.threads;
  http_options.stop_grace = kStopGrace;
  http_options.max_buffered_bytes = options.memory_limit_mib * kBytesPerMib / kRequestsShare;
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

storage::DatabaseOptions OptionsOfDatabase(const Options& options, const Clock& clock) {
  storage::DatabaseOptions database_options;
  database_options.data_dir = options.data_dir;
  database_options.durability = options.durability;
  database_options.engine_memory_bytes = options.memory_limit_mib * kBytesPerMib / kEngineShare;
  database_options.clock = &clock;
  database_options.gsi_delay_micros = options.gsi_delay_ms * kMicrosPerMs;
  database_options.stream_shards = options.stream_shards;
  return database_options;
}

ServiceOptions OptionsOfService(const Options& options) {
  ServiceOptions service_options;
  service_options.allow_held_transactions = options.allow_held_transactions;
  service_options.transition_delay_micros = options.transition_delay_ms * kMicrosPerMs;
  service_options.index_transition_delay_micros = options.index_transition_delay_ms * kMicrosPerMs;
  service_options.ttl_change_interval_seconds = options.ttl_change_interval_seconds;
  service_options.namespaces = options.namespaces;
  service_options.like_dynamodb_local = options.like_dynamodb_local;
  service_options.cors_origins = options.cors_origins;
  return service_options;
}

// `real_clock` is not moved: what is about this process goes by it.
void AddTasks(storage::ServedDatabase& served, const Options& options, const Clock& real_clock,
              BackgroundTasks& background) {
  background.Add({"finishing the start", kMicrosPerSecond,
                  [&served](const std::atomic<bool>&) { return served.FinishStart(); },
                  &real_clock});
  background.Add({"catching up", kMicrosPerSecond,
                  [&served](const std::atomic<bool>&) { return served.Use()->CatchUp(); }});
  // The first time what only the start needed.
  background.Add({"giving back memory", kMicrosPerSecond,
                  [&served, first = true](const std::atomic<bool>&) mutable -> Result<void> {
                    STATOR_ASSIGN_OR_RETURN(const bool gave, served.Use()->GiveBackMemory());
                    if (std::exchange(first, false) || gave) GiveBackProcessMemory();
                    return {};
                  },
                  &real_clock});
  // Readers see to what they notice themselves; this is for streams that nobody reads.
  constexpr int64_t kStreamsMicros = 60 * kMicrosPerSecond;
  background.Add({"trimming streams", kStreamsMicros, [&served](const std::atomic<bool>& stop) {
                    return served.Use()->streams().Maintain(stop);
                  }});
  background.Add({"deleting expired items", options.ttl_interval_seconds * kMicrosPerSecond,
                  [&served](const std::atomic<bool>& stop) -> Result<void> {
                    STATOR_RETURN_IF_ERROR(served.Use()->DeleteExpiredItems(stop));
                    return {};
                  }});
}

void LogFailure(std::string_view task_name, const Error& error) {
  Log(LogLevel::kError, std::string(task_name) + ": " + error.message);
}

}  // namespace

Server::Server(const Clock& clock) : clock_(clock), background_(clock_, LogFailure) {}

Result<std::unique_ptr<Server>> Server::Open(const Options& options, const Clock& clock) {
  std::unique_ptr<Server> server(new Server(clock));
  const Clock& own_clock = server->clock_;
  // Before the store is opened: who connects meanwhile waits, and need not try again.
  STATOR_ASSIGN_OR_RETURN(http::Listener listener,
                          http::Listener::Open(options.host, options.port));
  STATOR_ASSIGN_OR_RETURN(server->served_,
                          storage::ServedDatabase::Open(OptionsOfDatabase(options, own_clock)));
  storage::ServedDatabase& served = *server->served_;
  STATOR_RETURN_IF_ERROR(CheckNamespaces(*served.Use(), options.namespaces));
  STATOR_ASSIGN_OR_RETURN(server->verifier_, MakeVerifier(options, own_clock));
  AddTasks(served, options, clock, server->background_);
  server->admin_ = std::make_unique<AdminSurface>(options.admin, options.host, served,
                                                  server->clock_, server->background_);
  ServiceOptions service_options = OptionsOfService(options);
  service_options.signature_verifier = server->verifier_.get();
  service_options.admin = server->admin_.get();
  server->service_ = std::make_unique<Service>(served, own_clock, std::move(service_options));
  STATOR_ASSIGN_OR_RETURN(
      server->http_,
      http::HttpServer::Make(HttpOptions(options), *server->service_, std::move(listener)));
  return server;
}

Result<void> Server::Seed(const Options& options, FunctionRef<void(const std::string& line)> note) {
  if (!options.seed_dir.has_value()) return {};
  return SeedAtStart(*served_->Use(), clock_, options, stopping_, note);
}

void Server::Run(const std::function<void()>& started) {
  http_->Run([&] {
    background_.Start();
    started();
  });
  background_.Stop();
}

void Server::Stop() {
  stopping_ = true;
  background_.Stop();
  http_->Stop();
}

}  // namespace stator::server
