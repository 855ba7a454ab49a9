#include "server/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <thread>

#include "server/version.h"

namespace stator::server {
namespace {

const std::map<std::string, LogLevel>& LogLevels() {
  static const std::map<std::string, LogLevel> levels = {{"error", LogLevel::kError},
                                                         {"warn", LogLevel::kWarn},
                                                         {"info", LogLevel::kInfo},
                                                         {"debug", LogLevel::kDebug}};
  return levels;
}

const std::map<std::string, Namespaces>& NamespaceModes() {
  static const std::map<std::string, Namespaces> modes = {
      {"none", Namespaces::kOne},
      {"region", Namespaces::kPerRegion},
      {"account-region", Namespaces::kPerAccountAndRegion}};
  return modes;
}

// An empty value is a shell variable that is not set; CLI11 would take it for 0.
std::string CheckNotEmpty(const std::string& value) {
  return value.empty() ? "value is empty" : std::string();
}

// What to print instead of going on: the command line asks for it, or makes no sense.
std::optional<EarlyExit> Parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help and --version
    const bool help = success.get_name() == "CallForHelp";
    return EarlyExit{0, help ? app.help() : "stator " + std::string(kVersion) + "\n"};
  } catch (const CLI::ParseError& error) {
    std::string reason = error.what();
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return EarlyExit{2, "stator: " + reason + "; see " + app.get_name() + " --help\n"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Options, EarlyExit> ParseOptions(int argc, const char* const* argv, Options options) {
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  std::string data_dir;
  std::string log_level = "warn";
  std::string auth = "any";
  std::string credentials_file;
  std::string name_space = "none";

  CLI::App app("A local DynamoDB: point any AWS SDK at it instead of at the cloud.", "stator");
  app.get_formatter()->column_width(34);
  app.footer(
      "\nstator healthcheck [--port PORT] says by its exit code whether a server answers.\n"
      "stator java ... takes the command line of DynamoDB Local, as does this program under the\n"
      "name java.");
  app.set_version_flag("--version", "stator " + std::string(kVersion));
  app.add_option("--port", options.port, "TCP port to serve on; 0 picks a free one")
      ->type_name("PORT")
      ->check(CheckNotEmpty)
      ->capture_default_str();
  app.add_option("--host", options.host, "IPv4 or IPv6 address, or name, to listen on")
      ->type_name("ADDRESS")
      ->check(CheckNotEmpty)
      ->capture_default_str();
  app.add_option("--data-dir", data_dir,
                 "keep everything in this directory, across restarts "
                 "(default: in memory)")
      ->type_name("DIR")
      ->check(CheckNotEmpty);
  app.add_option("--threads", options.threads, "I/O threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 256).description(""));
  app.add_option("--log-level", log_level,
                 "what goes to stderr: error, warn, info, debug "
                 "(default: warn)")
      ->type_name("LEVEL")
      ->transform(
          CLI::IsMember({"error", "warn", "info", "debug"}, CLI::ignore_case).description(""));
  app.add_option("--auth", auth,
                 "any: every key and signature will do; strict: signatures are checked "
                 "(default: any)")
      ->type_name("MODE")
      ->check(CLI::IsMember({"any", "strict"}).description(""));
  app.add_option("--credentials", credentials_file,
                 "with --auth strict: the keys that may sign, as in ~/.aws/credentials "
                 "(default: AWS_ACCESS_KEY_ID and so on)")
      ->type_name("FILE")
      ->check(CheckNotEmpty);
  app.add_option("--namespace", name_space,
                 "who has tables of its own: none (all share them), region, account-region "
                 "(default: none)")
      ->type_name("MODE")
      ->check(CLI::IsMember({"none", "region", "account-region"}).description(""));
  app.add_flag("--allow-held-transactions", options.allow_held_transactions,
               "for tests of conflicts: heed the header x-stator-hold-transaction-ms");
  app.add_flag("--stop-with-stdin", options.stop_with_stdin,
               "stop when standard input ends: for programs that start this as a child");
  if (std::optional<EarlyExit> exit = Parse(app, argc, argv)) return *std::move(exit);
  options.log_level = LogLevels().at(log_level);
  options.namespaces = NamespaceModes().at(name_space);
  options.check_signatures = auth == "strict";
  if (app.count("--credentials") > 0) {
    if (!options.check_signatures) {
      return EarlyExit{2, "stator: --credentials needs --auth strict; see stator --help\n"};
    }
    options.credentials_file = credentials_file;
  }
  if (app.count("--data-dir") > 0) options.data_dir = data_dir;
  return options;
}

std::variant<HealthcheckOptions, EarlyExit> ParseHealthcheckOptions(int argc,
                                                                    const char* const* argv) {
  HealthcheckOptions options;
  CLI::App app("Exits with 0 when a server answers, and with 1 when none does.",
               "stator healthcheck");
  app.get_formatter()->column_width(34);
  app.add_option("--port", options.port,
                 "TCP port of the server (default: the one that the container's server was started "
                 "with, else 8000)")
      ->type_name("PORT")
      ->check(CLI::Range(1, 65535).description(""));
  app.add_option("--host", options.host, "address or name of the server (default: 127.0.0.1)")
      ->type_name("ADDRESS")
      ->check(CheckNotEmpty);
  if (std::optional<EarlyExit> exit = Parse(app, argc, argv)) return *std::move(exit);
  return options;
}

}  // namespace stator::server
