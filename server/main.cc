#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

#include "model/clock.h"
#include "server/command_line.h"
#include "server/healthcheck.h"
#include "server/log.h"
#include "server/options.h"
#include "server/process_limits.h"
#include "server/seeding_at_start.h"
#include "server/server.h"
#include "server/version.h"

namespace stator::server {
namespace {

constexpr int kCannotStart = 2;

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

// Whoever started this as a child may die without a word; then its end of the pipe is closed.
void StopWithStdin() {
  std::thread([] {
    std::array<char, 256> ignored;
    while (read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
    }
    kill(getpid(), SIGTERM);
  }).detach();
}

int Serve(const Options& options) {
  SetLogLevel(options.log_level);
  // Blocked before any thread starts, so that the one that waits for them gets them.
  const sigset_t stop_signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const SystemClock clock;
  const auto server = Server::Open(options, clock);
  if (!server.ok()) return FailToStart(server.error());

  // Until it begins, signals wait for it.
  std::thread stopper;
  const auto watch_signals = [&] {
    if (stopper.joinable()) return;
    stopper = std::thread([&] {
      int received = 0;
      sigwait(&stop_signals, &received);
      Log(LogLevel::kInfo, "stopping: finishing the requests in hand");
      (*server)->Stop();
    });
  };
  // Seeding may take long. Otherwise the first requests come first.
  if (options.seed_dir.has_value()) watch_signals();
  if (options.stop_with_stdin) StopWithStdin();
  const Result<void> seeded = (*server)->Seed(options, [&](const std::string& line) {
    if (options.log_level != LogLevel::kError) std::fprintf(stderr, "stator: %s\n", line.c_str());
  });
  if (!seeded.ok()) {
    kill(getpid(), SIGTERM);
    stopper.join();
    return FailToStart(seeded.error());
  }
  PrintReady(options, (*server)->port());
  (*server)->Run(watch_signals);
  stopper.join();
  if (const Result<void> closed = (*server)->Close(); !closed.ok()) {
    Log(LogLevel::kError, "closing the store: " + closed.error().message);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace stator::server

int main(int argc, char** argv) {
  using namespace stator::server;  // NOLINT(google-build-using-namespace)
  LetLargeBlocksGo();
  AllowManyFiles();
  CommandLine parsed = ParseCommandLine(argc, argv);
  if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
    std::fputs(exit->text.c_str(), exit->code == 0 ? stdout : stderr);
    return exit->code;
  }
  if (const auto* check = std::get_if<HealthcheckOptions>(&parsed)) return RunHealthcheck(*check);
  Options& options = std::get<Options>(parsed);
  if (!options.seed_dir.has_value()) options.seed_dir = SeedDirOfEnvironment();
  return Serve(options);
}
