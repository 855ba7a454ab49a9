#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "storage/kv_store.h"

namespace stator::storage {
namespace {

class NextCommitTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto home = OpenKvHome({});
    ASSERT_TRUE(home.ok());
    auto store = (*home)->OpenLive();
    ASSERT_TRUE(store.ok());
    store_ = std::move(store).value();
  }

  void Put(const std::string& key) {
    EXPECT_TRUE(
        store_->Commit([&](KvBatch& batch) { batch.Put(ColumnFamily::kCatalog, key, {}); }).ok());
  }
  bool Has(const std::string& key) {
    Arena arena;
    const auto found = store_->Get(ColumnFamily::kCatalog, key, arena);
    return found.ok() && found->has_value();
  }

  std::unique_ptr<KvStore> store_;
};

TEST_F(NextCommitTest, DeletesThePairOnce) {
  Put("pair");
  store_->DeleteWithNextCommit(ColumnFamily::kCatalog, "pair");
  EXPECT_TRUE(Has("pair"));
  Put("other");
  EXPECT_FALSE(Has("pair"));
  Put("pair");
  Put("another");
  EXPECT_TRUE(Has("pair"));
}

TEST_F(NextCommitTest, CommitThatPutsThePair_DoesNotKeepIt) {
  Put("pair");
  store_->DeleteWithNextCommit(ColumnFamily::kCatalog, "pair");
  Put("pair");
  EXPECT_FALSE(Has("pair"));
}

// Otherwise a process that is killed then would leave a change behind, and the pair.
TEST_F(NextCommitTest, NoCommitOfManyIsDoneBeforeThePairIsDeleted) {
  constexpr int kThreads = 4;
  for (int round = 0; round < 100; ++round) {
    Put("pair");
    store_->DeleteWithNextCommit(ColumnFamily::kCatalog, "pair");
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        Put(std::to_string(i));
        EXPECT_FALSE(Has("pair"));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
}

}  // namespace
}  // namespace stator::storage
