#pragma once

#include <cstdint>
#include <string_view>

#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/operations/key_schema.h"

// Definitions of secondary indexes, as CreateTable and the Create of a GlobalSecondaryIndexUpdate
// give them.
namespace stator::server {

inline constexpr size_t kMaxLocalIndexes = 5;
inline constexpr size_t kMaxGlobalIndexes = 20;

// Who defines an index: the two operations word their complaints about throughput differently.
enum class IndexDefinedBy : uint8_t { kCreateTable, kUpdateTable };

// An element of LocalSecondaryIndexes, for a table with the keys in `schema`, which has a sort key.
Result<IndexSchema> ReadLocalIndex(const json::JsonValue& definition, const TableSchema& schema,
                                   const AttributeDefinitions& definitions);

// An element of GlobalSecondaryIndexes, or the Create of an update, for a table with the billing
// mode in `schema`.
Result<IndexSchema> ReadGlobalIndex(const json::JsonValue& definition, const TableSchema& schema,
                                    const AttributeDefinitions& definitions,
                                    IndexDefinedBy defined_by);

// That the indexes of the schema together project no more attributes by name than a table may.
Result<void> CheckProjectedAttributeCount(const TableSchema& schema);

// The error when ProvisionedThroughput comes for an index of a table that is on demand.
Error IndexThroughputOnDemandError(std::string_view index_name, IndexDefinedBy defined_by);

}  // namespace stator::server
