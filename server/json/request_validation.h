#pragma once

#include "model/result.h"
#include "server/json/json_value.h"
#include "server/json/shape.h"

namespace stator::json {

// Checks a request body against its shape. In the service's order first comes the JSON type of
// everything (SerializationException), then all constraints together, in one ValidationException:
// "N validation errors detected: Value '...' at '...' failed to satisfy constraint: ...; ...".

// The types of all but what is in attribute values. Says whether the constraints are kept.
Result<bool> CheckTypes(const Shape& input, const JsonValue& body);

// The types in attribute values; their meaning is read by attribute_codec.h. The service looks at
// them, too, before it looks at anything else; but as whoever reads an attribute value checks it,
// this is only needed to know whether another error is the first one. After CheckTypes().
Result<void> CheckAttributeTypes(const Shape& input, const JsonValue& body);

// All of it in that order.
Result<void> ValidateRequest(const Shape& input, const JsonValue& body);

}  // namespace stator::json
