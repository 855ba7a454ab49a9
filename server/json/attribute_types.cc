#include "server/json/attribute_types.h"

#include "server/json/attribute_names.h"
#include "server/json/base64.h"

namespace stator::json {
namespace {

Result<void> CheckText(const JsonValue& value) {
  if (!value.is_string()) return ScalarTypeError("String", value);
  return {};
}

Result<void> CheckBlob(Arena& arena, const JsonValue& value) {
  if (!value.is_string()) return BlobTypeError(value);
  STATOR_RETURN_IF_ERROR(DecodeBase64(arena, value.text()));
  return {};
}

Result<void> CheckElements(Arena& arena, AttributeType type, const JsonValue& list) {
  if (!list.is_array()) return ListTypeError(list, Place::kMember);
  for (const JsonValue& element : list.array()) {
    if (element.is_null()) continue;
    Result<void> checked;
    if (type == AttributeType::kList) {
      checked = CheckAttributeValueTypes(arena, element, Place::kElement);
    } else if (type == AttributeType::kBinarySet) {
      checked = CheckBlob(arena, element);
    } else {
      checked = CheckText(element);
    }
    STATOR_RETURN_IF_ERROR(std::move(checked));
  }
  return {};
}

Result<void> CheckMap(Arena& arena, const JsonValue& map) {
  if (!map.is_object()) return StructureTypeError(kAttributeMapJavaType, map, Place::kMember);
  for (const JsonMember& member : map.object()) {
    if (member.value.is_null()) continue;
    STATOR_RETURN_IF_ERROR(CheckAttributeValueTypes(arena, member.value, Place::kElement));
  }
  return {};
}

Result<void> CheckContent(Arena& arena, AttributeType type, const JsonValue& content) {
  switch (type) {
    case AttributeType::kString:
    case AttributeType::kNumber:
      return CheckText(content);
    case AttributeType::kBinary:
      return CheckBlob(arena, content);
    case AttributeType::kBool:
    case AttributeType::kNull:
      if (!content.is_bool()) return ScalarTypeError("Boolean", content);
      return {};
    case AttributeType::kMap:
      return CheckMap(arena, content);
    case AttributeType::kList:
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      break;
  }
  return CheckElements(arena, type, content);
}

}  // namespace

// Recursion is bounded by kMaxJsonDepth.
Result<void> CheckAttributeValueTypes(Arena& arena, const JsonValue& value, Place place) {
  if (!value.is_object()) return StructureTypeError(kAttributeValueJavaType, value, place);
  for (const JsonMember& member : value.object()) {
    const std::optional<AttributeType> type = AttributeTypeOf(member.name);
    if (!type || member.value.is_null()) continue;
    STATOR_RETURN_IF_ERROR(CheckContent(arena, *type, member.value));
  }
  return {};
}

}  // namespace stator::json
