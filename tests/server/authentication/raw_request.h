#pragma once

#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/http/request_handler.h"

namespace stator::testing {

// A request as it stands on the wire, lines ending in "\n" in the text and in CRLF on the wire:
// head, empty line, body. Owns what request() looks into.
class RawRequest {
 public:
  explicit RawRequest(std::string_view text);
  RawRequest(const RawRequest&) = delete;
  RawRequest& operator=(const RawRequest&) = delete;

  http::HttpRequest& request() { return request_; }

 private:
  Arena arena_;
  std::string head_;
  std::string body_;
  http::HttpRequest request_;
};

// `text` with the first `from` in it, which must be there, replaced.
std::string Replaced(std::string_view text, std::string_view from, std::string_view to);

}  // namespace stator::testing
