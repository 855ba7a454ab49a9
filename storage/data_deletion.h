#pragma once

#include "storage/kv_store.h"

namespace stator::storage {

// Adds the deletion of all keys of the range, as the store is now, to the batch. Nobody else may be
// writing into the range. True: there are so many that space should be reclaimed once the batch is
// committed.
bool AddDeletion(const KvStore& store, ColumnFamily family, const KvRange& range, KvBatch& batch);

}  // namespace stator::storage
