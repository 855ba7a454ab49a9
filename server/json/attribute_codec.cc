#include "server/json/attribute_codec.h"

#include <algorithm>
#include <string>

#include "model/limits.h"
#include "model/number.h"
#include "server/json/attribute_names.h"
#include "server/json/attribute_types.h"
#include "server/json/base64.h"
#include "server/json/type_error.h"

namespace stator::json {
namespace {

Error InvalidValue(std::string_view what) {
  return ValidationError("One or more parameter values were invalid: " + std::string(what));
}

Error NestingError() {
  return ValidationError(
      "Nesting Levels have exceeded supported limits: "
      "Attributes in the item have nested levels beyond supported limit");
}

// An integer that is its own canonical text: at most 38 digits, no leading zero, no sign but '-'.
bool IsCanonicalInteger(std::string_view text) {
  if (text == "0") return true;
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  if (text.empty() || text.size() > Number::kMaxDigits || text.front() == '0') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::string_view> ReadNumber(Arena& arena, std::string_view text) {
  if (IsCanonicalInteger(text)) return text;
  STATOR_ASSIGN_OR_RETURN(const Number number, Number::Parse(text));
  char canonical[Number::kMaxTextLength];
  return arena.CopyString({canonical, number.WriteText(canonical)});
}

// Of names that are not empty. Most differ in the first byte already.
bool ComesBefore(std::string_view left, std::string_view right) {
  const auto first = [](std::string_view name) { return static_cast<unsigned char>(name.front()); };
  return first(left) != first(right) ? first(left) < first(right) : left < right;
}

class Reader {
 public:
  explicit Reader(Arena& arena) : arena_(arena) {}

  // `depth` counts the lists and maps around the value.
  Result<AttributeValue> ReadValue(const JsonValue& value, size_t depth, Place place) {
    if (!value.is_object()) {
      if (value.is_null()) return NoTypeError();
      return StructureTypeError(kAttributeValueJavaType, value, place);
    }
    std::optional<AttributeType> type;
    const JsonValue* content = nullptr;
    bool several = false;
    for (const JsonMember& member : value.object()) {
      if (member.value.is_null()) continue;
      const std::optional<AttributeType> candidate = AttributeTypeOf(member.name);
      if (!candidate) continue;
      several = type.has_value();
      type = candidate;
      content = &member.value;
      if (several) break;
    }
    if (!type) return NoTypeError();
    if (several) return SeveralTypesError(value);
    return ReadContent(*type, *content, depth);
  }

  Result<AttributeMap> ReadMap(const JsonValue& object, size_t depth) {
    const std::span<const JsonMember> members = object.object();
    const std::span<Attribute> attributes = arena_.NewArray<Attribute>(members.size());
    bool sorted = true;
    for (size_t i = 0; i < members.size(); ++i) {
      const std::string_view name = members[i].name;
      STATOR_RETURN_IF_ERROR(CheckName(name));
      STATOR_ASSIGN_OR_RETURN(AttributeValue value,
                              ReadValue(members[i].value, depth, Place::kElement));
      sorted = sorted && (i == 0 || ComesBefore(attributes[i - 1].name, name));
      attributes[i] = {name, value};
    }
    if (!sorted) {
      std::sort(attributes.begin(), attributes.end(),
                [](const Attribute& left, const Attribute& right) {
                  return ComesBefore(left.name, right.name);
                });
    }
    return AttributeMap(attributes);
  }

 private:
  static Error NoTypeError() {
    return ValidationError(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }

  // The service looks at the members before it counts them.
  static Error SeveralTypesError(const JsonValue& value) {
    for (const JsonMember& member : value.object()) {
      const std::optional<AttributeType> type = AttributeTypeOf(member.name);
      if (!type || member.value.is_null()) continue;
      if (*type == AttributeType::kNull && !member.value.boolean()) return FalseNullError();
      if (IsSet(*type) && member.value.is_array() && member.value.array().empty()) {
        return EmptySetError(*type);
      }
    }
    return ValidationError(
        "Supplied AttributeValue has more than one datatypes set, "
        "must contain exactly one of the supported datatypes");
  }

  static Error FalseNullError() {
    return InvalidValue("Null attribute value types must have the value of true");
  }

  static Error EmptySetError(AttributeType type) {
    if (type == AttributeType::kStringSet) return InvalidValue("An string set  may not be empty");
    if (type == AttributeType::kNumberSet) return InvalidValue("An number set  may not be empty");
    return InvalidValue("Binary sets should not be empty");
  }

  static Result<void> CheckName(std::string_view name) {
    if (name.empty()) return ValidationError("Empty attribute name");
    if (name.size() > limits::kMaxAttributeNameBytes) {
      return InvalidValue("Attribute name is too large, must be less than 65536 bytes");
    }
    return {};
  }

  Result<AttributeValue> ReadContent(AttributeType type, const JsonValue& content, size_t depth) {
    switch (type) {
      case AttributeType::kString:
      case AttributeType::kNumber:
      case AttributeType::kBinary: {
        STATOR_ASSIGN_OR_RETURN(const std::string_view bytes, ReadScalar(type, content));
        return AttributeValue::Scalar(type, bytes);
      }
      case AttributeType::kBool:
        if (!content.is_bool()) return ScalarTypeError("Boolean", content);
        return AttributeValue::Bool(content.boolean());
      case AttributeType::kNull:
        if (!content.is_bool()) return ScalarTypeError("Boolean", content);
        if (!content.boolean()) return FalseNullError();
        return AttributeValue::Null();
      case AttributeType::kMap: {
        if (!content.is_object()) {
          return StructureTypeError(kAttributeMapJavaType, content, Place::kMember);
        }
        if (depth + 1 >= limits::kMaxNestingDepth) return NestingError();
        STATOR_ASSIGN_OR_RETURN(const AttributeMap map, ReadMap(content, depth + 1));
        return AttributeValue::Map(map);
      }
      case AttributeType::kList:
        return ReadList(content, depth);
      case AttributeType::kStringSet:
      case AttributeType::kNumberSet:
      case AttributeType::kBinarySet:
        break;
    }
    return ReadSet(type, content);
  }

  Result<std::string_view> ReadScalar(AttributeType type, const JsonValue& content) {
    if (!content.is_string()) {
      return type == AttributeType::kBinary ? BlobTypeError(content)
                                            : ScalarTypeError("String", content);
    }
    if (type == AttributeType::kNumber) return ReadNumber(arena_, content.text());
    if (type == AttributeType::kBinary) return DecodeBase64(arena_, content.text());
    return content.text();
  }

  // DynamoDB Local counts a scalar attribute as the first of 32 levels, so that 31 lists or maps
  // fit around a scalar and 32 do not.
  Result<AttributeValue> ReadList(const JsonValue& content, size_t depth) {
    if (!content.is_array()) return ListTypeError(content, Place::kMember);
    if (depth + 1 >= limits::kMaxNestingDepth) return NestingError();
    const std::span<const JsonValue> array = content.array();
    const std::span<AttributeValue> elements = arena_.NewArray<AttributeValue>(array.size());
    for (size_t i = 0; i < array.size(); ++i) {
      STATOR_ASSIGN_OR_RETURN(elements[i], ReadValue(array[i], depth + 1, Place::kElement));
    }
    return AttributeValue::List(elements);
  }

  Result<AttributeValue> ReadSet(AttributeType type, const JsonValue& content) {
    if (!content.is_array()) return ListTypeError(content, Place::kMember);
    const AttributeType element_type = SetElementType(type);
    const std::span<const JsonValue> array = content.array();
    if (array.empty()) return EmptySetError(type);
    const std::span<std::string_view> elements = arena_.NewArray<std::string_view>(array.size());
    for (size_t i = 0; i < array.size(); ++i) {
      if (array[i].is_null()) return NullElementError(element_type);
      STATOR_ASSIGN_OR_RETURN(elements[i], ReadScalar(element_type, array[i]));
    }
    const auto less = [element_type](std::string_view left, std::string_view right) {
      return CompareSetElements(element_type, left, right) < 0;
    };
    if (!std::is_sorted(elements.begin(), elements.end(), less)) {
      std::sort(elements.begin(), elements.end(), less);
    }
    if (std::adjacent_find(elements.begin(), elements.end()) != elements.end()) {
      return DuplicateError(type, array);
    }
    return AttributeValue::Set(type, elements);
  }

  // DynamoDB Local and dynalite agree on strings and numbers.
  static Error NullElementError(AttributeType element_type) {
    if (element_type == AttributeType::kString) {
      return InvalidValue("An string set may not have a null string as a member");
    }
    if (element_type == AttributeType::kNumber) {
      return ValidationError("The parameter cannot be converted to a numeric value");
    }
    return InvalidValue("Binary sets may not contain null values");
  }

  // "[b, a, b]", as the client wrote it.
  static std::string Listed(std::span<const JsonValue> elements) {
    std::string text = "[";
    for (const JsonValue& element : elements) {
      if (text.size() > 1) text += ", ";
      text += element.text();
    }
    return text += "]";
  }

  // The texts of the service; the one of binary sets lacks a space.
  static Error DuplicateError(AttributeType type, std::span<const JsonValue> elements) {
    if (type == AttributeType::kNumberSet) {
      return ValidationError("Input collection contains duplicates");
    }
    return InvalidValue("Input collection " + Listed(elements) +
                        (type == AttributeType::kBinarySet ? "of type BS" : "") +
                        " contains duplicates.");
  }

  Arena& arena_;
};

// The service reads all types before it looks at any value: a wrong type anywhere in `value` goes
// before what made reading it fail.
Error TypeErrorOr(Arena& arena, const JsonValue& value, Place place, Error error) {
  if (error.code == ErrorCode::kSerialization || value.is_null()) return error;
  Result<void> types = CheckAttributeValueTypes(arena, value, place);
  return types.ok() ? error : std::move(types).error();
}

Error MapTypeErrorOr(Arena& arena, const JsonValue& object, Error error) {
  for (const JsonMember& member : object.object()) {
    error = TypeErrorOr(arena, member.value, Place::kElement, std::move(error));
    if (error.code == ErrorCode::kSerialization) break;
  }
  return error;
}

}  // namespace

Result<AttributeValue> ReadAttributeValue(Arena& arena, const JsonValue& value) {
  Result<AttributeValue> read = Reader(arena).ReadValue(value, 0, Place::kMember);
  if (!read.ok()) return TypeErrorOr(arena, value, Place::kMember, std::move(read).error());
  return read;
}

Result<AttributeMap> ReadAttributeMap(Arena& arena, const JsonValue& object) {
  if (!object.is_object()) return StructureTypeError(kAttributeMapJavaType, object, Place::kMember);
  Result<AttributeMap> read = Reader(arena).ReadMap(object, 0);
  if (!read.ok()) return MapTypeErrorOr(arena, object, std::move(read).error());
  return read;
}

Result<AttributeMap> ReadExpressionAttributeValues(Arena& arena, const JsonValue& object) {
  Result<AttributeMap> read = ReadAttributeMap(arena, object);
  if (read.ok() || read.error().code == ErrorCode::kSerialization) return read;
  // Read again one by one to learn which it was; this is not a path to be fast on.
  for (const JsonMember& member : object.object()) {
    Result<AttributeValue> value = ReadAttributeValue(arena, member.value);
    if (value.ok()) continue;
    return ValidationError("ExpressionAttributeValues contains invalid value: " +
                           value.error().message + " for key " + std::string(member.name));
  }
  return read;
}

}  // namespace stator::json
