#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stator::server {

// Times as Signature Version 4 writes them, "20150830T123600Z", in seconds since 1970.

// nullopt: not such a time, or not a date of the calendar.
std::optional<int64_t> ParseTimestamp(std::string_view text);
// "Sun, 30 Aug 2015 12:36:00 GMT", as in a Date header; nullopt: something else.
std::optional<int64_t> ParseHttpDate(std::string_view text);
// Of a time in the years 0 to 9999.
std::string FormatTimestamp(int64_t seconds);

}  // namespace stator::server
