#include "storage/catalog.h"

#include <optional>
#include <utility>

#include "storage/encoding/tagged_fields.h"
#include "storage/schema_codec.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// On disk. The first byte of a key in the catalog says what it is.
constexpr char kSchemaKey = 's';  // then the table's name; value: schema_codec.h
constexpr char kCountsKey = 'c';  // then the table's id as a varint; value: two varints
constexpr char kNextIdKey = 'n';  // value: the id of the next table created, as a varint

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

std::string CountsKey(uint32_t table_id) { return KeyOf(kCountsKey, VarintText(table_id)); }

KvRange RangeOf(char kind) {
  return {std::string(1, kind), std::string(1, static_cast<char>(kind + 1))};
}

Error CorruptCatalog(std::string_view what) {
  return InternalError("storage: the catalog's " + std::string(what) +
                       " cannot be read: it is damaged, or written by a newer version of Stator");
}

}  // namespace

Result<void> Catalog::Load(bool counts_are_exact) {
  STATOR_RETURN_IF_ERROR(LoadSchemas());
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
    Publish(std::make_shared<const Table>(*std::move(schema), std::make_shared<Table::State>()));
  }
  return schemas->status();
}

Result<void> Catalog::LoadCounts() {
  Arena arena;
  for (const auto& [name, table] : tables_) {
    STATOR_ASSIGN_OR_RETURN(
        auto counts, store_.Get(ColumnFamily::kCatalog, CountsKey(table->schema().id), arena));
    if (!counts.has_value()) continue;  // a table that was never written to
    const std::optional<uint64_t> items = TakeVarint64(*counts);
    const std::optional<uint64_t> bytes = TakeVarint64(*counts);
    if (!items.has_value() || !bytes.has_value()) return CorruptCatalog("counts of " + name);
    table->state().item_count = static_cast<int64_t>(*items);
    table->state().size_bytes = static_cast<int64_t>(*bytes);
  }
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
  tables_.insert_or_assign(table->schema().name, table);
  names_.insert(table->schema().name);
}

Result<TablePtr> Catalog::Create(TableSchema schema) {
  const std::scoped_lock change(change_mutex_);
  if (Find(schema.name) != nullptr) {
    return Error{ErrorCode::kResourceInUse, "Table already exists: " + schema.name, nullptr};
  }
  if (next_id_ == UINT32_MAX) return InternalError("storage: all table ids are used");
  schema.id = next_id_;
  const std::string bytes = EncodeSchema(schema);
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    batch.Put(ColumnFamily::kCatalog, KeyOf(kSchemaKey, schema.name), bytes);
    batch.Put(ColumnFamily::kCatalog, KeyOf(kNextIdKey, {}), VarintText(next_id_ + 1));
  }));
  ++next_id_;
  TablePtr table =
      std::make_shared<const Table>(std::move(schema), std::make_shared<Table::State>());
  Publish(table);
  return table;
}

Result<TablePtr> Catalog::Update(std::string_view name,
                                 FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  const std::scoped_lock change_lock(change_mutex_);
  const TablePtr table = Find(name);
  if (table == nullptr) return TableNotFound(name);
  STATOR_ASSIGN_OR_RETURN(TableSchema schema, change(table->schema()));
  // These say where the table's data is.
  schema.id = table->schema().id;
  schema.name = table->schema().name;
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    batch.Put(ColumnFamily::kCatalog, KeyOf(kSchemaKey, schema.name), EncodeSchema(schema));
  }));
  TablePtr updated = std::make_shared<const Table>(std::move(schema), table->shared_state());
  Publish(updated);
  return updated;
}

Result<TablePtr> Catalog::Delete(std::string_view name,
                                 FunctionRef<Result<void>(const TableSchema&)> check,
                                 FunctionRef<void()> stop_writes,
                                 FunctionRef<void(const Table&, KvBatch&)> delete_data) {
  const std::scoped_lock change_lock(change_mutex_);
  TablePtr table = Find(name);
  if (table == nullptr) return TableNotFound(name);
  STATOR_RETURN_IF_ERROR(check(table->schema()));
  table->state().deleted = true;
  stop_writes();
  const Result<void> committed = store_.Commit([&](KvBatch& batch) {
    batch.Delete(ColumnFamily::kCatalog, KeyOf(kSchemaKey, name));
    batch.Delete(ColumnFamily::kCatalog, CountsKey(table->schema().id));
    delete_data(*table, batch);
  });
  if (!committed.ok()) {
    table->state().deleted = false;
    return committed.error();
  }
  const std::unique_lock lock(mutex_);
  tables_.erase(tables_.find(name));
  names_.erase(names_.find(name));
  return table;
}

void Catalog::SaveCounts(KvBatch& batch) const {
  for (const auto& [id, table] : TablesById()) {
    std::string counts = VarintText(static_cast<uint64_t>(table->item_count()));
    AppendVarint64(static_cast<uint64_t>(table->size_bytes()), counts);
    batch.Put(ColumnFamily::kCatalog, CountsKey(id), counts);
  }
}

std::map<uint32_t, TablePtr> Catalog::TablesById() const {
  std::map<uint32_t, TablePtr> tables;
  const std::shared_lock lock(mutex_);
  for (const auto& [name, table] : tables_) tables.emplace(table->schema().id, table);
  return tables;
}

}  // namespace stator::storage
