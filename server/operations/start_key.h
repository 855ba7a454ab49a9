#pragma once

#include <optional>

#include "model/attribute_value.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "storage/item_cursor.h"

// ExclusiveStartKey of Query and Scan. The key of a read of an index has the key attributes of both
// the index and its table.
namespace stator::server {

// That the start key of a Query of the index (nullptr: of the table), when there is one, is whole:
// its attributes and their types.
Result<void> CheckQueryStartKey(const TableSchema& schema, const IndexSchema* index,
                                const std::optional<AttributeMap>& start);

// That a start key, whole as it is, lies in the partition and meets the key condition.
Result<void> CheckStartKeyIsWithin(const TableSchema& schema, const storage::QueryRange& range);

// That the start key of a Scan, when there is one, is whole and lies in the segment.
Result<void> CheckScanStartKey(const TableSchema& schema, const storage::ScanRange& range);

}  // namespace stator::server
