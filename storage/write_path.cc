#include <algorithm>
#include <utility>

#include "storage/encoding/index_key.h"
#include "storage/encoding/key_codec.h"
#include "storage/encoding/ttl_key.h"
#include "storage/entry_changes.h"
#include "storage/item_collections.h"
#include "storage/item_expiry.h"
#include "storage/kv_database.h"
#include "storage/stream_write.h"
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
  // Of a table with indexes or a stream: the new item, if there is one.
  std::optional<EncodedItem> new_item;
  // What the write follows from its start to its end, though the table may gain or lose an index
  // meanwhile; nullptr: no indexes.
  const IndexPlan* plan = nullptr;
  // What becomes of the index entries.
  std::span<const EntryChange> entries;
  std::span<const EntryChange> waiting;  // the last of `entries`: see IndexQueue
  // Where the record of the change goes; nullptr: nowhere.
  Stream* stream = nullptr;
  // Of a table with a time to live: the entries of the expiry index that go and come; empty: none.
  std::string_view old_expiry_key;
  std::string_view new_expiry_key;
  int64_t new_expiry_seconds = 0;
  // Of a table with local indexes: where the size of the item collection is kept.
  std::string_view collection;

  bool Puts() const { return decision.kind == WriteDecision::Kind::kPut; }
  bool Deletes() const {
    return decision.kind == WriteDecision::Kind::kDelete && old_item.has_value();
  }
  bool Changes() const { return Puts() || Deletes(); }
  const Table& table() const { return *write->table; }
  // Once it is encoded: whether the item is another one afterwards.
  bool Differs() const {
    return Deletes() ||
           (Puts() && !(old_item.has_value() && old_item->bytes() == new_item->bytes()));
  }

  std::span<const EntryChange> ChangedAtOnce() const {
    return entries.first(entries.size() - waiting.size());
  }

  // What the item itself adds to its table.
  int64_t ItemGrowth() const {
    auto size = static_cast<int64_t>(Puts() ? decision.item_size : 0);
    if (old_item.has_value()) size -= static_cast<int64_t>(old_item->item_size());
    return size;
  }

  // What item and local index entries add to their collection.
  int64_t CollectionGrowth() const {
    int64_t growth = Changes() ? ItemGrowth() : 0;
    for (const EntryChange& entry : entries) {
      if (entry.index->kind == IndexKind::kLocal) growth += entry.change.Growth();
    }
    return growth;
  }
};

namespace {

// The stripes of the rows and `more`, ascending, each once. Two rows of one key are an error.
template <typename Row>
Result<std::span<const uint16_t>> StripesInOrder(Arena& arena, std::span<const Row> rows,
                                                 std::span<const uint16_t> more = {}) {
  const std::span<std::string_view> keys = arena.NewArray<std::string_view>(rows.size());
  const std::span<uint16_t> stripes = arena.NewArray<uint16_t>(rows.size() + more.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    keys[i] = rows[i].key;
    stripes[i] = rows[i].stripe;
  }
  std::copy(more.begin(), more.end(), stripes.begin() + static_cast<ptrdiff_t>(rows.size()));
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    return InternalError("storage: one write names the same item twice");
  }
  std::sort(stripes.begin(), stripes.end());
  const auto end = std::unique(stripes.begin(), stripes.end());
  return std::span<const uint16_t>(stripes.begin(), end);
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

Error TransactionConflictError() {
  return {ErrorCode::kTransactionConflict, "Transaction is ongoing for the item", nullptr};
}

Result<void> KvDatabase::Write(Arena& arena, std::span<const ItemWrite> writes) {
  STATOR_ASSIGN_OR_RETURN(const std::span<Row> rows, LayOutRows(arena, writes));
  STATOR_ASSIGN_OR_RETURN(const auto stripes, StripesInOrder<Row>(arena, rows));
  const RowLocks::Guard guard(row_locks_, stripes);
  STATOR_RETURN_IF_ERROR(ReadRows(arena, rows));
  for (Row& row : rows) STATOR_RETURN_IF_ERROR(Decide(row));
  EncodeRows(arena, rows);
  STATOR_RETURN_IF_ERROR(ChangeIndexEntries(arena, rows));
  ChangeExpiryEntries(arena, rows);
  ItemCollections collections(*store_, max_item_collection_bytes_);
  STATOR_RETURN_IF_ERROR(GrowCollections(arena, rows, collections));
  STATOR_RETURN_IF_ERROR(collections.CheckLimit());
  STATOR_RETURN_IF_ERROR(CommitRows(arena, rows, collections, nullptr));
  Report(arena, rows, collections);
  return {};
}

// Serializable like every write, because it holds the locks of all its items from the first look at
// them to the commit. Free of deadlocks like every write, because a thread takes all the row locks
// that it will ever need in one go and in ascending order (see RowLocks), the token's among them;
// what is held across requests, on the other hand, is never waited for (see HeldItems).
Result<TransactionResult> KvDatabase::Transact(Arena& arena, const Transaction& transaction) {
  const TransactionToken* const token = transaction.token ? &*transaction.token : nullptr;
  STATOR_ASSIGN_OR_RETURN(const std::span<Row> rows, LayOutRows(arena, transaction.writes));
  std::vector<uint16_t> token_stripe;
  if (token != nullptr) {
    token_stripe.push_back(RowLocks::StripeOf(TransactionTokens::LockKey(token->token)));
  }
  STATOR_ASSIGN_OR_RETURN(const auto stripes, StripesInOrder<Row>(arena, rows, token_stripe));
  const RowLocks::Guard guard(row_locks_, stripes);
  if (token != nullptr) {
    STATOR_ASSIGN_OR_RETURN(const bool replay, WasCommitted(arena, *token));
    if (replay) return TransactionResult{TransactionResult::Outcome::kReplayed, {}};
  }
  STATOR_RETURN_IF_ERROR(ReadRows(arena, rows));
  STATOR_ASSIGN_OR_RETURN(Reasons reasons, DecideAll(rows));
  if (!reasons.empty()) {
    return TransactionResult{TransactionResult::Outcome::kCanceled, std::move(reasons)};
  }
  EncodeRows(arena, rows);
  STATOR_RETURN_IF_ERROR(ChangeIndexEntries(arena, rows));
  ChangeExpiryEntries(arena, rows);
  ItemCollections collections(*store_, max_item_collection_bytes_);
  STATOR_RETURN_IF_ERROR(GrowCollections(arena, rows, collections));
  reasons = TooLargeCollections(rows, collections);
  if (!reasons.empty()) {
    return TransactionResult{TransactionResult::Outcome::kCanceled, std::move(reasons)};
  }
  STATOR_RETURN_IF_ERROR(CommitRows(arena, rows, collections, token));
  if (transaction.hold_micros > 0) HoldRows(rows, transaction);
  Report(arena, rows, collections);
  return TransactionResult{};
}

Result<bool> KvDatabase::WasCommitted(Arena& arena, const TransactionToken& token) const {
  // Recorded from the service.
  if (held_items_.Holds(TransactionTokens::LockKey(token.token))) {
    return Error{ErrorCode::kTransactionInProgress,
                 "Transaction from previous request is still in progress", nullptr};
  }
  STATOR_ASSIGN_OR_RETURN(const auto digest, tokens_.Find(token.token, clock_.NowMicros(), arena));
  if (!digest.has_value()) return false;
  if (*digest == token.digest) return true;
  // The words of the API reference.
  return Error{ErrorCode::kIdempotentParameterMismatch,
               "DynamoDB rejected the request because you retried a request with a different "
               "payload but with an idempotent token that was already used.",
               nullptr};
}

Result<KvDatabase::Reasons> KvDatabase::DecideAll(std::span<Row> rows) const {
  Reasons reasons;
  for (size_t i = 0; i < rows.size(); ++i) {
    Result<void> decided = Decide(rows[i]);
    if (decided.ok()) continue;
    const Error& error = decided.error();
    if (error.code == ErrorCode::kInternalServerError ||
        (error.detail != nullptr && error.detail->ends_transaction)) {
      return std::move(decided).error();
    }
    reasons.resize(rows.size());
    reasons[i] = std::move(decided).error();
  }
  return reasons;
}

KvDatabase::Reasons KvDatabase::TooLargeCollections(std::span<const Row> rows,
                                                    const ItemCollections& collections) {
  Reasons reasons;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].CollectionGrowth() <= 0 || !collections.IsTooLarge(rows[i].collection)) continue;
    reasons.resize(rows.size());
    reasons[i] = ItemCollections::TooLargeError();
  }
  return reasons;
}

void KvDatabase::HoldRows(std::span<const Row> rows, const Transaction& transaction) {
  std::vector<std::string_view> keys;
  keys.reserve(rows.size() + 1);
  for (const Row& row : rows) keys.push_back(row.key);
  const std::string token_key =
      transaction.token ? TransactionTokens::LockKey(transaction.token->token) : std::string();
  if (transaction.token.has_value()) keys.push_back(token_key);
  held_items_.Hold(keys, transaction.hold_micros);
}

Result<std::span<const ItemSnapshot>> KvDatabase::ReadTogether(
    Arena& arena, std::span<const ItemRead> reads) const {
  const std::span<std::string_view> keys = arena.NewArray<std::string_view>(reads.size());
  std::string key;
  for (size_t i = 0; i < reads.size(); ++i) {
    key.clear();
    AppendItemKey(reads[i].table->schema().id, reads[i].key, key);
    keys[i] = arena.CopyString(key);
  }
  STATOR_ASSIGN_OR_RETURN(const auto values,
                          store_->GetTogether(ColumnFamily::kItems, keys, arena));
  const std::span<ItemSnapshot> items = arena.NewArray<ItemSnapshot>(reads.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (values[i].has_value()) items[i].item = EncodedItem(*values[i]);
    items[i].held = held_items_.Holds(keys[i]);
  }
  return std::span<const ItemSnapshot>(items);
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

Result<void> KvDatabase::ReadRows(Arena& arena, std::span<Row> rows) const {
  for (Row& row : rows) {
    if (row.write->table->state().deleted) return TableOfItemsNotFound();
  }
  const std::span<std::string_view> keys = arena.NewArray<std::string_view>(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) keys[i] = rows[i].key;
  STATOR_ASSIGN_OR_RETURN(const auto old_bytes,
                          store_->GetTogether(ColumnFamily::kItems, keys, arena));
  for (size_t i = 0; i < rows.size(); ++i) {
    if (old_bytes[i].has_value()) rows[i].old_item = EncodedItem(*old_bytes[i]);
  }
  return {};
}

Result<void> KvDatabase::Decide(Row& row) const {
  if (held_items_.Holds(row.key)) return TransactionConflictError();
  STATOR_ASSIGN_OR_RETURN(row.decision, row.write->decide(row.old_item));
  return {};
}

void KvDatabase::EncodeRows(Arena& arena, std::span<Row> rows) {
  for (Row& row : rows) {
    const Table::State& state = row.table().state();
    Stream* const stream = state.stream();
    row.plan = state.index_plan();
    if (stream == nullptr && row.plan == nullptr) continue;
    if (row.Puts()) row.new_item = Encode(row.decision, arena);
    if (row.Differs()) row.stream = stream;
  }
}

Result<void> KvDatabase::ChangeIndexEntries(Arena& arena, std::span<Row> rows) const {
  for (Row& row : rows) {
    if (row.plan == nullptr || !row.Changes()) continue;
    STATOR_ASSIGN_OR_RETURN(const std::span<EntryChange> entries,
                            EntryChangesOf(*row.plan, row.key, row.old_item, row.new_item, arena));
    row.waiting = index_queue_.Waiting(entries);
    row.entries = entries;
  }
  return {};
}

void KvDatabase::ChangeExpiryEntries(Arena& arena, std::span<Row> rows) {
  thread_local std::string key;
  const auto key_of = [&](const Row& row, int64_t seconds) {
    key.clear();
    AppendTtlKey(row.key, seconds, key);
    return arena.CopyString(key);
  };
  for (Row& row : rows) {
    const std::string* const attribute = row.table().state().expiry.attribute();
    if (attribute == nullptr || !row.Changes()) continue;
    std::optional<int64_t> old_seconds;
    std::optional<int64_t> new_seconds;
    if (row.old_item.has_value()) old_seconds = ExpirySeconds(*row.old_item, *attribute);
    if (row.Puts()) new_seconds = ExpirySeconds(row.decision.item, *attribute);
    if (old_seconds == new_seconds) continue;
    if (old_seconds.has_value()) row.old_expiry_key = key_of(row, *old_seconds);
    if (!new_seconds.has_value()) continue;
    row.new_expiry_key = key_of(row, *new_seconds);
    row.new_expiry_seconds = *new_seconds;
  }
}

Result<void> KvDatabase::GrowCollections(Arena& arena, std::span<const Row> rows,
                                         ItemCollections& collections) const {
  for (const Row& row : rows) {
    if (row.collection.empty()) continue;
    const int64_t growth = row.CollectionGrowth();
    if (growth == 0 && row.write->report == nullptr) continue;
    STATOR_RETURN_IF_ERROR(collections.Grow(row.collection, growth, arena));
  }
  return {};
}

Result<void> KvDatabase::CommitRows(Arena& arena, std::span<Row> rows,
                                    const ItemCollections& collections,
                                    const TransactionToken* token) {
  const auto changes = [](const Row& row) { return row.Changes(); };
  if (token == nullptr && std::none_of(rows.begin(), rows.end(), changes)) return {};
  std::vector<QueuedChanges> queued;  // of the rows with changes that wait
  StreamWrite stream_write(arena, rows.size());
  for (const Row& row : rows) {
    if (row.stream == nullptr) continue;
    stream_write.Add(*row.stream, {row.write, row.key, row.old_item, row.new_item});
  }
  STATOR_RETURN_IF_ERROR(stream_write.Reserve(clock_.NowMicros()));
  STATOR_RETURN_IF_ERROR(store_->Commit([&](KvBatch& batch) {
    thread_local std::string bytes;
    for (const Row& row : rows) {
      if (row.Deletes()) batch.Delete(ColumnFamily::kItems, row.key);
      AddToBatch(row.ChangedAtOnce(), batch);
      if (!row.old_expiry_key.empty()) batch.Delete(ColumnFamily::kTtl, row.old_expiry_key);
      if (!row.new_expiry_key.empty()) batch.Put(ColumnFamily::kTtl, row.new_expiry_key, {});
      if (!row.waiting.empty()) queued.push_back(index_queue_.Add(row.table(), row.waiting, batch));
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
    stream_write.AddToBatch(batch);
    collections.AddToBatch(batch);
    if (token != nullptr) tokens_.Remember(*token, clock_.NowMicros(), batch);
  }));
  size_t next_queued = 0;
  for (const Row& row : rows) {
    if (!row.Changes()) continue;
    Table::State& state = row.table().state();
    const int64_t items = (row.Puts() ? 1 : 0) - (row.old_item.has_value() ? 1 : 0);
    state.item_count.fetch_add(items, std::memory_order_relaxed);
    state.size_bytes.fetch_add(row.ItemGrowth(), std::memory_order_relaxed);
    AddToCounts(row.ChangedAtOnce());
    if (!row.new_expiry_key.empty()) state.expiry.NoteEntry(row.new_expiry_seconds);
    if (!row.waiting.empty()) IndexQueue::Push(row.table(), std::move(queued[next_queued++]));
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
