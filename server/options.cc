#include "server/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

#include "model/function_ref.h"
#include "server/version.h"

namespace stator::server {
namespace {

constexpr int64_t kMaxTtlIntervalSeconds = 7 * 24 * 60 * 60;

const std::map<std::string, LogLevel>& LogLevels() {
  static const std::map<std::string, LogLevel> levels = {{"error", LogLevel::kError},
                                                         {"warn", LogLevel::kWarn},
                                                         {"info", LogLevel::kInfo},
                                                         {"debug", LogLevel::kDebug}};
  return levels;
}

// The other one is for the client: docs/decisions/0006.
constexpr unsigned kCoresOfAThread = 2;

// As many writers can wait for one sync: a thread of theirs waits with them.
constexpr unsigned kThreadsThatSync = 32;

// Half of it holds two of the largest requests there are.
constexpr size_t kMinMemoryLimitMib = 64;
constexpr size_t kMaxMemoryLimitMib = size_t{1024} * 1024;

constexpr int64_t kMaxDelayMs = 24 * 60 * 60 * 1000;

const std::map<std::string, AdminMode>& AdminModes() {
  static const std::map<std::string, AdminMode> modes = {
      {"auto", AdminMode::kAuto}, {"on", AdminMode::kOn}, {"off", AdminMode::kOff}};
  return modes;
}

const std::map<std::string, storage::Durability>& Durabilities() {
  static const std::map<std::string, storage::Durability> durabilities = {
      {"none", storage::Durability::kNone},
      {"os", storage::Durability::kOs},
      {"fsync", storage::Durability::kFsync}};
  return durabilities;
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

// Flags whose words are turned into options once all have been read.
struct FlagTexts {
  std::string data_dir;
  std::string seed_dir;
  std::string durability = "os";
  std::string log_level = "warn";
  std::string admin = "auto";
  std::string auth = "any";
  std::string credentials_file;
  std::string name_space = "none";
};

// Whether the flag of this name is to be declared.
using Declares = FunctionRef<bool(std::string_view name)>;

void AddServingFlags(CLI::App& app, Declares declares, Options& options, FlagTexts& texts) {
  if (declares("--port")) {
    app.add_option("--port", options.port, "TCP port to serve on; 0 picks a free one")
        ->type_name("PORT")
        ->check(CheckNotEmpty)
        ->capture_default_str();
  }
  if (declares("--host")) {
    app.add_option("--host", options.host, "IPv4 or IPv6 address, or name, to listen on")
        ->type_name("ADDRESS")
        ->check(CheckNotEmpty)
        ->capture_default_str();
  }
  if (declares("--data-dir")) {
    app.add_option("--data-dir", texts.data_dir,
                   "keep everything in this directory, across restarts "
                   "(default: in memory)")
        ->type_name("DIR")
        ->check(CheckNotEmpty);
  }
  if (declares("--seed")) {
    app.add_option("--seed", texts.seed_dir,
                   "load the tables and items of the files in this directory when there are none "
                   "yet (default: STATOR_SEED)")
        ->type_name("DIR")
        ->check(CheckNotEmpty);
  }
  if (declares("--durability")) {
    app.add_option("--durability", texts.durability,
                   "with --data-dir, what an answered write survives: none (a clean stop only; the "
                   "fastest), os (the process being killed), fsync (power loss) (default: os)")
        ->type_name("MODE")
        ->check(CLI::IsMember({"none", "os", "fsync"}).description(""));
  }
  if (declares("--memory-limit")) {
    app.add_option("--memory-limit", options.memory_limit_mib,
                   "memory for caches, write buffers and requests in hand; without --data-dir the "
                   "data comes on top (default: 128)")
        ->type_name("MIB")
        ->check(CLI::Range(kMinMemoryLimitMib, kMaxMemoryLimitMib).description(""));
  }
  if (declares("--threads")) {
    app.add_option(
           "--threads", options.threads,
           "I/O threads (default: one for every two cores, as clients are on the same machine; "
           "32 with --durability fsync, where they wait for the disk)")
        ->type_name("N")
        ->check(CLI::Range(1, 256).description(""));
  }
  if (declares("--log-level")) {
    app.add_option("--log-level", texts.log_level,
                   "what goes to stderr: error, warn, info, debug "
                   "(default: warn)")
        ->type_name("LEVEL")
        ->transform(
            CLI::IsMember({"error", "warn", "info", "debug"}, CLI::ignore_case).description(""));
  }
}

// How long what the service takes its time for is to last here, and streams.
void AddTimeFlags(CLI::App& app, Declares declares, Options& options) {
  if (declares("--stream-shards")) {
    app.add_option("--stream-shards", options.stream_shards,
                   "shards of a new stream, by partition key (default: 1)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000).description(""));
  }
  if (declares("--transition-delay")) {
    app.add_option("--transition-delay", options.transition_delay_ms,
                   "how long tables and indexes are CREATING, UPDATING and DELETING, for tests of "
                   "waiters")
        ->type_name("MS")
        ->check(CLI::Range(int64_t{0}, kMaxDelayMs).description(""));
  }
  if (declares("--gsi-delay")) {
    app.add_option("--gsi-delay", options.gsi_delay_ms,
                   "how far reads of global secondary indexes lag behind writes")
        ->type_name("MS")
        ->check(CLI::Range(int64_t{0}, kMaxDelayMs).description(""));
  }
  if (declares("--ttl-interval")) {
    app.add_option("--ttl-interval", options.ttl_interval_seconds,
                   "how often expired items are deleted (default: 1)")
        ->type_name("SECONDS")
        ->check(CLI::Range(int64_t{1}, kMaxTtlIntervalSeconds).description(""));
  }
  if (declares("--ttl-change-interval")) {
    app.add_option(
           "--ttl-change-interval", options.ttl_change_interval_seconds,
           "how long UpdateTimeToLive refuses to change a table again (default: 3600, as the "
           "service)")
        ->type_name("SECONDS")
        ->check(CLI::Range(int64_t{0}, kMaxTtlIntervalSeconds).description(""));
  }
}

// Who may call, and what they may ask for.
void AddCallerFlags(CLI::App& app, Declares declares, Options& options, FlagTexts& texts) {
  if (declares("--auth")) {
    app.add_option("--auth", texts.auth,
                   "any: every key and signature will do; strict: signatures are checked "
                   "(default: any)")
        ->type_name("MODE")
        ->check(CLI::IsMember({"any", "strict"}).description(""));
  }
  if (declares("--credentials")) {
    app.add_option("--credentials", texts.credentials_file,
                   "with --auth strict: the keys that may sign, as in ~/.aws/credentials "
                   "(default: AWS_ACCESS_KEY_ID and so on)")
        ->type_name("FILE")
        ->check(CheckNotEmpty);
  }
  if (declares("--namespace")) {
    app.add_option("--namespace", texts.name_space,
                   "who has tables of its own: none (all share them), region, account-region "
                   "(default: none)")
        ->type_name("MODE")
        ->check(CLI::IsMember({"none", "region", "account-region"}).description(""));
  }
  if (declares("--allow-held-transactions")) {
    app.add_flag("--allow-held-transactions", options.allow_held_transactions,
                 "for tests of conflicts: heed the header x-stator-hold-transaction-ms");
  }
  if (declares("--admin")) {
    app.add_option(
           "--admin", texts.admin,
           "the admin surface at /_stator/ (the clock and more): on, off, or auto, which is "
           "on when --host is a loopback address (default: auto)")
        ->type_name("MODE")
        ->transform(CLI::IsMember({"auto", "on", "off"}, CLI::ignore_case).description(""));
  }
  if (declares("--stop-with-stdin")) {
    app.add_flag("--stop-with-stdin", options.stop_with_stdin,
                 "stop when standard input ends: for programs that start this as a child");
  }
}

// Calls `declares` with the names of all, in the order of the help text.
void AddFlags(CLI::App& app, Declares declares, Options& options, FlagTexts& texts) {
  AddServingFlags(app, declares, options, texts);
  AddTimeFlags(app, declares, options);
  AddCallerFlags(app, declares, options, texts);
}

// Adds the flags that are given, since to declare all takes longer than to read them: all, when
// there is anything else that looks like a flag, so that the help and what is said of a mistake are
// about all.
void AddGivenFlags(CLI::App& app, std::span<const char* const> arguments, Options& options,
                   FlagTexts& texts) {
  std::vector<std::string_view> given;
  for (const std::string_view argument : arguments) {
    if (argument.starts_with('-')) given.push_back(argument.substr(0, argument.find('=')));
  }
  std::vector<std::string_view> unknown = given;
  const auto strike_out = [&](std::string_view name) {
    std::erase(unknown, name);
    return false;
  };
  AddFlags(app, strike_out, options, texts);
  const auto is_needed = [&](std::string_view name) {
    return !unknown.empty() || std::find(given.begin(), given.end(), name) != given.end();
  };
  AddFlags(app, is_needed, options, texts);
}

// Whether it was declared and given.
bool IsGiven(const CLI::App& app, const std::string& name) {
  const CLI::Option* const option = app.get_option_no_throw(name);
  return option != nullptr && option->count() > 0;
}

}  // namespace

std::variant<Options, EarlyExit> ParseOptions(int argc, const char* const* argv, Options options) {
  options.threads = std::max(1U, std::thread::hardware_concurrency() / kCoresOfAThread);
  FlagTexts texts;
  CLI::App app("A local DynamoDB: point any AWS SDK at it instead of at the cloud.", "stator");
  app.get_formatter()->column_width(34);
  app.footer(
      "\nstator healthcheck [--port PORT] says by its exit code whether a server answers.\n"
      "stator java ... takes the command line of DynamoDB Local, as does this program under the\n"
      "name java.");
  app.set_version_flag("--version", "stator " + std::string(kVersion));
  AddGivenFlags(app, {argv, static_cast<size_t>(argc)}, options, texts);
  if (std::optional<EarlyExit> exit = Parse(app, argc, argv)) return *std::move(exit);
  options.log_level = LogLevels().at(texts.log_level);
  options.admin = AdminModes().at(texts.admin);
  options.namespaces = NamespaceModes().at(texts.name_space);
  options.check_signatures = texts.auth == "strict";
  if (IsGiven(app, "--credentials")) {
    if (!options.check_signatures) {
      return EarlyExit{2, "stator: --credentials needs --auth strict; see stator --help\n"};
    }
    options.credentials_file = texts.credentials_file;
  }
  if (IsGiven(app, "--seed")) options.seed_dir = texts.seed_dir;
  if (IsGiven(app, "--data-dir")) options.data_dir = texts.data_dir;
  options.durability = Durabilities().at(texts.durability);
  if (options.durability == storage::Durability::kFsync && !IsGiven(app, "--threads")) {
    options.threads = std::max(options.threads, kThreadsThatSync);
  }
  if (IsGiven(app, "--durability") && !options.data_dir.has_value()) {
    return EarlyExit{2,
                     "stator: --durability needs --data-dir: what is kept in memory survives "
                     "nothing; see stator --help\n"};
  }
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
