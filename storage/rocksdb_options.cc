#include "storage/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <cstdarg>
#include <memory>

#include "storage/encoding/index_key.h"
#include "storage/encoding/key_codec.h"
#include "storage/rocksdb_tables.h"

namespace stator::storage {

namespace {

constexpr size_t kKiB = 1024;
constexpr size_t kMiB = 1024 * kKiB;

constexpr double kBloomBitsPerKey = 10;
constexpr int kTableCacheShardBits = 2;
// The files of a store in memory are the data: they are small and merged early, so that little of
// what they hold is out of date.
constexpr uint64_t kMemoryFileBytes = 8 * kMiB;
constexpr int kMemoryFilesToMerge = 2;

// The engine's log describes the engine to its developers; what a user must know comes back as
// errors.
class SilentLogger final : public rocksdb::Logger {
 public:
  SilentLogger() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

// Whether what is overwritten in a memtable gives its place to what comes next. Without a log a
// full memtable is what brings data to disk: there it has to fill.
bool UsesMemtablesAgain(const EngineMemory& memory, Durability durability) {
  return memory.in_memory || durability != Durability::kNone;
}

// All together may hold half of the engine's memory, and one of the large ones half of that, so
// that it can be written out while the next one fills.
size_t MemtableBytes(ColumnFamily family, size_t engine_bytes) {
  switch (family) {
    case ColumnFamily::kItems:
    case ColumnFamily::kIndexes:
    case ColumnFamily::kStreams:
      return engine_bytes / 4;
    default:
      return engine_bytes / 16;
  }
}

// Indexes and filters of files are read and cached in pieces, like data, so that neither the memory
// nor the time to open a store grows with it. What leads to the pieces is kept: reads all need it.
void UseLittleMemory(rocksdb::BlockBasedTableOptions& table) {
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.cache_index_and_filter_blocks = true;
  table.metadata_cache_options.top_level_index_pinning = rocksdb::PinningTier::kAll;
}

using TableFactoryPtr = std::shared_ptr<rocksdb::TableFactory>;

TableFactoryPtr NewTableFactory(const rocksdb::BlockBasedTableOptions& table) {
  return NewQuietTableFactory(
      std::unique_ptr<rocksdb::TableFactory>(rocksdb::NewBlockBasedTableFactory(table)));
}

rocksdb::BlockBasedTableOptions CommonTableOptions(const EngineMemory& memory) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = memory.cache;
  table.format_version = 5;
  return table;
}

// Of families that hold data.
TableFactoryPtr NewDataTableFactory(const EngineMemory& memory) {
  rocksdb::BlockBasedTableOptions table = CommonTableOptions(memory);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  if (!memory.in_memory) UseLittleMemory(table);
  return NewTableFactory(table);
}

// Of files with a few blocks, which every start opens: nothing in pieces and no filters, which
// would each have to be read first.
TableFactoryPtr NewSmallTableFactory(const EngineMemory& memory) {
  return NewTableFactory(CommonTableOptions(memory));
}

bool IsSmall(ColumnFamily family) {
  return family == ColumnFamily::kDefault || family == ColumnFamily::kCatalog;
}

rocksdb::ColumnFamilyOptions CommonOptions(const EngineMemory& memory) {
  rocksdb::ColumnFamilyOptions options;
  options.compression = memory.in_memory ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
  if (memory.in_memory) {
    options.level_compaction_dynamic_level_bytes = true;
    options.level0_file_num_compaction_trigger = kMemoryFilesToMerge;
    options.target_file_size_base = kMemoryFileBytes;
  }
  // Large enough to be given back one by one when a memtable goes; what is not used costs nothing.
  options.arena_block_size = 256 * kKiB;
  return options;
}

rocksdb::ColumnFamilyOptions FamilyOptions(const rocksdb::ColumnFamilyOptions& common,
                                           ColumnFamily family, const EngineMemory& memory,
                                           const std::shared_ptr<MemtableUse>& use) {
  rocksdb::ColumnFamilyOptions options = common;
  options.write_buffer_size = MemtableBytes(family, memory.bytes);
  if (const size_t prefix = FilteredPrefixBytes(family); prefix != 0) {
    options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(prefix));
    options.memtable_factory = std::make_shared<VersionedMemtableFactory>(family, use);
  }
  return options;
}

}  // namespace

const char* ColumnFamilyName(ColumnFamily family) {
  switch (family) {
    case ColumnFamily::kDefault:
      return "default";
    case ColumnFamily::kCatalog:
      return "catalog";
    case ColumnFamily::kItems:
      return "items";
    case ColumnFamily::kIndexes:
      return "indexes";
    case ColumnFamily::kStreams:
      return "streams";
    case ColumnFamily::kTtl:
      return "ttl";
  }
  return "";
}

size_t FilteredPrefixBytes(ColumnFamily family) {
  switch (family) {
    case ColumnFamily::kItems:
      return kHashedPrefixBytes;
    case ColumnFamily::kIndexes:
      return kHashedIndexPrefixBytes;
    default:
      return 0;
  }
}

EngineMemory::EngineMemory(bool in_memory_store, size_t engine_bytes)
    : in_memory(in_memory_store),
      bytes(engine_bytes),
      // Blocks of files in memory are in memory already.
      cache(rocksdb::NewLRUCache(in_memory ? bytes / 2 + bytes / 16 : bytes, 0)),
      memtables(std::make_shared<rocksdb::WriteBufferManager>(bytes / 2, cache)) {}

rocksdb::DBOptions EngineOptions(const EngineMemory& memory, Durability durability) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.info_log = std::make_shared<SilentLogger>();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  options.max_background_jobs = 2;
  options.max_file_opening_threads = 1;
  // Files of 30 GB are fewer.
  options.max_open_files = 512;
  // Recovery that leaves the log in place is a read; flushing would write files before the first
  // request is answered.
  options.avoid_flush_during_recovery = true;
  options.avoid_flush_during_shutdown = true;  // the store sees to it
  options.write_buffer_manager = memory.memtables;
  // What a start after a kill has to read.
  options.max_total_wal_size = memory.bytes / 2;
  // Without a log, what is on disk must all be of one moment.
  options.atomic_flush = !memory.in_memory && durability == Durability::kNone;
  options.keep_log_file_num = 1;
  options.flush_verify_memtable_count = !UsesMemtablesAgain(memory, durability);
  // What was set aside for a file would stay on the disk when the process is killed, for each start
  // again, and costs time at each.
  options.allow_fallocate = false;
  // Made at each start. Most files that are open are found without this cache.
  options.table_cache_numshardbits = kTableCacheShardBits;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilyDescriptors(
    const EngineMemory& memory, Durability durability, const std::shared_ptr<MemtableUse>& use) {
  rocksdb::ColumnFamilyOptions common = CommonOptions(memory);
  // Shared, because to make one for each family would be a good part of a start.
  const TableFactoryPtr data_tables = NewDataTableFactory(memory);
  const TableFactoryPtr small_tables =
      memory.in_memory ? data_tables : NewSmallTableFactory(memory);
  const std::shared_ptr<MemtableUse> used = UsesMemtablesAgain(memory, durability) ? use : nullptr;
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (size_t i = 0; i < kColumnFamilyCount; ++i) {
    const auto family = static_cast<ColumnFamily>(i);
    common.table_factory = IsSmall(family) ? small_tables : data_tables;
    descriptors.emplace_back(ColumnFamilyName(family), FamilyOptions(common, family, memory, used));
  }
  return descriptors;
}

}  // namespace stator::storage
