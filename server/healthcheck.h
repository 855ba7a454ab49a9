#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/result.h"
#include "server/options.h"

namespace stator::server {

struct HealthTarget {
  std::string host = "127.0.0.1";
  uint16_t port = 8000;
};

// Whom `stator healthcheck` asks. A health check of an image is written before anybody knows on
// which port the container will serve, so what is not said is read from the command line of the
// container's first process, when that is a server of ours: `init_command_line` is the contents of
// /proc/1/cmdline.
HealthTarget FindHealthTarget(const HealthcheckOptions& options,
                              std::string_view init_command_line);

// Asks for /health. An error says why the server does not count as healthy: it cannot be reached,
// says nothing within `patience`, or says something else.
Result<void> CheckHealth(const HealthTarget& target, std::chrono::milliseconds patience);

// The subcommand: the exit code, 0 or 1; what is wrong goes to stderr.
int RunHealthcheck(const HealthcheckOptions& options);

}  // namespace stator::server
