#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/json/json_value.h"
#include "server/seeding/json_stream.h"

namespace {

// All that comes of a text in pieces of this size: values with their lines, or the error.
std::string Split(const std::string& text, size_t piece) {
  size_t at = 0;
  stator::server::JsonStream stream("f", [&](std::string& buffer) -> stator::Result<bool> {
    buffer.append(text, at, piece);
    at = std::min(text.size(), at + piece);
    return at < text.size();
  });
  std::string found;
  for (;;) {
    auto value = stream.Next();
    if (!value.ok()) return found + "!" + value.error().message;
    if (!value->has_value()) return found;
    if ((*value)->text.empty()) std::abort();
    found += std::to_string((*value)->line) + (*value)->text + "\n";
  }
}

}  // namespace

// However the text comes, the same is found; and what is one JSON value to the parser is no error.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string found = Split(text, text.size() + 1);
  if (Split(text, 1) != found || Split(text, 7) != found) std::abort();
  stator::Arena arena;
  std::string body = text;
  if (stator::json::Parse(arena, body).ok() && found.find('!') == 0) std::abort();
  return 0;
}
