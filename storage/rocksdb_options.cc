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
#include "storage/rocksdb_memtable.h"

namespace stator::storage {

namespace {

constexpr size_t kKiB = 1024;
constexpr size_t kMiB = 1024 * kKiB;

// Filled block by block as tables are read, so an idle server does not pay for it.
constexpr size_t kBlockCacheBytes = 32 * kMiB;
constexpr size_t kItemsMemtableBytes = 32 * kMiB;
constexpr size_t kIndexesMemtableBytes = 32 * kMiB;
constexpr size_t kStreamsMemtableBytes = 16 * kMiB;
constexpr size_t kOtherMemtableBytes = 4 * kMiB;
// A memtable of 32 MiB holds some 90,000 items of 350 bytes; 160 KiB is 14 bits for each. It is
// allocated and cleared with the memtable, so it counts for an idle server.
constexpr double kMemtableBloomRatio = 0.005;
constexpr double kBloomBitsPerKey = 10;
constexpr uint64_t kMaxWalBytes = 64 * kMiB;

// The engine's log describes the engine to its developers; what a user must know comes back as
// errors.
class SilentLogger final : public rocksdb::Logger {
 public:
  SilentLogger() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

size_t MemtableBytes(ColumnFamily family) {
  switch (family) {
    case ColumnFamily::kItems:
      return kItemsMemtableBytes;
    case ColumnFamily::kIndexes:
      return kIndexesMemtableBytes;
    case ColumnFamily::kStreams:
      return kStreamsMemtableBytes;
    default:
      return kOtherMemtableBytes;
  }
}

rocksdb::ColumnFamilyOptions FamilyOptions(ColumnFamily family, bool in_memory,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = in_memory ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
  options.write_buffer_size = MemtableBytes(family);
  options.arena_block_size = 64 * kKiB;
  if (const size_t prefix = FilteredPrefixBytes(family); prefix != 0) {
    options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(prefix));
    // Index entries are never looked up one by one.
    options.memtable_whole_key_filtering = family == ColumnFamily::kItems;
    options.memtable_prefix_bloom_size_ratio = kMemtableBloomRatio;
    options.memtable_factory = std::make_shared<VersionedMemtableFactory>();
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

rocksdb::DBOptions EngineOptions(bool in_memory) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.info_log = std::make_shared<SilentLogger>();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  options.max_background_jobs = 2;
  options.max_file_opening_threads = 1;
  // Recovery that leaves the log in place is a read; flushing would write files before the first
  // request is answered.
  options.avoid_flush_during_recovery = true;
  options.avoid_flush_during_shutdown = in_memory;
  options.max_total_wal_size = kMaxWalBytes;
  options.keep_log_file_num = 1;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilyDescriptors(bool in_memory) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes, 4);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (size_t i = 0; i < kColumnFamilyCount; ++i) {
    const auto family = static_cast<ColumnFamily>(i);
    descriptors.emplace_back(ColumnFamilyName(family), FamilyOptions(family, in_memory, cache));
  }
  return descriptors;
}

}  // namespace stator::storage
