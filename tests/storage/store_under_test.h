#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/arena.h"
#include "model/item_size.h"
#include "storage/database.h"

namespace stator::storage {

inline TableSchema SchemaOf(std::string name, AttributeType partition_type,
                            std::optional<AttributeType> sort_type = std::nullopt) {
  TableSchema schema;
  schema.name = std::move(name);
  schema.partition_key = {"p", partition_type};
  schema.attribute_definitions = {schema.partition_key};
  if (sort_type.has_value()) {
    schema.sort_key = KeyAttribute{"s", *sort_type};
    schema.attribute_definitions.push_back(*schema.sort_key);
  }
  return schema;
}

inline PrimaryKey KeyOf(std::string_view partition,
                        std::optional<std::string_view> sort = std::nullopt) {
  PrimaryKey key{AttributeValue::String(partition), std::nullopt};
  if (sort.has_value()) key.sort = AttributeValue::String(*sort);
  return key;
}

// A database with short ways to do and read simple things. Failures of the store fail the test.
class StoreUnderTest {
 public:
  // nullopt: in memory.
  explicit StoreUnderTest(std::optional<std::string> directory = std::nullopt)
      : StoreUnderTest(InDirectory(std::move(directory))) {}
  explicit StoreUnderTest(DatabaseOptions options) : options_(std::move(options)) { Reopen(); }

  static DatabaseOptions InDirectory(std::optional<std::string> directory) {
    DatabaseOptions options;
    options.data_dir = std::move(directory);
    return options;
  }

  void Reopen() {
    database_.reset();
    Result<std::unique_ptr<Database>> opened = Database::Open(options_);
    if (!opened.ok()) {
      ADD_FAILURE() << opened.error().message;
      std::abort();
    }
    database_ = std::move(opened).value();
  }

  // Of the next opening.
  DatabaseOptions& options() { return options_; }

  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }

  TablePtr CreateTable(TableSchema schema) {
    Result<TablePtr> table = database_->CreateTable(std::move(schema));
    EXPECT_TRUE(table.ok());
    return table.ok() ? *table : nullptr;
  }

  Result<void> DeleteTable(std::string_view name) {
    const auto allow = [](const TableSchema&) { return Result<void>(); };
    const Result<TablePtr> deleted = database_->DeleteTable(name, allow);
    return deleted.ok() ? Result<void>() : Result<void>(deleted.error());
  }

  // Stores the key attributes "p" and "s" and, unless it is empty, "v".
  Result<void> Put(const Table& table, const PrimaryKey& key, std::string_view value = "") {
    Arena arena;
    const AttributeMap item = ItemOf(arena, key, value);
    return Write(arena, table, key, {WriteDecision::Kind::kPut, item, ItemSize(item)});
  }

  Result<void> Delete(const Table& table, const PrimaryKey& key) {
    Arena arena;
    return Write(arena, table, key, {WriteDecision::Kind::kDelete, {}, 0});
  }

  static AttributeMap ItemOf(Arena& arena, const PrimaryKey& key, std::string_view value) {
    std::vector<Attribute> attributes = {{"p", key.partition}};
    if (key.sort.has_value()) attributes.push_back({"s", *key.sort});
    if (!value.empty()) attributes.push_back({"v", AttributeValue::String(value)});
    return arena.CopyArray(std::span<const Attribute>(attributes));
  }

  // What Put() stored as "v"; nullopt: there is no such item.
  std::optional<std::string> Get(const Table& table, const PrimaryKey& key) {
    Arena arena;
    const auto item = database_->GetItem(table, key, arena);
    EXPECT_TRUE(item.ok());
    if (!item.ok() || !item->has_value()) return std::nullopt;
    return ValueOf(**item);
  }

  static std::string ValueOf(EncodedItem item) { return TextOf(item, "v"); }
  static std::string SortKeyOf(EncodedItem item) { return TextOf(item, "s"); }

  // The text of a scalar attribute of each item left in the cursor.
  static std::vector<std::string> Drain(ItemCursor& cursor, std::string_view attribute) {
    std::vector<std::string> texts;
    while (cursor.Next()) texts.push_back(TextOf(cursor.item(), attribute));
    EXPECT_TRUE(cursor.status().ok());
    return texts;
  }

  std::vector<std::string> SortKeys(const Table& table, const QueryRange& range) {
    return Drain(*database_->Query(table, range), "s");
  }

 private:
  static std::string TextOf(EncodedItem item, std::string_view attribute) {
    Arena arena;
    const auto attributes = item.Decode(arena);
    EXPECT_TRUE(attributes.has_value());
    const AttributeValue* const value = Find(*attributes, attribute);
    return value == nullptr ? "" : std::string(value->bytes());
  }

  Result<void> Write(Arena& arena, const Table& table, const PrimaryKey& key,
                     const WriteDecision& decision) {
    const auto decide = [&](std::optional<EncodedItem>) { return Result<WriteDecision>(decision); };
    const ItemWrite write{&table, key, decide};
    return database_->Write(arena, {&write, 1});
  }

  DatabaseOptions options_;
  std::unique_ptr<Database> database_;
};

}  // namespace stator::storage
