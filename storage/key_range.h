#pragma once

#include <cstdint>

#include "storage/item_cursor.h"
#include "storage/kv_store.h"

namespace stator::storage {

// The stored keys of exactly the items that a Query or Scan reads. When there are none, lower is
// not below upper.
KvRange KeyRangeOfQuery(uint32_t table_id, const QueryRange& range);
KvRange KeyRangeOfScan(uint32_t table_id, const ScanRange& range);

// All stored keys of a table.
KvRange KeyRangeOfTable(uint32_t table_id);

}  // namespace stator::storage
