#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/storage/store_under_test.h"
#include "tests/support/dying_process.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

namespace fs = std::filesystem;
using stator::testing::Die;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

void WriteItems(StoreUnderTest& store, int first, int end) {
  TablePtr table = store->FindTable("t");
  if (table == nullptr) table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (int i = first; i < end; ++i) {
    EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), "value " + std::to_string(i)).ok());
  }
}

// For a process that dies: the store is never closed.
void WriteItems(const std::string& directory, int first, int end) {
  WriteItems(*new StoreUnderTest(directory), first, end);
}

void WriteItemsAndClose(const std::string& directory, int first, int end) {
  StoreUnderTest store(directory);
  WriteItems(store, first, end);
  EXPECT_TRUE(store->Close().ok());
}

fs::path NewestLog(const std::string& directory) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() != ".log") continue;
    if (newest.empty() || entry.path().filename() > newest.filename()) newest = entry.path();
  }
  return newest;
}

TEST(Durability, KilledProcess_LosesNothingItAnswered) {
  if (const auto task = TaskOfDyingProcess()) {
    WriteItems(task->directory, task->step * 100, task->step * 100 + 100);
    Die();
  }
  TemporaryDirectory directory;
  for (int run = 0; run < 3; ++run) RunThisTestUntilItDies(directory.path(), run);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  ASSERT_NE(table, nullptr);
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(store.Get(*table, KeyOf(std::to_string(i))), "value " + std::to_string(i));
  }
  EXPECT_EQ(table->item_count(), 300);
  EXPECT_TRUE(store->counts_are_exact());
}

// What is in the files of a directory, by their names.
std::map<std::string, std::string> ContentsOf(const std::string& path) {
  std::map<std::string, std::string> contents;
  for (const auto& file : fs::directory_iterator(path)) {
    std::ifstream stream(file.path(), std::ios::binary);
    contents[file.path().filename().string()].assign(std::istreambuf_iterator<char>(stream), {});
  }
  return contents;
}

TEST(Durability, KilledProcessThatOnlyRead_LeavesTheDirectoryAsItWas) {
  constexpr int kItems = 100;
  if (const auto task = TaskOfDyingProcess()) {
    StoreUnderTest store(task->directory);
    EXPECT_EQ(store.Get(*store->FindTable("t"), KeyOf("1")), "value 1");
    Die();
  }
  TemporaryDirectory directory;
  WriteItemsAndClose(directory.path(), 0, kItems);
  const auto before = ContentsOf(directory.path());
  for (int run = 0; run < 3; ++run) RunThisTestUntilItDies(directory.path(), run);
  EXPECT_TRUE(ContentsOf(directory.path()) == before);
  // Its counts are those of the clean stop before.
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t")->item_count(), kItems);
  EXPECT_LT(store->work().iterator_steps, uint64_t{kItems});
}

TEST(Durability, ClosedAgainWithoutAChange_WritesNoCountsAnew) {
  TemporaryDirectory directory;
  WriteItemsAndClose(directory.path(), 0, 10);
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t")->item_count(), 10);
  ASSERT_TRUE(store->Close().ok());
  EXPECT_EQ(store->work().commits, 0U);
}

// None of these starts was finished, and some write out what many logs hold.
TEST(Durability, ManyProcessesKilledAfterTheirStart_LoseNothing) {
  constexpr int kRuns = 20;
  if (const auto task = TaskOfDyingProcess()) {
    WriteItems(task->directory, task->step * 10, task->step * 10 + 10);
    Die();
  }
  TemporaryDirectory directory;
  for (int run = 0; run < kRuns; ++run) RunThisTestUntilItDies(directory.path(), run);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  ASSERT_NE(table, nullptr);
  for (int i = 0; i < kRuns * 10; ++i) {
    EXPECT_EQ(store.Get(*table, KeyOf(std::to_string(i))), "value " + std::to_string(i));
  }
  EXPECT_EQ(table->item_count(), kRuns * 10);
}

// Of the start, nothing is on the disk then but the log, whose name need not be there.
TEST(Durability, PowerCutBeforeTheStartIsFinished_LosesNothing) {
  TemporaryDirectory directory;
  const std::string first = directory.path() + "/first";
  StoreUnderTest open(first);
  WriteItems(open, 0, 10);
  const std::string at_start = directory.path() + "/at-start";
  fs::copy(first, at_start);
  StoreUnderTest store(at_start);
  const TablePtr table = store->FindTable("t");
  ASSERT_TRUE(store.Put(*table, KeyOf("new"), "v").ok());
  const std::string after_cut = directory.path() + "/after-cut";
  fs::copy(at_start, after_cut);
  for (const auto& file : fs::directory_iterator(after_cut)) {
    const std::string name = file.path().filename().string();
    EXPECT_TRUE(fs::exists(first + "/" + name) || name.ends_with(".log")) << name;
  }
  StoreUnderTest recovered(after_cut);
  const TablePtr same = recovered->FindTable("t");
  ASSERT_NE(same, nullptr);
  EXPECT_EQ(same->item_count(), 11);
  EXPECT_EQ(recovered.Get(*same, KeyOf("9")), "value 9");
  EXPECT_EQ(recovered.Get(*same, KeyOf("new")), "v");
}

// The very first start was killed between making the store and making all of its families; the next
// one makes those that are missing, which no manifest before it has.
TEST(Durability, KilledAfterAStartThatMadeFamilies_LosesNothing) {
  TemporaryDirectory directory;
  { const StoreUnderTest marked(directory.path()); }
  for (const auto& file : fs::directory_iterator(directory.path())) {
    if (file.path().filename() != "STATOR") fs::remove(file.path());
  }
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* half_made = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, directory.path(), &half_made).ok());
  delete half_made;

  StoreUnderTest open(directory.path());
  WriteItems(open, 0, 10);
  TemporaryDirectory elsewhere;
  const std::string copy = elsewhere.path() + "/copy";
  fs::copy(directory.path(), copy);  // as a kill leaves it
  StoreUnderTest recovered(copy);
  const TablePtr table = recovered->FindTable("t");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->item_count(), 10);
  EXPECT_EQ(recovered.Get(*table, KeyOf("9")), "value 9");
}

TEST(Durability, KilledBeforeAnyWrite_IsAnEmptyStore) {
  if (const auto task = TaskOfDyingProcess()) {
    const StoreUnderTest store(task->directory);
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  StoreUnderTest store(directory.path());
  EXPECT_TRUE(store->ListTables("", 10).empty());
}

TEST(Durability, DeletedTableOfAKilledProcess_StaysDeletedAndItsIdUnused) {
  if (const auto task = TaskOfDyingProcess()) {
    if (task->step == 0) {
      WriteItems(task->directory, 0, 10);
      Die();
    }
    StoreUnderTest store(task->directory);
    EXPECT_EQ(store->FindTable("t")->schema().id, 1U);
    EXPECT_TRUE(store.DeleteTable("t").ok());
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  RunThisTestUntilItDies(directory.path(), 1);
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t"), nullptr);
  const TablePtr again = store.CreateTable(SchemaOf("t", AttributeType::kString));
  EXPECT_EQ(again->schema().id, 2U);
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*again, {}), "p"), std::vector<std::string>());
}

TEST(Durability, TornTailOfTheLog_LosesOnlyTheTail) {
  if (const auto task = TaskOfDyingProcess()) {
    WriteItems(task->directory, 0, 100);
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  const fs::path log = NewestLog(directory.path());
  ASSERT_FALSE(log.empty());
  fs::resize_file(log, fs::file_size(log) - 10);
  {
    StoreUnderTest store(directory.path());
    const TablePtr table = store->FindTable("t");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(store.Get(*table, KeyOf("98")), "value 98");
    EXPECT_EQ(store.Get(*table, KeyOf("99")), std::nullopt);
    EXPECT_EQ(table->item_count(), 99);
    ASSERT_TRUE(store.Put(*table, KeyOf("99"), "again").ok());
  }
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store.Get(*store->FindTable("t"), KeyOf("99")), "again");
  EXPECT_EQ(store->FindTable("t")->item_count(), 100);
}

TEST(Durability, CountsOfAnUncleanStop_AreRebuiltWhileTheTableIsWritten) {
  // More items than are counted before the store opens.
  constexpr int kItems = 25'000;
  if (const auto task = TaskOfDyingProcess()) {
    StoreUnderTest store(task->directory);
    const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
    for (int i = 0; i < kItems; ++i) {
      EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(100'000 + i)), "v").ok());
    }
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  ASSERT_TRUE(store.Put(*table, KeyOf("new"), "v").ok());
  ASSERT_TRUE(store.Delete(*table, KeyOf("100000")).ok());
  ASSERT_TRUE(store.Put(*table, KeyOf("100001"), "vv").ok());
  while (!store->counts_are_exact()) std::this_thread::yield();
  EXPECT_EQ(table->item_count(), kItems);
  // "p" + six digits, "v" + "v"; the new key is three bytes shorter, one value one byte longer.
  EXPECT_EQ(table->size_bytes(), kItems * 9 - 3 + 1);
}

TEST(Durability, CopyWhileCountsAreRebuilt_LeavesTheNextCleanStopClean) {
  constexpr int kItems = 20'000;
  if (const auto task = TaskOfDyingProcess()) {
    WriteItems(task->directory, 0, kItems);
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  {
    StoreUnderTest store(directory.path());
    ASSERT_TRUE(store->SaveCopy("copy", "").ok());
    while (!store->counts_are_exact()) std::this_thread::yield();
    ASSERT_TRUE(store->Close().ok());
  }
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t")->item_count(), kItems);
  EXPECT_LT(store->work().iterator_steps, uint64_t{kItems});
}

TEST(Durability, LargeStoreClosedCleanly_OpensWithItsCounts) {
  TemporaryDirectory directory;
  {
    StoreUnderTest store(directory.path());
    const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
    const std::string value(1000, 'v');
    for (int i = 0; i < 2000; ++i) {
      ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), value).ok());
    }
    ASSERT_TRUE(store->Close().ok());
  }
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t")->item_count(), 2000);
  EXPECT_EQ(store.Get(*store->FindTable("t"), KeyOf("1999")), std::string(1000, 'v'));
}

}  // namespace
}  // namespace stator::storage
