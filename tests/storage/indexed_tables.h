#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/storage/store_under_test.h"

namespace stator::storage {

inline IndexSchema GlobalIndex(std::string name, std::vector<KeyAttribute> hash,
                               std::vector<KeyAttribute> range = {},
                               ProjectionType projection = ProjectionType::kAll,
                               std::vector<std::string> non_key_attributes = {}) {
  IndexSchema index;
  index.name = std::move(name);
  index.keys = {std::move(hash), std::move(range)};
  index.projection = projection;
  index.non_key_attributes = std::move(non_key_attributes);
  return index;
}

// Of a table with the partition key "p".
inline IndexSchema LocalIndex(std::string name, KeyAttribute range,
                              ProjectionType projection = ProjectionType::kAll,
                              std::vector<std::string> non_key_attributes = {}) {
  IndexSchema index = GlobalIndex(std::move(name), {{"p", AttributeType::kString}},
                                  {std::move(range)}, projection, std::move(non_key_attributes));
  index.kind = IndexKind::kLocal;
  return index;
}

inline TableSchema WithIndexes(TableSchema schema, std::vector<IndexSchema> indexes) {
  schema.indexes = std::move(indexes);
  return schema;
}

// UpdateTable that adds one index.
inline TablePtr AddIndex(StoreUnderTest& store, std::string_view table, const IndexSchema& index) {
  const Result<TablePtr> updated = store->UpdateTable(table, [&](const TableSchema& schema) {
    TableSchema changed = schema;
    changed.indexes.push_back(index);
    return Result<TableSchema>(changed);
  });
  EXPECT_TRUE(updated.ok()) << updated.error().message;
  return updated.ok() ? *updated : nullptr;
}

// UpdateTable that leaves one index out.
inline TablePtr DropIndex(StoreUnderTest& store, std::string_view table, std::string_view index) {
  const Result<TablePtr> updated = store->UpdateTable(table, [&](const TableSchema& schema) {
    TableSchema changed = schema;
    std::erase_if(changed.indexes, [&](const IndexSchema& each) { return each.name == index; });
    return Result<TableSchema>(changed);
  });
  EXPECT_TRUE(updated.ok()) << updated.error().message;
  return updated.ok() ? *updated : nullptr;
}

// Reads the key of an item by its table's schema.
inline PrimaryKey PrimaryKeyOf(const TableSchema& schema, AttributeMap item) {
  PrimaryKey key{*Find(item, schema.partition_key.name), std::nullopt};
  if (schema.sort_key.has_value()) key.sort = *Find(item, schema.sort_key->name);
  return key;
}

// PutItem of a whole item, which must be sorted by name.
inline Result<void> PutWhole(Database& database, const Table& table, AttributeMap item,
                             Arena& arena, WriteReport* report = nullptr) {
  const WriteDecision decision{WriteDecision::Kind::kPut, item, ItemSize(item)};
  const auto decide = [&](std::optional<EncodedItem>) { return Result<WriteDecision>(decision); };
  const ItemWrite write{&table, PrimaryKeyOf(table.schema(), item), decide, report};
  return database.Write(arena, {&write, 1});
}

inline Result<void> DeleteWhole(Database& database, const Table& table, const PrimaryKey& key,
                                Arena& arena, WriteReport* report = nullptr) {
  const auto decide = [&](std::optional<EncodedItem>) {
    return Result<WriteDecision>({WriteDecision::Kind::kDelete, {}, 0});
  };
  const ItemWrite write{&table, key, decide, report};
  return database.Write(arena, {&write, 1});
}

}  // namespace stator::storage
