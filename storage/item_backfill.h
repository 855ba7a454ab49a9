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
#include "storage/encoding/item_codec.h"
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

// Fills an index of any kind, which writes maintain already, with the items that were there before,
// while the table is in use.
//
// Items are found without locks. A step then locks some of them, reads each again and puts the
// entry that it has now: no write of the same item can come in between, so none is lost or undone.
// An item that appears meanwhile gets its entry from the write that makes it.
class ItemBackfill {
 public:
  // `record_id` names the record of the position in the catalog: an index's id, or
  // Catalog::kTimeToLiveRecord.
  ItemBackfill(const BackfillContext& context, TablePtr table, uint32_t record_id)
      : context_(context), table_(std::move(table)), record_id_(record_id) {}
  virtual ~ItemBackfill() = default;
  ItemBackfill(const ItemBackfill&) = delete;
  ItemBackfill& operator=(const ItemBackfill&) = delete;

  enum class Progress : uint8_t {
    kMore,
    kFull,  // done
    kGone,  // index or table were dropped, or are to be
  };

  // Looks at some `max_items` items, or fewer when `stop` becomes true. An error is one of the
  // store, and leaves the index as far as it got.
  Result<Progress> Run(size_t max_items, const std::atomic<bool>& stop);

 protected:
  // At the start of a step, under its row locks: whether the index is still to be filled. What it
  // finds holds for the whole step, whatever becomes of the index meanwhile.
  virtual bool IsWanted() = 0;
  // In a step that is wanted: adds the item's entry, if it has one, to the batch.
  virtual void AddEntry(std::string_view item_key, EncodedItem item, KvBatch& batch) = 0;
  // When all items are done.
  virtual Result<Progress> Finish(const std::atomic<bool>& stop) = 0;

  const BackfillContext& context() const { return context_; }
  const TablePtr& table() const { return table_; }
  Arena& arena() { return arena_; }  // of one step

 private:
  Result<void> ReadPosition();
  // Adds the entries of the items with these keys, ascending, and makes the last one the position.
  // kGone or kMore.
  Result<Progress> Step(std::span<const std::string_view> keys);
  std::span<const uint16_t> StripesOf(std::span<const std::string_view> keys);

  const BackfillContext& context_;
  const TablePtr table_;
  const uint32_t record_id_;
  bool has_position_ = false;
  std::string position_;  // the stored key of the last item done; empty: none yet
  Arena arena_;
};

// Fills indexes in a thread of its own, one after the other; the thread is started when there is
// something to do.
class BackgroundBackfill {
 public:
  ~BackgroundBackfill() { Stop(); }

  void Add(std::unique_ptr<ItemBackfill> backfill);
  // Returns once nothing is left to fill, or after Stop().
  void WaitUntilIdle();
  // Ends the thread between two steps. What is not full is continued at the next start.
  void Stop();

 private:
  void Work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<ItemBackfill>> waiting_;  // guarded by mutex_
  bool busy_ = false;                                  // guarded by mutex_
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace stator::storage
