#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/arena.h"
#include "server/http/request_handler.h"

namespace stator::http {

// The request line and those headers that mean something to this server.
struct RequestHead {
  HttpRequest request;  // `payload` and `body` are left empty
  std::string_view accept_encoding;
  std::string_view content_encoding;
  std::string_view expect;
  std::string_view transfer_encoding;
  uint64_t content_length = 0;
  bool has_content_length = false;
  bool chunked = false;
  bool keep_alive = false;
  bool is_http_1_1 = false;
};

// Parses a head: everything up to and with the first empty line. The views of the result look into
// `bytes`; values that had to be joined are in `arena`. nullopt: it is not a request of HTTP/1.0 or
// HTTP/1.1, or its body has no definite length. A value of one of these headers that is folded
// over several lines is refused, as RFC 9112 section 5.2 lets a server do.
std::optional<RequestHead> ParseRequestHead(std::string_view bytes, Arena& arena);

}  // namespace stator::http
