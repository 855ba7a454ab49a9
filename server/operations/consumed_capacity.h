#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "storage/database.h"

namespace stator::server {

// Capacity is counted in half units: an eventually consistent read of 4 KB costs one.
using HalfUnits = int64_t;

// What an operation consumed of one index.
struct IndexCapacity {
  const IndexSchema* index = nullptr;
  HalfUnits half_units = 0;
};

// What an operation consumed of a table, and of those of its indexes that it touched.
struct Consumption {
  HalfUnits table = 0;
  std::span<const IndexCapacity> indexes;
};

// What reading `bytes` (of items, by the service's sizes) costs: units of 4 KB begun, one at least;
// half as much when eventually consistent.
HalfUnits ReadCapacity(size_t bytes, bool consistent_read);

// What writing costs: units of 1 KB begun, one at least. Of a replaced item the larger of the two
// sizes counts.
HalfUnits WriteCapacity(size_t old_bytes, size_t new_bytes);

// What a write consumed of the indexes of its table, by the sizes of the projected items; without
// the indexes in which it changed nothing. Lives in the arena and points into the schema.
std::span<const IndexCapacity> IndexWriteCapacity(Arena& arena, const TableSchema& schema,
                                                  const storage::WriteReport& report);

// Transactions consume twice as much as other operations ("Capacity management for transactions" in
// the developer guide), and the service tells for them what it was that they consumed.
enum class CapacityKind : uint8_t { kPlain, kTransactionRead, kTransactionWrite };

// One ConsumedCapacity structure: of the table that the client called `table_name`, broken down to
// table and indexes when `by_index`.
void WriteTableCapacity(std::string_view table_name, const Consumption& consumption, bool by_index,
                        CapacityKind kind, json::JsonWriter& response);

// The ConsumedCapacity member, as ReturnConsumedCapacity (NONE, TOTAL or INDEXES) asks. Its
// TableName is `table_name`, what the client called the table by: "If you had specified the Amazon
// Resource Name (ARN) of a table in the input, you'll see the table ARN in the response" (API
// reference).
void WriteConsumedCapacity(const json::JsonValue& request, std::string_view table_name,
                           const Consumption& consumption, json::JsonWriter& response);

}  // namespace stator::server
