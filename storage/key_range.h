#pragma once

#include <cstdint>

#include "storage/item_cursor.h"
#include "storage/kv_store.h"

namespace stator::storage {

// The stored keys of exactly the items or index entries that a Query or Scan of a table or one of
// its indexes reads. When there are none, lower is not below upper.
KvRange KeyRangeOfQuery(const TableSchema& schema, const QueryRange& range);
KvRange KeyRangeOfScan(const TableSchema& schema, const ScanRange& range);

// All stored keys of a table, in each family of keys that start with its id.
KvRange KeyRangeOfTable(uint32_t table_id);
// All entries of an index.
KvRange KeyRangeOfIndex(uint32_t table_id, uint32_t index_id);

}  // namespace stator::storage
