#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "server/options.h"

namespace stator::server {

// The command line of DynamoDB Local, for whoever starts it as `java -jar DynamoDBLocal.jar ...`:
// compose files, Testcontainers modules, scripts. What each flag does, in which order wrong
// combinations are noticed and what is then said is what DynamoDB Local 3.3 was seen to do, except
// that it exits with 0 when it refuses and this with 2.

// What differs from the plain program under the name `java`, whatever follows it: every address is
// listened on, and DynamoDB Local is imitated where programs rely on it.
Options JavaDefaults();

// Whether these arguments (without the program's name) start a Java program; otherwise they are
// flags of ours.
bool StartsJavaProgram(std::span<const char* const> arguments);

// Reads the arguments of `java`: JVM flags, which have no meaning here, then `-jar
// DynamoDBLocal.jar` or the name of its main class, then DynamoDB Local's own. `Options::banner` is
// what it prints when it starts.
std::variant<Options, EarlyExit> ParseJavaOptions(std::span<const char* const> arguments);

}  // namespace stator::server
