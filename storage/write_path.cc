#include <algorithm>
#include <utility>

#include "storage/encoding/index_key.h"
#include "storage/encoding/key_codec.h"
#include "storage/entry_changes.h"
#include "storage/item_collections.h"
#include "storage/kv_database.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// A thread keeps the buffer of the last item it encoded up to this size.
constexpr size_t kRetainedItemBytes = 1024 * 1024;

}  // namespace

// One read-modify-write on its way through Write().
struct KvDatabase::Row {
  const ItemWrite* write = nullptr;
  std::string_view key;
  uint16_t stripe = 0;
  std::optional<EncodedItem> old_item;
  WriteDecision decision;
  // Of a table with indexes: the new item, if there is one, and what becomes of the entries.
  std::optional<EncodedItem> new_item;
  std::span<const EntryChange> entries;
  // Of a table with local indexes: where the size of the item collection is kept.
  std::string_view collection;

  bool Puts() const { return decision.kind == WriteDecision::Kind::kPut; }
  bool Deletes() const {
    return decision.kind == WriteDecision::Kind::kDelete && old_item.has_value();
  }
  bool Changes() const { return Puts() || Deletes(); }
  const Table& table() const { return *write->table; }

  // What the item itself adds to its table.
  int64_t ItemGrowth() const {
    auto size = static_cast<int64_t>(Puts() ? decision.item_size : 0);
    if (old_item.has_value()) size -= static_cast<int64_t>(old_item->item_size());
    return size;
  }
};

namespace {

// The stripes of the rows, ascending, each once. Two rows of one key are an error.
template <typename Row>
Result<std::span<const uint16_t>> StripesInOrder(Arena& arena, std::span<const Row> rows) {
  const std::span<const Row*> order = arena.NewArray<const Row*>(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) order[i] = &rows[i];
  std::sort(order.begin(), order.end(), [](const Row* left, const Row* right) {
    return left->stripe != right->stripe ? left->stripe < right->stripe : left->key < right->key;
  });
  const std::span<uint16_t> stripes = arena.NewArray<uint16_t>(rows.size());
  size_t count = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && order[i]->key == order[i - 1]->key) {
      return InternalError("storage: one write names the same item twice");
    }
    if (count == 0 || stripes[count - 1] != order[i]->stripe) stripes[count++] = order[i]->stripe;
  }
  return std::span<const uint16_t>(stripes.first(count));
}

// The decision's item as it is stored; it lives in the arena.
EncodedItem Encode(const WriteDecision& decision, Arena& arena) {
  thread_local std::string bytes;
  bytes.clear();
  EncodeItem(decision.item, decision.item_size, bytes);
  const EncodedItem item(arena.CopyString(bytes));
  if (bytes.capacity() > kRetainedItemBytes) bytes = std::string();
  return item;
}

}  // namespace

Result<void> KvDatabase::Write(Arena& arena, std::span<const ItemWrite> writes) {
  STATOR_ASSIGN_OR_RETURN(const std::span<Row> rows, LayOutRows(arena, writes));
  STATOR_ASSIGN_OR_RETURN(const auto stripes, StripesInOrder<Row>(arena, rows));
  const RowLocks::Guard guard(row_locks_, stripes);
  STATOR_RETURN_IF_ERROR(ReadAndDecide(arena, rows));
  STATOR_RETURN_IF_ERROR(ChangeIndexEntries(arena, rows));
  ItemCollections collections(*store_, max_item_collection_bytes_);
  STATOR_RETURN_IF_ERROR(GrowCollections(arena, rows, collections));
  STATOR_RETURN_IF_ERROR(CommitRows(rows, collections));
  Report(arena, rows, collections);
  return {};
}

Result<std::span<KvDatabase::Row>> KvDatabase::LayOutRows(Arena& arena,
                                                          std::span<const ItemWrite> writes) const {
  thread_local std::string key;
  const std::span<Row> rows = arena.NewArray<Row>(writes.size());
  for (size_t i = 0; i < writes.size(); ++i) {
    const Table& table = *writes[i].table;
    key.clear();
    AppendItemKey(table.schema().id, writes[i].key, key);
    rows[i].write = &writes[i];
    rows[i].key = arena.CopyString(key);
    rows[i].stripe = StripeOfRow(table, rows[i].key);
    if (!table.has_local_indexes()) continue;
    key.clear();
    AppendItemCollectionKey(rows[i].key, PartitionPrefixBytes(rows[i].key), key);
    rows[i].collection = arena.CopyString(key);
  }
  return rows;
}

Result<void> KvDatabase::ReadAndDecide(Arena& arena, std::span<Row> rows) const {
  for (Row& row : rows) {
    if (row.write->table->state().deleted) return TableOfItemsNotFound();
  }
  for (Row& row : rows) {
    STATOR_ASSIGN_OR_RETURN(const auto old_bytes,
                            store_->Get(ColumnFamily::kItems, row.key, arena));
    if (old_bytes.has_value()) row.old_item = EncodedItem(*old_bytes);
  }
  for (Row& row : rows) {
    STATOR_ASSIGN_OR_RETURN(row.decision, row.write->decide(row.old_item));
  }
  return {};
}

Result<void> KvDatabase::ChangeIndexEntries(Arena& arena, std::span<Row> rows) const {
  for (Row& row : rows) {
    const IndexPlan* const plan = row.table().state().index_plan();
    if (plan == nullptr || !row.Changes()) continue;
    if (row.Puts()) row.new_item = Encode(row.decision, arena);
    STATOR_ASSIGN_OR_RETURN(row.entries,
                            EntryChangesOf(*plan, row.key, row.old_item, row.new_item, arena));
  }
  return {};
}

Result<void> KvDatabase::GrowCollections(Arena& arena, std::span<const Row> rows,
                                         ItemCollections& collections) const {
  for (const Row& row : rows) {
    if (row.collection.empty()) continue;
    int64_t growth = row.Changes() ? row.ItemGrowth() : 0;
    for (const EntryChange& entry : row.entries) {
      if (entry.index->kind == IndexKind::kLocal) growth += entry.change.Growth();
    }
    if (growth == 0 && row.write->report == nullptr) continue;
    STATOR_RETURN_IF_ERROR(collections.Grow(row.collection, growth, arena));
  }
  return collections.CheckLimit();
}

Result<void> KvDatabase::CommitRows(std::span<const Row> rows, const ItemCollections& collections) {
  const auto changes = [](const Row& row) { return row.Changes(); };
  if (std::none_of(rows.begin(), rows.end(), changes)) return {};
  STATOR_RETURN_IF_ERROR(store_->Commit([&](KvBatch& batch) {
    thread_local std::string bytes;
    for (const Row& row : rows) {
      if (row.Deletes()) batch.Delete(ColumnFamily::kItems, row.key);
      AddToBatch(row.entries, batch);
      if (!row.Puts()) continue;
      if (row.new_item.has_value()) {
        batch.Put(ColumnFamily::kItems, row.key, row.new_item->bytes());
        continue;
      }
      bytes.clear();
      EncodeItem(row.decision.item, row.decision.item_size, bytes);
      batch.Put(ColumnFamily::kItems, row.key, bytes);
      if (bytes.capacity() > kRetainedItemBytes) bytes = std::string();
    }
    collections.AddToBatch(batch);
  }));
  for (const Row& row : rows) {
    if (!row.Changes()) continue;
    Table::State& state = row.table().state();
    const int64_t items = (row.Puts() ? 1 : 0) - (row.old_item.has_value() ? 1 : 0);
    state.item_count.fetch_add(items, std::memory_order_relaxed);
    state.size_bytes.fetch_add(row.ItemGrowth(), std::memory_order_relaxed);
    AddToCounts(row.entries);
  }
  return {};
}

void KvDatabase::Report(Arena& arena, std::span<const Row> rows,
                        const ItemCollections& collections) const {
  for (const Row& row : rows) {
    WriteReport* const report = row.write->report;
    if (report == nullptr) continue;
    const std::vector<IndexSchema>& indexes = row.table().schema().indexes;
    const std::span<IndexChange> changes = arena.NewArray<IndexChange>(indexes.size());
    // The caller's schema may be older or newer than the plan that the write followed.
    for (size_t i = 0; i < changes.size(); ++i) {
      for (const EntryChange& entry : row.entries) {
        if (entry.index->id == indexes[i].id) changes[i] = entry.change;
      }
    }
    report->index_changes = changes;
    report->item_collection_bytes = row.collection.empty() ? 0 : collections.SizeOf(row.collection);
  }
}

}  // namespace stator::storage
