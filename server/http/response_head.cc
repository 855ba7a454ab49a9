#include "server/http/response_head.h"

#include <array>
#include <charconv>
#include <chrono>

namespace stator::http {
namespace {

constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Request Entity Too Large";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Unknown";
  }
}

void AppendNumber(uint64_t number, std::string& output) {
  std::array<char, 20> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  output.append(digits.data(), end);
}

void AppendPadded(int64_t number, std::string& output) {
  if (number < 10) output += '0';
  output += std::to_string(number);
}

}  // namespace

// Not strftime, whose names follow the locale, nor gmtime, which reads the time zone of the machine
// before the first answer.
std::string_view DateLine::At(std::time_t now) {
  if (now == formatted_) return line_;
  formatted_ = now;
  const std::chrono::sys_seconds time{std::chrono::seconds(now)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time_of_day(time - day);
  line_.assign("Date: ");
  line_.append(kDays[std::chrono::weekday(day).c_encoding()]).append(", ");
  AppendPadded(static_cast<unsigned>(date.day()), line_);
  line_.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
  line_.append(std::to_string(static_cast<int>(date.year()))).append(" ");
  AppendPadded(time_of_day.hours().count(), line_);
  line_ += ':';
  AppendPadded(time_of_day.minutes().count(), line_);
  line_ += ':';
  AppendPadded(time_of_day.seconds().count(), line_);
  line_.append(" GMT\r\n");
  return line_;
}

bool StatusAllowsBody(int status) { return status >= 200 && status != 204 && status != 304; }

void AppendResponseHead(const ResponseHead& head, std::string_view date_line, std::string& output) {
  if (head.status == 200) {
    output.append("HTTP/1.1 200 OK\r\nServer: Server\r\n");
  } else {
    output.append("HTTP/1.1 ").append(std::to_string(head.status)).append(" ");
    output.append(ReasonPhrase(head.status)).append("\r\nServer: Server\r\n");
  }
  output.append(date_line);
  if (!head.content_type.empty()) {
    output.append("Content-Type: ").append(head.content_type).append("\r\n");
  }
  if (head.content_coding == ContentCoding::kGzip) output.append("Content-Encoding: gzip\r\n");
  if (head.content_coding == ContentCoding::kDeflate) {
    output.append("Content-Encoding: deflate\r\n");
  }
  if (StatusAllowsBody(head.status)) {
    output.append("Content-Length: ");
    AppendNumber(head.content_length, output);
    output.append("\r\n");
  }
  output.append(head.keep_alive ? "Connection: keep-alive\r\n" : "Connection: close\r\n");
  output.append(head.headers);
  if (head.crc32) {
    output.append("x-amz-crc32: ");
    AppendNumber(*head.crc32, output);
    output.append("\r\n");
  }
  output.append("\r\n");
}

}  // namespace stator::http
