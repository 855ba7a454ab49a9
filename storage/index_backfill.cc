#include "storage/index_backfill.h"

#include <algorithm>
#include <vector>

#include "storage/entry_changes.h"
#include "storage/key_range.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// So many items are locked at a time, or fewer when they are large: writers of these wait for one
// commit, in the order of a tenth of a millisecond.
constexpr size_t kItemsPerStep = 64;
constexpr size_t kBytesPerStep = 256 * 1024;
// An iterator keeps what it walks over from being cleaned up, so it is renewed after so many items.
constexpr size_t kItemsPerRun = 10'000;
// How many entries are counted between looks at whether to stop.
constexpr size_t kEntriesPerLook = 1024;

}  // namespace

Result<void> IndexBackfill::ReadPosition() {
  if (has_position_) return {};
  STATOR_ASSIGN_OR_RETURN(position_,
                          context_.catalog->BackfillPosition(table_->schema().id, index_id_));
  has_position_ = true;
  return {};
}

Result<IndexBackfill::Progress> IndexBackfill::Run(size_t max_items,
                                                   const std::atomic<bool>& stop) {
  STATOR_RETURN_IF_ERROR(ReadPosition());
  KvRange range = KeyRangeOfTable(table_->schema().id);
  if (!position_.empty()) range.lower = position_ + '\0';
  const auto items =
      context_.store->NewIterator(ColumnFamily::kItems, std::move(range), Direction::kForward);
  std::vector<std::string_view> keys;
  bool at_end = false;
  for (size_t looked_at = 0; looked_at < max_items; looked_at += keys.size()) {
    if (stop.load(std::memory_order_relaxed)) return Progress::kMore;
    keys.clear();
    arena_.Reset();
    size_t bytes = 0;
    while (!at_end && keys.size() < kItemsPerStep && bytes < kBytesPerStep) {
      at_end = !items->Next();
      if (at_end) break;
      keys.push_back(arena_.CopyString(items->key()));
      bytes += items->value().size();
    }
    STATOR_RETURN_IF_ERROR(items->status());
    if (context_.before_step) context_.before_step();
    if (keys.empty()) return Finish(stop);
    STATOR_ASSIGN_OR_RETURN(const Progress progress, Step(keys));
    if (progress == Progress::kGone) return progress;
  }
  return Progress::kMore;
}

const IndexPlan* IndexBackfill::PlanOfIndex() const {
  const Table::State& state = table_->state();
  if (state.deleted) return nullptr;
  const IndexPlan* const plan = state.index_plan();
  return plan != nullptr && plan->Find(index_id_) != nullptr ? plan : nullptr;
}

std::span<const uint16_t> IndexBackfill::StripesOf(std::span<const std::string_view> keys) {
  const std::span<uint16_t> stripes = arena_.NewArray<uint16_t>(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) stripes[i] = StripeOfRow(*table_, keys[i]);
  std::sort(stripes.begin(), stripes.end());
  const auto end = std::unique(stripes.begin(), stripes.end());
  return stripes.first(static_cast<size_t>(end - stripes.begin()));
}

Result<IndexBackfill::Progress> IndexBackfill::Step(std::span<const std::string_view> keys) {
  const RowLocks::Guard guard(*context_.row_locks, StripesOf(keys));
  const IndexPlan* const plan = PlanOfIndex();
  if (plan == nullptr) return Progress::kGone;
  const IndexPlan::Index& index = *plan->Find(index_id_);

  const auto items = context_.store->NewIterator(
      ColumnFamily::kItems, {std::string(keys.front()), std::string(keys.back()) + '\0'},
      Direction::kForward);
  Result<void> read;
  STATOR_RETURN_IF_ERROR(context_.store->Commit([&](KvBatch& batch) {
    size_t next = 0;
    while (next < keys.size() && items->Next()) {
      const std::string_view key = items->key();
      while (next < keys.size() && keys[next] < key) ++next;  // deleted meanwhile
      if (next == keys.size() || key < keys[next]) continue;  // new, and not locked
      const auto item = IndexedItem::Pick(*plan, EncodedItem(items->value()), arena_);
      if (item.has_value() && item->IsIn(index)) {
        batch.Put(ColumnFamily::kIndexes, item->EntryKey(index, key, arena_),
                  item->ProjectedItem(index, arena_));
      }
    }
    read = items->status();
    if (!read.ok()) return;
    Catalog::SaveBackfillPosition(table_->schema().id, index_id_, keys.back(), batch);
  }));
  STATOR_RETURN_IF_ERROR(read);
  position_ = keys.back();
  return Progress::kMore;
}

Result<IndexBackfill::Progress> IndexBackfill::Finish(const std::atomic<bool>& stop) {
  std::unique_ptr<KvIterator> entries;
  IndexCounts& counts = table_->state().CountsOfIndex(index_id_);
  {
    // From here on writes change counts of zero, and this adds what the store holds now.
    const RowLocks::Guard guard(*context_.row_locks, RowLocks::All());
    if (PlanOfIndex() == nullptr) return Progress::kGone;
    counts.item_count = 0;
    counts.size_bytes = 0;
    entries = context_.store->NewIterator(ColumnFamily::kIndexes,
                                          KeyRangeOfIndex(table_->schema().id, index_id_),
                                          Direction::kForward);
  }
  int64_t item_count = 0;
  int64_t size_bytes = 0;
  while (entries->Next()) {
    ++item_count;
    size_bytes += static_cast<int64_t>(EncodedItem(entries->value()).item_size());
    if (item_count % int64_t{kEntriesPerLook} == 0 && stop.load(std::memory_order_relaxed)) {
      return Progress::kMore;
    }
  }
  STATOR_RETURN_IF_ERROR(entries->status());
  counts.item_count.fetch_add(item_count, std::memory_order_relaxed);
  counts.size_bytes.fetch_add(size_bytes, std::memory_order_relaxed);

  bool found = false;
  const auto activate = [&](const TableSchema& schema) -> Result<TableSchema> {
    TableSchema changed = schema;
    for (IndexSchema& index : changed.indexes) {
      if (schema.id != table_->schema().id || index.id != index_id_) continue;
      index.status = IndexStatus::kActive;
      found = true;
    }
    if (!found) return TableNotFound(schema.name);
    return changed;
  };
  const Result<TablePtr> updated =
      context_.catalog->Update(table_->schema().QualifiedName(), activate);
  if (updated.ok()) return Progress::kActive;
  if (!found) return Progress::kGone;
  return updated.error();
}

void BackgroundBackfill::Add(std::unique_ptr<IndexBackfill> backfill) {
  const std::scoped_lock lock(mutex_);
  if (stop_) return;
  waiting_.push_back(std::move(backfill));
  if (!thread_.joinable()) thread_ = std::thread([this] { Work(); });
  changed_.notify_all();
}

void BackgroundBackfill::WaitUntilIdle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stop_ || (waiting_.empty() && !busy_); });
}

void BackgroundBackfill::Stop() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void BackgroundBackfill::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
    if (stop_) return;
    const std::unique_ptr<IndexBackfill> backfill = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    while (!stop_) {
      const auto progress = backfill->Run(kItemsPerRun, stop_);
      // After an error of the store the index stays kCreating; the next start tries again.
      if (!progress.ok() || *progress != IndexBackfill::Progress::kMore) break;
    }
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
}

}  // namespace stator::storage
