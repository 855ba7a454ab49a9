#pragma once

#include <rocksdb/memtablerep.h>
#include <rocksdb/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "storage/kv_store.h"
#include "storage/open_reads.h"

namespace stator::storage {

// What a store and its memtables tell each other, so that what was overwritten is used again for
// what comes next, and does not fill memtables.
struct MemtableUse {
  // Of all families; commits are numbered as versions are.
  OpenReads reads;
  // In the memtables of each: versions that are overwritten, or free to be used again, and those
  // that say that a key is deleted.
  std::array<std::atomic<size_t>, kColumnFamilyCount> unneeded_bytes{};
};

// The greatest that a version of this sequence number can have.
uint64_t VersionNumberOf(rocksdb::SequenceNumber sequence_number);

// Makes the engine's memtables of VersionedKeys, instead of the skip list that it has by default.
// Looking up one item and overwriting one cost a third of what they cost in that: there each of
// them walks down a list of all versions of all items, from one cache miss to the next. Only for
// families whose keys are compared by their bytes.
class VersionedMemtableFactory final : public rocksdb::MemTableRepFactory {
 public:
  // `use`: nullptr: versions stay in their memtable. Otherwise the engine does not find as many as
  // it put in (flush_verify_memtable_count).
  VersionedMemtableFactory(ColumnFamily family, std::shared_ptr<MemtableUse> use)
      : family_(family), use_(std::move(use)) {}

  using rocksdb::MemTableRepFactory::CreateMemTableRep;
  rocksdb::MemTableRep* CreateMemTableRep(const rocksdb::MemTableRep::KeyComparator& comparator,
                                          rocksdb::Allocator* allocator,
                                          const rocksdb::SliceTransform* prefix,
                                          rocksdb::Logger* logger) override;
  const char* Name() const override { return "VersionedMemtableFactory"; }
  bool IsInsertConcurrentlySupported() const override { return true; }

 private:
  const ColumnFamily family_;
  const std::shared_ptr<MemtableUse> use_;
};

}  // namespace stator::storage
