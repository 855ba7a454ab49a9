#include "server/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <thread>

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

constexpr int64_t kMaxDelayMs = 24 * 60 * 60 * 1000;

const std::map<std::string, AdminMode>& AdminModes() {
  static const std::map<std::string, AdminMode> modes = {
      {"auto", AdminMode::kAuto}, {"on", AdminMode::kOn}, {"off", AdminMode::kOff}};
  return modes;
}

// An empty value is a shell variable that is not set; CLI11 would take it for 0.
std::string CheckNotEmpty(const std::string& value) {
  return value.empty() ? "value is empty" : std::string();
}

}  // namespace

std::variant<Options, EarlyExit> ParseOptions(int argc, const char* const* argv) {
  Options options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  std::string data_dir;
  std::string log_level = "warn";
  std::string admin = "auto";

  CLI::App app("A local DynamoDB: point any AWS SDK at it instead of at the cloud.", "stator");
  app.get_formatter()->column_width(34);
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
  app.add_option("--stream-shards", options.stream_shards,
                 "shards of a new stream, by partition key (default: 1)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).description(""));
  app.add_flag("--allow-held-transactions", options.allow_held_transactions,
               "for tests of conflicts: heed the header x-stator-hold-transaction-ms");
  app.add_option("--transition-delay", options.transition_delay_ms,
                 "how long tables and indexes are CREATING, UPDATING and DELETING, for tests of "
                 "waiters")
      ->type_name("MS")
      ->check(CLI::Range(int64_t{0}, kMaxDelayMs).description(""));
  app.add_option("--gsi-delay", options.gsi_delay_ms,
                 "how far reads of global secondary indexes lag behind writes")
      ->type_name("MS")
      ->check(CLI::Range(int64_t{0}, kMaxDelayMs).description(""));
  app.add_option("--ttl-interval", options.ttl_interval_seconds,
                 "how often expired items are deleted (default: 1)")
      ->type_name("SECONDS")
      ->check(CLI::Range(int64_t{1}, kMaxTtlIntervalSeconds).description(""));
  app.add_option("--ttl-change-interval", options.ttl_change_interval_seconds,
                 "how long UpdateTimeToLive refuses to change a table again (default: 3600, as the "
                 "service)")
      ->type_name("SECONDS")
      ->check(CLI::Range(int64_t{0}, kMaxTtlIntervalSeconds).description(""));
  app.add_option("--admin", admin,
                 "the admin surface at /_stator/ (the clock and more): on, off, or auto, which is "
                 "on when --host is a loopback address (default: auto)")
      ->type_name("MODE")
      ->transform(CLI::IsMember({"auto", "on", "off"}, CLI::ignore_case).description(""));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help and --version
    const bool help = success.get_name() == "CallForHelp";
    return EarlyExit{0, help ? app.help() : "stator " + std::string(kVersion) + "\n"};
  } catch (const CLI::ParseError& error) {
    std::string reason = error.what();
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return EarlyExit{2, "stator: " + reason + "; see stator --help\n"};
  }
  options.log_level = LogLevels().at(log_level);
  options.admin = AdminModes().at(admin);
  if (app.count("--data-dir") > 0) options.data_dir = data_dir;
  return options;
}

}  // namespace stator::server
