#include "storage/engine_files.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/storage/store_under_test.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::TemporaryDirectory;

std::vector<std::string> OptionsFiles(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.find("OPTIONS") != std::string::npos) names.push_back(name);
  }
  return names;
}

// Writing and comparing them took longer than all else that a start does.
TEST(EngineFiles, OptionsFiles_AreNotMade) {
  TemporaryDirectory directory;
  for (int start = 0; start < 3; ++start) {
    StoreUnderTest store(directory.path());
    const TablePtr table = start == 0 ? store.CreateTable(SchemaOf("t", AttributeType::kString))
                                      : store->FindTable("t");
    ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(start)), "value").ok());
    EXPECT_EQ(table->item_count(), start + 1);
    EXPECT_EQ(OptionsFiles(directory.path()), std::vector<std::string>());
  }
}

// A store of an earlier version has one; it is left for the engine to delete.
TEST(EngineFiles, AnOptionsFileFromBefore_DoesNotMatter) {
  TemporaryDirectory directory;
  {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, directory.path(), &db).ok());
    delete db;
  }
  ASSERT_FALSE(OptionsFiles(directory.path()).empty());
  const std::unique_ptr<rocksdb::Env> files = NewEngineFiles(*rocksdb::Env::Default());
  rocksdb::Options options;
  options.env = files.get();
  rocksdb::DB* db = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, directory.path(), &db).ok());
  EXPECT_TRUE(db->Put(rocksdb::WriteOptions(), "key", "value").ok());
  EXPECT_TRUE(db->Close().ok());
  delete db;
}

}  // namespace
}  // namespace stator::storage
