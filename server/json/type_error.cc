#include "server/json/type_error.h"

#include <utility>

namespace stator::json {
namespace {

constexpr std::string_view kStructureFound = "Start of structure or map found where not expected";

bool IsDecimal(std::string_view number) {
  return number.find_first_of(".eE") != std::string_view::npos;
}

std::string_view TokenName(const JsonValue& value) {
  switch (value.type()) {
    case JsonValue::Type::kString:
      return "STRING_VALUE";
    case JsonValue::Type::kNumber:
      return IsDecimal(value.text()) ? "DECIMAL_VALUE" : "NUMBER_VALUE";
    case JsonValue::Type::kTrue:
      return "TRUE_VALUE";
    case JsonValue::Type::kFalse:
      return "FALSE_VALUE";
    case JsonValue::Type::kNull:
    case JsonValue::Type::kArray:
    case JsonValue::Type::kObject:
      break;
  }
  return "NULL_VALUE";
}

Error CollectionError(std::string_view java_type) {
  // A class is called one; a generic type (Map<K, V>) is not.
  const bool generic = java_type.back() == '>';
  std::string message =
      generic ? "Unrecognized collection type " : "Unrecognized collection type class ";
  return SerializationError(message.append(java_type));
}

// Java looks for the class of an element, and a generic type (Map<K, V>) has none: this is what its
// library says about it (dynalite and dynoxide agree on the answer).
constexpr std::string_view kGenericElement =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
    "java.lang.Class are in module java.base of loader 'bootstrap')";

Error MisplacedScalarError(Place place, bool generic) {
  if (place == Place::kMember) return SerializationError("Unexpected field type");
  return SerializationError(generic ? std::string(kGenericElement)
                                    : std::string("Unexpected value type in payload"));
}

}  // namespace

Error SerializationError(std::string message) {
  return {ErrorCode::kSerialization, std::move(message), nullptr};
}

Error ScalarTypeError(std::string_view java_type, const JsonValue& value) {
  if (value.is_object()) return SerializationError(std::string(kStructureFound));
  if (value.is_array()) return CollectionError("java.lang." + std::string(java_type));
  if (java_type == "Boolean" && value.is_string()) {
    return SerializationError("Unexpected token received from parser");
  }
  std::string message(TokenName(value));
  return SerializationError(message.append(" cannot be converted to ").append(java_type));
}

Error BlobTypeError(const JsonValue& value) {
  if (value.is_object()) return SerializationError(std::string(kStructureFound));
  if (value.is_array()) return CollectionError("java.nio.ByteBuffer");
  return SerializationError("only base-64-encoded strings are convertible to bytes");
}

Error StructureTypeError(std::string_view java_type, const JsonValue& value, Place place) {
  if (value.is_array()) return CollectionError(java_type);
  return MisplacedScalarError(place, java_type.back() == '>');
}

Error ListTypeError(const JsonValue& value, Place place) {
  if (value.is_object()) return SerializationError(std::string(kStructureFound));
  return MisplacedScalarError(place, true);
}

std::string JavaType(const Shape& shape) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return "java.lang.String";
    case ShapeKind::kInteger:
      return "java.lang.Integer";
    case ShapeKind::kLong:
      return "java.lang.Long";
    case ShapeKind::kDouble:
      return "java.lang.Double";
    case ShapeKind::kBoolean:
      return "java.lang.Boolean";
    case ShapeKind::kBlob:
      return "java.nio.ByteBuffer";
    case ShapeKind::kTimestamp:
      return "java.util.Date";
    case ShapeKind::kList:
      return "java.util.List<" + JavaType(GetShape(shape.element)) + ">";
    case ShapeKind::kMap:
      return "java.util.Map<" + JavaType(GetShape(shape.key)) + ", " +
             JavaType(GetShape(shape.element)) + ">";
    case ShapeKind::kStructure:
    case ShapeKind::kAttributeValue:
      break;
  }
  return "com.amazonaws.dynamodb.v20120810." + std::string(shape.name);
}

}  // namespace stator::json
