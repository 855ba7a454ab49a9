#include "server/authentication/timestamp.h"

#include <array>
#include <ctime>

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// nullopt: not only digits.
std::optional<int> Number(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// timegm() carries what is too much over, the 31st of June into July: such a time is none.
std::optional<int64_t> Seconds(std::tm time) {
  const std::tm given = time;
  const time_t seconds = timegm(&time);
  if (time.tm_mday != given.tm_mday || time.tm_mon != given.tm_mon ||
      time.tm_hour != given.tm_hour || time.tm_min != given.tm_min || time.tm_sec != given.tm_sec) {
    return std::nullopt;
  }
  return seconds;
}

std::optional<int64_t> Seconds(std::string_view year, int month_from_0, std::string_view day,
                               std::string_view hour, std::string_view minute,
                               std::string_view second) {
  std::tm time{};
  time.tm_mon = month_from_0;
  const std::array<std::optional<int>, 5> numbers = {Number(year), Number(day), Number(hour),
                                                     Number(minute), Number(second)};
  for (const std::optional<int>& number : numbers) {
    if (!number.has_value()) return std::nullopt;
  }
  time.tm_year = *numbers[0] - 1900;
  time.tm_mday = *numbers[1];
  time.tm_hour = *numbers[2];
  time.tm_min = *numbers[3];
  time.tm_sec = *numbers[4];
  return Seconds(time);
}

}  // namespace

std::optional<int64_t> ParseTimestamp(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  const std::optional<int> month = Number(text.substr(4, 2));
  if (!month.has_value()) return std::nullopt;
  return Seconds(text.substr(0, 4), *month - 1, text.substr(6, 2), text.substr(9, 2),
                 text.substr(11, 2), text.substr(13, 2));
}

std::optional<int64_t> ParseHttpDate(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
      text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  int month = 0;
  for (const std::string_view name : kMonths) {
    if (name == text.substr(8, 3)) {
      return Seconds(text.substr(12, 4), month, text.substr(5, 2), text.substr(17, 2),
                     text.substr(20, 2), text.substr(23, 2));
    }
    ++month;
  }
  return std::nullopt;
}

std::string FormatTimestamp(int64_t seconds) {
  const time_t time = seconds;
  std::tm utc{};
  gmtime_r(&time, &utc);
  std::array<char, 32> text{};
  const size_t length = std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc);
  return {text.data(), length};
}

}  // namespace stator::server
