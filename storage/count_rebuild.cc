#include "storage/count_rebuild.h"

#include <utility>

#include "storage/encoding/item_codec.h"
#include "storage/encoding/key_codec.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// Counts become visible at least this often.
constexpr int64_t kItemsPerAddition = 4096;

}  // namespace

CountRebuild::CountRebuild(const KvStore& store, std::map<uint32_t, TablePtr> tables)
    : tables_(std::move(tables)),
      items_(store.NewIterator(ColumnFamily::kItems, {}, Direction::kForward)) {}

bool CountRebuild::Run(size_t max_items, const std::atomic<bool>& stop) {
  if (items_ == nullptr) return true;
  for (size_t i = 0; i < max_items; ++i) {
    if (stop.load(std::memory_order_relaxed)) return false;
    if (!items_->Next()) {
      AddToTable();
      if (!items_->status().ok()) return false;
      items_.reset();
      return true;
    }
    const uint32_t table_id = TableIdOfKey(items_->key());
    if (table_id != table_id_ || item_count_ == kItemsPerAddition) {
      AddToTable();
      table_id_ = table_id;
    }
    ++item_count_;
    size_bytes_ += static_cast<int64_t>(EncodedItem(items_->value()).item_size());
  }
  return false;
}

void CountRebuild::AddToTable() {
  if (const auto it = tables_.find(table_id_); it != tables_.end()) {
    Table::State& state = it->second->state();
    state.item_count.fetch_add(item_count_, std::memory_order_relaxed);
    state.size_bytes.fetch_add(size_bytes_, std::memory_order_relaxed);
  }
  item_count_ = 0;
  size_bytes_ = 0;
}

}  // namespace stator::storage
