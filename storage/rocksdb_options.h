#pragma once

// For rocksdb_*.cc alone: the only files that know RocksDB.

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/write_buffer_manager.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "storage/kv_store.h"
#include "storage/rocksdb_memtable.h"

namespace stator::storage {

// The name of a column family on disk.
const char* ColumnFamilyName(ColumnFamily family);

// How many bytes at the front of a key of the family are hashed for prefix filters; 0: none.
size_t FilteredPrefixBytes(ColumnFamily family);

// What the stores of a home share, however many there are: their block cache, and what keeps their
// memtables, which are charged to that cache, within its half.
struct EngineMemory {
  EngineMemory(bool in_memory, size_t bytes);

  const bool in_memory;
  const size_t bytes;
  const std::shared_ptr<rocksdb::Cache> cache;
  const std::shared_ptr<rocksdb::WriteBufferManager> memtables;
};

rocksdb::DBOptions EngineOptions(const EngineMemory& memory, Durability durability);

// In the order of ColumnFamily. `use` is of the one store that they are for.
std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilyDescriptors(
    const EngineMemory& memory, Durability durability, const std::shared_ptr<MemtableUse>& use);

}  // namespace stator::storage
