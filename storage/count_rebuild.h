#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "storage/kv_store.h"
#include "storage/table.h"

namespace stator::storage {

// Counts the items of all tables and the entries of their indexes after an unclean stop, while the
// tables are already in use.
//
// It is made before the first write, when all counts are zero, and reads the store as it is then;
// from then on writes change the counts by what they change, and this adds what was there before.
// So counts are exact from the moment it is done, and too low, never too high for long, until then.
// Indexes that are being filled are passed over: they are counted when they are full.
class CountRebuild {
 public:
  CountRebuild(const KvStore& store, std::map<uint32_t, TablePtr> tables);

  // Counts at most so many more items and entries, and stops after the one with which it has read
  // so many bytes of them; true once all are counted. Stops early, and answers false, when `stop`
  // becomes true or on an error of the store.
  bool Run(size_t max_items, size_t max_bytes, const std::atomic<bool>& stop);
  // From now on nothing is added to the table's counts, because what was there is gone.
  void Forget(uint32_t table_id);

 private:
  // What keys are counted together: a table's items, or the entries of one of its indexes.
  struct Group {
    uint32_t table_id = 0;
    uint32_t index_id = 0;  // 0: the table itself

    friend bool operator==(const Group&, const Group&) = default;
  };

  bool Step();
  bool IsDone() const { return items_ == nullptr && entries_ == nullptr; }
  void AddToTable();

  std::mutex mutex_;
  std::map<uint32_t, TablePtr> tables_;  // guarded by mutex_
  std::unique_ptr<KvIterator> items_;    // nullptr once all are counted
  std::unique_ptr<KvIterator> entries_;  // the same
  Group group_;
  int64_t item_count_ = 0;
  int64_t size_bytes_ = 0;
  size_t bytes_read_ = 0;
};

}  // namespace stator::storage
