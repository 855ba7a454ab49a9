#include "storage/count_rebuild.h"

#include <utility>

#include "storage/encoding/index_key.h"
#include "storage/encoding/item_codec.h"
#include "storage/encoding/key_codec.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// Counts become visible at least this often.
constexpr int64_t kItemsPerAddition = 4096;

bool IsOfIndex(uint32_t id) { return id != kItemCollectionsId && id != kQueuedChangesId; }

}  // namespace

CountRebuild::CountRebuild(const KvStore& store, std::map<uint32_t, TablePtr> tables)
    : tables_(std::move(tables)),
      items_(store.NewIterator(ColumnFamily::kItems, {}, Direction::kForward)),
      entries_(store.NewIterator(ColumnFamily::kIndexes, {}, Direction::kForward)) {}

bool CountRebuild::Run(size_t max_items, size_t max_bytes, const std::atomic<bool>& stop) {
  bytes_read_ = 0;
  for (size_t i = 0; i < max_items && bytes_read_ < max_bytes && !IsDone(); ++i) {
    if (stop.load(std::memory_order_relaxed)) return false;
    if (!Step()) return false;
  }
  return IsDone();
}

// Counts one key; false on an error of the store.
bool CountRebuild::Step() {
  const bool of_items = items_ != nullptr;
  std::unique_ptr<KvIterator>& keys = of_items ? items_ : entries_;
  if (!keys->Next()) {
    AddToTable();
    if (!keys->status().ok()) return false;
    keys.reset();
    return true;
  }
  bytes_read_ += keys->key().size() + keys->value().size();
  const Group group{TableIdOfKey(keys->key()), of_items ? 0 : IndexIdOfKey(keys->key())};
  if (!(group == group_) || item_count_ == kItemsPerAddition) {
    AddToTable();
    group_ = group;
  }
  if (!of_items && !IsOfIndex(group.index_id)) return true;
  ++item_count_;
  size_bytes_ += static_cast<int64_t>(EncodedItem(keys->value()).item_size());
  return true;
}

void CountRebuild::Forget(uint32_t table_id) {
  const std::scoped_lock lock(mutex_);
  tables_.erase(table_id);
}

void CountRebuild::AddToTable() {
  const int64_t items = std::exchange(item_count_, 0);
  const int64_t bytes = std::exchange(size_bytes_, 0);
  const std::scoped_lock lock(mutex_);
  const auto it = tables_.find(group_.table_id);
  if (it == tables_.end()) return;
  Table::State& state = it->second->state();
  if (group_.index_id == 0) {
    state.item_count.fetch_add(items, std::memory_order_relaxed);
    state.size_bytes.fetch_add(bytes, std::memory_order_relaxed);
    return;
  }
  for (const IndexSchema& index : it->second->schema().indexes) {
    if (index.id != group_.index_id || index.IsBeingFilled()) continue;
    IndexCounts& counts = state.CountsOfIndex(index.id);
    counts.item_count.fetch_add(items, std::memory_order_relaxed);
    counts.size_bytes.fetch_add(bytes, std::memory_order_relaxed);
  }
}

}  // namespace stator::storage
