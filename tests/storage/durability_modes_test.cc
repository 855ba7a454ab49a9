#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "storage/kv_store.h"
#include "tests/support/dying_process.h"
#include "tests/support/temporary_directory.h"

namespace {

std::atomic<uint64_t> syncs{0};
std::function<void()>* during_sync = nullptr;

}  // namespace

// Takes the place of the C library's: how the engine has the log reach the disk.
extern "C" int fdatasync(
    int __fildes) {  // NOLINT(bugprone-reserved-identifier,readability-identifier-naming)
  ++syncs;
  if (during_sync != nullptr) (*during_sync)();
  return static_cast<int>(syscall(SYS_fdatasync, __fildes));
}

namespace stator::storage {
namespace {

using stator::testing::Die;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

constexpr ColumnFamily kFamilies[] = {ColumnFamily::kItems, ColumnFamily::kIndexes,
                                      ColumnFamily::kStreams, ColumnFamily::kTtl};

std::unique_ptr<KvStore> OpenStore(const StoreOptions& options) {
  auto home = OpenKvHome(options);
  EXPECT_TRUE(home.ok());
  auto store = (*home)->OpenLive();
  EXPECT_TRUE(store.ok());
  return std::move(store).value();
}

// Of six digits, so that keys are in the order of their numbers.
std::string KeyOf(int number) {
  return "a key longer than a prefix, " + std::to_string(100'000 + number);
}

// One write, which changes all families.
void Write(KvStore& store, int number, size_t value_bytes = 100) {
  const std::string value(value_bytes, 'v');
  ASSERT_TRUE(store
                  .Commit([&](KvBatch& batch) {
                    for (const ColumnFamily family : kFamilies) {
                      batch.Put(family, KeyOf(number), value);
                    }
                  })
                  .ok());
}

std::vector<std::string> KeysIn(const KvStore& store, ColumnFamily family) {
  std::vector<std::string> keys;
  const auto iterator = store.NewIterator(family, {}, Direction::kForward);
  while (iterator->Next()) keys.emplace_back(iterator->key());
  EXPECT_TRUE(iterator->status().ok());
  return keys;
}

TEST(DurabilityModes, Os_SyncsNothingForAWrite) {
  TemporaryDirectory directory;
  const auto store = OpenStore({.data_dir = directory.path()});
  const uint64_t before = syncs;
  for (int i = 0; i < 100; ++i) Write(*store, i);
  EXPECT_EQ(syncs, before);
}

TEST(DurabilityModes, Fsync_SyncsEachWriteOfOneWriter) {
  TemporaryDirectory directory;
  const auto store = OpenStore({.data_dir = directory.path(), .durability = Durability::kFsync});
  const uint64_t before = syncs;
  for (int i = 0; i < 100; ++i) Write(*store, i);
  EXPECT_EQ(syncs, before + 100);
}

// What waits for the disk is left for FinishStart().
TEST(DurabilityModes, Os_StartOnAnExistingStoreSyncsNothing) {
  TemporaryDirectory directory;
  ASSERT_TRUE(OpenStore({.data_dir = directory.path()})->Close().ok());
  auto home = OpenKvHome({.data_dir = directory.path()});
  ASSERT_TRUE(home.ok());
  const uint64_t before = syncs;
  auto store = (*home)->OpenLive();
  ASSERT_TRUE(store.ok());
  Write(**store, 1);
  EXPECT_EQ(syncs, before);
  ASSERT_TRUE((*home)->FinishStart().ok());
  EXPECT_GT(syncs, before);
  const uint64_t finished = syncs;
  ASSERT_TRUE((*home)->FinishStart().ok());
  EXPECT_EQ(syncs, finished);
}

// The name of the new log has to be on the disk too, and nothing that is later gets ahead of the
// start.
TEST(DurabilityModes, Fsync_FirstWriteOnAnExistingStoreFinishesTheStart) {
  TemporaryDirectory directory;
  const StoreOptions options = {.data_dir = directory.path(), .durability = Durability::kFsync};
  ASSERT_TRUE(OpenStore(options)->Close().ok());
  auto home = OpenKvHome(options);
  ASSERT_TRUE(home.ok());
  auto store = (*home)->OpenLive();
  ASSERT_TRUE(store.ok());
  Write(**store, 1);
  const uint64_t finished = syncs;
  ASSERT_TRUE((*home)->FinishStart().ok());
  EXPECT_EQ(syncs, finished);
}

// While one sync is under way, the other writers line up; the next sync is for all of them.
TEST(DurabilityModes, Fsync_WritersShareASync) {
  constexpr int kWriters = 8;
  constexpr int kWritesOfEach = 25;
  TemporaryDirectory directory;
  const auto store = OpenStore({.data_dir = directory.path(), .durability = Durability::kFsync});
  std::atomic<int> writers{kWriters};
  const uint64_t commits_before = store->work().commits;
  std::atomic<uint64_t> acknowledged{commits_before};
  std::function<void()> wait_for_the_others = [&] {
    // Each writer has one write at a time: when so many were begun, all of them wait.
    while (store->work().commits < acknowledged + static_cast<uint64_t>(writers)) {
      std::this_thread::yield();
    }
  };
  const uint64_t before = syncs;
  during_sync = &wait_for_the_others;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < kWritesOfEach; ++i) {
        Write(*store, writer * kWritesOfEach + i);
        if (i == kWritesOfEach - 1) --writers;
        ++acknowledged;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  during_sync = nullptr;
  const uint64_t writes = kWriters * kWritesOfEach;
  EXPECT_EQ(store->work().commits, commits_before + writes);
  EXPECT_LT(syncs - before, writes / 2);
  EXPECT_GE(syncs - before, kWritesOfEach);
}

TEST(DurabilityModes, Fsync_KilledProcessLosesNothing) {
  const auto task = TaskOfDyingProcess();
  TemporaryDirectory directory;
  const StoreOptions options = {.data_dir = task ? task->directory : directory.path(),
                                .durability = Durability::kFsync};
  if (task) {
    const auto store = OpenStore(options);
    for (int i = 0; i < 100; ++i) Write(*store, i);
    Die();
  }
  RunThisTestUntilItDies(directory.path(), 0);
  const auto store = OpenStore(options);
  for (const ColumnFamily family : kFamilies) EXPECT_EQ(KeysIn(*store, family).size(), 100U);
}

// With memtables that are soon full.
StoreOptions WithoutLog(const std::string& data_dir) {
  return {.data_dir = data_dir,
          .durability = Durability::kNone,
          .engine_memory_bytes = size_t{8} * 1024 * 1024};
}

// Without a log only what was written out is left, which is some first part of the writes: all of
// each or nothing of it.
TEST(DurabilityModes, None_KilledProcessLosesWholeWritesFromTheEnd) {
  constexpr int kWrites = 6000;
  const auto task = TaskOfDyingProcess();
  TemporaryDirectory directory;
  const StoreOptions options = WithoutLog(task ? task->directory : directory.path());
  if (task) {
    const auto store = OpenStore(options);
    for (int i = 0; i < kWrites; ++i) Write(*store, i, 1000);
    Die();
  }
  RunThisTestUntilItDies(directory.path(), 0);
  const auto store = OpenStore(options);
  const std::vector<std::string> kept = KeysIn(*store, ColumnFamily::kItems);
  EXPECT_GT(kept.size(), 0U);
  EXPECT_LT(kept.size(), size_t{kWrites});
  if (!kept.empty()) {
    EXPECT_EQ(kept.back(), KeyOf(static_cast<int>(kept.size()) - 1));
  }
  for (const ColumnFamily family : kFamilies) EXPECT_EQ(KeysIn(*store, family), kept);
}

// The first flush of a start makes up for what the start left for later.
TEST(DurabilityModes, None_WhatWasWrittenOutBeforeTheStartWasFinishedIsKept) {
  constexpr int kWrites = 1000;
  const auto task = TaskOfDyingProcess();
  TemporaryDirectory directory;
  const StoreOptions options = WithoutLog(task ? task->directory : directory.path());
  if (task) {
    const auto store = OpenStore(options);
    for (int i = 0; i < kWrites; ++i) Write(*store, task->step * kWrites + i, 1000);
    while (!store->GiveBackMemory().value()) {
    }
    Die();
  }
  ASSERT_TRUE(OpenStore(options)->Close().ok());
  for (int run = 0; run < 3; ++run) RunThisTestUntilItDies(directory.path(), run);
  const auto store = OpenStore(options);
  for (const ColumnFamily family : kFamilies) {
    EXPECT_EQ(KeysIn(*store, family).size(), size_t{3 * kWrites});
  }
}

// Each leaves a file, and none has the time to merge some. Writes would stop at 36 of them.
TEST(DurabilityModes, None_ManyShortProcessesDoNotStopWrites) {
  constexpr int kProcesses = 45;
  TemporaryDirectory directory;
  for (int i = 0; i < kProcesses; ++i) {
    const auto store = OpenStore(WithoutLog(directory.path()));
    Write(*store, i);
    ASSERT_TRUE(store->Close().ok());
  }
  const auto store = OpenStore(WithoutLog(directory.path()));
  EXPECT_EQ(KeysIn(*store, ColumnFamily::kItems).size(), size_t{kProcesses});
}

TEST(DurabilityModes, None_CleanStopKeepsEverything) {
  TemporaryDirectory directory;
  const StoreOptions options = {.data_dir = directory.path(), .durability = Durability::kNone};
  {
    const auto store = OpenStore(options);
    for (int i = 0; i < 10; ++i) Write(*store, i);
    ASSERT_TRUE(store->Close().ok());
  }
  // The mode is of the process, not of the directory.
  const auto store = OpenStore({.data_dir = directory.path()});
  for (const ColumnFamily family : kFamilies) EXPECT_EQ(KeysIn(*store, family).size(), 10U);
}

}  // namespace
}  // namespace stator::storage
