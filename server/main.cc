#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "model/clock.h"
#include "server/authentication/signature_verifier.h"
#include "server/http/http_server.h"
#include "server/log.h"
#include "server/options.h"
#include "server/service.h"
#include "server/version.h"
#include "storage/database.h"

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

int Serve(const Options& options) {
  SetLogLevel(options.log_level);
  // Blocked before any thread starts, so that the one that waits for them gets them.
  const sigset_t stop_signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const SystemClock clock;
  auto database = storage::Database::Open({options.data_dir, &clock});
  if (!database.ok()) return FailToStart(database.error());
  if (const Result<void> fit = CheckNamespaces(**database, options.namespaces); !fit.ok()) {
    return FailToStart(fit.error());
  }
  const auto verifier = MakeVerifier(options, clock);
  if (!verifier.ok()) return FailToStart(verifier.error());
  Service service(**database, clock,
                  {options.allow_held_transactions, options.namespaces, verifier->get()});
  http::HttpServerOptions http_options;
  http_options.host = options.host;
  http_options.port = options.port;
  http_options.threads = options.threads;
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
  const std::variant<Options, EarlyExit> parsed = ParseOptions(argc, argv);
  if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
    std::fputs(exit->text.c_str(), exit->code == 0 ? stdout : stderr);
    return exit->code;
  }
  return Serve(std::get<Options>(parsed));
}
