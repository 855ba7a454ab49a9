#include "server/operations/request_fields.h"

#include <charconv>
#include <system_error>

namespace stator::server {

std::optional<int64_t> ReadInt(const json::JsonValue& object, std::string_view name) {
  const json::JsonValue* member = object.Member(name);
  if (member == nullptr) return std::nullopt;
  const std::string_view text = member->text();
  int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool ReadBool(const json::JsonValue& object, std::string_view name) {
  const json::JsonValue* member = object.Member(name);
  return member != nullptr && member->boolean();
}

std::string_view ReadText(const json::JsonValue& object, std::string_view name) {
  const json::JsonValue* member = object.Member(name);
  return member == nullptr ? std::string_view() : member->text();
}

}  // namespace stator::server
