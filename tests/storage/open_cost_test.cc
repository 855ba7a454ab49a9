#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "storage/kv_store.h"
#include "tests/storage/store_under_test.h"
#include "tests/support/dying_process.h"
#include "tests/support/temporary_directory.h"

namespace {

// By this thread: a compaction that is due begins in another as soon as the store is open.
thread_local size_t bytes_read = 0;
thread_local std::set<int> files_read;

}  // namespace

// Takes the place of the C library's: how the engine reads its files.
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the header says __fd.
extern "C" ssize_t pread(int file, void* buffer, size_t bytes, off_t offset) {
  const auto read = static_cast<ssize_t>(syscall(SYS_pread64, file, buffer, bytes, offset));
  if (read > 0) bytes_read += static_cast<size_t>(read);
  files_read.insert(file);
  return read;
}

namespace stator::storage {
namespace {

using stator::testing::Die;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

// What has to be read to open a store with so many items.
size_t BytesReadToOpen(int items) {
  TemporaryDirectory directory;
  {
    StoreUnderTest store(directory.path());
    const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
    const std::string value(40, 'v');
    for (int i = 0; i < items; ++i) {
      EXPECT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), value).ok());
    }
    EXPECT_TRUE(store->Close().ok());
  }
  const size_t before = bytes_read;
  StoreUnderTest store(directory.path());
  EXPECT_EQ(store->FindTable("t")->item_count(), items);
  const size_t read = bytes_read - before;
  // The files were not read, and are there.
  EXPECT_EQ(store.Get(*store->FindTable("t"), KeyOf(std::to_string(items / 2))),
            std::string(40, 'v'));
  return read;
}

// Neither data nor indexes and filters of files, which are 400 KiB here: a start takes as long
// however much is stored.
TEST(OpenCost, IsTheSameForFewItemsAndForMany) {
  const size_t few = BytesReadToOpen(2'000);
  const size_t many = BytesReadToOpen(200'000);
  EXPECT_GT(few, 0U);
  EXPECT_LT(many, few + size_t{150} * 1024) << few;
}

size_t FilesIn(const std::string& directory, std::string_view name_end) {
  size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    if (file.path().native().ends_with(name_end)) ++files;
  }
  return files;
}

constexpr int kLargeItems = 40;

// With little memory, so that most items are in files, of which there are many.
DatabaseOptions OptionsForLargeItems(const std::string& directory) {
  DatabaseOptions options = StoreUnderTest::InDirectory(directory);
  options.engine_memory_bytes = size_t{4} * 1024 * 1024;
  return options;
}

// What can be compressed would be in few files.
std::string RandomText(size_t bytes, int seed) {
  std::mt19937_64 random(static_cast<uint64_t>(seed));
  std::string text(bytes, ' ');
  for (char& byte : text) byte = static_cast<char>('0' + random() % 64);
  return text;
}

void PutLargeItems(StoreUnderTest& store) {
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (int i = 0; i < kLargeItems; ++i) {
    ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), RandomText(350'000, i)).ok());
  }
}

std::unique_ptr<KvStore> OpenKvStore(const std::string& directory) {
  auto home = OpenKvHome(OptionsForLargeItems(directory).OfStore());
  EXPECT_TRUE(home.ok());
  auto store = (*home)->OpenLive();
  EXPECT_TRUE(store.ok());
  return std::move(store).value();
}

TEST(OpenCost, DoesNotGrowWithTheNumberOfFiles) {
  TemporaryDirectory directory;
  const auto key_of = [](int i) { return "a key longer than a prefix, " + std::to_string(i); };
  {
    const auto store = OpenKvStore(directory.path());
    for (int i = 0; i < kLargeItems; ++i) {
      const std::string value = RandomText(350'000, i);
      ASSERT_TRUE(
          store->Commit([&](KvBatch& batch) { batch.Put(ColumnFamily::kItems, key_of(i), value); })
              .ok());
    }
    ASSERT_TRUE(store->Close().ok());
  }
  ASSERT_GE(FilesIn(directory.path(), ".sst"), 3U);
  files_read.clear();
  const auto store = OpenKvStore(directory.path());
  EXPECT_LE(files_read.size(), 2U);
  // They are opened when they are read.
  for (int i = 0; i < kLargeItems; ++i) {
    Arena arena;
    const auto value = store->Get(ColumnFamily::kItems, key_of(i), arena);
    ASSERT_TRUE(value.ok());
    EXPECT_EQ(*value, RandomText(350'000, i));
  }
}

// Its items have to be counted, and most of that is left for later.
TEST(OpenCost, AfterAKill_DoesNotGrowWithTheSizeOfItems) {
  if (const auto task = TaskOfDyingProcess()) {
    StoreUnderTest store(OptionsForLargeItems(task->directory));
    PutLargeItems(store);
    Die();
  }
  TemporaryDirectory directory;
  RunThisTestUntilItDies(directory.path(), 0);
  const size_t before = bytes_read;
  StoreUnderTest store(OptionsForLargeItems(directory.path()));
  EXPECT_LT(bytes_read - before, size_t{4} * 1024 * 1024);
  while (!store->counts_are_exact()) std::this_thread::yield();
  EXPECT_EQ(store->FindTable("t")->item_count(), kLargeItems);
}

// A start begins a log, and small ones are not written out when a store is closed.
TEST(OpenCost, DoesNotGrowWithTheNumberOfStarts) {
  TemporaryDirectory directory;
  size_t most = 0;
  for (int start = 0; start < 40; ++start) {
    StoreUnderTest store(directory.path());
    const TablePtr table = start == 0 ? store.CreateTable(SchemaOf("t", AttributeType::kString))
                                      : store->FindTable("t");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->item_count(), start);
    ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(start)), "value").ok());
    most = std::max(most, FilesIn(directory.path(), ".log"));
  }
  EXPECT_LE(most, 10U);
}

// Nothing is in their logs that could be written out, and none of them deleted what it replaced.
TEST(OpenCost, DoesNotGrowWithTheNumberOfKilledStartsWithoutAWrite) {
  if (const auto task = TaskOfDyingProcess()) {
    const StoreUnderTest store(task->directory);
    Die();
  }
  TemporaryDirectory directory;
  size_t most = 0;
  for (int start = 0; start < 20; ++start) {
    RunThisTestUntilItDies(directory.path(), start);
    most = std::max(most, FilesIn(directory.path(), {}));
  }
  EXPECT_LE(most, 30U);
}

}  // namespace
}  // namespace stator::storage
