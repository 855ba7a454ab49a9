#pragma once

// For rocksdb_*.cc alone.

#include <rocksdb/db.h>

#include <array>
#include <cstdint>
#include <memory>

#include "storage/kv_store.h"
#include "storage/rocksdb_home.h"

namespace stator::storage {

// In the order of ColumnFamily; nullptr: it was not opened.
using EngineHandles = std::array<rocksdb::ColumnFamilyHandle*, kColumnFamilyCount>;

// Opens the store of this number in the home, or makes an empty one where there is none. What
// opening the live one has to wait for the disk for is left to the home's FinishStart(). After an
// error what was opened until then is there all the same. `use` is of this store.
rocksdb::Status OpenEngine(const RocksDbHome& home, uint64_t number,
                           const std::shared_ptr<MemtableUse>& use,
                           std::unique_ptr<rocksdb::DB>& db, EngineHandles& handles);

// For a flush that does not wait for files to be merged first, which can take many seconds, where
// the engine can do without that wait; otherwise they are merged from now on.
rocksdb::FlushOptions FlushSoon(const RocksDbHome& home);

}  // namespace stator::storage
