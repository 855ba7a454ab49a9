#include <algorithm>
#include <utility>

#include "storage/encoding/key_codec.h"
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

  bool Puts() const { return decision.kind == WriteDecision::Kind::kPut; }
  bool Deletes() const {
    return decision.kind == WriteDecision::Kind::kDelete && old_item.has_value();
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

}  // namespace

Result<void> KvDatabase::Write(Arena& arena, std::span<const ItemWrite> writes) {
  STATOR_ASSIGN_OR_RETURN(const std::span<Row> rows, LayOutRows(arena, writes));
  STATOR_ASSIGN_OR_RETURN(const auto stripes, StripesInOrder<Row>(arena, rows));
  const RowLocks::Guard guard(row_locks_, stripes);
  STATOR_RETURN_IF_ERROR(ReadAndDecide(arena, rows));
  return CommitRows(rows);
}

Result<std::span<KvDatabase::Row>> KvDatabase::LayOutRows(Arena& arena,
                                                          std::span<const ItemWrite> writes) const {
  thread_local std::string key;
  const std::span<Row> rows = arena.NewArray<Row>(writes.size());
  for (size_t i = 0; i < writes.size(); ++i) {
    key.clear();
    AppendItemKey(writes[i].table->schema().id, writes[i].key, key);
    rows[i].write = &writes[i];
    rows[i].key = arena.CopyString(key);
    rows[i].stripe = RowLocks::StripeOf(key);
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

Result<void> KvDatabase::CommitRows(std::span<const Row> rows) {
  const auto changes = [](const Row& row) { return row.Puts() || row.Deletes(); };
  if (std::none_of(rows.begin(), rows.end(), changes)) return {};
  STATOR_RETURN_IF_ERROR(store_->Commit([&](KvBatch& batch) {
    thread_local std::string bytes;
    for (const Row& row : rows) {
      if (row.Deletes()) batch.Delete(ColumnFamily::kItems, row.key);
      if (!row.Puts()) continue;
      bytes.clear();
      EncodeItem(row.decision.item, row.decision.item_size, bytes);
      batch.Put(ColumnFamily::kItems, row.key, bytes);
      if (bytes.capacity() > kRetainedItemBytes) bytes = std::string();
    }
  }));
  for (const Row& row : rows) {
    if (!changes(row)) continue;
    Table::State& state = row.write->table->state();
    const int64_t items = (row.Puts() ? 1 : 0) - (row.old_item.has_value() ? 1 : 0);
    auto size = static_cast<int64_t>(row.Puts() ? row.decision.item_size : 0);
    if (row.old_item.has_value()) size -= static_cast<int64_t>(row.old_item->item_size());
    state.item_count.fetch_add(items, std::memory_order_relaxed);
    state.size_bytes.fetch_add(size, std::memory_order_relaxed);
  }
  return {};
}

}  // namespace stator::storage
