#include "storage/late_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using rocksdb::FileSystem;

class LateFileTest : public ::testing::Test {
 protected:
  std::string Read(const std::string& path) {
    std::string text;
    static_cast<void>(rocksdb::ReadFileToString(FileSystem::Default().get(), path, &text));
    return text;
  }
  bool Append(LateFile& file, const std::string& text) {
    return file.Append(text, {}, nullptr).ok();
  }

  testing::TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/file";
};

TEST_F(LateFileTest, BeforeItIsMade_NothingIsOnTheDisk) {
  {
    LateFile file(FileSystem::Default(), path_, {});
    EXPECT_TRUE(Append(file, "one"));
    EXPECT_EQ(file.size(), 3U);
    EXPECT_EQ(file.file(), nullptr);
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(LateFileTest, Made_HoldsWhatWasWrittenBeforeAndAfter) {
  LateFile file(FileSystem::Default(), path_, {});
  EXPECT_TRUE(Append(file, "one "));
  EXPECT_TRUE(Append(file, "two "));
  EXPECT_TRUE(file.Make().ok());
  EXPECT_EQ(Read(path_), "one two ");
  EXPECT_TRUE(Append(file, "three"));
  EXPECT_EQ(Read(path_), "one two three");
  EXPECT_EQ(file.size(), 13U);
  EXPECT_TRUE(file.Make().ok());
  EXPECT_EQ(Read(path_), "one two three");
}

TEST_F(LateFileTest, Sync_MakesItEvenEmpty) {
  LateFile file(FileSystem::Default(), path_, {});
  EXPECT_TRUE(file.Sync({}, nullptr).ok());
  EXPECT_TRUE(std::filesystem::exists(path_));
  EXPECT_EQ(file.size(), 0U);
}

TEST_F(LateFileTest, AfterAnError_IsMadeWithEverythingTheNextTime) {
  const std::string folder = directory_.path() + "/folder";
  LateFile file(FileSystem::Default(), folder + "/file", {});
  EXPECT_TRUE(Append(file, "one "));
  EXPECT_FALSE(file.Make().ok());
  EXPECT_FALSE(file.Sync({}, nullptr).ok());
  EXPECT_EQ(file.file(), nullptr);
  EXPECT_TRUE(Append(file, "two"));
  std::filesystem::create_directory(folder);
  EXPECT_TRUE(file.Make().ok());
  EXPECT_EQ(Read(folder + "/file"), "one two");
}

}  // namespace
}  // namespace stator::storage
