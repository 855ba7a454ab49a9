#include "server/seeding/value_builder.h"

#include <algorithm>

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

JsonValue StringOf(Arena& arena, std::string_view text) {
  return JsonValue::Scalar(JsonValue::Type::kString, arena.CopyString(text));
}

JsonValue ArrayOf(Arena& arena, const std::vector<JsonValue>& elements) {
  return JsonValue::Array(arena.CopyArray(std::span<const JsonValue>(elements)));
}

JsonValue ObjectOf(Arena& arena, std::vector<JsonMember> members) {
  std::vector<JsonMember> kept;
  if (members.size() > JsonValue::kSortedObjectSize) {
    std::stable_sort(members.begin(), members.end(),
                     [](const JsonMember& a, const JsonMember& b) { return a.name < b.name; });
    for (size_t i = 0; i < members.size(); ++i) {
      const bool repeated = i + 1 < members.size() && members[i + 1].name == members[i].name;
      if (!repeated) kept.push_back(members[i]);
    }
  } else {
    for (const JsonMember& member : members) {
      const auto same = std::find_if(kept.begin(), kept.end(), [&](const JsonMember& earlier) {
        return earlier.name == member.name;
      });
      if (same == kept.end()) {
        kept.push_back(member);
      } else {
        same->value = member.value;
      }
    }
  }
  // An object of so many members as are searched one by one need not be sorted.
  return JsonValue::Object(arena.CopyArray(std::span<const JsonMember>(kept)));
}

void WriteValue(const JsonValue& value, json::JsonWriter& writer) {
  switch (value.type()) {
    case JsonValue::Type::kNull:
      return writer.Null();
    case JsonValue::Type::kFalse:
    case JsonValue::Type::kTrue:
      return writer.Bool(value.boolean());
    case JsonValue::Type::kNumber:
      return writer.RawNumber(value.text());
    case JsonValue::Type::kString:
      return writer.String(value.text());
    case JsonValue::Type::kArray:
      writer.BeginArray();
      for (const JsonValue& element : value.array()) WriteValue(element, writer);
      return writer.EndArray();
    case JsonValue::Type::kObject:
      writer.BeginObject();
      for (const JsonMember& member : value.object()) {
        writer.Key(member.name);
        WriteValue(member.value, writer);
      }
      return writer.EndObject();
  }
}

const JsonValue* ObjectMember(const JsonValue& value, std::string_view name) {
  const JsonValue* const member = value.Member(name);
  return member != nullptr && member->is_object() ? member : nullptr;
}

const JsonValue* ArrayMember(const JsonValue& value, std::string_view name) {
  const JsonValue* const member = value.Member(name);
  return member != nullptr && member->is_array() ? member : nullptr;
}

std::string_view TextOf(const JsonValue& value) {
  return value.is_string() ? value.text() : std::string_view();
}

std::string_view TextMember(const JsonValue& value, std::string_view name) {
  const JsonValue* const member = value.Member(name);
  return member == nullptr ? std::string_view() : TextOf(*member);
}

}  // namespace stator::server
