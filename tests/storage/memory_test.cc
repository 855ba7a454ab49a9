#include <gtest/gtest.h>
#include <malloc.h>

#include <string>

#include "tests/storage/store_under_test.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::TemporaryDirectory;

constexpr size_t kMiB = size_t{1024} * 1024;

size_t AllocatedBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// A megabyte of items, again and again.
void Overwrite(StoreUnderTest& store, const Table& table, int times) {
  const std::string value(1000, 'v');
  for (int i = 0; i < times * 1000; ++i) {
    ASSERT_TRUE(store.Put(table, KeyOf(std::to_string(i % 1000)), value).ok());
  }
}

bool GiveBack(StoreUnderTest& store) {
  const Result<bool> gave = store->GiveBackMemory();
  EXPECT_TRUE(gave.ok());
  return gave.ok() && *gave;
}

TEST(Memory, OfWhatWasOverwritten_IsGivenBackWhenNobodyWrites) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  [[maybe_unused]] const size_t empty = AllocatedBytes();
  Overwrite(store, *table, 60);
  EXPECT_FALSE(GiveBack(store));  // somebody wrote since it was looked at last
  EXPECT_TRUE(GiveBack(store));
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(AllocatedBytes() - empty, 4 * kMiB);
#endif
  EXPECT_FALSE(GiveBack(store));  // nothing was written since
  EXPECT_EQ(store.Get(*table, KeyOf("999")), std::string(1000, 'v'));
  EXPECT_EQ(table->item_count(), 1000);
}

// A megabyte of items that is overwritten all the time stays about a megabyte, however much a
// memtable could hold.
TEST(Memory, OfWhatIsOverwritten_IsUsedAgain) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Overwrite(store, *table, 1);
  [[maybe_unused]] const size_t once = AllocatedBytes();
  Overwrite(store, *table, 50);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(AllocatedBytes(), once + kMiB / 2);
#endif
  EXPECT_EQ(store.Get(*table, KeyOf("999")), std::string(1000, 'v'));
}

// While somebody reads what they replace, versions stay; afterwards all of them are used again.
TEST(Memory, OfWhatAnOpenReadKept_IsUsedAgainAfterIt) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Overwrite(store, *table, 1);
  {
    const std::unique_ptr<ItemCursor> cursor = store->Scan(*table, {});
    ASSERT_TRUE(cursor->Next());
    Overwrite(store, *table, 3);
    EXPECT_EQ(StoreUnderTest::Drain(*cursor, "v").size(), 999U);
  }
  [[maybe_unused]] const size_t kept = AllocatedBytes();
  Overwrite(store, *table, 50);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(AllocatedBytes(), kept + kMiB / 2);
#endif
}

TEST(Memory, OfALongWriteLoad_IsBounded) {
  for (const bool in_memory : {true, false}) {
    TemporaryDirectory directory;
    DatabaseOptions options;
    if (!in_memory) options.data_dir = directory.path();
    options.engine_memory_bytes = 8 * kMiB;
    StoreUnderTest store(options);
    const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
    [[maybe_unused]] const size_t empty = AllocatedBytes();
    size_t most = 0;
    for (int i = 0; i < 20; ++i) {
      Overwrite(store, *table, 5);
      most = std::max(most, AllocatedBytes() - empty);
    }
#ifndef __SANITIZE_ADDRESS__
    // Its share and, in memory, what is kept: the data, and files that are being merged.
    EXPECT_LT(most, (in_memory ? 20 : 12) * kMiB) << in_memory;
    EXPECT_GT(most, 0U);
#endif
    EXPECT_EQ(store->FindTable("t")->schema().name, "t");
  }
}

}  // namespace
}  // namespace stator::storage
