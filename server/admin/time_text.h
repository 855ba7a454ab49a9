#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Times and durations as people write them to the admin surface.
namespace stator::server {

// "25h", "1d12h", "90m", "-30s", "1500ms": numbers with the units d, h, m, s, ms, largest first,
// each at most once. In microseconds; nullopt: it is none, or longer than 100,000 days.
std::optional<int64_t> ParseDuration(std::string_view text);

// "2026-11-21T07:40:00Z", with a fraction of a second of up to six digits or without, and with an
// offset like +01:00 in place of the Z. In microseconds since 1970; nullopt: it is none.
std::optional<int64_t> ParseTime(std::string_view text);

// "1795246800" or "1795246800.5": seconds since 1970, in microseconds; nullopt: it is none.
std::optional<int64_t> ParseEpochSeconds(std::string_view text);

// "2026-11-21T07:40:00.123Z".
std::string TimeText(int64_t micros);

}  // namespace stator::server
