#include "storage/kv_database.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "storage/data_deletion.h"
#include "storage/encoding/key_codec.h"
#include "storage/encoding/tagged_fields.h"
#include "storage/index_backfill.h"
#include "storage/key_range.h"
#include "storage/table_transitions.h"
#include "storage/time_to_live_backfill.h"

namespace stator::storage {

namespace {

// On disk. The version of everything that docs/storage-format.md describes.
constexpr uint64_t kFormatVersion = 1;
// On disk. Keys of the family `default`.
constexpr std::string_view kFormatKey = "format";  // value: the version as a varint
// Present from a clean close until something changes: the counts in the catalog are exact.
constexpr std::string_view kClosedCleanlyKey = "closed-cleanly";

// So much is counted before a store that was not closed cleanly is opened, which takes some 2 ms;
// the rest while it is used.
constexpr size_t kItemsCountedAtOpen = 2'000;
constexpr size_t kBytesCountedAtOpen = size_t{1024} * 1024;

class StoredItemCursor final : public ItemCursor {
 public:
  explicit StoredItemCursor(std::unique_ptr<KvIterator> iterator)
      : iterator_(std::move(iterator)) {}

  bool Next() override { return iterator_->Next(); }
  EncodedItem item() const override { return EncodedItem(iterator_->value()); }
  Result<void> status() const override { return iterator_->status(); }

 private:
  const std::unique_ptr<KvIterator> iterator_;
};

// Over nothing, because of an error of the store.
class FailedCursor final : public ItemCursor {
 public:
  explicit FailedCursor(Result<void> status) : status_(std::move(status)) {}

  bool Next() override { return false; }
  EncodedItem item() const override { return EncodedItem(std::string_view()); }
  Result<void> status() const override { return status_; }

 private:
  const Result<void> status_;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  STATOR_ASSIGN_OR_RETURN(const std::shared_ptr<KvHome> home, OpenKvHome(options.OfStore()));
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<KvStore> store, home->OpenLive());
  return KvDatabase::Open(std::move(store), options);
}

Result<std::unique_ptr<Database>> KvDatabase::Open(std::unique_ptr<KvStore> store,
                                                   const DatabaseOptions& options) {
  std::unique_ptr<KvDatabase> database(new KvDatabase(std::move(store), options));
  STATOR_RETURN_IF_ERROR(database->CheckFormat(options.data_dir.value_or("(memory)")));
  STATOR_RETURN_IF_ERROR(database->Load());
  STATOR_RETURN_IF_ERROR(database->index_queue_.Load(database->catalog_.TablesById()));
  database->opened_ = true;
  database->ContinueBackfills();
  return std::unique_ptr<Database>(std::move(database));
}

Result<void> KvDatabase::CheckFormat(std::string_view name) {
  const std::string where = "data directory '" + std::string(name) + "'";
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(auto stored, store_->Get(ColumnFamily::kDefault, kFormatKey, arena));
  if (!stored.has_value()) {
    const auto anything = store_->NewIterator(ColumnFamily::kCatalog, {}, Direction::kForward);
    if (anything->Next()) {
      return InternalError(where + " holds a database that is not Stator's; choose another one");
    }
    STATOR_RETURN_IF_ERROR(anything->status());
    return store_->Commit([](KvBatch& batch) {
      std::string version;
      AppendVarint64(kFormatVersion, version);
      batch.Put(ColumnFamily::kDefault, kFormatKey, version);
      batch.Put(ColumnFamily::kDefault, kClosedCleanlyKey, {});
    });
  }
  const uint64_t version = TakeVarint64(*stored).value_or(0);
  if (version == kFormatVersion) return {};
  return InternalError(where + " is of format " + std::to_string(version) +
                       ", and this version of Stator reads format " +
                       std::to_string(kFormatVersion) +
                       "; use the version of Stator that wrote it, or choose another directory");
}

Result<void> KvDatabase::Load() {
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(const auto clean,
                          store_->Get(ColumnFamily::kDefault, kClosedCleanlyKey, arena));
  STATOR_RETURN_IF_ERROR(streams_.Load());
  STATOR_RETURN_IF_ERROR(catalog_.Load(clean.has_value()));
  if (clean.has_value()) {
    store_->DeleteWithNextCommit(ColumnFamily::kDefault, kClosedCleanlyKey);
  } else {
    RebuildCounts();
  }
  return {};
}

void KvDatabase::RebuildCounts() {
  count_rebuild_ = std::make_unique<CountRebuild>(*store_, catalog_.TablesById());
  if (count_rebuild_->Run(kItemsCountedAtOpen, kBytesCountedAtOpen, stopping_)) return;
  counts_are_exact_ = false;
  count_rebuild_thread_ = std::thread([this] {
    constexpr size_t kAll = std::numeric_limits<size_t>::max();
    if (count_rebuild_->Run(kAll, kAll, stopping_)) {
      counts_are_exact_ = true;
    }
  });
}

void KvDatabase::ContinueBackfills() {
  for (const auto& [id, table] : catalog_.TablesById()) {
    for (const IndexSchema& index : table->schema().indexes) {
      if (!index.IsBeingFilled()) continue;
      background_backfill_.Add(std::make_unique<IndexBackfill>(backfill_context_, table, index.id));
    }
    const TimeToLive& time_to_live = table->schema().time_to_live;
    if (!time_to_live.attribute_name.empty() && !time_to_live.indexed) {
      background_backfill_.Add(std::make_unique<TimeToLiveBackfill>(backfill_context_, table));
    }
  }
}

KvDatabase::~KvDatabase() { static_cast<void>(Close()); }

Result<void> KvDatabase::Close() {
  if (closed_) return {};
  closed_ = true;
  stopping_ = true;
  background_backfill_.Stop();
  if (count_rebuild_thread_.joinable()) count_rebuild_thread_.join();
  count_rebuild_.reset();
  Result<void> saved;
  if (opened_ && !in_memory_) saved = SaveCounts();
  Result<void> closed = store_->Close();
  return saved.ok() ? std::move(closed) : std::move(saved);
}

Result<void> KvDatabase::SaveCounts() {
  if (!counts_are_exact_) return {};
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(const auto saved,
                          store_->Get(ColumnFamily::kDefault, kClosedCleanlyKey, arena));
  if (saved.has_value()) return {};  // nothing has changed since
  return store_->Commit([this](KvBatch& batch) {
    catalog_.SaveCounts(batch);
    batch.Put(ColumnFamily::kDefault, kClosedCleanlyKey, {});
  });
}

// What fills indexes in the background changes the store under the same locks as everybody else.
Result<void> KvDatabase::SaveCopy(std::string_view name, std::string_view note) {
  const auto no_changes = catalog_.StandStill();
  const RowLocks::Guard guard(row_locks_, RowLocks::All());
  // As it is now: a record that is written without being due for deletion would outlive a change.
  const bool exact = counts_are_exact_;
  if (exact) STATOR_RETURN_IF_ERROR(SaveCounts());
  Result<void> saved = store_->SaveCopy(name, note);
  if (exact) store_->DeleteWithNextCommit(ColumnFamily::kDefault, kClosedCleanlyKey);
  return saved;
}

Result<TablePtr> KvDatabase::CreateTable(TableSchema schema) {
  static_cast<void>(FindTable(schema.QualifiedName()));  // what is there may be due to go
  return catalog_.Create(std::move(schema));
}

TablePtr KvDatabase::FindTable(std::string_view name) {
  TablePtr table = catalog_.Find(name);
  // So that the queue of a table in use cannot grow long, and its counts are those of what a read
  // would find. What cannot be applied fails that read.
  if (index_queue_.delays() && table != nullptr) {
    static_cast<void>(index_queue_.ApplyDue(*table));
  }
  if (table == nullptr || table->next_transition_micros() == Table::kNoTransition) return table;
  if (table->next_transition_micros() > clock_.NowMicros()) return table;
  EndDueTransitions(*table);
  return catalog_.Find(name);
}

// An error of the store leaves the table as it is, for the next who looks at it.
void KvDatabase::EndDueTransitions(const Table& table) {
  const int64_t now = clock_.NowMicros();
  // Another thread may have done it, and even have made a new table of this name.
  const auto check_due = [&](const TableSchema& schema) -> Result<void> {
    if (schema.id == table.schema().id && NextTransitionMicros(schema) <= now) return {};
    return TableNotFound(schema.name);
  };
  if (IsToBeDropped(table.schema(), now)) {
    static_cast<void>(DropTable(table.schema().QualifiedName(), check_due));
    return;
  }
  const auto end = [&](const TableSchema& schema) -> Result<TableSchema> {
    STATOR_RETURN_IF_ERROR(check_due(schema));
    if (IsToBeDropped(schema, now)) return TableNotFound(schema.name);
    return WithTransitionsEnded(schema, now);
  };
  static_cast<void>(catalog_.Update(table.schema().QualifiedName(), end));
}

void KvDatabase::EndDueTransitions() {
  const int64_t next = catalog_.next_transition_micros();
  if (next == Table::kNoTransition || next > clock_.NowMicros()) return;
  for (const auto& [id, table] : catalog_.TablesById()) {
    if (table->next_transition_micros() <= clock_.NowMicros()) EndDueTransitions(*table);
  }
  catalog_.FindNextTransition();
}

bool KvDatabase::FillAtOnce(std::unique_ptr<ItemBackfill> backfill) {
  // An error here is one of the store; the background meets it again and gives up.
  const auto progress = backfill->Run(items_backfilled_at_once_, stopping_);
  if (progress.ok() && *progress != ItemBackfill::Progress::kMore) return true;
  background_backfill_.Add(std::move(backfill));
  return false;
}

Result<TablePtr> KvDatabase::UpdateTable(
    std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  static_cast<void>(FindTable(name));  // ends what is due
  uint32_t first_new_index = 0;
  std::string ttl_before;
  const auto note_and_change = [&](const TableSchema& schema) {
    first_new_index = schema.next_index_id;
    ttl_before = schema.time_to_live.attribute_name;
    return change(schema);
  };
  STATOR_ASSIGN_OR_RETURN(TablePtr table, catalog_.Update(name, note_and_change));
  bool filled = false;
  for (const IndexSchema& index : table->schema().indexes) {
    if (index.id < first_new_index) continue;
    filled |= FillAtOnce(std::make_unique<IndexBackfill>(backfill_context_, table, index.id));
  }
  if (ttl_before != table->schema().time_to_live.attribute_name &&
      !table->schema().time_to_live.attribute_name.empty()) {
    filled |= FillAtOnce(std::make_unique<TimeToLiveBackfill>(backfill_context_, table));
  }
  if (!filled) return table;
  TablePtr newest = catalog_.Find(name);
  return newest != nullptr && newest->schema().id == table->schema().id ? newest : table;
}

Result<TablePtr> KvDatabase::DeleteTable(std::string_view name,
                                         FunctionRef<Result<void>(const TableSchema&)> check) {
  static_cast<void>(FindTable(name));  // ends what is due
  return DropTable(name, check);
}

Result<TablePtr> KvDatabase::DropTable(std::string_view name,
                                       FunctionRef<Result<void>(const TableSchema&)> check) {
  bool large = false;
  const auto delete_data = [&](const Table& table, KvBatch& batch) {
    const KvRange range = KeyRangeOfTable(table.schema().id);
    for (const ColumnFamily family : kTableFamilies) {
      large |= AddDeletion(*store_, family, range, batch);
    }
  };
  STATOR_ASSIGN_OR_RETURN(TablePtr table, catalog_.Delete(name, check, delete_data));
  if (large) {
    for (const ColumnFamily family : kTableFamilies) {
      store_->ReclaimSpace(family, KeyRangeOfTable(table->schema().id));
    }
  }
  return table;
}

std::vector<std::string> KvDatabase::ListTables(std::string_view exclusive_start, size_t limit) {
  EndDueTransitions();
  return catalog_.List(exclusive_start, limit);
}

Result<std::optional<EncodedItem>> KvDatabase::GetItem(const Table& table, const PrimaryKey& key,
                                                       Arena& arena) const {
  thread_local std::string stored_key;
  stored_key.clear();
  AppendItemKey(table.schema().id, key, stored_key);
  STATOR_ASSIGN_OR_RETURN(const auto bytes, store_->Get(ColumnFamily::kItems, stored_key, arena));
  if (!bytes.has_value()) return std::optional<EncodedItem>();
  return std::optional(EncodedItem(*bytes));
}

std::unique_ptr<ItemCursor> KvDatabase::Query(const Table& table, const QueryRange& range) const {
  return Read(table, range.index, KeyRangeOfQuery(table.schema(), range),
              range.forward ? Direction::kForward : Direction::kBackward);
}

std::unique_ptr<ItemCursor> KvDatabase::Scan(const Table& table, const ScanRange& range) const {
  return Read(table, range.index, KeyRangeOfScan(table.schema(), range), Direction::kForward);
}

std::unique_ptr<ItemCursor> KvDatabase::Read(const Table& table, const IndexSchema* index,
                                             KvRange keys, Direction direction) const {
  if (index == nullptr) {
    return std::make_unique<StoredItemCursor>(
        store_->NewIterator(ColumnFamily::kItems, std::move(keys), direction));
  }
  if (index_queue_.delays() && index->kind == IndexKind::kGlobal) {
    Result<void> applied = index_queue_.ApplyDue(table);
    if (!applied.ok()) return std::make_unique<FailedCursor>(std::move(applied));
  }
  return std::make_unique<StoredItemCursor>(
      store_->NewIterator(ColumnFamily::kIndexes, std::move(keys), direction));
}

Result<void> KvDatabase::CatchUp() {
  EndDueTransitions();
  if (!index_queue_.delays()) return {};
  for (const auto& [id, table] : catalog_.TablesById()) {
    STATOR_RETURN_IF_ERROR(index_queue_.ApplyDue(*table));
  }
  return {};
}

}  // namespace stator::storage
