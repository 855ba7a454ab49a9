#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "storage/kv_store.h"
#include "tests/support/temporary_directory.h"

namespace {

// So many writes of files find no room.
std::atomic<int> writes_without_room{0};

bool IsFile(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

// Takes the place of the C library's: how the engine writes its files.
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the header says __fd.
extern "C" ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (writes_without_room > 0 && IsFile(descriptor)) {
    --writes_without_room;
    errno = ENOSPC;
    return -1;
  }
  return static_cast<ssize_t>(syscall(SYS_write, descriptor, bytes, size));
}

namespace stator::storage {
namespace {

std::unique_ptr<KvStore> OpenStore(const std::string& directory) {
  auto home = OpenKvHome({.data_dir = directory});
  EXPECT_TRUE(home.ok());
  auto store = (*home)->OpenLive();
  EXPECT_TRUE(store.ok());
  return std::move(store).value();
}

bool Put(KvStore& store, const std::string& key, const std::string& value = "value") {
  return store.Commit([&](KvBatch& batch) { batch.Put(ColumnFamily::kCatalog, key, value); }).ok();
}

bool Has(KvStore& store, const std::string& key) {
  Arena arena;
  const auto found = store.Get(ColumnFamily::kCatalog, key, arena);
  return found.ok() && found->has_value();
}

// The log is made and written to by the first commit. The engine goes on by itself when there is
// room again.
TEST(FullDisk, AtTheFirstCommitOfAStart_RefusesItAndGoesOn) {
  testing::TemporaryDirectory directory;
  {
    const auto store = OpenStore(directory.path());
    // So much that it is written out: nothing is in a memtable after the next start.
    ASSERT_TRUE(Put(*store, "before", std::string(1'000'000, 'v')));
    ASSERT_TRUE(store->Close().ok());
  }
  {
    const auto store = OpenStore(directory.path());
    writes_without_room = 1;
    EXPECT_FALSE(Put(*store, "refused"));
    EXPECT_EQ(writes_without_room, 0);
    // It finds out in a thread of its own.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    bool done = false;
    while (!done && std::chrono::steady_clock::now() < deadline) {
      done = Put(*store, "after");
      std::this_thread::yield();
    }
    ASSERT_TRUE(done);
    EXPECT_TRUE(Has(*store, "before"));
    EXPECT_FALSE(Has(*store, "refused"));
    ASSERT_TRUE(store->Close().ok());
  }
  const auto store = OpenStore(directory.path());
  EXPECT_TRUE(Has(*store, "before"));
  EXPECT_FALSE(Has(*store, "refused"));
  EXPECT_TRUE(Has(*store, "after"));
}

}  // namespace
}  // namespace stator::storage
