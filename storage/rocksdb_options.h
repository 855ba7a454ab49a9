#pragma once

// For rocksdb_*.cc alone: the only files that know RocksDB.

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <vector>

#include "storage/kv_store.h"

namespace stator::storage {

// The name of a column family on disk.
const char* ColumnFamilyName(ColumnFamily family);

// How many bytes at the front of a key of the family are hashed for prefix filters; 0: none.
size_t FilteredPrefixBytes(ColumnFamily family);

rocksdb::DBOptions EngineOptions(bool in_memory);

// In the order of ColumnFamily.
std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilyDescriptors(bool in_memory);

}  // namespace stator::storage
