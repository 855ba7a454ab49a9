#include "storage/kv_database.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "storage/encoding/key_codec.h"
#include "storage/encoding/tagged_fields.h"
#include "storage/key_range.h"

namespace stator::storage {

namespace {

// On disk. The version of everything that docs/storage-format.md describes.
constexpr uint64_t kFormatVersion = 1;
// On disk. Keys of the family `default`.
constexpr std::string_view kFormatKey = "format";  // value: the version as a varint
// Present between a clean close and the next opening: the counts in the catalog are exact.
constexpr std::string_view kClosedCleanlyKey = "closed-cleanly";

// So many items are counted before a store that was not closed cleanly is opened, which takes some
// 20 ms; the rest while it is used.
constexpr size_t kItemsCountedAtOpen = 20'000;
// A table with more stored keys than this is deleted by one range. Below it keys are deleted one by
// one, because every range tombstone makes later reads of the whole column family slower until it
// is compacted away, and test suites delete thousands of small tables.
constexpr size_t kMaxKeysDeletedSingly = 1000;

// Where a table's data is: the families whose keys start with a table id.
constexpr ColumnFamily kTableFamilies[] = {ColumnFamily::kItems, ColumnFamily::kIndexes,
                                           ColumnFamily::kStreams, ColumnFamily::kTtl};

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

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<KvStore> store, OpenKvStore(options.data_dir));
  return KvDatabase::Open(std::move(store), !options.data_dir.has_value(),
                          options.data_dir.value_or("(memory)"));
}

Result<std::unique_ptr<Database>> KvDatabase::Open(std::unique_ptr<KvStore> store, bool in_memory,
                                                   std::string_view name) {
  std::unique_ptr<KvDatabase> database(new KvDatabase(std::move(store), in_memory));
  // In memory there is nothing to check, load or leave behind.
  if (!in_memory) {
    STATOR_RETURN_IF_ERROR(database->CheckFormat(name));
    STATOR_RETURN_IF_ERROR(database->Load());
  }
  database->opened_ = true;
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
  STATOR_RETURN_IF_ERROR(catalog_.Load(clean.has_value()));
  if (clean.has_value()) {
    return store_->Commit(
        [](KvBatch& batch) { batch.Delete(ColumnFamily::kDefault, kClosedCleanlyKey); });
  }
  RebuildCounts();
  return {};
}

void KvDatabase::RebuildCounts() {
  count_rebuild_ = std::make_unique<CountRebuild>(*store_, catalog_.TablesById());
  if (count_rebuild_->Run(kItemsCountedAtOpen, stopping_)) return;
  counts_are_exact_ = false;
  count_rebuild_thread_ = std::thread([this] {
    if (count_rebuild_->Run(std::numeric_limits<size_t>::max(), stopping_)) {
      counts_are_exact_ = true;
    }
  });
}

KvDatabase::~KvDatabase() { static_cast<void>(Close()); }

Result<void> KvDatabase::Close() {
  if (closed_) return {};
  closed_ = true;
  stopping_ = true;
  if (count_rebuild_thread_.joinable()) count_rebuild_thread_.join();
  count_rebuild_.reset();
  Result<void> saved;
  if (opened_ && !in_memory_ && counts_are_exact_) {
    saved = store_->Commit([this](KvBatch& batch) {
      catalog_.SaveCounts(batch);
      batch.Put(ColumnFamily::kDefault, kClosedCleanlyKey, {});
    });
  }
  Result<void> closed = store_->Close();
  return saved.ok() ? std::move(closed) : std::move(saved);
}

Result<TablePtr> KvDatabase::CreateTable(TableSchema schema) {
  return catalog_.Create(std::move(schema));
}

TablePtr KvDatabase::FindTable(std::string_view name) const { return catalog_.Find(name); }

Result<TablePtr> KvDatabase::UpdateTable(
    std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  return catalog_.Update(name, change);
}

Result<TablePtr> KvDatabase::DeleteTable(std::string_view name,
                                         FunctionRef<Result<void>(const TableSchema&)> check) {
  const auto stop_writes = [this] { row_locks_.WaitForHolders(); };
  const auto delete_data = [this](const Table& table, KvBatch& batch) { DeleteData(table, batch); };
  STATOR_ASSIGN_OR_RETURN(TablePtr table, catalog_.Delete(name, check, stop_writes, delete_data));
  if (table->item_count() > static_cast<int64_t>(kMaxKeysDeletedSingly)) {
    for (const ColumnFamily family : kTableFamilies) {
      store_->ReclaimSpace(family, KeyRangeOfTable(table->schema().id));
    }
  }
  return table;
}

void KvDatabase::DeleteData(const Table& table, KvBatch& batch) const {
  const KvRange range = KeyRangeOfTable(table.schema().id);
  for (const ColumnFamily family : kTableFamilies) {
    const auto keys = store_->NewIterator(family, range, Direction::kForward);
    size_t deleted = 0;
    bool more = keys->Next();
    for (; more && deleted < kMaxKeysDeletedSingly; more = keys->Next(), ++deleted) {
      batch.Delete(family, keys->key());
    }
    if (more || !keys->status().ok()) batch.DeleteRange(family, range.lower, range.upper);
  }
}

std::vector<std::string> KvDatabase::ListTables(std::string_view exclusive_start,
                                                size_t limit) const {
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
  return std::make_unique<StoredItemCursor>(
      store_->NewIterator(ColumnFamily::kItems, KeyRangeOfQuery(table.schema().id, range),
                          range.forward ? Direction::kForward : Direction::kBackward));
}

std::unique_ptr<ItemCursor> KvDatabase::Scan(const Table& table, const ScanRange& range) const {
  return std::make_unique<StoredItemCursor>(store_->NewIterator(
      ColumnFamily::kItems, KeyRangeOfScan(table.schema().id, range), Direction::kForward));
}

}  // namespace stator::storage
