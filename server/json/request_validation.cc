#include "server/json/request_validation.h"

#include <algorithm>
#include <bitset>

#include "server/json/attribute_types.h"
#include "server/json/type_error.h"
#include "server/json/violations.h"

namespace stator::json {
namespace {

constexpr size_t kMaxMembers = 64;

const MemberShape* FindMember(std::span<const MemberShape> members, std::string_view name) {
  for (const MemberShape& member : members) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

bool IsWithin(const Shape& shape, size_t size) {
  const auto length = static_cast<int64_t>(size);
  return length >= shape.min && length <= shape.max;
}

// Checks types as it goes and stops at the first wrong one; of constraints it only learns whether
// one is violated, because few requests violate any. Recursion is bounded by the model's depth.
class Walk {
 public:
  // What is wrong with a type, if anything is, is in error().
  bool Visit(const Shape& shape, const JsonValue& value, Place place) {
    switch (shape.kind) {
      case ShapeKind::kStructure:
        return VisitStructure(shape, value, place);
      case ShapeKind::kList:
        return VisitList(shape, value, place);
      case ShapeKind::kMap:
        return VisitMap(shape, value, place);
      case ShapeKind::kString:
        return VisitString(shape, value);
      case ShapeKind::kInteger:
        return VisitNumber(shape, value, "Integer");
      case ShapeKind::kLong:
        return VisitNumber(shape, value, "Long");
      case ShapeKind::kDouble:
        return VisitNumber(shape, value, "Double");
      case ShapeKind::kTimestamp:
        return VisitNumber(shape, value, "Date");
      case ShapeKind::kBoolean:
        return value.is_bool() || Fail(ScalarTypeError("Boolean", value));
      case ShapeKind::kBlob:
        return value.is_string() || Fail(BlobTypeError(value));
      case ShapeKind::kAttributeValue:
        return true;
    }
    return true;
  }

  bool violated() const { return violated_; }
  Error&& error() && { return std::move(error_); }

 private:
  bool Fail(Error error) {
    error_ = std::move(error);
    return false;
  }

  bool VisitStructure(const Shape& shape, const JsonValue& value, Place place) {
    if (!value.is_object()) return Fail(StructureTypeError(JavaType(shape), value, place));
    std::bitset<kMaxMembers> present;
    for (const JsonMember& member : value.object()) {
      const MemberShape* const expected = FindMember(shape.members, member.name);
      if (expected == nullptr || member.value.is_null()) continue;
      present.set(static_cast<size_t>(expected - shape.members.data()));
      if (!Visit(GetShape(expected->shape), member.value, Place::kMember)) return false;
    }
    for (size_t i = 0; i < shape.members.size(); ++i) {
      if (shape.members[i].required && !present[i]) violated_ = true;
    }
    return true;
  }

  bool VisitList(const Shape& shape, const JsonValue& value, Place place) {
    if (!value.is_array()) return Fail(ListTypeError(value, place));
    if (!IsWithin(shape, value.array().size())) violated_ = true;
    const Shape& element_shape = GetShape(shape.element);
    if (element_shape.kind == ShapeKind::kAttributeValue) return true;
    for (const JsonValue& element : value.array()) {
      if (element.is_null()) {
        violated_ = true;
      } else if (!Visit(element_shape, element, Place::kElement)) {
        return false;
      }
    }
    return true;
  }

  bool VisitMap(const Shape& shape, const JsonValue& value, Place place) {
    if (!value.is_object()) return Fail(StructureTypeError(JavaType(shape), value, place));
    if (!IsWithin(shape, value.object().size())) violated_ = true;
    const Shape& key_shape = GetShape(shape.key);
    const Shape& element_shape = GetShape(shape.element);
    for (const JsonMember& member : value.object()) {
      CheckString(key_shape, member.name);
      if (element_shape.kind == ShapeKind::kAttributeValue) continue;
      if (member.value.is_null()) {
        violated_ = true;
      } else if (!Visit(element_shape, member.value, Place::kElement)) {
        return false;
      }
    }
    return true;
  }

  bool VisitString(const Shape& shape, const JsonValue& value) {
    if (!value.is_string()) return Fail(ScalarTypeError("String", value));
    CheckString(shape, value.text());
    return true;
  }

  void CheckString(const Shape& shape, std::string_view text) {
    if (shape.arn_allowed && text.starts_with("arn:")) return;
    if (shape.min != Shape::kNoMin || shape.max != Shape::kNoMax) {
      // A code unit is one to three bytes: they are counted only when the bytes do not decide.
      const auto bytes = static_cast<int64_t>(text.size());
      const bool plainly_within = bytes <= shape.max && (shape.min <= 0 || bytes >= 3 * shape.min);
      if (!plainly_within && !IsWithin(shape, Utf16Length(text))) violated_ = true;
    }
    if (shape.matches_pattern != nullptr && !shape.matches_pattern(text)) violated_ = true;
    if (!shape.enum_values.empty() && std::find(shape.enum_values.begin(), shape.enum_values.end(),
                                                text) == shape.enum_values.end()) {
      violated_ = true;
    }
  }

  bool VisitNumber(const Shape& shape, const JsonValue& value, std::string_view java_type) {
    if (!value.is_number()) return Fail(ScalarTypeError(java_type, value));
    if (shape.min != Shape::kNoMin || shape.max != Shape::kNoMax) {
      const int64_t number = *value.Integer();
      if (number < shape.min || number > shape.max) violated_ = true;
    }
    return true;
  }

  bool violated_ = false;
  Error error_;
};

// The types of the attribute values in `value`, which Walk leaves to the codec.
Result<void> CheckAttributeValues(Arena& arena, const Shape& shape, const JsonValue& value,
                                  Place place) {
  switch (shape.kind) {
    case ShapeKind::kAttributeValue:
      return CheckAttributeValueTypes(arena, value, place);
    case ShapeKind::kStructure:
      for (const JsonMember& member : value.object()) {
        const MemberShape* const expected = FindMember(shape.members, member.name);
        if (expected == nullptr || member.value.is_null()) continue;
        STATOR_RETURN_IF_ERROR(
            CheckAttributeValues(arena, GetShape(expected->shape), member.value, Place::kMember));
      }
      return {};
    case ShapeKind::kList:
      for (const JsonValue& element : value.array()) {
        if (element.is_null()) continue;
        STATOR_RETURN_IF_ERROR(
            CheckAttributeValues(arena, GetShape(shape.element), element, Place::kElement));
      }
      return {};
    case ShapeKind::kMap:
      for (const JsonMember& member : value.object()) {
        if (member.value.is_null()) continue;
        STATOR_RETURN_IF_ERROR(
            CheckAttributeValues(arena, GetShape(shape.element), member.value, Place::kElement));
      }
      return {};
    default:
      return {};
  }
}

}  // namespace

Result<bool> CheckTypes(const Shape& input, const JsonValue& body) {
  // A body that is not an object is no request at all; the answer is that to a body that is not
  // JSON.
  if (body.is_null()) return SerializationError("");
  Walk walk;
  if (!walk.Visit(input, body, Place::kMember)) return std::move(walk).error();
  return !walk.violated();
}

Result<void> CheckAttributeTypes(const Shape& input, const JsonValue& body) {
  Arena scratch;
  return CheckAttributeValues(scratch, input, body, Place::kMember);
}

Result<void> ValidateRequest(const Shape& input, const JsonValue& body) {
  STATOR_ASSIGN_OR_RETURN(const bool constraints_are_kept, CheckTypes(input, body));
  if (constraints_are_kept) return {};
  STATOR_RETURN_IF_ERROR(CheckAttributeTypes(input, body));
  return DescribeViolations(input, body);
}

}  // namespace stator::json
