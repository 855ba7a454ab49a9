#pragma once

#include <cstdint>

#include "model/table_schema.h"
#include "server/json/json_writer.h"
#include "server/operations/table_description.h"
#include "storage/table.h"

namespace stator::server {

// The members LocalSecondaryIndexes and GlobalSecondaryIndexes of a TableDescription, each where
// the schema has such indexes. Parameters as of WriteTableDescription.
void WriteIndexDescriptions(const TableSchema& schema, const storage::Table& table,
                            int64_t now_seconds, json::JsonWriter& response);

}  // namespace stator::server
