#include "server/java_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include "server/version.h"

namespace stator::server {
namespace {

constexpr std::string_view kJarName = "DynamoDBLocal.jar";
constexpr std::string_view kMainClassSuffix = ".ServerRunner";

// Stores of ours, in a directory where anything else may lie, DynamoDB Local's own files among it.
// There too -sharedDb has a file of its own, so that nothing is seen of what was kept without it.
constexpr std::string_view kSharedStore = "stator-shared-db";
constexpr std::string_view kSeparateStore = "stator-separate-dbs";

// DynamoDB Local 3.3 leaves a new global index in CREATING for 15 s and backfills it for as long,
// and a deleted one in DELETING for 16 s.
constexpr int64_t kTransientStatusMs = 15'000;

constexpr std::string_view kUsage =
    R"(usage: java [JVM FLAGS] -jar DynamoDBLocal.jar [FLAGS]

  -port N                   TCP port to serve on, 1 to 65535 (default: 8000)
  -inMemory                 keep nothing on disk; excludes -dbPath
  -dbPath DIR               keep everything in folders of this one (default: the working directory)
  -sharedDb                 one set of tables for all access keys and regions (default: one for each)
  -delayTransientStatuses   new and deleted indexes stay CREATING, DELETING for a while
  -cors ORIGINS             origins that browsers may call from, separated by commas, or *
  -optimizeDbBeforeStartup  accepted, needs -dbPath; there is nothing to do
  -disableTelemetry         accepted; nothing is ever sent
  -version, -help

This is Stator under the name of `java`, in place of DynamoDB Local. JVM flags have no effect.
)";

constexpr std::array<std::string_view, 4> kFlagsBeforeAMainClass = {"-cp", "-classpath",
                                                                    "--class-path", "-jar"};

// JVM flags whose value is the next argument.
constexpr std::array<std::string_view, 11> kFlagsWithAValue = {"-cp",
                                                               "-classpath",
                                                               "--class-path",
                                                               "-p",
                                                               "--module-path",
                                                               "--upgrade-module-path",
                                                               "--add-modules",
                                                               "--add-exports",
                                                               "--add-opens",
                                                               "--add-reads",
                                                               "--limit-modules"};

template <size_t kSize>
bool Contains(const std::array<std::string_view, kSize>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// DynamoDB Local's own flags, as given.
struct JarFlags {
  std::optional<std::string_view> port;
  std::optional<std::string_view> db_path;
  std::optional<std::string_view> cors;
  bool in_memory = false;
  bool shared_db = false;
  bool delay_transient_statuses = false;
  bool optimize_db_before_startup = false;
  bool disable_telemetry = false;
  bool version = false;
  bool help = false;
};

bool* FindSwitch(JarFlags& flags, std::string_view name) {
  if (name == "inMemory") return &flags.in_memory;
  if (name == "sharedDb") return &flags.shared_db;
  if (name == "delayTransientStatuses") return &flags.delay_transient_statuses;
  if (name == "optimizeDbBeforeStartup") return &flags.optimize_db_before_startup;
  if (name == "disableTelemetry") return &flags.disable_telemetry;
  if (name == "version") return &flags.version;
  if (name == "help") return &flags.help;
  return nullptr;
}

std::optional<std::string_view>* FindValue(JarFlags& flags, std::string_view name) {
  if (name == "port") return &flags.port;
  if (name == "dbPath") return &flags.db_path;
  if (name == "cors") return &flags.cors;
  return nullptr;
}

// The name in "-name" and "--name"; nothing for what is not a flag.
std::optional<std::string_view> FlagName(std::string_view argument) {
  if (!argument.starts_with('-')) return std::nullopt;
  argument.remove_prefix(argument.starts_with("--") ? 2 : 1);
  return argument;
}

bool IsKnownFlag(std::string_view argument) {
  JarFlags flags;
  const std::optional<std::string_view> name = FlagName(argument);
  return name && (FindSwitch(flags, *name) != nullptr || FindValue(flags, *name) != nullptr);
}

EarlyExit Refuse(const std::string& reason) { return {2, reason + "\n"}; }

EarlyExit RefuseFlag(const std::string& reason) {
  return Refuse("Error while parsing options. " + reason +
                "\nError processing the supplied command line arguments\n" + std::string(kUsage));
}

// Stray words are passed over, "--" ends the flags, and of a flag given twice the first value
// counts: all as DynamoDB Local has it.
std::variant<JarFlags, EarlyExit> ReadJarFlags(std::span<const char* const> arguments) {
  JarFlags flags;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") break;
    const std::optional<std::string_view> name = FlagName(argument);
    if (!name || name->empty()) continue;
    if (bool* const found = FindSwitch(flags, *name)) {
      *found = true;
    } else if (std::optional<std::string_view>* const value = FindValue(flags, *name)) {
      if (i + 1 == arguments.size() || IsKnownFlag(arguments[i + 1])) {
        return RefuseFlag("Missing argument for option: " + std::string(*name));
      }
      ++i;
      if (!*value) *value = arguments[i];
    } else {
      return RefuseFlag("Unrecognized option: " + std::string(argument));
    }
  }
  return flags;
}

// 0: not a port.
uint16_t ReadPort(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() ? port : uint16_t{0};
}

std::string Banner(const JarFlags& flags, uint16_t port) {
  const auto yes_or_no = [](bool value) { return std::string(value ? "true" : "false"); };
  const auto text_or_null = [](const std::optional<std::string_view>& text) {
    return std::string(text.value_or("null"));
  };
  return "Initializing DynamoDB Local with the following configuration:\n"
         "Port:\t" +
         std::to_string(port) + "\nInMemory:\t" + yes_or_no(flags.in_memory) + "\nVersion:\t" +
         std::string(kVersion) + "\nDbPath:\t" + text_or_null(flags.db_path) + "\nSharedDb:\t" +
         yes_or_no(flags.shared_db) + "\nshouldDelayTransientStatuses:\t" +
         yes_or_no(flags.delay_transient_statuses) + "\nCorsParams:\t" + text_or_null(flags.cors) +
         "\n\n";
}

std::vector<std::string> ReadOrigins(std::string_view list) {
  std::vector<std::string> origins;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) origins.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return origins;
}

std::variant<Options, EarlyExit> OptionsOf(const JarFlags& flags) {
  if (flags.help) return EarlyExit{0, std::string(kUsage)};
  if (flags.version) return EarlyExit{0, std::string(kVersion) + "\n"};
  Options options = JavaDefaults();
  if (flags.port) {
    options.port = ReadPort(*flags.port);
    if (options.port == 0) return Refuse("Invalid Port. Port number must lie between 1 and 65535.");
  }
  if (flags.in_memory && flags.db_path) {
    return Refuse("dbPath and inMemory cannot be set at the same time.");
  }
  if (flags.optimize_db_before_startup && !flags.db_path) {
    return Refuse(
        "optimizeDbBeforeStartup option must be used with dbPath to determine the location of "
        "database files to optimize.");
  }
  const std::filesystem::path directory = flags.db_path.value_or(".");
  std::error_code not_there;
  if (!std::filesystem::is_directory(directory, not_there)) {
    return Refuse("Invalid directory for database creation.");
  }
  if (!flags.in_memory) {
    const std::string_view store = flags.shared_db ? kSharedStore : kSeparateStore;
    options.data_dir = (directory / store).lexically_normal().string();
  }
  if (!flags.shared_db) options.namespaces = Namespaces::kPerKeyAndRegion;
  if (flags.cors) options.cors_origins = ReadOrigins(*flags.cors);
  if (flags.delay_transient_statuses) options.index_transition_delay_ms = kTransientStatusMs;
  options.banner = Banner(flags, options.port);
  return options;
}

}  // namespace

Options JavaDefaults() {
  Options options;
  options.host = "0.0.0.0";
  options.like_dynamodb_local = true;
  return options;
}

bool StartsJavaProgram(std::span<const char* const> arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](std::string_view argument) {
    return Contains(kFlagsBeforeAMainClass, argument);
  });
}

std::variant<Options, EarlyExit> ParseJavaOptions(std::span<const char* const> arguments) {
  size_t at = 0;
  while (at < arguments.size() && arguments[at] != std::string_view("-jar") &&
         arguments[at][0] == '-') {
    at += Contains(kFlagsWithAValue, arguments[at]) ? 2 : 1;
  }
  const bool jar = at < arguments.size() && arguments[at] == std::string_view("-jar");
  if (jar) ++at;
  if (at >= arguments.size()) {
    return Refuse("stator: there is no program in this command line; see java -jar " +
                  std::string(kJarName) + " -help");
  }
  const std::string_view program = arguments[at];
  const bool known = jar ? std::filesystem::path(program).filename() == kJarName
                         : program.ends_with(kMainClassSuffix);
  if (!known) {
    return Refuse("stator: this java runs " + std::string(kJarName) + " and nothing else, not " +
                  std::string(program));
  }
  const std::variant<JarFlags, EarlyExit> flags = ReadJarFlags(arguments.subspan(at + 1));
  if (const auto* exit = std::get_if<EarlyExit>(&flags)) return *exit;
  return OptionsOf(std::get<JarFlags>(flags));
}

}  // namespace stator::server
