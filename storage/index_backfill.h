#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "model/arena.h"
#include "model/result.h"
#include "storage/catalog.h"
#include "storage/index_plan.h"
#include "storage/kv_store.h"
#include "storage/row_locks.h"
#include "storage/table.h"

namespace stator::storage {

// What an index is filled with, through and under.
struct BackfillContext {
  KvStore* store = nullptr;
  Catalog* catalog = nullptr;
  RowLocks* row_locks = nullptr;
  std::function<void()> before_step;  // see DatabaseOptions
};

// Fills one index, which is kCreating and which writes maintain already, with the items that were
// there before, while the table is in use; then counts its entries and makes it kActive, or lets it
// wait for the end of its transition.
//
// Items are found without locks. A step then locks some of them, reads each again and puts the
// entry that it has now: no write of the same item can come in between, so none is lost or undone.
// An item that appears meanwhile gets its entry from the write that makes it.
class IndexBackfill {
 public:
  // The index is one of the table's.
  IndexBackfill(const BackfillContext& context, TablePtr table, uint32_t index_id)
      : context_(context), table_(std::move(table)), index_id_(index_id) {}

  enum class Progress : uint8_t {
    kMore,
    kFull,  // done
    kGone,  // index or table were dropped, or are to be
  };

  // Looks at some `max_items` items, or fewer when `stop` becomes true. An error is one of the
  // store, and leaves the index as far as it got.
  Result<Progress> Run(size_t max_items, const std::atomic<bool>& stop);

 private:
  Result<void> ReadPosition();
  // Adds the entries of the items with these keys, ascending, and makes the last one the position.
  // kGone or kMore.
  Result<Progress> Step(std::span<const std::string_view> keys);
  Result<Progress> Finish(const std::atomic<bool>& stop);
  std::span<const uint16_t> StripesOf(std::span<const std::string_view> keys);
  // Only under row locks: nullptr when the index is not to be filled any more.
  const IndexPlan* PlanOfIndex() const;

  const BackfillContext& context_;
  const TablePtr table_;
  const uint32_t index_id_;
  bool has_position_ = false;
  std::string position_;  // the stored key of the last item done; empty: none yet
  Arena arena_;           // of one step
};

// Fills indexes in a thread of its own, one after the other; the thread is started when there is
// something to do.
class BackgroundBackfill {
 public:
  ~BackgroundBackfill() { Stop(); }

  void Add(std::unique_ptr<IndexBackfill> backfill);
  // Returns once nothing is left to fill, or after Stop().
  void WaitUntilIdle();
  // Ends the thread between two steps. What is not full is continued at the next start.
  void Stop();

 private:
  void Work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<IndexBackfill>> waiting_;  // guarded by mutex_
  bool busy_ = false;                                   // guarded by mutex_
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace stator::storage
