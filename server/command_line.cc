#include "server/command_line.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "server/java_options.h"
#include "server/version.h"

namespace stator::server {
namespace {

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

template <typename Parsed>
CommandLine Widen(std::variant<Parsed, EarlyExit> parsed) {
  return std::visit([](auto& one) -> CommandLine { return std::move(one); }, parsed);
}

CommandLine ParseUnderTheNameJava(int argc, const char* const* argv) {
  const std::span<const char* const> arguments(argv + 1, static_cast<size_t>(argc) - 1);
  // Asked by scripts that look whether there is a JVM.
  if (arguments.size() == 1 && arguments[0] == std::string_view("-version")) {
    return EarlyExit{0, "stator " + std::string(kVersion) + "\n"};
  }
  if (StartsJavaProgram(arguments)) return Widen(ParseJavaOptions(arguments));
  return Widen(ParseOptions(argc, argv, JavaDefaults()));
}

}  // namespace

CommandLine ParseCommandLine(int argc, const char* const* argv) {
  if (argc < 1) return Options();
  const std::string_view subcommand = argc > 1 ? argv[1] : "";
  if (subcommand == "healthcheck") return Widen(ParseHealthcheckOptions(argc - 1, argv + 1));
  if (subcommand == "java") return ParseUnderTheNameJava(argc - 1, argv + 1);
  if (BaseName(argv[0]) == "java") return ParseUnderTheNameJava(argc, argv);
  return Widen(ParseOptions(argc, argv));
}

std::string CallableHost(const std::string& host) {
  if (host == "0.0.0.0") return "127.0.0.1";
  if (host == "::") return "::1";
  return host;
}

}  // namespace stator::server
