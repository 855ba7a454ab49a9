#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "model/arena.h"
#include "model/clock.h"
#include "model/result.h"
#include "storage/entry_changes.h"
#include "storage/kv_store.h"
#include "storage/row_locks.h"
#include "storage/table.h"

namespace stator::storage {

// What one write of an item does to entries of global indexes, later.
struct QueuedChanges {
  uint64_t sequence = 0;
  int64_t written_micros = 0;
  std::string changes;  // index_queue.cc has the format
};

// Of one table, oldest first; each is in the store too.
struct TableQueue {
  std::mutex mutex;  // never held while anything else is waited for
  std::deque<QueuedChanges> changes;
};

// With --gsi-delay the changes of entries of global indexes wait here for so long, so that reads of
// these indexes lag behind the table. They are put into the store in the batch that writes the
// item, and taken out in the batch that applies them: none is lost, and none is applied twice.
// Changes of one item are applied in the order of its writes.
//
// Changes of an index that is still being filled do not wait: its filling puts entries of items as
// they are now, and older changes must not undo these. Nobody reads it before it is full.
class IndexQueue {
 public:
  // `delay_micros` 0: nothing waits, and all functions but Load() do nothing.
  IndexQueue(KvStore& store, RowLocks& row_locks, const Clock& clock, int64_t delay_micros)
      : store_(store), row_locks_(row_locks), clock_(clock), delay_micros_(delay_micros) {}

  bool delays() const { return delay_micros_ > 0; }

  // Takes up what the store holds of these tables. Without a delay all of it is applied.
  Result<void> Load(const std::map<uint32_t, TablePtr>& tables);

  // Moves those of the changes that have to wait behind the others, and returns them.
  std::span<const EntryChange> Waiting(std::span<EntryChange> changes) const;

  // Both under the row's lock: puts changes into the batch of a write; and, once it is committed,
  // lets them wait.
  QueuedChanges Add(const Table& table, std::span<const EntryChange> changes, KvBatch& batch);
  static void Push(const Table& table, QueuedChanges changes);

  // Applies all changes of the table that are due. Under no row locks.
  Result<void> ApplyDue(const Table& table);

 private:
  Result<void> LoadTable(const Table& table);
  // Some of what is due, in one batch; true when there may be more.
  Result<bool> ApplySome(const Table& table);
  std::vector<QueuedChanges> TakeDue(TableQueue& queue) const;
  bool IsDue(const QueuedChanges& changes, int64_t now_micros) const;

  KvStore& store_;
  RowLocks& row_locks_;
  const Clock& clock_;
  const int64_t delay_micros_;
  std::atomic<uint64_t> next_sequence_{1};
};

}  // namespace stator::storage
