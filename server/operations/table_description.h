#pragma once

#include <cstdint>

#include "model/table_schema.h"
#include "server/json/json_writer.h"
#include "storage/table.h"

namespace stator::server {

// One TableDescription object. `schema` is what is shown; the counts are those of `table`, of which
// the schema is or was. `now_seconds` decides whether NumberOfDecreasesToday is still of today.
void WriteTableDescription(const TableSchema& schema, const storage::Table& table,
                           int64_t now_seconds, json::JsonWriter& response);

}  // namespace stator::server
