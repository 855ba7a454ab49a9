#pragma once

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "server/json/json_value.h"

namespace stator::json {

// {"S":"..."} and so on to an AttributeValue: numbers made canonical, sets sorted, maps sorted,
// base64 decoded. Errors are in the service's words: a value of a wrong JSON type or bad base64 is
// a SerializationException, wherever in `value` it is; otherwise no or several types, a bad
// number, an empty set, a duplicate set element, an empty name or nesting deeper than the limit
// is a ValidationException.
Result<AttributeValue> ReadAttributeValue(Arena& arena, const JsonValue& value);

// {"name":{"S":"..."}, ...} to an AttributeMap.
Result<AttributeMap> ReadAttributeMap(Arena& arena, const JsonValue& object);

// The same for ExpressionAttributeValues, whose ValidationExceptions tell the key:
// "ExpressionAttributeValues contains invalid value: ... for key :x".
Result<AttributeMap> ReadExpressionAttributeValues(Arena& arena, const JsonValue& object);

}  // namespace stator::json
