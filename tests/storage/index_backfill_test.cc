#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/hooked_store.h"
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
const IndexSchema kIndex = GlobalIndex("late", {kV}, {{"p", AttributeType::kString}});

DatabaseOptions Options(std::optional<std::string> directory, size_t items_at_once,
                        std::function<void()> before_step = nullptr) {
  DatabaseOptions options;
  options.data_dir = std::move(directory);
  options.items_backfilled_at_once = items_at_once;
  options.before_backfill_step = std::move(before_step);
  return options;
}

// Items "0" to count - 1, of which every third has no "v".
TablePtr CreateWithItems(StoreUnderTest& store, int count) {
  TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (int i = 0; i < count; ++i) {
    const std::string value = i % 3 == 0 ? "" : "value" + std::to_string(i % 10);
    EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), value).ok());
  }
  return table;
}

IndexStatus StatusOf(const Table& table) { return table.schema().FindIndex("late")->status; }

void ExpectFull(StoreUnderTest& store) {
  const TablePtr table = store->FindTable("t");
  EXPECT_EQ(StatusOf(*table), IndexStatus::kActive);
  ExpectIndexesFollowItems(*store, *table);
}

TEST(Backfill, SmallTable_IsFullAndActiveWhenUpdateTableReturns) {
  StoreUnderTest store;
  CreateWithItems(store, 1900);
  const TablePtr table = AddIndex(store, "t", kIndex);
  EXPECT_EQ(StatusOf(*table), IndexStatus::kActive);
  EXPECT_EQ(table->index_item_count(1), 1266);
  ExpectFull(store);
}

TEST(Backfill, EmptyTable_IsActiveAtOnce) {
  StoreUnderTest store;
  CreateWithItems(store, 0);
  EXPECT_EQ(StatusOf(*AddIndex(store, "t", kIndex)), IndexStatus::kActive);
}

TEST(Backfill, LargeTable_IsFilledInTheBackground) {
  StoreUnderTest store(Options(std::nullopt, 100));
  CreateWithItems(store, 3000);
  const TablePtr table = AddIndex(store, "t", kIndex);
  EXPECT_EQ(StatusOf(*table), IndexStatus::kCreating);
  store->WaitForBackfill();
  ExpectFull(store);
}

TEST(Backfill, SeveralIndexesAtOnce_AreAllFilled) {
  StoreUnderTest store(Options(std::nullopt, 0));
  CreateWithItems(store, 500);
  const auto updated = store->UpdateTable("t", [](const TableSchema& schema) {
    TableSchema changed = schema;
    for (const char* name : {"one", "two", "three"}) {
      changed.indexes.push_back(GlobalIndex(name, {kV}));
    }
    return Result<TableSchema>(changed);
  });
  ASSERT_TRUE(updated.ok());
  store->WaitForBackfill();
  const TablePtr table = store->FindTable("t");
  for (const IndexSchema& index : table->schema().indexes) {
    EXPECT_EQ(index.status, IndexStatus::kActive);
    EXPECT_EQ(table->index_item_count(index.id), 333);
  }
  ExpectIndexesFollowItems(*store, *table);
}

TEST(Backfill, ItemsThatDoNotFit_AreSkipped) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Arena arena;
  const AttributeValue values[] = {AttributeValue::Number("1"), AttributeValue::Null(),
                                   AttributeValue::String(""),
                                   AttributeValue::String(arena.CopyString(std::string(2049, 'v'))),
                                   AttributeValue::String("fits")};
  int key = 0;
  for (const AttributeValue& value : values) {
    const Attribute item[] = {
        {"p", AttributeValue::String(arena.CopyString(std::to_string(key++)))}, {"v", value}};
    ASSERT_TRUE(PutWhole(*store, *table, item, arena).ok());
  }
  EXPECT_EQ(AddIndex(store, "t", kIndex)->index_item_count(1), 1);
  ExpectFull(store);
}

// The step has found its items when each of them is changed, deleted, or joined by others.
TEST(Backfill, WritesBetweenFindingAndLocking_AreNeitherLostNorUndone) {
  StoreUnderTest* store_in_use = nullptr;
  TablePtr table;
  int step = 0;
  const auto write = [&] {
    ++step;
    const std::string value = "step" + std::to_string(step);
    for (int i = 0; i < 200; ++i) {
      const std::string name = std::to_string(i);
      const PrimaryKey key = KeyOf(name);
      const std::string new_name = name + value;
      Result<void> written;
      switch ((i + step) % 5) {
        case 0:
          written = store_in_use->Delete(*table, key);
          break;
        case 1:
          written = store_in_use->Put(*table, key, value);
          break;
        case 2:
          written = store_in_use->Put(*table, key, "");
          break;
        case 3:
          written = store_in_use->Put(*table, KeyOf(new_name), "v");
          break;
        default:
          break;
      }
      EXPECT_TRUE(written.ok());
    }
  };
  for (const size_t at_once : {size_t{0}, size_t{100'000}}) {
    StoreUnderTest store(Options(std::nullopt, at_once, write));
    store_in_use = &store;
    table = CreateWithItems(store, 200);
    step = 0;
    ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
    store->WaitForBackfill();
    EXPECT_GE(step, 4);
    ExpectFull(store);
    table = nullptr;
  }
}

TEST(Backfill, WritersOnOtherThreads_LoseNothing) {
  StoreUnderTest store(Options(std::nullopt, 0));
  const TablePtr old_table = CreateWithItems(store, 3000);
  std::atomic<bool> stop = false;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      Arena arena;
      for (int i = thread; !stop; i += 7, arena.Reset()) {
        const PrimaryKey key = KeyOf(arena.CopyString(std::to_string(i % 3500)));
        const std::string value = i % 4 == 0 ? "" : std::to_string(thread) + std::to_string(i);
        const AttributeMap item = StoreUnderTest::ItemOf(arena, key, value);
        const bool ok = i % 5 == 0 ? DeleteWhole(*store, *old_table, key, arena).ok()
                                   : PutWhole(*store, *old_table, item, arena).ok();
        if (!ok) ++failures;
      }
    });
  }
  for (int round = 0; round < 3; ++round) {
    ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
    store->WaitForBackfill();
    if (round < 2) DropIndex(store, "t", "late");
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  ExpectFull(store);
}

// Local indexes change how rows are locked.
TEST(Backfill, TableWithLocalIndexes_IsFilledUnderItsWrites) {
  StoreUnderTest store(Options(std::nullopt, 0));
  const TablePtr table = store.CreateTable(WithIndexes(
      SchemaOf("t", AttributeType::kString, AttributeType::kNumber), {LocalIndex("local", kV)}));
  Arena arena;
  const auto put = [&](int i, std::string_view value) {
    const PrimaryKey key{AttributeValue::String(arena.CopyString(std::to_string(i % 4))),
                         AttributeValue::Number(arena.CopyString(std::to_string(i)))};
    return PutWhole(*store, *table, StoreUnderTest::ItemOf(arena, key, value), arena).ok();
  };
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(put(i, "old"));
  ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
  for (int i = 0; i < 600; ++i) ASSERT_TRUE(put(i, i % 2 == 0 ? "new" : ""));
  store->WaitForBackfill();
  ExpectFull(store);
}

TEST(Backfill, StepsAreSmall_AndCostOneCommitEach) {
  int steps = 0;
  StoreUnderTest store(Options(std::nullopt, 100'000, [&] { ++steps; }));
  CreateWithItems(store, 300);
  const WorkCounts before = store->work();
  ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
  EXPECT_EQ(steps, 6);  // five of 64 items at most, and one that finds nothing
  EXPECT_EQ(store->work().commits - before.commits, 2U + 5U);  // creation and activation too
  EXPECT_EQ(store->work().gets - before.gets, 1U);             // of the position
}

TEST(Backfill, DroppedIndex_StopsItAndLeavesNothing) {
  StoreUnderTest* store_in_use = nullptr;
  int step = 0;
  const auto drop = [&] {
    if (++step == 3) DropIndex(*store_in_use, "t", "late");
  };
  StoreUnderTest store(Options(std::nullopt, 0, drop));
  store_in_use = &store;
  CreateWithItems(store, 1000);
  const IndexSchema dropped = *AddIndex(store, "t", kIndex)->schema().FindIndex("late");
  store->WaitForBackfill();
  EXPECT_EQ(step, 3);
  TablePtr table = store->FindTable("t");
  EXPECT_TRUE(table->schema().indexes.empty());
  EXPECT_EQ(table->index_item_count(dropped.id), 0);
  ScanRange range;
  range.index = &dropped;
  Arena arena;
  EXPECT_TRUE(ReadAll(*store->Scan(*table, range), arena).empty());
  // The same name again is another index.
  table = AddIndex(store, "t", kIndex);
  EXPECT_EQ(table->schema().FindIndex("late")->id, dropped.id + 1);
  store->WaitForBackfill();
  ExpectFull(store);
}

TEST(Backfill, DroppedFromAnotherThreadAtAnyTime_LeavesNothing) {
  StoreUnderTest store(Options(std::nullopt, 0));
  const TablePtr table = CreateWithItems(store, 1000);
  Arena arena;
  for (int round = 0; round < 20; ++round) {
    const IndexSchema dropped = *AddIndex(store, "t", kIndex)->schema().FindIndex("late");
    for (int i = 0; i < round * 10; ++i) std::this_thread::yield();
    DropIndex(store, "t", "late");
    store->WaitForBackfill();
    ScanRange range;
    range.index = &dropped;
    EXPECT_TRUE(ReadAll(*store->Scan(*table, range), arena).empty());
  }
}

TEST(Backfill, DeletedTable_StopsIt) {
  StoreUnderTest* store_in_use = nullptr;
  int step = 0;
  const auto replace_table = [&] {
    if (++step != 3) return;
    EXPECT_TRUE(store_in_use->DeleteTable("t").ok());
    // Of the same name, with an index of the same id.
    store_in_use->CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), {kIndex}));
  };
  StoreUnderTest store(Options(std::nullopt, 0, replace_table));
  store_in_use = &store;
  CreateWithItems(store, 1000);
  ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
  store->WaitForBackfill();
  EXPECT_EQ(step, 3);
  EXPECT_EQ(store->FindTable("t")->item_count(), 0);
  ExpectFull(store);
}

TEST(Backfill, ClosedStore_ContinuesWhereItWas) {
  TemporaryDirectory directory;
  {
    std::atomic<int> steps = 0;
    std::atomic<bool> closing = false;
    const auto wait_for_close = [&] {
      if (++steps < 5) return;
      while (!closing) std::this_thread::yield();
    };
    StoreUnderTest store(Options(directory.path(), 0, wait_for_close));
    CreateWithItems(store, 2000);
    ASSERT_NE(AddIndex(store, "t", kIndex), nullptr);
    while (steps < 5) std::this_thread::yield();
    closing = true;
    ASSERT_TRUE(store->Close().ok());
  }
  std::atomic<int> steps = 0;
  StoreUnderTest store(Options(directory.path(), 0, [&] { ++steps; }));
  store->WaitForBackfill();
  EXPECT_LE(steps, 2000 / 64 + 2 - 4);
  ExpectFull(store);
}

TEST(Backfill, KilledAtAnyStep_ContinuesWhereItWas) {
  constexpr int kItems = 1000;
  constexpr int kSteps = kItems / 64 + 2;
  if (const auto task = TaskOfDyingProcess()) {
    int step = 0;
    const auto die = [&] {
      if (++step == task->step) Die();
    };
    StoreUnderTest store(Options(task->directory, 0, die));
    CreateWithItems(store, kItems);
    EXPECT_EQ(StatusOf(*AddIndex(store, "t", kIndex)), IndexStatus::kCreating);
    store->WaitForBackfill();
    FAIL() << "alive after " << step << " steps";
  }
  for (const int died_at : {1, 2, 7, kSteps}) {
    TemporaryDirectory directory;
    RunThisTestUntilItDies(directory.path(), died_at);
    std::atomic<int> steps = 0;
    StoreUnderTest store(Options(directory.path(), 0, [&] { ++steps; }));
    ASSERT_TRUE(store.Put(*store->FindTable("t"), KeyOf("5"), "after").ok());
    store->WaitForBackfill();
    EXPECT_EQ(steps, kSteps - died_at + 1);
    ExpectFull(store);
  }
}

// The store's failure is over at the next start.
TEST(Backfill, FailingStore_LeavesTheIndexToTheNextStart) {
  TemporaryDirectory directory;
  {
    CommitHooks hooks;
    std::atomic<int> steps = 0;
    const auto fail = [&] {
      if (++steps == 3) hooks.commits_left = 0;
    };
    const auto database = OpenHooked(Options(directory.path(), 0, fail), hooks);
    const TablePtr table = *database->CreateTable(SchemaOf("t", AttributeType::kString));
    Arena arena;
    for (int i = 0; i < 500; ++i) {
      const std::string key = std::to_string(i);
      const AttributeMap item = StoreUnderTest::ItemOf(arena, KeyOf(key), "v");
      ASSERT_TRUE(PutWhole(*database, *table, item, arena).ok());
    }
    const auto updated = database->UpdateTable("t", [](const TableSchema& old_schema) {
      TableSchema changed = old_schema;
      changed.indexes.push_back(kIndex);
      return Result<TableSchema>(changed);
    });
    ASSERT_TRUE(updated.ok());
    database->WaitForBackfill();
    EXPECT_EQ(steps, 3);
    EXPECT_EQ(StatusOf(*database->FindTable("t")), IndexStatus::kCreating);
    hooks.commits_left = -1;
  }
  StoreUnderTest store(directory.path());
  store->WaitForBackfill();
  ExpectFull(store);
}

TEST(Backfill, CountsOfAnUncleanStop_AreRebuiltForIndexesToo) {
  constexpr int kItems = 15'000;  // with their entries more than are counted before opening
  if (const auto task = TaskOfDyingProcess()) {
    StoreUnderTest store(task->directory);
    const TablePtr table =
        store.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), {kIndex}));
    for (int i = 0; i < kItems; ++i) {
      EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), i % 2 == 0 ? "" : "v").ok());
    }
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  ASSERT_TRUE(store.Delete(*table, KeyOf("1")).ok());
  ASSERT_TRUE(store.Put(*table, KeyOf("2"), "new").ok());
  ASSERT_TRUE(store.Put(*table, KeyOf("3"), "longer").ok());
  while (!store->counts_are_exact()) std::this_thread::yield();
  EXPECT_EQ(table->item_count(), kItems - 1);
  EXPECT_EQ(table->index_item_count(1), kItems / 2);
  ExpectIndexesFollowItems(*store, *table);
}

}  // namespace
}  // namespace stator::storage
