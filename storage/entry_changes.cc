#include "storage/entry_changes.h"

namespace stator::storage {

namespace {

using Kind = IndexChange::Kind;

// One item on its way from its old to its new state.
class ChangeOfItem {
 public:
  ChangeOfItem(std::string_view item_key, Arena& arena) : item_key_(item_key), arena_(arena) {}

  Result<void> Read(const IndexPlan& plan, const std::optional<EncodedItem>& item,
                    std::optional<IndexedItem>& out) {
    if (!item.has_value()) return {};
    out = IndexedItem::Pick(plan, *item, arena_);
    if (!out.has_value()) return InternalError("storage: an item is damaged");
    return {};
  }

  EntryChange Of(const IndexPlan::Index& index) const {
    EntryChange result;
    result.index = &index;
    const bool was_in = old_item.has_value() && old_item->IsIn(index);
    const bool is_in = new_item.has_value() && new_item->IsIn(index);
    if (was_in) result.change.old_size = old_item->ProjectedSize(index);
    if (is_in) result.change.new_size = new_item->ProjectedSize(index);
    result.change.kind = KindOf(index, was_in, is_in);
    switch (result.change.kind) {
      case Kind::kNone:
        break;
      case Kind::kDelete:
        result.old_key = old_item->EntryKey(index, item_key_, arena_);
        break;
      case Kind::kMove:
        result.old_key = old_item->EntryKey(index, item_key_, arena_);
        [[fallthrough]];
      case Kind::kPut:
      case Kind::kUpdate:
        result.new_key = new_item->EntryKey(index, item_key_, arena_);
        result.new_item = new_item->ProjectedItem(index, arena_);
        break;
    }
    return result;
  }

  std::optional<IndexedItem> old_item;
  std::optional<IndexedItem> new_item;

 private:
  Kind KindOf(const IndexPlan::Index& index, bool was_in, bool is_in) const {
    if (!was_in) return is_in ? Kind::kPut : Kind::kNone;
    if (!is_in) return Kind::kDelete;
    if (!new_item->HasSameKey(*old_item, index)) return Kind::kMove;
    return new_item->ProjectsSame(*old_item, index) ? Kind::kNone : Kind::kUpdate;
  }

  const std::string_view item_key_;
  Arena& arena_;
};

}  // namespace

Result<std::span<EntryChange>> EntryChangesOf(const IndexPlan& plan, std::string_view item_key,
                                              std::optional<EncodedItem> old_item,
                                              std::optional<EncodedItem> new_item, Arena& arena) {
  ChangeOfItem item(item_key, arena);
  STATOR_RETURN_IF_ERROR(item.Read(plan, old_item, item.old_item));
  STATOR_RETURN_IF_ERROR(item.Read(plan, new_item, item.new_item));
  const std::span<EntryChange> changes = arena.NewArray<EntryChange>(plan.indexes().size());
  for (size_t i = 0; i < changes.size(); ++i) changes[i] = item.Of(plan.indexes()[i]);
  return changes;
}

void AddToBatch(std::span<const EntryChange> changes, KvBatch& batch) {
  for (const EntryChange& change : changes) {
    if (!change.old_key.empty()) batch.Delete(ColumnFamily::kIndexes, change.old_key);
    if (!change.new_key.empty()) {
      batch.Put(ColumnFamily::kIndexes, change.new_key, change.new_item);
    }
  }
}

void AddToCounts(std::span<const EntryChange> changes) {
  for (const EntryChange& entry : changes) {
    const IndexChange& change = entry.change;
    const int64_t items =
        (change.kind == Kind::kPut ? 1 : 0) - (change.kind == Kind::kDelete ? 1 : 0);
    const int64_t bytes = change.Growth();
    if (items != 0) entry.index->counts->item_count.fetch_add(items, std::memory_order_relaxed);
    if (bytes != 0) entry.index->counts->size_bytes.fetch_add(bytes, std::memory_order_relaxed);
  }
}

}  // namespace stator::storage
