#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "storage/encoding/key_codec.h"
#include "storage/row_locks.h"
#include "tests/storage/store_under_test.h"

namespace stator::storage {
namespace {

using Decide = std::optional<EncodedItem>;

WriteDecision PutOf(AttributeMap item) { return {WriteDecision::Kind::kPut, item, ItemSize(item)}; }

TEST(Write, OneItem_CostsOneGetAndOneCommitAndNoDecoding) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (const char* value : {"first", "second"}) {
    const WorkCounts before = store->work();
    const uint64_t decoded = ItemsDecodedByThisThread();
    ASSERT_TRUE(store.Put(*table, KeyOf("a"), value).ok());
    const WorkCounts after = store->work();
    EXPECT_EQ(after.gets - before.gets, 1U);
    EXPECT_EQ(after.commits - before.commits, 1U);
    EXPECT_EQ(after.iterators, before.iterators);
    EXPECT_EQ(ItemsDecodedByThisThread(), decoded);
  }
}

TEST(Write, SeveralItems_CostOneCommit) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Arena arena;
  std::vector<PrimaryKey> keys;
  const auto decide = [&](Decide) {
    return Result<WriteDecision>(PutOf(StoreUnderTest::ItemOf(arena, KeyOf("k"), "v")));
  };
  std::vector<ItemWrite> writes;
  for (int i = 0; i < 30; ++i) {
    writes.push_back({table.get(), KeyOf(arena.CopyString(std::to_string(i))), decide});
  }
  const WorkCounts before = store->work();
  ASSERT_TRUE(store->Write(arena, writes).ok());
  EXPECT_EQ(store->work().gets - before.gets, 30U);
  EXPECT_EQ(store->work().commits - before.commits, 1U);
  EXPECT_EQ(table->item_count(), 30);
}

TEST(Write, NothingToChange_CommitsNothing) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "1").ok());
  const WorkCounts before = store->work();
  ASSERT_TRUE(store.Delete(*table, KeyOf("absent")).ok());
  Arena arena;
  const auto keep = [](Decide) { return Result<WriteDecision>(WriteDecision{}); };
  const ItemWrite write{table.get(), KeyOf("a"), keep};
  ASSERT_TRUE(store->Write(arena, {&write, 1}).ok());
  EXPECT_EQ(store->work().commits, before.commits);
  EXPECT_EQ(store.Get(*table, KeyOf("a")), "1");
  EXPECT_EQ(table->item_count(), 1);
}

TEST(Write, Decision_SeesTheOldItemWhichOutlivesTheCall) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "old").ok());
  Arena arena;
  std::optional<EncodedItem> seen;
  const auto decide = [&](Decide old_item) {
    seen = old_item;
    return Result<WriteDecision>(PutOf(StoreUnderTest::ItemOf(arena, KeyOf("a"), "new")));
  };
  const ItemWrite write{table.get(), KeyOf("a"), decide};
  ASSERT_TRUE(store->Write(arena, {&write, 1}).ok());
  ASSERT_TRUE(seen.has_value());
  EXPECT_EQ(StoreUnderTest::ValueOf(*seen), "old");
  EXPECT_EQ(store.Get(*table, KeyOf("a")), "new");
}

TEST(Write, ErrorOfOneDecision_ChangesNothingAtAll) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  const TablePtr other = store.CreateTable(SchemaOf("u", AttributeType::kString));
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "1").ok());
  Arena arena;
  std::vector<int> order;
  const auto put = [&](Decide) {
    order.push_back(1);
    return Result<WriteDecision>(PutOf(StoreUnderTest::ItemOf(arena, KeyOf("a"), "2")));
  };
  const auto refuse = [&](Decide) {
    order.push_back(2);
    return Result<WriteDecision>(Error{ErrorCode::kConditionalCheckFailed, "no", nullptr});
  };
  const auto never = [&](Decide) {
    order.push_back(3);
    return Result<WriteDecision>(WriteDecision{});
  };
  const ItemWrite writes[] = {{table.get(), KeyOf("a"), put},
                              {other.get(), KeyOf("a"), refuse},
                              {other.get(), KeyOf("b"), never}};
  const WorkCounts before = store->work();
  const auto written = store->Write(arena, writes);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kConditionalCheckFailed);
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
  EXPECT_EQ(store.Get(*table, KeyOf("a")), "1");
  EXPECT_EQ(table->item_count(), 1);
  EXPECT_EQ(other->item_count(), 0);
  EXPECT_EQ(store->work().commits, before.commits);
}

TEST(Write, SameItemTwice_IsRefusedNotDeadlocked) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  const TablePtr other = store.CreateTable(SchemaOf("u", AttributeType::kString));
  Arena arena;
  const auto keep = [](Decide) { return Result<WriteDecision>(WriteDecision{}); };
  const ItemWrite same[] = {{table.get(), KeyOf("a"), keep}, {table.get(), KeyOf("a"), keep}};
  const auto refused = store->Write(arena, same);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kInternalServerError);
  // The same key in another table is another item.
  const ItemWrite different[] = {{table.get(), KeyOf("a"), keep}, {other.get(), KeyOf("a"), keep}};
  EXPECT_TRUE(store->Write(arena, different).ok());
}

TEST(Write, DifferentItemsOfOneLock_AreWrittenTogether) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Arena arena;
  const auto put = [&](Decide) {
    return Result<WriteDecision>(PutOf(StoreUnderTest::ItemOf(arena, KeyOf("x"), "v")));
  };
  std::vector<ItemWrite> writes;
  for (int i = 0; writes.size() < 4; ++i) {
    const PrimaryKey key = KeyOf(arena.CopyString(std::to_string(i)));
    std::string stored_key;
    AppendItemKey(table->schema().id, key, stored_key);
    if (RowLocks::StripeOf(stored_key) == 7) writes.push_back({table.get(), key, put});
  }
  ASSERT_TRUE(store->Write(arena, writes).ok());
  for (const ItemWrite& write : writes) EXPECT_EQ(store.Get(*table, write.key), "v");
}

TEST(Write, Counts_FollowPutsReplacementsAndDeletes) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "12345").ok());
  EXPECT_EQ(table->item_count(), 1);
  EXPECT_EQ(table->size_bytes(), 2 + 6);
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "1").ok());
  EXPECT_EQ(table->item_count(), 1);
  EXPECT_EQ(table->size_bytes(), 2 + 2);
  ASSERT_TRUE(store.Delete(*table, KeyOf("a")).ok());
  EXPECT_EQ(table->item_count(), 0);
  EXPECT_EQ(table->size_bytes(), 0);
}

TEST(Write, LargestItem_IsStoredWhole) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  const std::string value(400 * 1024 - 3, 'x');
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), value).ok());
  EXPECT_EQ(store.Get(*table, KeyOf("a")), value);
  EXPECT_EQ(table->size_bytes(), 400 * 1024);
}

// Reads the number in "v", writes it plus `change`.
class Adder {
 public:
  Adder(Arena& arena, PrimaryKey key, int change) : arena_(arena), key_(key), change_(change) {}

  Result<WriteDecision> operator()(Decide old_item) {
    const int old_value = old_item ? std::stoi(StoreUnderTest::ValueOf(*old_item)) : 0;
    return PutOf(StoreUnderTest::ItemOf(arena_, key_,
                                        arena_.CopyString(std::to_string(old_value + change_))));
  }

 private:
  Arena& arena_;
  const PrimaryKey key_;
  const int change_;
};

// Transfers between two of a few accounts from many threads; every thread also takes keys in
// another order than its neighbour.
TEST(WriteConcurrency, TransfersBetweenItems_KeepTheSum) {
  constexpr int kThreads = 4;
  constexpr int kTransfers = 500;
  constexpr int kAccounts = 5;
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      Arena arena;
      for (int i = 0; i < kTransfers; ++i) {
        arena.Reset();
        const int from = (i + thread) % kAccounts;
        const int to = (from + 1 + i % (kAccounts - 1)) % kAccounts;
        const PrimaryKey from_key = KeyOf(arena.CopyString(std::to_string(from)));
        const PrimaryKey to_key = KeyOf(arena.CopyString(std::to_string(to)));
        Adder take(arena, from_key, -i);
        Adder give(arena, to_key, i + 1);
        const ItemWrite writes[] = {{table.get(), from_key, take}, {table.get(), to_key, give}};
        if (!store->Write(arena, writes).ok()) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  int sum = 0;
  for (int account = 0; account < kAccounts; ++account) {
    sum += std::stoi(store.Get(*table, KeyOf(std::to_string(account))).value_or("0"));
  }
  EXPECT_EQ(sum, kThreads * kTransfers);
  EXPECT_EQ(table->item_count(), kAccounts);
}

TEST(WriteConcurrency, DeleteTableDuringWrites_LeavesNothing) {
  StoreUnderTest store;
  for (int round = 0; round < 10; ++round) {
    const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
    std::atomic<bool> started = false;
    std::vector<std::thread> threads;
    std::atomic<int> other_errors = 0;
    for (int thread = 0; thread < 3; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0;; ++i) {
          const auto written =
              store.Put(*table, KeyOf(std::to_string(thread) + "-" + std::to_string(i)), "v");
          started = true;
          if (written.ok()) continue;
          if (written.error().code != ErrorCode::kResourceNotFound) ++other_errors;
          return;
        }
      });
    }
    while (!started) std::this_thread::yield();
    ASSERT_TRUE(store.DeleteTable("t").ok());
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(other_errors, 0);
    EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*table, {}), "p"), std::vector<std::string>());
  }
}

TEST(WriteConcurrency, CreateAndFindTables_FromManyThreads) {
  StoreUnderTest store;
  std::vector<std::thread> threads;
  std::atomic<int> created = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 30; ++i) {
        const std::string name = "t" + std::to_string(i);
        if (store->CreateTable(SchemaOf(name, AttributeType::kString)).ok()) ++created;
        if (store->FindTable(name) == nullptr) ADD_FAILURE() << name;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(created, 30);
  EXPECT_EQ(store->ListTables("", 100).size(), 30U);
}

}  // namespace
}  // namespace stator::storage
