#pragma once

#include "model/result.h"
#include "server/json/json_value.h"
#include "server/json/shape.h"

namespace stator::json {

// Checks a request body against its shape, in the service's order: first the JSON type of
// everything (SerializationException), then all constraints together, in one ValidationException:
// "N validation errors detected: Value '...' at '...' failed to satisfy constraint: ...; ...".
// Attribute values are only checked to be of the right JSON types; their meaning is read by
// attribute_codec.h.
Result<void> ValidateRequest(const Shape& input, const JsonValue& body);

}  // namespace stator::json
