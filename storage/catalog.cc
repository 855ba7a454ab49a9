#include "storage/catalog.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "model/limits.h"
#include "storage/data_deletion.h"
#include "storage/encoding/tagged_fields.h"
#include "storage/key_range.h"
#include "storage/schema_codec.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// On disk. The first byte of a key in the catalog says what it is.
constexpr char kSchemaKey = 's';  // then the table's qualified name; value: schema_codec.h
// Then the table's id as a varint; value: varints, the table's items and bytes, then for each index
// its id, items and bytes.
constexpr char kCountsKey = 'c';
constexpr char kNextIdKey = 'n';  // value: the id of the next table created, as a varint
// Both: then the ids of table and index as varints. The first has the position of the filling, the
// second is there from the commit that takes the index out of the schema to that of the deletion of
// its entries.
constexpr char kBackfillKey = 'b';
constexpr char kDropKey = 'd';

std::string KeyOf(char kind, std::string_view rest) {
  std::string key(1, kind);
  key.append(rest);
  return key;
}

std::string VarintText(uint64_t value) {
  std::string text;
  AppendVarint64(value, text);
  return text;
}

std::string IndexRecordKey(char kind, uint32_t table_id, uint32_t index_id) {
  std::string key(1, kind);
  AppendVarint64(table_id, key);
  AppendVarint64(index_id, key);
  return key;
}

std::string CountsKey(uint32_t table_id) { return KeyOf(kCountsKey, VarintText(table_id)); }

KvRange RangeOf(char kind) {
  return {std::string(1, kind), std::string(1, static_cast<char>(kind + 1))};
}

Error CorruptCatalog(std::string_view what) {
  return InternalError("storage: the catalog's " + std::string(what) +
                       " cannot be read: it is damaged, or written by a newer version of Stator");
}

bool HasIndex(const TableSchema& schema, uint32_t index_id) {
  return std::any_of(schema.indexes.begin(), schema.indexes.end(),
                     [&](const IndexSchema& index) { return index.id == index_id; });
}

bool IsBeingFilled(const TableSchema& schema, uint32_t index_id) {
  return std::any_of(schema.indexes.begin(), schema.indexes.end(), [&](const IndexSchema& index) {
    return index.id == index_id && index.IsBeingFilled();
  });
}

// Whether writes follow the same plan (IndexPlan) under both.
bool HaveSamePlan(const TableSchema& left, const TableSchema& right) {
  return std::equal(left.indexes.begin(), left.indexes.end(), right.indexes.begin(),
                    right.indexes.end(), [](const IndexSchema& one, const IndexSchema& other) {
                      return one.id == other.id && one.IsBeingFilled() == other.IsBeingFilled();
                    });
}

// Local indexes live and die with their table; the sizes of its item collections rely on it.
Result<void> CheckIndexChange(const TableSchema& old_schema, const TableSchema& schema) {
  const auto is_local = [](const IndexSchema& index) { return index.kind == IndexKind::kLocal; };
  const auto count = [&](const std::vector<IndexSchema>& indexes) {
    return std::count_if(indexes.begin(), indexes.end(), is_local);
  };
  for (const IndexSchema& index : schema.indexes) {
    if (index.id == 0 ? is_local(index) : !HasIndex(old_schema, index.id)) {
      return InternalError("storage: a table cannot gain this index");
    }
  }
  if (count(schema.indexes) == count(old_schema.indexes)) return {};
  return InternalError("storage: a table cannot lose its local indexes");
}

// Gives indexes that have no id yet one, after the ids that `schema.next_index_id` says are used.
Result<void> AssignIndexIds(TableSchema& schema, IndexStatus status_of_new) {
  for (IndexSchema& index : schema.indexes) {
    if (index.keys.hash.empty() || index.keys.hash.size() > limits::kMaxIndexKeyAttributes ||
        index.keys.range.size() > limits::kMaxIndexKeyAttributes) {
      return InternalError("storage: an index has too few or too many key attributes");
    }
    if (index.id != 0) continue;
    if (schema.next_index_id == UINT32_MAX) {
      return InternalError("storage: all index ids are used");
    }
    index.id = schema.next_index_id++;
    index.status = status_of_new;
  }
  return {};
}

TablePtr NewTable(TableSchema schema) {
  auto state = std::make_shared<Table::State>();
  static_cast<void>(state->FollowIndexesOf(schema));  // there was no plan before
  state->expiry.Follow(schema.time_to_live.attribute_name);
  return std::make_shared<const Table>(std::move(schema), std::move(state));
}

}  // namespace

Result<void> Catalog::Load(bool counts_are_exact) {
  STATOR_RETURN_IF_ERROR(LoadSchemas());
  STATOR_RETURN_IF_ERROR(EndDrops());
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(auto next_id,
                          store_.Get(ColumnFamily::kCatalog, KeyOf(kNextIdKey, {}), arena));
  if (next_id.has_value()) {
    const std::optional<uint64_t> id = TakeVarint64(*next_id);
    if (!id.has_value() || *id > UINT32_MAX) return CorruptCatalog("next table id");
    next_id_ = static_cast<uint32_t>(*id);
  } else if (!tables_.empty()) {
    return CorruptCatalog("next table id");
  }
  return counts_are_exact ? LoadCounts() : Result<void>();
}

Result<void> Catalog::LoadSchemas() {
  auto schemas =
      store_.NewIterator(ColumnFamily::kCatalog, RangeOf(kSchemaKey), Direction::kForward);
  while (schemas->Next()) {
    std::optional<TableSchema> schema = DecodeSchema(schemas->value());
    if (!schema.has_value()) {
      return CorruptCatalog("table " + std::string(schemas->key().substr(1)));
    }
    const TablePtr table = NewTable(*std::move(schema));
    table->state().FollowStream(streams_.OfTable(table->schema().id));
    Publish(table);
  }
  return schemas->status();
}

Result<void> Catalog::LoadCounts() {
  Arena arena;
  for (const auto& [name, table] : tables_) {
    STATOR_ASSIGN_OR_RETURN(
        auto counts, store_.Get(ColumnFamily::kCatalog, CountsKey(table->schema().id), arena));
    if (!counts.has_value()) continue;  // a table that was never written to
    STATOR_RETURN_IF_ERROR(LoadCountsOf(*table, *counts));
  }
  return {};
}

Result<void> Catalog::LoadCountsOf(const Table& table, std::string_view counts) {
  const auto read = [&](std::atomic<int64_t>& items, std::atomic<int64_t>& bytes) {
    const std::optional<uint64_t> item_count = TakeVarint64(counts);
    const std::optional<uint64_t> size_bytes = TakeVarint64(counts);
    items = static_cast<int64_t>(item_count.value_or(0));
    bytes = static_cast<int64_t>(size_bytes.value_or(0));
    return item_count.has_value() && size_bytes.has_value();
  };
  Table::State& state = table.state();
  bool whole = read(state.item_count, state.size_bytes);
  while (whole && !counts.empty()) {
    const std::optional<uint64_t> id = TakeVarint64(counts);
    if (!id.has_value() || *id > UINT32_MAX) {
      whole = false;
      break;
    }
    IndexCounts& index = state.CountsOfIndex(static_cast<uint32_t>(*id));
    whole = read(index.item_count, index.size_bytes);
  }
  return whole ? Result<void>() : CorruptCatalog("counts of " + table.schema().name);
}

Result<void> Catalog::EndDrops() {
  auto drops = store_.NewIterator(ColumnFamily::kCatalog, RangeOf(kDropKey), Direction::kForward);
  while (drops->Next()) {
    std::string_view ids = drops->key().substr(1);
    const std::optional<uint64_t> table_id = TakeVarint64(ids);
    const std::optional<uint64_t> index_id = TakeVarint64(ids);
    if (!table_id.has_value() || !index_id.has_value()) return CorruptCatalog("dropped indexes");
    STATOR_RETURN_IF_ERROR(
        EndDrop(static_cast<uint32_t>(*table_id), static_cast<uint32_t>(*index_id)));
  }
  return drops->status();
}

Result<void> Catalog::EndDrop(uint32_t table_id, uint32_t index_id) {
  const KvRange range = KeyRangeOfIndex(table_id, index_id);
  bool large = false;
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    large = AddDeletion(store_, ColumnFamily::kIndexes, range, batch);
    batch.Delete(ColumnFamily::kCatalog, IndexRecordKey(kBackfillKey, table_id, index_id));
    batch.Delete(ColumnFamily::kCatalog, IndexRecordKey(kDropKey, table_id, index_id));
  }));
  if (large) store_.ReclaimSpace(ColumnFamily::kIndexes, range);
  return {};
}

TablePtr Catalog::Find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto it = tables_.find(name);
  return it == tables_.end() ? nullptr : it->second;
}

std::vector<std::string> Catalog::List(std::string_view exclusive_start, size_t limit) const {
  std::vector<std::string> names;
  const std::shared_lock lock(mutex_);
  for (auto it = names_.upper_bound(exclusive_start); it != names_.end() && names.size() < limit;
       ++it) {
    names.push_back(*it);
  }
  return names;
}

void Catalog::Publish(const TablePtr& table) {
  const std::unique_lock lock(mutex_);
  next_transition_micros_ =
      std::min(next_transition_micros_.load(), table->next_transition_micros());
  std::string name = table->schema().QualifiedName();
  tables_.insert_or_assign(name, table);
  names_.insert(std::move(name));
}

void Catalog::FindNextTransition() {
  const std::unique_lock lock(mutex_);
  int64_t next = Table::kNoTransition;
  for (const auto& [name, table] : tables_) next = std::min(next, table->next_transition_micros());
  next_transition_micros_ = next;
}

Result<TablePtr> Catalog::Create(TableSchema schema) {
  const std::scoped_lock change(change_mutex_);
  const std::string name = schema.QualifiedName();
  if (const TablePtr existing = Find(name); existing != nullptr) {
    if (!existing->serves_items()) return TableInTransitionError(existing->schema());
    return Error{ErrorCode::kResourceInUse, "Table already exists: " + schema.name, nullptr};
  }
  if (next_id_ == UINT32_MAX) return InternalError("storage: all table ids are used");
  schema.id = next_id_;
  schema.next_index_id = 1;
  for (IndexSchema& index : schema.indexes) index.id = 0;
  // There is nothing to fill them with.
  STATOR_RETURN_IF_ERROR(AssignIndexIds(schema, IndexStatus::kActive));
  const auto stream_change = streams_.Prepare(nullptr, &schema);
  const std::string bytes = EncodeSchema(schema);
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    batch.Put(ColumnFamily::kCatalog, KeyOf(kSchemaKey, name), bytes);
    batch.Put(ColumnFamily::kCatalog, KeyOf(kNextIdKey, {}), VarintText(next_id_ + 1));
    stream_change->AddToBatch(batch);
  }));
  ++next_id_;
  std::move(*stream_change).Apply();
  TablePtr table = NewTable(std::move(schema));
  table->state().FollowStream(streams_.OfTable(table->schema().id));
  Publish(table);
  return table;
}

Result<TablePtr> Catalog::Update(std::string_view name,
                                 FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  const std::scoped_lock change_lock(change_mutex_);
  const TablePtr table = Find(name);
  if (table == nullptr) return TableNotFound(name);
  const TableSchema& old_schema = table->schema();
  STATOR_ASSIGN_OR_RETURN(TableSchema schema, change(old_schema));
  // These say where the table's data is.
  schema.id = old_schema.id;
  schema.name = old_schema.name;
  schema.name_space = old_schema.name_space;
  schema.next_index_id = old_schema.next_index_id;
  STATOR_RETURN_IF_ERROR(CheckIndexChange(old_schema, schema));
  STATOR_RETURN_IF_ERROR(AssignIndexIds(schema, IndexStatus::kCreating));
  const auto stream_change = streams_.Prepare(&old_schema, &schema);
  const std::string& old_ttl_attribute = old_schema.time_to_live.attribute_name;
  const bool ttl_changes = schema.time_to_live.attribute_name != old_ttl_attribute;
  if (ttl_changes) StopTimeToLive(*table);
  std::vector<uint32_t> dropped;
  const Result<void> committed = store_.Commit([&](KvBatch& batch) {
    batch.Put(ColumnFamily::kCatalog, KeyOf(kSchemaKey, name), EncodeSchema(schema));
    if (ttl_changes) {
      AddDeletion(store_, ColumnFamily::kTtl, KeyRangeOfTable(schema.id), batch);
      batch.Delete(ColumnFamily::kCatalog,
                   IndexRecordKey(kBackfillKey, schema.id, kTimeToLiveRecord));
    }
    for (const IndexSchema& index : old_schema.indexes) {
      if (!HasIndex(schema, index.id)) {
        dropped.push_back(index.id);
        batch.Put(ColumnFamily::kCatalog, IndexRecordKey(kDropKey, schema.id, index.id), {});
      } else if (index.IsBeingFilled() && !IsBeingFilled(schema, index.id)) {
        batch.Delete(ColumnFamily::kCatalog, IndexRecordKey(kBackfillKey, schema.id, index.id));
      }
    }
    stream_change->AddToBatch(batch);
  });
  if (!committed.ok()) {
    table->state().expiry.Follow(old_ttl_attribute);
    return committed.error();
  }
  std::move(*stream_change).Apply();
  const bool plan_changed = !HaveSamePlan(schema, old_schema);
  TablePtr updated = std::make_shared<const Table>(std::move(schema), table->shared_state());
  if (ttl_changes) updated->state().expiry.Follow(updated->schema().time_to_live.attribute_name);
  if (plan_changed || ttl_changes) {
    const auto old_plan = table->state().FollowIndexesOf(updated->schema());
    row_locks_.WaitForHolders();
  }
  if (updated->schema().stream_view_type.has_value() != old_schema.stream_view_type.has_value()) {
    updated->state().FollowStream(streams_.OfTable(updated->schema().id));
  }
  Publish(updated);
  for (const uint32_t index_id : dropped) {
    // The index is gone whatever comes now: what cannot be deleted is at the next start.
    static_cast<void>(EndDrop(updated->schema().id, index_id));
  }
  return updated;
}

Result<TablePtr> Catalog::Delete(std::string_view name,
                                 FunctionRef<Result<void>(const TableSchema&)> check,
                                 FunctionRef<void(const Table&, KvBatch&)> delete_data) {
  const std::scoped_lock change_lock(change_mutex_);
  TablePtr table = Find(name);
  if (table == nullptr) return TableNotFound(name);
  const TableSchema& schema = table->schema();
  STATOR_RETURN_IF_ERROR(check(schema));
  table->state().deleted = true;
  row_locks_.WaitForHolders();
  const auto stream_change = streams_.Prepare(&schema, nullptr);
  const Result<void> committed = store_.Commit([&](KvBatch& batch) {
    batch.Delete(ColumnFamily::kCatalog, KeyOf(kSchemaKey, name));
    batch.Delete(ColumnFamily::kCatalog, CountsKey(schema.id));
    for (const IndexSchema& index : schema.indexes) {
      batch.Delete(ColumnFamily::kCatalog, IndexRecordKey(kBackfillKey, schema.id, index.id));
    }
    batch.Delete(ColumnFamily::kCatalog,
                 IndexRecordKey(kBackfillKey, schema.id, kTimeToLiveRecord));
    delete_data(*table, batch);
    stream_change->AddToBatch(batch);
  });
  if (!committed.ok()) {
    table->state().deleted = false;
    return committed.error();
  }
  std::move(*stream_change).Apply();
  const std::unique_lock lock(mutex_);
  tables_.erase(tables_.find(name));
  names_.erase(names_.find(name));
  return table;
}

void Catalog::StopTimeToLive(const Table& table) {
  table.state().expiry.Follow({});
  row_locks_.WaitForHolders();
}

Result<std::string> Catalog::BackfillPosition(uint32_t table_id, uint32_t index_id) const {
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(
      const auto position,
      store_.Get(ColumnFamily::kCatalog, IndexRecordKey(kBackfillKey, table_id, index_id), arena));
  return std::string(position.value_or(std::string_view()));
}

void Catalog::SaveBackfillPosition(uint32_t table_id, uint32_t index_id, std::string_view position,
                                   KvBatch& batch) {
  batch.Put(ColumnFamily::kCatalog, IndexRecordKey(kBackfillKey, table_id, index_id), position);
}

void Catalog::SaveCounts(KvBatch& batch) const {
  for (const auto& [id, table] : TablesById()) {
    std::string counts = VarintText(static_cast<uint64_t>(table->item_count()));
    AppendVarint64(static_cast<uint64_t>(table->size_bytes()), counts);
    for (const IndexSchema& index : table->schema().indexes) {
      AppendVarint64(index.id, counts);
      AppendVarint64(static_cast<uint64_t>(table->index_item_count(index.id)), counts);
      AppendVarint64(static_cast<uint64_t>(table->index_size_bytes(index.id)), counts);
    }
    batch.Put(ColumnFamily::kCatalog, CountsKey(id), counts);
  }
}

std::vector<TablePtr> Catalog::TablesWithTimeToLive() const {
  std::vector<TablePtr> tables;
  const std::shared_lock lock(mutex_);
  for (const auto& [name, table] : tables_) {
    if (!table->schema().time_to_live.attribute_name.empty()) tables.push_back(table);
  }
  return tables;
}

std::map<uint32_t, TablePtr> Catalog::TablesById() const {
  std::map<uint32_t, TablePtr> tables;
  const std::shared_lock lock(mutex_);
  for (const auto& [name, table] : tables_) tables.emplace(table->schema().id, table);
  return tables;
}

}  // namespace stator::storage
