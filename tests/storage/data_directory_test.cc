#include "storage/data_directory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "storage/kv_store.h"
#include "tests/storage/store_under_test.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

namespace fs = std::filesystem;
using stator::testing::TemporaryDirectory;

std::string OpenError(const std::string& directory) {
  const auto opened = Database::Open({directory, nullptr});
  return opened.ok() ? "" : opened.error().message;
}

TEST(DataDirectory, MissingDirectories_AreCreated) {
  TemporaryDirectory directory;
  const std::string path = directory.path() + "/a/b";
  EXPECT_EQ(OpenError(path), "");
  EXPECT_TRUE(fs::exists(path + "/STATOR"));
}

TEST(DataDirectory, DirectoryOfSomeoneElse_IsRefusedAndUntouched) {
  TemporaryDirectory directory;
  std::ofstream(directory.path() + "/thesis.txt") << "text";
  EXPECT_EQ(OpenError(directory.path()),
            "data directory '" + directory.path() +
                "' holds files but no Stator store; choose an empty or a new directory");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory.path()), {}), 1);
}

TEST(DataDirectory, StoreInUse_IsRefused) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  EXPECT_EQ(OpenError(directory.path()),
            "data directory '" + directory.path() +
                "' is in use by another Stator server; stop that one, or choose another "
                "directory");
}

TEST(DataDirectory, PathOfAFile_IsRefused) {
  TemporaryDirectory directory;
  const std::string file = directory.path() + "/file";
  std::ofstream(file) << "text";
  EXPECT_EQ(OpenError(file), "data directory '" + file +
                                 "' is a file; name a directory, or a path where one can be "
                                 "created");
  EXPECT_EQ(OpenError(file + "/below"),
            "data directory '" + file +
                "/below' cannot be used: Not a directory; choose a directory that this user may "
                "create, or create it first");
}

TEST(DataDirectory, UnwritableDirectory_IsRefused) {
  TemporaryDirectory directory;
  fs::permissions(directory.path(), static_cast<fs::perms>(0555));
  // Root may write everywhere, so a test run as root asks as somebody else.
  const uid_t user = geteuid();
  ASSERT_EQ(seteuid(user == 0 ? 65534 : user), 0);
  const std::string error = OpenError(directory.path());
  ASSERT_EQ(seteuid(user), 0);
  EXPECT_EQ(error,
            "data directory '" + directory.path() +
                "' cannot be used: Permission denied; let this user write to the directory, or "
                "choose another one");
  fs::permissions(directory.path(), fs::perms::owner_all);
}

TEST(DataDirectory, UnknownFormat_IsRefusedAndUntouched) {
  TemporaryDirectory directory;
  { StoreUnderTest store(directory.path()); }
  {
    auto store = OpenKvHome({.data_dir = directory.path()}).value()->OpenLive();
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(
        (*store)
            ->Commit([](KvBatch& batch) { batch.Put(ColumnFamily::kDefault, "format", "\x02"); })
            .ok());
    ASSERT_TRUE((*store)->Close().ok());
  }
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(OpenError(directory.path()),
              "data directory '" + directory.path() +
                  "' is of format 2, and this version of Stator reads format 1; use the version of "
                  "Stator that wrote it, or choose another directory");
  }
}

TEST(DataDirectory, DamagedStore_SaysSo) {
  TemporaryDirectory directory;
  { StoreUnderTest store(directory.path()); }
  std::ofstream(directory.path() + "/CURRENT") << "nonsense";
  EXPECT_NE(OpenError(directory.path()).find("is damaged"), std::string::npos)
      << OpenError(directory.path());
}

}  // namespace
}  // namespace stator::storage
