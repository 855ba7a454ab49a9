#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/compression.h"

namespace stator::http {

// The "Date: ...\r\n" line of the current second, formatted once per second. Not thread-safe.
class DateLine {
 public:
  // Valid until the next call.
  std::string_view At(std::time_t now);

 private:
  std::time_t formatted_ = -1;
  std::string line_;
};

// What goes in front of a body.
struct ResponseHead {
  int status = 200;
  std::string_view content_type;  // empty: no such line
  std::string_view headers;       // complete lines
  ContentCoding content_coding = ContentCoding::kIdentity;
  size_t content_length = 0;
  std::optional<uint32_t> crc32;
  bool keep_alive = true;
};

// Whether a response of this status may have a body at all (RFC 9110 section 6.4.1).
bool StatusAllowsBody(int status);

// Appends the status line and all header lines, with the empty line at the end. The lines and their
// order are the service's: Server, Date, Content-Type, Content-Length, Connection, then the rest.
void AppendResponseHead(const ResponseHead& head, std::string_view date_line, std::string& output);

}  // namespace stator::http
