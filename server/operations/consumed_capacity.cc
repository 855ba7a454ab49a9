#include "server/operations/consumed_capacity.h"

#include <algorithm>
#include <string_view>

#include "model/limits.h"

namespace stator::server {
namespace {

int64_t UnitsBegun(size_t bytes, size_t unit_bytes) {
  return static_cast<int64_t>(std::max<size_t>(1, (bytes + unit_bytes - 1) / unit_bytes));
}

// "If an update to the table changes the value of an indexed key attribute (from A to B), two
// writes are required, one to delete the previous item from the index and another write to put the
// new item into the index"; every other change is one write (developer guide, "Using Global
// Secondary Indexes", and the same of local ones).
HalfUnits ChangeCapacity(const storage::IndexChange& change) {
  using Kind = storage::IndexChange::Kind;
  switch (change.kind) {
    case Kind::kNone:
      return 0;
    case Kind::kPut:
    case Kind::kUpdate:
    case Kind::kDelete:
      return WriteCapacity(change.old_size, change.new_size);
    case Kind::kMove:
      return WriteCapacity(change.old_size, 0) + WriteCapacity(0, change.new_size);
  }
  return 0;
}

void WriteUnits(HalfUnits half_units, CapacityKind kind, json::JsonWriter& response) {
  const bool transaction = kind != CapacityKind::kPlain;
  const HalfUnits consumed = transaction ? 2 * half_units : half_units;
  response.Key("CapacityUnits");
  response.CapacityUnits(consumed);
  if (!transaction) return;
  response.Key(kind == CapacityKind::kTransactionRead ? "ReadCapacityUnits" : "WriteCapacityUnits");
  response.CapacityUnits(consumed);
}

void WriteIndexes(std::string_view member, IndexKind kind,
                  std::span<const IndexCapacity> capacities, CapacityKind capacity_kind,
                  json::JsonWriter& response) {
  bool begun = false;
  for (const IndexCapacity& capacity : capacities) {
    if (capacity.index->kind != kind || capacity.half_units == 0) continue;
    if (!begun) {
      response.Key(member);
      response.BeginObject();
      begun = true;
    }
    response.Key(capacity.index->name);
    response.BeginObject();
    WriteUnits(capacity.half_units, capacity_kind, response);
    response.EndObject();
  }
  if (begun) response.EndObject();
}

}  // namespace

HalfUnits ReadCapacity(size_t bytes, bool consistent_read) {
  const int64_t units = UnitsBegun(bytes, limits::kReadCapacityUnitBytes);
  return consistent_read ? 2 * units : units;
}

HalfUnits WriteCapacity(size_t old_bytes, size_t new_bytes) {
  return 2 * UnitsBegun(std::max(old_bytes, new_bytes), limits::kWriteCapacityUnitBytes);
}

std::span<const IndexCapacity> IndexWriteCapacity(Arena& arena, const TableSchema& schema,
                                                  const storage::WriteReport& report) {
  const std::span<IndexCapacity> capacities =
      arena.NewArray<IndexCapacity>(report.index_changes.size());
  size_t count = 0;
  for (size_t i = 0; i < report.index_changes.size(); ++i) {
    const HalfUnits half_units = ChangeCapacity(report.index_changes[i]);
    if (half_units > 0) capacities[count++] = {&schema.indexes[i], half_units};
  }
  return capacities.first(count);
}

void WriteTableCapacity(std::string_view table_name, const Consumption& consumption, bool by_index,
                        CapacityKind kind, json::JsonWriter& response) {
  HalfUnits total = consumption.table;
  for (const IndexCapacity& capacity : consumption.indexes) total += capacity.half_units;
  response.BeginObject();
  response.Key("TableName");
  response.String(table_name);
  WriteUnits(total, kind, response);
  if (by_index) {
    response.Key("Table");
    response.BeginObject();
    WriteUnits(consumption.table, kind, response);
    response.EndObject();
    WriteIndexes("LocalSecondaryIndexes", IndexKind::kLocal, consumption.indexes, kind, response);
    WriteIndexes("GlobalSecondaryIndexes", IndexKind::kGlobal, consumption.indexes, kind, response);
  }
  response.EndObject();
}

void WriteConsumedCapacity(const json::JsonValue& request, std::string_view table_name,
                           const Consumption& consumption, json::JsonWriter& response) {
  const json::JsonValue* asked = request.Member("ReturnConsumedCapacity");
  if (asked == nullptr || asked->text() == "NONE") return;
  response.Key("ConsumedCapacity");
  WriteTableCapacity(table_name, consumption, asked->text() == "INDEXES", CapacityKind::kPlain,
                     response);
}

}  // namespace stator::server
