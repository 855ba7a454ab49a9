#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"
#include "tests/support/dying_process.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

// Changes of global indexes that wait (storage/index_queue.h); index_model_test.cc has the rest.
namespace stator::storage {
namespace {

using stator::testing::Die;
using stator::testing::ManualClock;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

constexpr int64_t kDelayMicros = 1'000'000;
const KeyAttribute kValue = {"v", AttributeType::kString};

DatabaseOptions Options(const Clock& clock, std::optional<std::string> directory = std::nullopt) {
  DatabaseOptions options;
  options.data_dir = std::move(directory);
  options.clock = &clock;
  options.gsi_delay_micros = kDelayMicros;
  return options;
}

TableSchema TableByValue() {
  return WithIndexes(SchemaOf("t", AttributeType::kString), {GlobalIndex("by-value", {kValue})});
}

size_t EntriesShown(StoreUnderTest& store, const Table& table) {
  ScanRange range;
  range.index = &table.schema().indexes[0];
  return StoreUnderTest::Drain(*store->Scan(table, range), "p").size();
}

// A clock at the start of the dying process's is at the start of the next one's, too.
TEST(IndexQueue, KilledProcess_LosesNothingThatWaits) {
  if (const auto task = TaskOfDyingProcess()) {
    static const ManualClock clock;
    auto* const store = new StoreUnderTest(Options(clock, task->directory));
    TablePtr table = (*store)->FindTable("t");
    if (table == nullptr) table = store->CreateTable(TableByValue());
    for (int i = 0; i < 100; ++i) {
      const std::string value = std::to_string(task->step) + "-" + std::to_string(i);
      EXPECT_TRUE(store->Put(*table, KeyOf(std::to_string(i % 70)), value).ok());
    }
    Die();
  }
  TemporaryDirectory directory;
  for (int run = 0; run < 3; ++run) RunThisTestUntilItDies(directory.path(), run);
  ManualClock clock;
  StoreUnderTest store(Options(clock, directory.path()));
  const TablePtr table = store->FindTable("t");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(EntriesShown(store, *table), 0U);
  clock.AdvanceMicros(kDelayMicros);
  EXPECT_EQ(EntriesShown(store, *table), 70U);
  ExpectIndexesFollowItems(*store, *table);
}

TEST(IndexQueue, StoreOpenedWithoutDelay_IsUpToDateAtOnce) {
  TemporaryDirectory directory;
  const ManualClock clock;
  StoreUnderTest store(Options(clock, directory.path()));
  EXPECT_TRUE(store.Put(*store.CreateTable(TableByValue()), KeyOf("a"), "x").ok());
  store.options().gsi_delay_micros = 0;
  for (int opening = 0; opening < 2; ++opening) {
    store.Reopen();
    ExpectIndexesFollowItems(*store, *store->FindTable("t"));
  }
}

TEST(IndexQueue, DroppedTable_LeavesNothingThatWaits) {
  TemporaryDirectory directory;
  ManualClock clock;
  StoreUnderTest store(Options(clock, directory.path()));
  const TablePtr dropped = store.CreateTable(TableByValue());
  EXPECT_TRUE(store.Put(*dropped, KeyOf("a"), "x").ok());
  EXPECT_TRUE(store.DeleteTable("t").ok());
  clock.AdvanceMicros(kDelayMicros);
  EXPECT_EQ(EntriesShown(store, *dropped), 0U);
  const TablePtr table = store.CreateTable(TableByValue());
  store.Reopen();
  EXPECT_EQ(EntriesShown(store, *store->FindTable("t")), 0U);
}

// Nobody reads; the table is only written to.
TEST(IndexQueue, CatchUp_AppliesWhatIsDue) {
  ManualClock clock;
  StoreUnderTest store(Options(clock));
  const TablePtr table = store.CreateTable(TableByValue());
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), "x").ok());
  }
  EXPECT_TRUE(store->CatchUp().ok());
  EXPECT_EQ(table->index_item_count(table->schema().indexes[0].id), 0);
  clock.AdvanceMicros(kDelayMicros);
  EXPECT_TRUE(store->CatchUp().ok());
  EXPECT_EQ(table->index_item_count(table->schema().indexes[0].id), 1000);
}

TEST(IndexQueue, WritersReadersAndIndexChangesTogether_EndInStep) {
  ManualClock clock;
  StoreUnderTest store(Options(clock));
  const TablePtr table = store.CreateTable(TableByValue());
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 3; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < 1500; ++i) {
        const std::string name = std::to_string(i % 40);
        const PrimaryKey key = KeyOf(name);
        const std::string value = std::to_string(writer * 10 + i % 7);
        EXPECT_TRUE((i % 5 == 0 ? store.Delete(*table, key) : store.Put(*table, key, value)).ok());
        clock.AdvanceMicros(kDelayMicros / 100);
      }
    });
  }
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([&] {
      while (!stop) EntriesShown(store, *store->FindTable("t"));
    });
  }
  for (int i = 0; i < 10; ++i) {
    ASSERT_NE(AddIndex(store, "t", GlobalIndex("more", {kValue})), nullptr);
    store->WaitForBackfill();
    if (i == 9) break;
    ASSERT_NE(DropIndex(store, "t", "more"), nullptr);
  }
  for (int writer = 0; writer < 3; ++writer) threads[static_cast<size_t>(writer)].join();
  stop = true;
  threads[3].join();
  threads[4].join();
  clock.AdvanceMicros(kDelayMicros);
  ExpectIndexesFollowItems(*store, *store->FindTable("t"));
}

}  // namespace
}  // namespace stator::storage
