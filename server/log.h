#pragma once

#include <string_view>

namespace stator::server {

enum class LogLevel { kError, kWarn, kInfo, kDebug };

// Sets what is written; lines go to stderr, with the time and the level. Call before threads start.
void SetLogLevel(LogLevel level);

// Whether a line of this level would be written: ask before composing an expensive one.
bool LogEnabled(LogLevel level);

// Writes one line. Thread-safe.
void Log(LogLevel level, std::string_view line);

}  // namespace stator::server
