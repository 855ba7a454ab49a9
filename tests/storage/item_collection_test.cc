#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"
#include "tests/support/dying_process.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::Die;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

const KeyAttribute kV = {"v", AttributeType::kString};

// A table with the keys "p" and "s" and a local index over "v" that shows keys only.
TableSchema SchemaWithLocalIndex() {
  return WithIndexes(
      SchemaOf("t", AttributeType::kString, AttributeType::kString),
      {LocalIndex("local", kV, ProjectionType::kKeysOnly), GlobalIndex("global", {kV})});
}

Result<void> Put(StoreUnderTest& store, const Table& table, const PrimaryKey& key,
                 std::string_view value, WriteReport* report = nullptr) {
  Arena arena;
  return PutWhole(*store, table, StoreUnderTest::ItemOf(arena, key, value), arena, report);
}

// What a write that changes nothing is told.
int64_t CollectionBytes(StoreUnderTest& store, const Table& table, std::string_view partition) {
  Arena arena;
  WriteReport report;
  EXPECT_TRUE(DeleteWhole(*store, table, KeyOf(partition, "absent"), arena, &report).ok());
  return report.item_collection_bytes;
}

TEST(ItemCollection, Size_IsOfItemsAndLocalEntriesOfThePartition) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  WriteReport report;
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "1"), "", &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 4);  // "p", "a", "s", "1": not in the local index
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "2"), "123", &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 4 + 8 + 8);
  ASSERT_TRUE(Put(store, *table, KeyOf("b", "1"), "", &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 4);
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "2"), "1", &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 4 + 6 + 6);
  Arena arena;
  ASSERT_TRUE(DeleteWhole(*store, *table, KeyOf("a", "1"), arena, &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 12);
  ASSERT_TRUE(DeleteWhole(*store, *table, KeyOf("a", "2"), arena, &report).ok());
  EXPECT_EQ(report.item_collection_bytes, 0);
  EXPECT_EQ(CollectionBytes(store, *table, "a"), 0);
}

TEST(ItemCollection, OneMoreReadAndChange_AreAllItCosts) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "1"), "1").ok());
  const WorkCounts before = store->work();
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "2"), "1").ok());
  const WorkCounts after = store->work();
  EXPECT_EQ(after.gets - before.gets, 2U);
  EXPECT_EQ(after.commits - before.commits, 1U);
  EXPECT_EQ(after.changes - before.changes, 4U);  // item, two entries, the collection's size
}

TEST(ItemCollection, Limit_RefusesGrowthAndLetsShrinkingPass) {
  DatabaseOptions options;
  options.max_item_collection_bytes = 100;
  StoreUnderTest store(options);
  const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  const std::string value(43, 'v');
  // Item and entry are of 4 + 1 + 43 bytes, so that one more item of 4 reaches the limit.
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "0"), value).ok());
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "1"), "").ok());
  ASSERT_EQ(CollectionBytes(store, *table, "a"), 100);
  const auto refused = Put(store, *table, KeyOf("a", "2"), "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kItemCollectionSizeLimitExceeded);
  EXPECT_EQ(refused.error().message, "Collection size exceeded.");
  EXPECT_EQ(table->item_count(), 2);
  ASSERT_TRUE(Put(store, *table, KeyOf("b", "2"), "").ok());  // another collection
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "0"), "short").ok());
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "2"), "").ok());
  ExpectIndexesFollowItems(*store, *table);
}

TEST(ItemCollection, AboveALimitThatCameLater_MayStillShrink) {
  TemporaryDirectory directory;
  DatabaseOptions options = StoreUnderTest::InDirectory(directory.path());
  {
    StoreUnderTest store(options);
    const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
    ASSERT_TRUE(Put(store, *table, KeyOf("a", "1"), std::string(100, 'v')).ok());
  }
  options.max_item_collection_bytes = 50;
  StoreUnderTest store(options);
  const TablePtr table = store->FindTable("t");
  EXPECT_TRUE(Put(store, *table, KeyOf("a", "1"), std::string(99, 'v')).ok());
  EXPECT_TRUE(Put(store, *table, KeyOf("a", "1"), std::string(99, 'w')).ok());
  EXPECT_FALSE(Put(store, *table, KeyOf("a", "1"), std::string(100, 'w')).ok());
  EXPECT_FALSE(Put(store, *table, KeyOf("a", "2"), "").ok());
}

TEST(ItemCollection, OneWriteOfSeveralItems_CountsThemAll) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  Arena arena;
  std::vector<WriteReport> reports(10);
  std::vector<AttributeMap> items;
  for (int i = 0; i < 10; ++i) {
    const PrimaryKey key = KeyOf(i % 2 == 0 ? "even" : "odd", arena.CopyString(std::to_string(i)));
    items.push_back(StoreUnderTest::ItemOf(arena, key, ""));
  }
  size_t next = 0;
  const auto put = [&](std::optional<EncodedItem>) {
    const AttributeMap item = items[next++];
    return Result<WriteDecision>({WriteDecision::Kind::kPut, item, ItemSize(item)});
  };
  std::vector<ItemWrite> writes;
  for (size_t i = 0; i < 10; ++i) {
    writes.push_back({table.get(), PrimaryKeyOf(table->schema(), items[i]), put, &reports[i]});
  }
  const WorkCounts before = store->work();
  ASSERT_TRUE(store->Write(arena, writes).ok());
  EXPECT_EQ(store->work().gets - before.gets, 10U + 2U);
  for (size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(reports[i].item_collection_bytes, i % 2 == 0 ? 5 * 7 : 5 * 6);
  }
}

TEST(ItemCollection, Sizes_SurviveAKilledProcess) {
  if (const auto task = TaskOfDyingProcess()) {
    StoreUnderTest store(task->directory);
    const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
    for (int i = 0; i < 10; ++i) {
      EXPECT_TRUE(Put(store, *table, KeyOf("a", std::to_string(i)), "v").ok());
    }
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  EXPECT_EQ(CollectionBytes(store, *table, "a"), 10 * (6 + 6));
  ExpectIndexesFollowItems(*store, *table);
}

TEST(ItemCollection, DeletedTable_LeavesNoSizes) {
  StoreUnderTest store;
  TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  ASSERT_TRUE(Put(store, *table, KeyOf("a", "1"), "v").ok());
  ASSERT_TRUE(store.DeleteTable("t").ok());
  EXPECT_EQ(CollectionBytes(store, *store.CreateTable(SchemaWithLocalIndex()), "a"), 0);
}

TEST(ItemCollectionConcurrency, WritesOfOnePartition_AddUp) {
  constexpr int kThreads = 4;
  constexpr int kWrites = 300;
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaWithLocalIndex());
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      Arena arena;
      for (int i = 0; i < kWrites; ++i, arena.Reset()) {
        const PrimaryKey key =
            KeyOf(i % 3 == 0 ? "a" : "b", arena.CopyString(std::to_string(i * (thread + 1) % 40)));
        const std::string value(static_cast<size_t>(i % 20), 'v');
        const AttributeMap item = StoreUnderTest::ItemOf(arena, key, value);
        const bool ok = i % 5 == 0 ? DeleteWhole(*store, *table, key, arena).ok()
                                   : PutWhole(*store, *table, item, arena).ok();
        if (!ok) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  ExpectIndexesFollowItems(*store, *table);
  Arena arena;
  const IndexSchema& local = table->schema().indexes[0];
  for (const char* partition : {"a", "b"}) {
    int64_t expected = 0;
    for (const AttributeMap item : ReadAll(*store->Scan(*table, {}), arena)) {
      if (Find(item, "p")->bytes() != partition) continue;
      expected += static_cast<int64_t>(ItemSize(item));
      const auto entry = NaiveEntryOf(table->schema(), local, item, arena);
      if (entry.has_value()) expected += static_cast<int64_t>(ItemSize(entry->item));
    }
    EXPECT_EQ(CollectionBytes(store, *table, partition), expected);
  }
}

}  // namespace
}  // namespace stator::storage
