#pragma once

#include <cstddef>
#include <cstdint>

#include "server/json/json_value.h"
#include "server/json/json_writer.h"

namespace stator::server {

// Capacity is counted in half units: an eventually consistent read of 4 KB costs one.
using HalfUnits = int64_t;

// What reading `bytes` (of items, by the service's sizes) costs: units of 4 KB begun, one at least;
// half as much when eventually consistent.
HalfUnits ReadCapacity(size_t bytes, bool consistent_read);

// What writing costs: units of 1 KB begun, one at least. Of a replaced item the larger of the two
// sizes counts.
HalfUnits WriteCapacity(size_t old_bytes, size_t new_bytes);

// The ConsumedCapacity member, as ReturnConsumedCapacity (NONE, TOTAL or INDEXES) asks. Its
// TableName is what the client called the table by: "If you had specified the Amazon Resource Name
// (ARN) of a table in the input, you'll see the table ARN in the response" (API reference).
void WriteConsumedCapacity(const json::JsonValue& request, HalfUnits half_units,
                           json::JsonWriter& response);

}  // namespace stator::server
