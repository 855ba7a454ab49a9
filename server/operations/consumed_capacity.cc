#include "server/operations/consumed_capacity.h"

#include <algorithm>

#include "model/limits.h"

namespace stator::server {
namespace {

int64_t UnitsBegun(size_t bytes, size_t unit_bytes) {
  return static_cast<int64_t>(std::max<size_t>(1, (bytes + unit_bytes - 1) / unit_bytes));
}

}  // namespace

HalfUnits ReadCapacity(size_t bytes, bool consistent_read) {
  const int64_t units = UnitsBegun(bytes, limits::kReadCapacityUnitBytes);
  return consistent_read ? 2 * units : units;
}

HalfUnits WriteCapacity(size_t old_bytes, size_t new_bytes) {
  return 2 * UnitsBegun(std::max(old_bytes, new_bytes), limits::kWriteCapacityUnitBytes);
}

void WriteConsumedCapacity(const json::JsonValue& request, HalfUnits half_units,
                           json::JsonWriter& response) {
  const json::JsonValue* asked = request.Member("ReturnConsumedCapacity");
  if (asked == nullptr || asked->text() == "NONE") return;
  response.Key("ConsumedCapacity");
  response.BeginObject();
  response.Key("TableName");
  response.String(request.Member("TableName")->text());
  response.Key("CapacityUnits");
  response.CapacityUnits(half_units);
  if (asked->text() == "INDEXES") {
    response.Key("Table");
    response.BeginObject();
    response.Key("CapacityUnits");
    response.CapacityUnits(half_units);
    response.EndObject();
  }
  response.EndObject();
}

}  // namespace stator::server
