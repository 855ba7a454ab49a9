#pragma once

// For rocksdb_*.cc alone: the only files that know RocksDB.

#include <cstdint>
#include <memory>

#include "storage/kv_store.h"
#include "storage/rocksdb_home.h"

namespace stator::storage {

// Opens or creates the store of this number.
Result<std::unique_ptr<KvStore>> OpenRocksDbStore(std::shared_ptr<RocksDbHome> home,
                                                  uint64_t number);

// The only place where the engine's statuses become errors of ours.
Result<void> TranslateStatus(const rocksdb::Status& status);

}  // namespace stator::storage
