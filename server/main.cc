#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "model/clock.h"
#include "server/command_line.h"
#include "server/healthcheck.h"
#include "server/http/http_server.h"
#include "server/log.h"
#include "server/options.h"
#include "server/service.h"
#include "server/version.h"
#include "storage/database.h"

namespace stator::server {
namespace {

constexpr int kCannotStart = 2;

// Whoever stops a container is to wait for less than a second.
constexpr std::chrono::milliseconds kStopGrace{500};

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

// An address as a URL holds it: IPv6 in brackets.
std::string UrlHost(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

// Scripts wait for this line, and people copy from it.
void PrintReady(const Options& options, uint16_t port) {
  const std::string url =
      "http://" + UrlHost(CallableHost(options.host)) + ":" + std::to_string(port);
  const std::string where = options.data_dir ? "data in " + *options.data_dir : "in memory";
  std::fputs(options.banner.c_str(), stdout);
  std::printf("stator %s is ready at %s (%s); export AWS_ENDPOINT_URL_DYNAMODB=%s\n",
              std::string(kVersion).c_str(), url.c_str(), where.c_str(), url.c_str());
  std::fflush(stdout);
}

int Serve(const Options& options) {
  SetLogLevel(options.log_level);
  // Blocked before any thread starts, so that the one that waits for them gets them.
  const sigset_t stop_signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const SystemClock clock;
  auto database = storage::Database::Open({options.data_dir, &clock});
  if (!database.ok()) return FailToStart(database.error());
  Service service(
      **database, clock,
      {options.allow_held_transactions, options.refuse_unsigned_get, options.cors_origins});
  http::HttpServerOptions http_options;
  http_options.host = options.host;
  http_options.port = options.port;
  http_options.threads = options.threads;
  http_options.stop_grace = kStopGrace;
  auto server = http::HttpServer::Listen(http_options, service);
  if (!server.ok()) return FailToStart(server.error());

  std::thread stopper([&] {
    int received = 0;
    sigwait(&stop_signals, &received);
    Log(LogLevel::kInfo, "stopping: finishing the requests in hand");
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
  const CommandLine parsed = ParseCommandLine(argc, argv);
  if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
    std::fputs(exit->text.c_str(), exit->code == 0 ? stdout : stderr);
    return exit->code;
  }
  if (const auto* check = std::get_if<HealthcheckOptions>(&parsed)) return RunHealthcheck(*check);
  return Serve(std::get<Options>(parsed));
}
