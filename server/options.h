#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "server/log.h"
#include "server/service.h"

namespace stator::server {

// The command line of `stator`.
struct Options {
  std::string host = "127.0.0.1";
  uint16_t port = 8000;                 // 0: any free one
  std::optional<std::string> data_dir;  // nullopt: in memory
  unsigned threads = 1;
  LogLevel log_level = LogLevel::kWarn;
  bool allow_held_transactions = false;
  bool check_signatures = false;                // --auth strict
  std::optional<std::string> credentials_file;  // nullopt: the environment
  Namespaces namespaces = Namespaces::kOne;
};

// What to print instead of serving, and the exit code with it: 0 for --help and --version (on
// stdout), 2 for a command line that makes no sense (one line on stderr).
struct EarlyExit {
  int code;
  std::string text;
};

std::variant<Options, EarlyExit> ParseOptions(int argc, const char* const* argv);

}  // namespace stator::server
