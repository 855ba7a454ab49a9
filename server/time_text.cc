#include "server/time_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace stator::server {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86'400;
// Some 10,000 years.
constexpr int64_t kMaxMicros = 3'652'500 * kSecondsPerDay * kMicrosPerSecond;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes digits off the front of `text`: at least one, and no more than make a number below 10^18.
std::optional<int64_t> TakeNumber(std::string_view& text) {
  constexpr size_t kMaxDigits = 18;
  int64_t value = 0;
  size_t digits = 0;
  for (; digits < text.size() && IsDigit(text[digits]); ++digits) {
    if (digits == kMaxDigits) return std::nullopt;
    value = value * 10 + (text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

// Exactly so many digits.
std::optional<int64_t> TakeDigits(std::string_view& text, size_t digits) {
  std::string_view number = text.substr(0, digits);
  const std::optional<int64_t> value = TakeNumber(number);
  if (!value.has_value() || !number.empty() || text.size() < digits) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// ".5", as microseconds; 0 when there is none. nullopt: a point without digits.
std::optional<int64_t> TakeFraction(std::string_view& text) {
  if (!Take(text, '.')) return 0;
  int64_t micros = 0;
  int64_t place = kMicrosPerSecond / 10;
  size_t digits = 0;
  for (; digits < text.size() && IsDigit(text[digits]); ++digits, place /= 10) {
    micros += (text[digits] - '0') * place;
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return micros;
}

struct Unit {
  std::string_view name;
  int64_t micros;
};

// From the largest. "ms" and "m" are told apart by what follows.
constexpr std::array<Unit, 6> kUnits = {{{"w", 7 * kSecondsPerDay* kMicrosPerSecond},
                                         {"d", kSecondsPerDay* kMicrosPerSecond},
                                         {"h", 3600 * kMicrosPerSecond},
                                         {"m", 60 * kMicrosPerSecond},
                                         {"s", kMicrosPerSecond},
                                         {"ms", 1000}}};

// The letters at the front.
std::string_view TakeName(std::string_view& text) {
  size_t length = 0;
  while (length < text.size() && text[length] >= 'a' && text[length] <= 'z') ++length;
  const std::string_view name = text.substr(0, length);
  text.remove_prefix(length);
  return name;
}

// "Z", "+02:00", as microseconds east of Greenwich.
std::optional<int64_t> TakeZone(std::string_view& text) {
  if (Take(text, 'Z')) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!Take(text, '+') && !Take(text, '-')) return std::nullopt;
  const std::optional<int64_t> hours = TakeDigits(text, 2);
  if (!hours.has_value() || !Take(text, ':')) return std::nullopt;
  const std::optional<int64_t> minutes = TakeDigits(text, 2);
  if (!minutes.has_value() || *hours > 23 || *minutes > 59) return std::nullopt;
  const int64_t micros = (*hours * 60 + *minutes) * 60 * kMicrosPerSecond;
  return west ? -micros : micros;
}

// "2030-01-31", as days since 1970.
std::optional<int64_t> TakeDate(std::string_view& text) {
  const std::optional<int64_t> year = TakeDigits(text, 4);
  if (!year.has_value() || !Take(text, '-')) return std::nullopt;
  const std::optional<int64_t> month = TakeDigits(text, 2);
  if (!month.has_value() || !Take(text, '-')) return std::nullopt;
  const std::optional<int64_t> day = TakeDigits(text, 2);
  if (!day.has_value()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

// "12:00:00.5+02:00", as microseconds after midnight UTC of its date, which may be of the day
// before or after.
std::optional<int64_t> TakeTimeOfDay(std::string_view& text) {
  const std::optional<int64_t> hour = TakeDigits(text, 2);
  if (!hour.has_value() || *hour > 23 || !Take(text, ':')) return std::nullopt;
  const std::optional<int64_t> minute = TakeDigits(text, 2);
  if (!minute.has_value() || *minute > 59) return std::nullopt;
  int64_t micros = (*hour * 60 + *minute) * 60 * kMicrosPerSecond;
  if (Take(text, ':')) {
    const std::optional<int64_t> second = TakeDigits(text, 2);
    if (!second.has_value() || *second > 59) return std::nullopt;
    const std::optional<int64_t> fraction = TakeFraction(text);
    if (!fraction.has_value()) return std::nullopt;
    micros += *second * kMicrosPerSecond + *fraction;
  }
  const std::optional<int64_t> zone = TakeZone(text);
  if (!zone.has_value()) return std::nullopt;
  return micros - *zone;
}

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  const bool negative = Take(text, '-');
  if (!negative) Take(text, '+');
  if (text.empty()) return std::nullopt;
  int64_t total = 0;
  const Unit* first_allowed = kUnits.begin();
  while (!text.empty()) {
    const std::optional<int64_t> number = TakeNumber(text);
    if (!number.has_value()) return std::nullopt;
    const std::string_view name = TakeName(text);
    const Unit* const unit = std::find_if(first_allowed, kUnits.end(),
                                          [&](const Unit& known) { return known.name == name; });
    if (unit == kUnits.end() || *number > (kMaxMicros - total) / unit->micros) return std::nullopt;
    total += *number * unit->micros;
    first_allowed = unit + 1;
  }
  return negative ? -total : total;
}

std::optional<int64_t> ParseTime(std::string_view text) {
  const std::optional<int64_t> days = TakeDate(text);
  if (!days.has_value()) return std::nullopt;
  int64_t micros = *days * kSecondsPerDay * kMicrosPerSecond;
  if (!text.empty()) {
    if (!Take(text, 'T')) return std::nullopt;
    const std::optional<int64_t> time = TakeTimeOfDay(text);
    if (!time.has_value() || !text.empty()) return std::nullopt;
    micros += *time;
  }
  constexpr int64_t kYear10000 = 253'402'300'800 * kMicrosPerSecond;
  if (micros < 0 || micros >= kYear10000) return std::nullopt;
  return micros;
}

std::optional<int64_t> ParseSeconds(std::string_view text) {
  const bool negative = Take(text, '-');
  const std::optional<int64_t> seconds = TakeNumber(text);
  if (!seconds.has_value() || *seconds >= kMaxMicros / kMicrosPerSecond) return std::nullopt;
  const std::optional<int64_t> fraction = TakeFraction(text);
  if (!fraction.has_value() || !text.empty()) return std::nullopt;
  const int64_t micros = *seconds * kMicrosPerSecond + *fraction;
  return negative ? -micros : micros;
}

std::string FormatTime(int64_t micros) {
  const int64_t millis = micros / 1000;
  const std::chrono::sys_days day(std::chrono::days(millis / (kSecondsPerDay * 1000)));
  const std::chrono::year_month_day date(day);
  const auto in_day = static_cast<int>(millis % (kSecondsPerDay * 1000));
  std::array<char, 64> out{};
  const int length = std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), in_day / 3'600'000,
      in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
  return {out.data(), static_cast<size_t>(length)};
}

}  // namespace stator::server
