#pragma once

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "server/json/json_value.h"

namespace stator::json {

// {"S":"..."} and so on to an AttributeValue: numbers made canonical, sets sorted, maps sorted,
// base64 decoded. Errors are ValidationExceptions in the service's words: no or several types,
// bad number, empty set, duplicate set element, bad base64 (SerializationException), nesting
// deeper than the limit.
Result<AttributeValue> ReadAttributeValue(Arena& arena, const JsonValue& value);

// {"name":{"S":"..."}, ...} to an AttributeMap.
Result<AttributeMap> ReadAttributeMap(Arena& arena, const JsonValue& object);

}  // namespace stator::json
