#pragma once

#include <cstdint>
#include <string_view>

#include "model/table_schema.h"
#include "server/json/json_writer.h"

namespace stator::server {

struct TableCounts {
  int64_t items = 0;
  int64_t bytes = 0;
};

// One TableDescription object. `status`: CREATING, ACTIVE, UPDATING or DELETING. `now_seconds`
// decides whether NumberOfDecreasesToday is still of today.
void WriteTableDescription(const TableSchema& schema, const TableCounts& counts,
                           std::string_view status, int64_t now_seconds,
                           json::JsonWriter& response);

}  // namespace stator::server
