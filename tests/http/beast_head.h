#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stator::http {

// A request's head as Beast's parser understands it, to compare with.
struct BeastHead {
  std::string method;
  std::string target;
  // Names in lower case, in the order in which they came.
  std::vector<std::pair<std::string, std::string>> fields;
  bool is_http_1_1 = false;
  bool keep_alive = false;
  bool chunked = false;
  uint64_t content_length = 0;
};

// nullopt: it is not a head of HTTP/1.0 or HTTP/1.1, or goes on after `bytes` or ends before.
std::optional<BeastHead> ReadWithBeast(std::string_view bytes);

}  // namespace stator::http
