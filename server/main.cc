#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

#include "model/clock.h"
#include "model/movable_clock.h"
#include "server/admin.h"
#include "server/background/background_tasks.h"
#include "server/http/http_server.h"
#include "server/log.h"
#include "server/options.h"
#include "server/service.h"
#include "server/version.h"
#include "storage/database.h"

namespace stator::server {
namespace {

constexpr int kCannotStart = 2;
constexpr int64_t kMicrosPerMs = 1000;

int FailToStart(const Error& error) {
  std::fprintf(stderr, "stator: %s\n", error.message.c_str());
  return kCannotStart;
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// An address as a URL holds it: IPv6 in brackets, and "every address" as one that can be called.
std::string UrlHost(const std::string& host) {
  if (host == "0.0.0.0") return "127.0.0.1";
  if (host == "::") return "[::1]";
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

// Scripts wait for this line, and people copy from it.
void PrintReady(const Options& options, uint16_t port) {
  const std::string url = "http://" + UrlHost(options.host) + ":" + std::to_string(port);
  const std::string where = options.data_dir ? "data in " + *options.data_dir : "in memory";
  std::printf("stator %s is ready at %s (%s); export AWS_ENDPOINT_URL_DYNAMODB=%s\n",
              std::string(kVersion).c_str(), url.c_str(), where.c_str(), url.c_str());
  std::fflush(stdout);
}

void AddTasks(storage::Database& database, const Options& options, BackgroundTasks& background) {
  constexpr int64_t kMicrosPerSecond = 1'000'000;
  background.Add({"catching up", kMicrosPerSecond,
                  [&database](const std::atomic<bool>&) { return database.CatchUp(); }});
  // Readers see to what they notice themselves; this is for streams that nobody reads.
  constexpr int64_t kStreamsMicros = 60 * kMicrosPerSecond;
  background.Add({"trimming streams", kStreamsMicros, [&database](const std::atomic<bool>& stop) {
                    return database.streams().Maintain(stop);
                  }});
  background.Add({"deleting expired items", options.ttl_interval_seconds * kMicrosPerSecond,
                  [&database](const std::atomic<bool>& stop) -> Result<void> {
                    STATOR_RETURN_IF_ERROR(database.DeleteExpiredItems(stop));
                    return {};
                  }});
}

int Serve(const Options& options) {
  SetLogLevel(options.log_level);
  // Blocked before any thread starts, so that the one that waits for them gets them.
  const sigset_t stop_signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const SystemClock system_clock;
  MovableClock clock(system_clock);
  storage::DatabaseOptions database_options;
  database_options.data_dir = options.data_dir;
  database_options.clock = &clock;
  database_options.gsi_delay_micros = options.gsi_delay_ms * kMicrosPerMs;
  database_options.stream_shards = options.stream_shards;
  auto database = storage::Database::Open(database_options);
  if (!database.ok()) return FailToStart(database.error());
  BackgroundTasks background(clock, [](std::string_view task_name, const Error& error) {
    Log(LogLevel::kError, std::string(task_name) + ": " + error.message);
  });
  AddTasks(**database, options, background);
  const AdminSurface admin(options.admin, options.host, **database, clock, background);
  ServiceOptions service_options;
  service_options.allow_held_transactions = options.allow_held_transactions;
  service_options.transition_delay_micros = options.transition_delay_ms * kMicrosPerMs;
  service_options.ttl_change_interval_seconds = options.ttl_change_interval_seconds;
  service_options.admin = &admin;
  Service service(**database, clock, service_options);
  http::HttpServerOptions http_options;
  http_options.host = options.host;
  http_options.port = options.port;
  http_options.threads = options.threads;
  auto server = http::HttpServer::Listen(http_options, service);
  if (!server.ok()) return FailToStart(server.error());

  background.Start();
  std::thread stopper([&] {
    int received = 0;
    sigwait(&stop_signals, &received);
    Log(LogLevel::kInfo, "stopping: finishing the requests in hand");
    background.Stop();
    (*server)->Stop();
  });
  PrintReady(options, (*server)->port());
  (*server)->Run();
  stopper.join();
  if (const Result<void> closed = (*database)->Close(); !closed.ok()) {
    Log(LogLevel::kError, "closing the store: " + closed.error().message);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace stator::server

int main(int argc, char** argv) {
  using namespace stator::server;  // NOLINT(google-build-using-namespace)
  const std::variant<Options, EarlyExit> parsed = ParseOptions(argc, argv);
  if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
    std::fputs(exit->text.c_str(), exit->code == 0 ? stdout : stderr);
    return exit->code;
  }
  return Serve(std::get<Options>(parsed));
}
