#pragma once

#include <string>
#include <variant>

#include "server/options.h"

namespace stator::server {

using CommandLine = std::variant<Options, HealthcheckOptions, EarlyExit>;

// What a whole command line asks for, the program's name included:
//   stator [FLAGS]               serve
//   stator healthcheck [FLAGS]   ask a server whether it is there
//   stator java ...              serve, as does the program when its name is `java`: DynamoDB
//                                Local's command line, or flags of ours on top of JavaDefaults()
CommandLine ParseCommandLine(int argc, const char* const* argv);

// An address to listen on as one that can be called: "every address" is the loopback one.
std::string CallableHost(const std::string& host);

}  // namespace stator::server
