#include "server/operations/request_fields.h"

namespace stator::server {

std::optional<int64_t> ReadInt(const json::JsonValue& object, std::string_view name) {
  const json::JsonValue* member = object.Member(name);
  if (member == nullptr) return std::nullopt;
  return member->Integer();
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
