#include "storage/namespaced_database.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

TEST(NamespacedDatabase, Tables_AreFoundInTheirNamespaceOnly) {
  StoreUnderTest store;
  NamespacedDatabase east(*store, "us-east-1");
  NamespacedDatabase west(*store, "us-west-2");
  const auto created = east.CreateTable(SchemaOf("orders", AttributeType::kString));
  ASSERT_TRUE(created.ok());
  EXPECT_EQ((*created)->schema().name, "orders");
  EXPECT_EQ(east.FindTable("orders"), *created);
  EXPECT_EQ(west.FindTable("orders"), nullptr);
  EXPECT_EQ(store->FindTable("orders"), nullptr);
  EXPECT_EQ(east.ListTables("", 10), std::vector<std::string>{"orders"});
  EXPECT_EQ(west.ListTables("", 10), std::vector<std::string>());
  EXPECT_EQ(store->ListTables("", 10), std::vector<std::string>{"us-east-1/orders"});
}

TEST(NamespacedDatabase, Changes_AreMadeToTheTableOfItsNamespace) {
  const stator::testing::TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  {
    NamespacedDatabase east(*store, "us-east-1");
    ASSERT_TRUE(east.CreateTable(SchemaOf("orders", AttributeType::kString)).ok());
    ASSERT_TRUE(store->CreateTable(SchemaOf("orders", AttributeType::kNumber)).ok());
    const auto updated = east.UpdateTable("orders", [](const TableSchema& schema) {
      TableSchema changed = schema;
      changed.deletion_protection = true;
      // Neither name can be changed.
      changed.name = "other";
      changed.name_space = "other";
      return Result<TableSchema>(changed);
    });
    ASSERT_TRUE(updated.ok());
  }
  store.Reopen();
  NamespacedDatabase east(*store, "us-east-1");
  ASSERT_NE(east.FindTable("orders"), nullptr);
  EXPECT_TRUE(east.FindTable("orders")->schema().deletion_protection);
  EXPECT_FALSE(store->FindTable("orders")->schema().deletion_protection);
  const auto allow = [](const TableSchema&) { return Result<void>(); };
  ASSERT_TRUE(east.DeleteTable("orders", allow).ok());
  EXPECT_EQ(east.FindTable("orders"), nullptr);
  store.Reopen();
  EXPECT_EQ(store->ListTables("", 10), std::vector<std::string>{"orders"});
}

TEST(NamespacedDatabase, IndexFilledInTheBackground_BecomesActive) {
  DatabaseOptions options;
  options.items_backfilled_at_once = 0;
  StoreUnderTest store(options);
  NamespacedDatabase east(*store, "us-east-1");
  const auto created = east.CreateTable(SchemaOf("orders", AttributeType::kString));
  ASSERT_TRUE(created.ok());
  for (const char* key : {"a", "b", "c"}) ASSERT_TRUE(store.Put(**created, KeyOf(key), "v").ok());
  const auto updated = east.UpdateTable("orders", [](const TableSchema& schema) {
    TableSchema changed = schema;
    changed.indexes.push_back(GlobalIndex("by-v", {{"v", AttributeType::kString}}));
    return Result<TableSchema>(changed);
  });
  ASSERT_TRUE(updated.ok());
  east.WaitForBackfill();
  const TablePtr table = east.FindTable("orders");
  EXPECT_EQ(table->schema().indexes.front().status, IndexStatus::kActive);
  EXPECT_EQ(table->index_item_count(table->schema().indexes.front().id), 3);
}

}  // namespace
}  // namespace stator::storage
