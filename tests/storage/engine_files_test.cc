#include "storage/engine_files.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/engine_env.h"
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
  EngineEnv env(std::make_shared<EngineFiles>(rocksdb::FileSystem::Default()));
  rocksdb::Options options;
  options.env = &env;
  rocksdb::DB* db = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, directory.path(), &db).ok());
  EXPECT_TRUE(db->Put(rocksdb::WriteOptions(), "key", "value").ok());
  EXPECT_TRUE(db->Close().ok());
  delete db;
}

// Notes what reaches it, in the order in which it does, and fails where it is told to.
class NotingFiles final : public rocksdb::FileSystemWrapper {
 public:
  NotingFiles() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "NotingFiles"; }

  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override {
    Note("directory", path);
    return FileSystemWrapper::NewDirectory(path, options, directory, debug);
  }
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    Note("make", path);
    rocksdb::IOStatus made = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (made.ok()) *file = std::make_unique<NotingFile>(*this, path, std::move(*file));
    return made;
  }
  rocksdb::IOStatus GetChildren(const std::string& path, const rocksdb::IOOptions& options,
                                std::vector<std::string>* names,
                                rocksdb::IODebugContext* debug) override {
    Note("list", path);
    return FileSystemWrapper::GetChildren(path, options, names, debug);
  }
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    Note("rename", to);
    if (renaming_fails) return rocksdb::IOStatus::IOError("told to fail");
    return FileSystemWrapper::RenameFile(from, to, options, debug);
  }
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    Note("delete", path);
    return FileSystemWrapper::DeleteFile(path, options, debug);
  }

  std::vector<std::string> TakeNotes() { return std::exchange(notes_, {}); }

  bool renaming_fails = false;

 private:
  class NotingFile final : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    NotingFile(NotingFiles& files, std::string path, std::unique_ptr<rocksdb::FSWritableFile> file)
        : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}

    rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
      files_.Note("sync", path_);
      return FSWritableFileOwnerWrapper::Sync(options, debug);
    }

   private:
    NotingFiles& files_;
    const std::string path_;
  };

  void Note(const std::string& what, const std::string& path) {
    notes_.push_back(what + " " + path.substr(path.rfind('/') + 1));
  }

  std::vector<std::string> notes_;
};

using Notes = std::vector<std::string>;

// A file system that postpones, and in which a store was just opened.
class PostponedStartTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static_cast<void>(noting_->TakeNotes());
    Write("MANIFEST-000001");
    Write("CURRENT");
    files_.Postpone();
    ASSERT_TRUE(files_.NewDirectory(directory_.path(), {}, &folder_, nullptr).ok());
    ASSERT_TRUE(files_.NewWritableFile(Path("MANIFEST-000002"), {}, &manifest_, nullptr).ok());
    ASSERT_TRUE(manifest_->Append("state", {}, nullptr).ok());
    ASSERT_TRUE(manifest_->Sync({}, nullptr).ok());
    ASSERT_TRUE(rocksdb::WriteStringToFile(&files_, "2", Path("000002.dbtmp"), true).ok());
    ASSERT_TRUE(files_.RenameFile(Path("000002.dbtmp"), Path("CURRENT"), {}, nullptr).ok());
    ASSERT_TRUE(folder_->Fsync({}, nullptr).ok());
    ASSERT_TRUE(files_.DeleteFile(Path("MANIFEST-000001"), {}, nullptr).ok());
    ASSERT_TRUE(files_.DeleteFile(Path("000002.dbtmp"), {}, nullptr).ok());
    files_.StopPostponing();
  }

  std::string Path(const std::string& name) const { return directory_.path() + "/" + name; }
  std::string FolderName() const {
    return std::filesystem::path(directory_.path()).filename().string();
  }
  void Write(const std::string& name) {
    ASSERT_TRUE(
        rocksdb::WriteStringToFile(rocksdb::FileSystem::Default().get(), name, Path(name)).ok());
  }
  std::string Read(const std::string& name) {
    std::string text;
    static_cast<void>(rocksdb::ReadFileToString(noting_.get(), Path(name), &text));
    return text;
  }

  TemporaryDirectory directory_;
  // What the engine wanted, in its order.
  const Notes all_ = {"make MANIFEST-000002",   "sync MANIFEST-000002", "make 000002.dbtmp",
                      "sync 000002.dbtmp",      "rename CURRENT",       "directory " + FolderName(),
                      "delete MANIFEST-000001", "delete 000002.dbtmp"};
  const std::shared_ptr<NotingFiles> noting_ = std::make_shared<NotingFiles>();
  EngineFiles files_{noting_};
  std::unique_ptr<rocksdb::FSDirectory> folder_;
  std::unique_ptr<rocksdb::FSWritableFile> manifest_;
};

TEST_F(PostponedStartTest, UntilItIsFinished_TheDirectoryIsAsItWas) {
  EXPECT_EQ(noting_->TakeNotes(), Notes({"directory " + FolderName()}));
  EXPECT_EQ(Read("CURRENT"), "CURRENT");
  EXPECT_EQ(Read("MANIFEST-000001"), "MANIFEST-000001");
  EXPECT_FALSE(std::filesystem::exists(Path("MANIFEST-000002")));
  EXPECT_FALSE(std::filesystem::exists(Path("000002.dbtmp")));
}

// The engine compares the size of its manifest with what it wrote.
TEST_F(PostponedStartTest, FileThatIsNotMade_HasASize) {
  uint64_t bytes = 0;
  EXPECT_TRUE(files_.GetFileSize(Path("MANIFEST-000002"), {}, &bytes, nullptr).ok());
  EXPECT_EQ(bytes, 5U);
  EXPECT_TRUE(files_.FinishStart().ok());
  EXPECT_TRUE(files_.GetFileSize(Path("MANIFEST-000002"), {}, &bytes, nullptr).ok());
  EXPECT_EQ(bytes, 5U);
  EXPECT_TRUE(files_.GetFileSize(Path("MANIFEST-000003"), {}, &bytes, nullptr).IsPathNotFound());
}

// Whatever is written to it before and after it was made.
TEST_F(PostponedStartTest, Manifest_HoldsAllThatWasWritten) {
  ASSERT_TRUE(manifest_->Append(" and", {}, nullptr).ok());
  ASSERT_TRUE(files_.FinishStart().ok());
  EXPECT_EQ(Read("MANIFEST-000002"), "state and");
  ASSERT_TRUE(manifest_->Append(" more", {}, nullptr).ok());
  ASSERT_TRUE(manifest_->Sync({}, nullptr).ok());
  EXPECT_EQ(Read("MANIFEST-000002"), "state and more");
}

TEST_F(PostponedStartTest, FinishStart_DoesAllInTheEnginesOrderAndOnce) {
  static_cast<void>(noting_->TakeNotes());
  EXPECT_TRUE(files_.FinishStart().ok());
  EXPECT_EQ(noting_->TakeNotes(), all_);
  EXPECT_EQ(Read("CURRENT"), "2");
  EXPECT_EQ(Read("MANIFEST-000001"), "");
  EXPECT_TRUE(files_.FinishStart().ok());
  EXPECT_EQ(noting_->TakeNotes(), Notes());
}

TEST_F(PostponedStartTest, WhateverComesNext_ComesAfterIt) {
  const auto next_steps = std::to_array<std::function<rocksdb::IOStatus()>>({
      [this] { return manifest_->Sync({}, nullptr); },
      [this] { return folder_->FsyncWithDirOptions({}, nullptr, rocksdb::DirFsyncOptions()); },
      [this] { return files_.RenameFile(Path("a"), Path("b"), {}, nullptr); },
      [this] { return files_.RenameFile(Path("b"), Path("CURRENT"), {}, nullptr); },
      [this] { return files_.DeleteFile(Path("a"), {}, nullptr); },
  });
  for (const auto& next_step : next_steps) {
    ASSERT_TRUE(files_.FinishStart().ok());  // of the one before
    SetUp();
    Write("a");
    Write("b");
    static_cast<void>(noting_->TakeNotes());
    EXPECT_TRUE(next_step().ok());
    Notes notes = noting_->TakeNotes();
    ASSERT_GE(notes.size(), all_.size());
    notes.resize(all_.size());
    EXPECT_EQ(notes, all_);
  }
}

// What a manifest holds beyond that of the start is new, and writes count on it.
TEST_F(PostponedStartTest, SecondSyncOfTheManifest_EndsThePostponing) {
  ASSERT_TRUE(files_.FinishStart().ok());
  SetUp();
  files_.Postpone();
  static_cast<void>(noting_->TakeNotes());
  EXPECT_TRUE(manifest_->Sync({}, nullptr).ok());
  EXPECT_EQ(Read("CURRENT"), "2");
  Notes in_order = all_;
  in_order.emplace_back("sync MANIFEST-000002");  // what was asked for now
  EXPECT_EQ(noting_->TakeNotes(), in_order);
  Write("a");
  EXPECT_TRUE(files_.DeleteFile(Path("a"), {}, nullptr).ok());
  EXPECT_EQ(noting_->TakeNotes(), Notes({"delete a"}));
}

TEST_F(PostponedStartTest, AfterAnError_NothingGetsAheadOfWhatIsLeft) {
  noting_->renaming_fails = true;
  EXPECT_TRUE(files_.FinishStart().IsIOError());
  EXPECT_TRUE(manifest_->Sync({}, nullptr).IsIOError());
  EXPECT_TRUE(files_.DeleteFile(Path("MANIFEST-000001"), {}, nullptr).IsIOError());
  EXPECT_EQ(Read("CURRENT"), "CURRENT");
  EXPECT_EQ(Read("MANIFEST-000001"), "MANIFEST-000001");
  noting_->renaming_fails = false;
  EXPECT_TRUE(files_.FinishStart().ok());
  EXPECT_EQ(Read("CURRENT"), "2");
  EXPECT_EQ(Read("MANIFEST-000001"), "");
}

// The engine reads IDENTITY after it has renamed something to it.
TEST_F(PostponedStartTest, RenamingToAnotherName_IsNotPostponed) {
  files_.Postpone();
  Write("a");
  EXPECT_TRUE(files_.RenameFile(Path("a"), Path("IDENTITY"), {}, nullptr).ok());
  EXPECT_EQ(Read("IDENTITY"), "a");
}

// The engine lists it five times.
TEST_F(PostponedStartTest, WhilePostponing_AFolderIsListedOnce) {
  ASSERT_TRUE(files_.FinishStart().ok());
  files_.Postpone();
  static_cast<void>(noting_->TakeNotes());
  const std::string folder = directory_.path();
  std::vector<std::string> once;
  ASSERT_TRUE(files_.GetChildren(folder, {}, &once, nullptr).ok());
  std::vector<std::string> again;
  ASSERT_TRUE(files_.GetChildren(folder + "/", {}, &again, nullptr).ok());
  EXPECT_EQ(once, again);
  EXPECT_EQ(noting_->TakeNotes(), Notes({"list " + FolderName()}));
  // What is made all the same is seen.
  ASSERT_TRUE(rocksdb::WriteStringToFile(&files_, "a", Path("a")).ok());
  ASSERT_TRUE(files_.GetChildren(folder, {}, &again, nullptr).ok());
  EXPECT_EQ(again.size(), once.size() + 1);
  // So is what others make, once the store is open.
  files_.StopPostponing();
  Write("b");
  ASSERT_TRUE(files_.GetChildren(folder, {}, &again, nullptr).ok());
  EXPECT_EQ(again.size(), once.size() + 2);
}

TEST(EngineFiles, LogOfAStart_IsMadeWithItsFirstRecord) {
  TemporaryDirectory directory;
  EngineFiles files(rocksdb::FileSystem::Default());
  files.Postpone();
  const std::string path = directory.path() + "/000007.log";
  std::unique_ptr<rocksdb::FSWritableFile> log;
  ASSERT_TRUE(files.NewWritableFile(path, {}, &log, nullptr).ok());
  EXPECT_TRUE(log->Flush({}, nullptr).ok());
  EXPECT_TRUE(log->Sync({}, nullptr).ok());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(log->Append("record", {}, nullptr).ok());
  EXPECT_EQ(std::filesystem::file_size(path), 6U);
  EXPECT_TRUE(log->Sync({}, nullptr).ok());
  EXPECT_TRUE(log->Close({}, nullptr).ok());
  EXPECT_EQ(log->GetFileSize({}, nullptr), 6U);
  log.reset();
  ASSERT_TRUE(files.NewWritableFile(path + ".log", {}, &log, nullptr).ok());
  EXPECT_TRUE(log->Close({}, nullptr).ok());
  log.reset();
  EXPECT_FALSE(std::filesystem::exists(path + ".log"));
  // A later one at once, since the engine knows what to do when it cannot be made.
  files.StopPostponing();
  ASSERT_TRUE(files.NewWritableFile(path + ".log", {}, &log, nullptr).ok());
  EXPECT_TRUE(std::filesystem::exists(path + ".log"));
}

}  // namespace
}  // namespace stator::storage
