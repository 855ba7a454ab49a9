#include "tests/server/authentication/raw_request.h"

#include <gtest/gtest.h>

#include "server/http/request_head.h"

namespace stator::testing {

RawRequest::RawRequest(std::string_view text) {
  const size_t end = text.find("\n\n");
  body_ = end == std::string_view::npos ? std::string() : std::string(text.substr(end + 2));
  for (const char c : text.substr(0, end)) {
    if (c == '\n') head_ += '\r';
    head_ += c;
  }
  head_ += "\r\n\r\n";
  const auto head = http::ParseRequestHead(head_, arena_);
  EXPECT_TRUE(head.has_value()) << text;
  if (!head.has_value()) return;
  request_ = head->request;
  request_.payload = body_;
  request_.body = body_;
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string replaced(text);
  const size_t at = replaced.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? replaced : replaced.replace(at, from.size(), to);
}

}  // namespace stator::testing
