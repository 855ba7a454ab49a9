#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

#include "storage/kv_store.h"
#include "storage/table.h"

namespace stator::storage {

// Counts the items of all tables after an unclean stop, while the tables are already in use.
//
// It is made before the first write, when all counts are zero, and reads the store as it is then;
// from then on writes change the counts by what they change, and this adds what was there before.
// So counts are exact from the moment it is done, and too low, never too high for long, until then.
class CountRebuild {
 public:
  CountRebuild(const KvStore& store, std::map<uint32_t, TablePtr> tables);

  // Counts at most `max_items` more items; true once all are counted. Stops early, and answers
  // false, when `stop` becomes true or on an error of the store.
  bool Run(size_t max_items, const std::atomic<bool>& stop);

 private:
  void AddToTable();

  const std::map<uint32_t, TablePtr> tables_;
  std::unique_ptr<KvIterator> items_;
  uint32_t table_id_ = 0;
  int64_t item_count_ = 0;
  int64_t size_bytes_ = 0;
};

}  // namespace stator::storage
