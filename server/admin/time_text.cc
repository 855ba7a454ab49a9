#include "server/admin/time_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <system_error>

namespace stator::server {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kMaxDurationMicros = 100'000 * int64_t{86'400} * kMicrosPerSecond;

// Takes digits off the front; nullopt: there are none, or too many.
std::optional<int64_t> TakeNumber(std::string_view& text) {
  int64_t number = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

// Takes exactly so many digits off the front, a number between the two.
std::optional<int> TakeDigits(std::string_view& text, size_t count, int least, int greatest) {
  if (text.size() < count) return std::nullopt;
  std::string_view digits = text.substr(0, count);
  const std::optional<int64_t> number = TakeNumber(digits);
  if (!number.has_value() || !digits.empty()) return std::nullopt;
  if (*number < least || *number > greatest) return std::nullopt;
  text.remove_prefix(count);
  return static_cast<int>(*number);
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// What stands behind the decimal point, in microseconds; digits beyond the sixth are refused.
std::optional<int64_t> TakeFraction(std::string_view& text) {
  int64_t micros = 0;
  int64_t unit = kMicrosPerSecond;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    unit /= 10;
    if (unit == 0) return std::nullopt;
    micros += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  if (unit == kMicrosPerSecond) return std::nullopt;
  return micros;
}

// Z or +01:00, in seconds.
std::optional<int64_t> TakeOffset(std::string_view& text) {
  if (Take(text, 'Z')) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = TakeDigits(text, 2, 0, 23);
  if (!hours.has_value() || !Take(text, ':')) return std::nullopt;
  const std::optional<int> minutes = TakeDigits(text, 2, 0, 59);
  if (!minutes.has_value()) return std::nullopt;
  const int64_t seconds = *hours * int64_t{3600} + *minutes * int64_t{60};
  return west ? -seconds : seconds;
}

struct Unit {
  std::string_view name;
  int64_t micros;
};
constexpr std::array<Unit, 5> kUnits = {{{"d", 86'400 * kMicrosPerSecond},
                                         {"h", 3'600 * kMicrosPerSecond},
                                         {"m", 60 * kMicrosPerSecond},
                                         {"s", kMicrosPerSecond},
                                         {"ms", 1000}}};

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  const bool negative = Take(text, '-');
  if (text.empty()) return std::nullopt;
  int64_t micros = 0;
  size_t next_unit = 0;
  while (!text.empty()) {
    const std::optional<int64_t> number = TakeNumber(text);
    if (!number.has_value()) return std::nullopt;
    const std::string_view name = text.substr(0, text.find_first_of("0123456789"));
    while (next_unit < kUnits.size() && kUnits[next_unit].name != name) ++next_unit;
    if (next_unit == kUnits.size()) return std::nullopt;
    const int64_t unit = kUnits[next_unit++].micros;
    if (*number > (kMaxDurationMicros - micros) / unit) return std::nullopt;
    micros += *number * unit;
    text.remove_prefix(name.size());
  }
  return negative ? -micros : micros;
}

std::optional<int64_t> ParseTime(std::string_view text) {
  const auto year = TakeDigits(text, 4, 1970, 9999);
  if (!year || !Take(text, '-')) return std::nullopt;
  const auto month = TakeDigits(text, 2, 1, 12);
  if (!month || !Take(text, '-')) return std::nullopt;
  const auto day = TakeDigits(text, 2, 1, 31);
  if (!day || !Take(text, 'T')) return std::nullopt;
  const auto hour = TakeDigits(text, 2, 0, 23);
  if (!hour || !Take(text, ':')) return std::nullopt;
  const auto minute = TakeDigits(text, 2, 0, 59);
  if (!minute || !Take(text, ':')) return std::nullopt;
  const auto second = TakeDigits(text, 2, 0, 59);
  if (!second) return std::nullopt;
  std::optional<int64_t> fraction = 0;
  if (Take(text, '.')) fraction = TakeFraction(text);
  const std::optional<int64_t> offset = fraction ? TakeOffset(text) : std::nullopt;
  if (!offset.has_value() || !text.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const int64_t seconds = ((days * 24 + *hour) * 60 + *minute) * 60 + *second - *offset;
  return seconds * kMicrosPerSecond + *fraction;
}

std::optional<int64_t> ParseEpochSeconds(std::string_view text) {
  const std::optional<int64_t> seconds = TakeNumber(text);
  if (!seconds.has_value() || *seconds > 253'402'300'799) return std::nullopt;
  std::optional<int64_t> fraction = 0;
  if (Take(text, '.')) fraction = TakeFraction(text);
  if (!fraction.has_value() || !text.empty()) return std::nullopt;
  return *seconds * kMicrosPerSecond + *fraction;
}

std::string TimeText(int64_t micros) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(micros)};
  const auto days = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(floor<std::chrono::milliseconds>(time - days));
  std::string text;
  const auto append = [&text](int64_t number, size_t width, std::string_view before) {
    const std::string digits = std::to_string(number);
    text += before;
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
  };
  append(static_cast<int>(date.year()), 4, "");
  append(static_cast<unsigned>(date.month()), 2, "-");
  append(static_cast<unsigned>(date.day()), 2, "-");
  append(clock.hours().count(), 2, "T");
  append(clock.minutes().count(), 2, ":");
  append(clock.seconds().count(), 2, ":");
  append(clock.subseconds().count(), 3, ".");
  text += 'Z';
  return text;
}

}  // namespace stator::server
