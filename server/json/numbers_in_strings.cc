#include "server/json/numbers_in_strings.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace stator::json {
namespace {

// Digits that fit an int64.
bool IsWholeNumber(std::string_view text) {
  constexpr size_t kMaxDigits = 18;
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= kMaxDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The shape of an object's member: of a map that of its values; nullptr: none of the API's.
const Shape* ShapeOfMember(const Shape& shape, std::string_view name) {
  if (shape.kind == ShapeKind::kMap) return &GetShape(shape.element);
  for (const MemberShape& member : shape.members) {
    if (member.name == name) return &GetShape(member.shape);
  }
  return nullptr;
}

JsonValue ReadObject(const Shape& shape, const JsonValue& value, Arena& arena) {
  const std::span<const JsonMember> members = value.object();
  const std::span<JsonMember> read = arena.NewArray<JsonMember>(members.size());
  for (size_t i = 0; i < members.size(); ++i) {
    read[i] = members[i];
    const Shape* const member = ShapeOfMember(shape, members[i].name);
    if (member != nullptr) read[i].value = ReadNumbersInStrings(*member, members[i].value, arena);
  }
  return JsonValue::Object(read);
}

JsonValue ReadArray(const Shape& shape, const JsonValue& value, Arena& arena) {
  const std::span<const JsonValue> elements = value.array();
  const std::span<JsonValue> read = arena.NewArray<JsonValue>(elements.size());
  for (size_t i = 0; i < elements.size(); ++i) {
    read[i] = ReadNumbersInStrings(GetShape(shape.element), elements[i], arena);
  }
  return JsonValue::Array(read);
}

}  // namespace

// Recursion ends with the API model, whose structures do not hold themselves.
JsonValue ReadNumbersInStrings(const Shape& shape, const JsonValue& value, Arena& arena) {
  switch (shape.kind) {
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
      if (!value.is_string() || !IsWholeNumber(value.text())) return value;
      return JsonValue::Scalar(JsonValue::Type::kNumber, value.text());
    case ShapeKind::kStructure:
    case ShapeKind::kMap:
      return value.is_object() ? ReadObject(shape, value, arena) : value;
    case ShapeKind::kList:
      return value.is_array() ? ReadArray(shape, value, arena) : value;
    default:
      return value;
  }
}

}  // namespace stator::json
