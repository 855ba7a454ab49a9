#pragma once

#include <string>
#include <string_view>

#include "model/error.h"
#include "server/json/json_value.h"
#include "server/json/shape.h"

// What the service answers when a JSON value is not of the type that its API model asks for. The
// service is written in Java, and names its types. Recorded answers of the service and the
// agreement of emulators are the source of the texts.
namespace stator::json {

Error SerializationError(std::string message);

// A string, number or boolean was expected and `value` is none of the right kind. `java_type` is
// the expected type without its package, for messages: "String".
Error ScalarTypeError(std::string_view java_type, const JsonValue& value);

// Base64 text was expected.
Error BlobTypeError(const JsonValue& value);

// Where a structure, list or map was expected: a member of a structure, or an element of a list or
// value of a map.
enum class Place { kMember, kElement };

// A structure or map was expected. `java_type` is the expected type in full, for messages.
Error StructureTypeError(std::string_view java_type, const JsonValue& value, Place place);

// A list was expected.
Error ListTypeError(const JsonValue& value, Place place);

// The shape's name on the service's side: "java.lang.String",
// "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>".
std::string JavaType(const Shape& shape);

}  // namespace stator::json
