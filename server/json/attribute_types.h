#pragma once

#include "model/arena.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/json/type_error.h"

namespace stator::json {

// Whether everything in the attribute value is of the right JSON type and its base64 well formed;
// the errors are those of ReadAttributeValue(). The arena is for scratch.
Result<void> CheckAttributeValueTypes(Arena& arena, const JsonValue& value, Place place);

}  // namespace stator::json
