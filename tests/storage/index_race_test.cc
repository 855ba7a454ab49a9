// The interleavings of writes with changes of indexes that must not happen, each brought about as
// far as the locks let it be.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "tests/storage/hooked_store.h"
#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"

namespace stator::storage {
namespace {

class IndexRaceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.before_backfill_step = [this] { before_step_(); };
    database_ = OpenHooked(options_, hooks_);
    table_ = *database_->CreateTable(SchemaOf("t", AttributeType::kString));
  }

  void Put(std::string_view key, std::string_view value) {
    Arena arena;
    const AttributeMap item = StoreUnderTest::ItemOf(arena, KeyOf(key), value);
    EXPECT_TRUE(PutWhole(*database_, *table_, item, arena).ok());
  }

  void AddIndex() {
    const auto updated = database_->UpdateTable("t", [](const TableSchema& schema) {
      TableSchema changed = schema;
      changed.indexes.push_back(GlobalIndex("late", {{"v", AttributeType::kString}}));
      return Result<TableSchema>(changed);
    });
    EXPECT_TRUE(updated.ok());
    database_->WaitForBackfill();
  }

  void ExpectFull() {
    const TablePtr table = database_->FindTable("t");
    ASSERT_EQ(table->schema().indexes.size(), 1U);
    EXPECT_EQ(table->schema().indexes[0].status, IndexStatus::kActive);
    ExpectIndexesFollowItems(*database_, *table);
  }

  DatabaseOptions options_;
  CommitHooks hooks_;
  std::function<void()> before_step_ = [] {};
  std::unique_ptr<Database> database_;
  TablePtr table_;
};

// A write that began before the index was there commits after it was filled.
TEST_F(IndexRaceTest, WriteBegunBeforeTheIndex_IsWaitedFor) {
  const std::thread::id main_thread = std::this_thread::get_id();
  std::atomic<bool> filled = false;
  std::atomic<bool> added = false;
  hooks_.filled = [&] {
    if (std::this_thread::get_id() == main_thread) return;
    filled = true;
    GiveChance(added);
  };
  std::thread writer([&] { Put("new", "v"); });
  while (!filled) std::this_thread::yield();
  AddIndex();
  added = true;
  writer.join();
  EXPECT_EQ(database_->FindTable("t")->index_item_count(1), 1);
  ExpectFull();
}

// A write has its entry in the store, but not yet in the counts, when these are begun anew.
TEST_F(IndexRaceTest, WriteNotYetCounted_IsCountedOnce) {
  const std::thread::id main_thread = std::this_thread::get_id();
  std::atomic<bool> committed = false;
  std::atomic<bool> added = false;
  std::thread writer;
  hooks_.committed = [&] {
    if (std::this_thread::get_id() == main_thread) return;
    committed = true;
    GiveChance(added);
  };
  before_step_ = [&] {
    writer = std::thread([&] { Put("new", "v"); });
    while (!committed) std::this_thread::yield();
  };
  AddIndex();
  added = true;
  writer.join();
  EXPECT_EQ(database_->FindTable("t")->index_item_count(1), 1);
  ExpectFull();
}

// Items change when a step has read them, but not yet committed their entries.
TEST_F(IndexRaceTest, ItemsOfAStep_DoNotChangeUnderIt) {
  for (int i = 0; i < 10; ++i) Put(std::to_string(i), "old");
  const std::thread::id main_thread = std::this_thread::get_id();
  std::atomic<bool> in_step = false;
  std::atomic<bool> written = false;
  std::thread writer;
  before_step_ = [&] { in_step = true; };
  hooks_.filled = [&] {
    if (std::this_thread::get_id() != main_thread || !in_step || writer.joinable()) return;
    writer = std::thread([&] {
      Put("5", "new");
      written = true;
    });
    GiveChance(written);
  };
  AddIndex();
  writer.join();
  ExpectFull();
}

// Items appear after a step has found its own, and change when it is about to commit: they are not
// locked, and it must leave them alone.
TEST_F(IndexRaceTest, ItemsThatAppearDuringAStep_AreLeftToTheirWrites) {
  constexpr int kItems = 10;
  for (int i = 0; i < kItems; ++i) Put(std::to_string(i), "old");
  const std::thread::id main_thread = std::this_thread::get_id();
  std::atomic<bool> in_step = false;
  std::atomic<bool> written = false;
  std::thread writer;
  before_step_ = [&] {
    if (in_step) return;
    for (int i = kItems; i < 10 * kItems; ++i) Put(std::to_string(i), "appeared");
    in_step = true;
  };
  hooks_.filled = [&] {
    if (std::this_thread::get_id() != main_thread || !in_step || writer.joinable()) return;
    writer = std::thread([&] {
      for (int i = kItems; i < 10 * kItems; ++i) Put(std::to_string(i), "changed");
      written = true;
    });
    GiveChance(written);
  };
  AddIndex();
  writer.join();
  ExpectFull();
}

// A write that maintains an index commits when the index is dropped.
TEST_F(IndexRaceTest, WriteBegunBeforeTheDrop_LeavesNoEntry) {
  AddIndex();
  const IndexSchema dropped = database_->FindTable("t")->schema().indexes[0];
  const std::thread::id main_thread = std::this_thread::get_id();
  std::atomic<bool> filled = false;
  std::atomic<bool> was_dropped = false;
  hooks_.filled = [&] {
    if (std::this_thread::get_id() == main_thread) return;
    filled = true;
    GiveChance(was_dropped);
  };
  std::thread writer([&] { Put("new", "v"); });
  while (!filled) std::this_thread::yield();
  const auto updated = database_->UpdateTable("t", [](const TableSchema& schema) {
    TableSchema changed = schema;
    changed.indexes.clear();
    return Result<TableSchema>(changed);
  });
  EXPECT_TRUE(updated.ok());
  was_dropped = true;
  writer.join();
  ScanRange range;
  range.index = &dropped;
  Arena arena;
  EXPECT_TRUE(ReadAll(*database_->Scan(*table_, range), arena).empty());
}

// Two writes of one item collection meet between reading and writing its size.
TEST_F(IndexRaceTest, WritesOfOneItemCollection_FollowEachOther) {
  table_ = *database_->CreateTable(
      WithIndexes(SchemaOf("local", AttributeType::kString, AttributeType::kString),
                  {LocalIndex("local", {"v", AttributeType::kString})}));
  const auto put = [&](std::string_view sort, WriteReport* report) {
    Arena arena;
    const AttributeMap item = StoreUnderTest::ItemOf(arena, KeyOf("p", sort), "");
    EXPECT_TRUE(PutWhole(*database_, *table_, item, arena, report).ok());
  };
  std::atomic<bool> written = false;
  std::atomic<bool> started = false;
  std::thread writer;
  hooks_.filled = [&] {
    if (started.exchange(true)) return;
    writer = std::thread([&] {
      put("1", nullptr);
      written = true;
    });
    GiveChance(written);
  };
  put("2", nullptr);
  writer.join();
  WriteReport report;
  put("3", &report);
  EXPECT_EQ(report.item_collection_bytes, 3 * 4);
}

}  // namespace
}  // namespace stator::storage
