#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/index_plan.h"
#include "storage/index_queue.h"
#include "storage/stream_log.h"
#include "storage/table.h"
#include "storage/table_expiry.h"

namespace stator::storage {

// What changes about a table while it is used; shared by all Tables of one id.
struct Table::State {
 public:
  std::atomic<int64_t> item_count{0};
  std::atomic<int64_t> size_bytes{0};
  // Set before the table's data is deleted. A write looks at it under its row locks, and
  // DeleteTable passes through all row locks after setting it, so no write comes after the delete.
  std::atomic<bool> deleted{false};

  // Changed under all row locks: what counts the items that the store held at some moment looks
  // whether they were there to the end.
  std::atomic<uint64_t> times_emptied{0};

  TableQueue index_queue;
  TableExpiry expiry;

  // The plan that writes follow, nullptr: the table has no indexes. Taken under row locks and used
  // only as long as these are held.
  const IndexPlan* index_plan() const { return index_plan_.load(std::memory_order_acquire); }

  // Makes writes follow the indexes of `schema`. The plan before is returned: it may go, and
  // everything about the change may be relied on, once whoever holds row locks has given them back.
  [[nodiscard]] std::unique_ptr<const IndexPlan> FollowIndexesOf(const TableSchema& schema) {
    std::unique_ptr<const IndexPlan> plan;
    if (!schema.indexes.empty()) {
      const auto counts_of = [this](uint32_t id) -> IndexCounts& { return CountsOfIndex(id); };
      plan = std::make_unique<const IndexPlan>(schema, counts_of);
    }
    index_plan_.store(plan.get(), std::memory_order_release);
    return std::exchange(owned_index_plan_, std::move(plan));
  }

  // The stream that takes records of writes, nullptr: none does. It stays where it is as long as
  // the state lives.
  Stream* stream() const { return stream_.load(std::memory_order_acquire); }

  // Makes writes that start from now on follow `stream`, which may be nullptr.
  void FollowStream(StreamPtr stream) {
    stream_.store(stream.get(), std::memory_order_release);
    if (stream != nullptr) owned_streams_.push_back(std::move(stream));
  }

  // Makes the state that of a table without items. Under all row locks.
  void ForgetItems() {
    ++times_emptied;
    item_count = 0;
    size_bytes = 0;
    {
      const std::scoped_lock lock(index_counts_mutex_);
      for (auto& [id, counts] : index_counts_) counts.item_count = counts.size_bytes = 0;
    }
    const std::scoped_lock lock(index_queue.mutex);
    index_queue.changes.clear();
  }

  // Counts stay where they are as long as the state lives.
  IndexCounts& CountsOfIndex(uint32_t index_id) {
    const std::scoped_lock lock(index_counts_mutex_);
    return index_counts_[index_id];
  }

 private:
  std::atomic<const IndexPlan*> index_plan_{nullptr};
  std::unique_ptr<const IndexPlan> owned_index_plan_;  // changed by the catalog, one at a time
  std::atomic<Stream*> stream_{nullptr};
  // All that there ever were since the table was loaded, since a write may still look at the one
  // before. Changed by the catalog, one at a time.
  std::vector<StreamPtr> owned_streams_;
  std::mutex index_counts_mutex_;
  std::map<uint32_t, IndexCounts> index_counts_;
};

}  // namespace stator::storage
