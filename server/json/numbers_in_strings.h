#pragma once

#include "model/arena.h"
#include "server/json/json_value.h"
#include "server/json/shape.h"

namespace stator::json {

// The request with whole numbers where it has strings of digits and the API model wants numbers:
// {"ReadCapacityUnits":"5"}. The service refuses those; DynamoDB Local reads them, and there are
// programs that rely on it. What is no whole number stays as it is, to be refused. Attribute values
// are left alone. Copies the containers into the arena.
JsonValue ReadNumbersInStrings(const Shape& shape, const JsonValue& value, Arena& arena);

}  // namespace stator::json
