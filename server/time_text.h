#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Times and durations as people write them: on the admin surface.
namespace stator::server {

// "25h", "1d12h", "90m", "-30s", "250ms", in microseconds. Units are w, d, h, m, s and ms, each at
// most once and the larger ones first; a sign stands before all of them. nullopt: anything else,
// also what is more than 10,000 years.
std::optional<int64_t> ParseDuration(std::string_view text);

// A time of ISO 8601, in microseconds since 1970: "2030-01-31" (midnight UTC),
// "2030-01-31T12:00:00Z", "2030-01-31T14:00:00.5+02:00". Seconds and their fraction may be left
// out, the zone may not. nullopt: anything else, also times before 1970 and after 9999.
std::optional<int64_t> ParseTime(std::string_view text);

// Seconds as a JSON number, "1893456000" or "-0.25", in microseconds; what is finer is cut off.
// nullopt: anything else, also an exponent, also what is more than 10,000 years.
std::optional<int64_t> ParseSeconds(std::string_view text);

// "2030-01-31T12:00:00.123Z". `micros` is within the years 1970 to 9999.
std::string FormatTime(int64_t micros);

}  // namespace stator::server
