#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/admin.h"
#include "server/log.h"
#include "server/service.h"
#include "storage/store_options.h"

namespace stator::server {

// The command line of `stator`.
struct Options {
  std::string host = "127.0.0.1";
  uint16_t port = 8000;                                       // 0: any free one
  std::optional<std::string> data_dir;                        // nullopt: in memory
  std::optional<std::string> seed_dir;                        // loaded into an empty store
  storage::Durability durability = storage::Durability::kOs;  // with data_dir
  size_t memory_limit_mib = 128;
  unsigned threads = 1;
  LogLevel log_level = LogLevel::kWarn;
  uint32_t stream_shards = 1;  // of each new stream
  bool allow_held_transactions = false;
  int64_t transition_delay_ms = 0;
  int64_t gsi_delay_ms = 0;
  int64_t ttl_interval_seconds = 1;
  int64_t ttl_change_interval_seconds = 60 * 60;
  AdminMode admin = AdminMode::kAuto;
  bool check_signatures = false;                // --auth strict
  std::optional<std::string> credentials_file;  // nullopt: the environment
  Namespaces namespaces = Namespaces::kOne;
  bool stop_with_stdin = false;  // stop when standard input ends

  // What only the command line of DynamoDB Local can ask for (java_options.h).
  bool like_dynamodb_local = false;       // see ServiceOptions
  int64_t index_transition_delay_ms = 0;  // see OperationContext
  std::vector<std::string> cors_origins;  // that browsers may call from; empty or "*": any
  std::string banner;                     // printed on stdout in front of the ready line
};

// The command line of `stator healthcheck`. What is not given is taken from the server of this
// container.
struct HealthcheckOptions {
  std::optional<std::string> host;
  std::optional<uint16_t> port;
};

// What to print instead of serving, and the exit code with it: 0 for --help and --version (on
// stdout), 2 for a command line that makes no sense (one line on stderr).
struct EarlyExit {
  int code;
  std::string text;
};

// Reads flags (argv[0] is not looked at) on top of `options`, which are what holds without them.
std::variant<Options, EarlyExit> ParseOptions(int argc, const char* const* argv,
                                              Options options = {});

std::variant<HealthcheckOptions, EarlyExit> ParseHealthcheckOptions(int argc,
                                                                    const char* const* argv);

}  // namespace stator::server
