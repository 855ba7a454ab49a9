#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stator::testing {

// The contents of every `"name":{"T":"content"}` in a body, in its order: what the items of a page
// have in one scalar attribute.
inline std::vector<std::string> ScalarsNamed(std::string_view body, std::string_view name) {
  std::vector<std::string> contents;
  const std::string start = "\"" + std::string(name) + "\":{\"";
  for (size_t at = body.find(start); at != std::string_view::npos; at = body.find(start, at)) {
    const size_t content = body.find(":\"", at + start.size()) + 2;
    at = body.find('"', content);
    contents.emplace_back(body.substr(content, at - content));
  }
  return contents;
}

// The object that is the value of the member `name` (without braces in its strings), braces
// included; empty when there is no such member.
inline std::string ObjectNamed(std::string_view body, std::string_view name) {
  const std::string start = "\"" + std::string(name) + "\":{";
  const size_t at = body.find(start);
  if (at == std::string_view::npos) return {};
  const size_t open = at + start.size() - 1;
  size_t end = open;
  int depth = 0;
  do {
    if (body[end] == '{') ++depth;
    if (body[end] == '}') --depth;
    ++end;
  } while (depth > 0);
  return std::string(body.substr(open, end - open));
}

}  // namespace stator::testing
