#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "storage/item_expiry.h"
#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::ManualClock;
using stator::testing::TemporaryDirectory;

constexpr int64_t kFiveYears = (5 * 365 + 1) * int64_t{86'400};

void SortByName(std::vector<Attribute>& item) {
  std::sort(item.begin(), item.end(),
            [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
}

TEST(ExpirySeconds, OnlyNumbersThatAreNotNegative_SayWhen) {
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("1795246800")), 1'795'246'800);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("0")), 0);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("12.9")), 12);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("0.5")), 0);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("9223372036854775807")), INT64_MAX);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("9223372036854775808")), std::nullopt);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("-1")), std::nullopt);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Number("-0.5")), std::nullopt);
  EXPECT_EQ(ExpirySeconds(AttributeValue::String("5")), std::nullopt);
  EXPECT_EQ(ExpirySeconds(AttributeValue::Null()), std::nullopt);
}

// "If the epoch time value stored in the attribute is less than the current time" (API reference).
TEST(ExpiredAt, EndsBeforeNowAndBeginsFiveYearsBefore) {
  const int64_t now = 1'795'246'800;
  const ExpiredRange at_the_second = ExpiredAt(now * 1'000'000);
  EXPECT_FALSE(at_the_second.Contains(now));
  EXPECT_TRUE(at_the_second.Contains(now - 1));
  EXPECT_TRUE(ExpiredAt(now * 1'000'000 + 1).Contains(now));
  EXPECT_TRUE(at_the_second.Contains(now - kFiveYears));
  EXPECT_FALSE(at_the_second.Contains(now - kFiveYears - 2));
  EXPECT_FALSE(ExpiredAt(0).Contains(0));
}

class TimeToLiveTest : public ::testing::Test {
 protected:
  explicit TimeToLiveTest(size_t items_at_once = 2000)
      : store_(Options(clock_, items_at_once)), table_(store_.CreateTable(Schema())) {}

  static DatabaseOptions Options(const ManualClock& clock, size_t items_at_once) {
    DatabaseOptions options;
    options.clock = &clock;
    options.items_backfilled_at_once = items_at_once;
    return options;
  }

  // With a global and a local index on "v".
  static TableSchema Schema() {
    const KeyAttribute v = {"v", AttributeType::kString};
    return WithIndexes(SchemaOf("t", AttributeType::kString, AttributeType::kString),
                       {LocalIndex("local", v), GlobalIndex("global", {v})});
  }

  void Enable(const std::string& attribute) {
    const auto updated = store_->UpdateTable("t", [&](const TableSchema& schema) {
      TableSchema changed = schema;
      changed.time_to_live = {attribute, false, 1};
      return Result<TableSchema>(changed);
    });
    ASSERT_TRUE(updated.ok()) << updated.error().message;
    table_ = *updated;
  }
  void Disable() { Enable(""); }

  // An item whose "ttl" is a number of seconds from the start of the test.
  void Put(const std::string& sort, std::optional<int64_t> seconds,
           const std::string& attribute = "ttl") {
    Arena arena;
    const std::string number = std::to_string(start_ + seconds.value_or(0));
    std::vector<Attribute> item = {{"p", AttributeValue::String("p")},
                                   {"s", AttributeValue::String(sort)}};
    if (seconds.has_value()) item.push_back({attribute, AttributeValue::Number(number)});
    item.push_back({"v", AttributeValue::String(sort)});
    SortByName(item);
    ASSERT_TRUE(PutWhole(*store_, *table_, item, arena).ok());
  }

  size_t Sweep() {
    const std::atomic<bool> stop = false;
    const Result<size_t> deleted = store_->DeleteExpiredItems(stop);
    EXPECT_TRUE(deleted.ok());
    return deleted.ok() ? *deleted : 0;
  }

  std::string Items() {
    std::string all;
    for (const std::string& key : store_.Drain(*store_->Scan(*table_, {}), "s")) all += key + " ";
    return all;
  }

  ManualClock clock_;
  const int64_t start_ = clock_.NowSeconds();
  StoreUnderTest store_;
  TablePtr table_;
};

TEST_F(TimeToLiveTest, ExpiredItems_LeaveTableAndIndexes) {
  Enable("ttl");
  Put("a", 10);
  Put("b", 20);
  Put("c", std::nullopt);
  EXPECT_EQ(Sweep(), 0U);
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "b c ");
  ExpectIndexesFollowItems(*store_, *table_);
  clock_.AdvanceSeconds(100);
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "c ");
  EXPECT_EQ(table_->item_count(), 1);
  EXPECT_EQ(Sweep(), 0U);
}

TEST_F(TimeToLiveTest, ItemWhoseTimeMoved_IsKept) {
  Enable("ttl");
  for (const char* sort : {"later", "never", "deleted", "again", "sooner"}) Put(sort, 10);
  Put("later", 1000);
  Put("never", std::nullopt);
  ASSERT_TRUE(store_.Delete(*table_, KeyOf("p", "deleted")).ok());
  Put("sooner", 5);
  clock_.AdvanceSeconds(7);
  EXPECT_EQ(Sweep(), 1U);
  clock_.AdvanceSeconds(10);
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "later never ");
}

// "Items with an expiration time older than five years are not deleted" (developer guide).
TEST_F(TimeToLiveTest, ItemsOfMoreThanFiveYearsAgo_AreKept) {
  Enable("ttl");
  Put("old", -kFiveYears - 2);
  Put("older", -2 * kFiveYears);
  Put("recent", -kFiveYears + 2);
  Put("epoch", -start_);
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "epoch old older ");
}

TEST_F(TimeToLiveTest, Enabled_KnowsTheItemsThatWereThere) {
  for (int i = 0; i < 50; ++i) Put(std::to_string(i), i % 2 == 0 ? 10 : 1000);
  Enable("ttl");
  EXPECT_TRUE(store_->FindTable("t")->schema().time_to_live.indexed);
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 25U);
}

TEST_F(TimeToLiveTest, Disabled_ForgetsEverything) {
  Enable("ttl");
  Put("a", 10);
  Disable();
  Put("b", 10);
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 0U);
  Enable("other");
  Put("c", 10, "other");
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "a b ");
  Disable();
  Enable("ttl");
  EXPECT_EQ(Sweep(), 2U);
}

TEST_F(TimeToLiveTest, DeletedTable_LeavesNothingForItsSuccessor) {
  Enable("ttl");
  Put("a", 10);
  ASSERT_TRUE(store_.DeleteTable("t").ok());
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 0U);
  table_ = store_.CreateTable(Schema());
  Enable("ttl");
  Put("a", 1000);
  EXPECT_EQ(Sweep(), 0U);
}

// While a transaction is held, its items stay, and the others go.
TEST_F(TimeToLiveTest, HeldItems_WaitForTheNextSweep) {
  Enable("ttl");
  Put("free", 10);
  Put("held", 10);
  Arena arena;
  const PrimaryKey key = KeyOf("p", "held");
  const auto keep = [](std::optional<EncodedItem>) {
    return Result<WriteDecision>(WriteDecision());
  };
  const ItemWrite check{table_.get(), key, keep};
  ASSERT_TRUE(store_->Transact(arena, {{&check, 1}, std::nullopt, 60'000'000}).ok());
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 1U);
  EXPECT_EQ(Items(), "held ");
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(Sweep(), 1U);
}

TEST_F(TimeToLiveTest, Stop_EndsASweepThatGoesOnLater) {
  Enable("ttl");
  for (int i = 0; i < 100; ++i) Put(std::to_string(i), 10);
  clock_.AdvanceSeconds(11);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(store_->DeleteExpiredItems(stop).value(), 0U);
  EXPECT_EQ(Sweep(), 100U);
}

// What a sweep costs depends on what expires: not on the table, nor on other tables.
TEST_F(TimeToLiveTest, Sweep_ReadsWhatExpiresAndNothingElse) {
  Enable("ttl");
  for (int i = 0; i < 10'000; ++i) Put(std::to_string(i), i < 10 ? 10 : 1000 + i);
  clock_.AdvanceSeconds(11);
  const WorkCounts before = store_->work();
  EXPECT_EQ(Sweep(), 10U);
  const WorkCounts swept = store_->work();
  EXPECT_EQ(swept.iterator_steps - before.iterator_steps, 11U);
  EXPECT_EQ(swept.iterators - before.iterators, 1U);
  EXPECT_EQ(swept.commits - before.commits, 1U);
  EXPECT_LE(swept.gets - before.gets, 20U);  // the item, and the size of its collection
  EXPECT_EQ(Sweep(), 0U);
  EXPECT_EQ(store_->work(), swept);
}

TEST_F(TimeToLiveTest, Write_CostsOneChangeMore) {
  const auto work_of_put = [&](const std::string& sort, int64_t seconds) {
    const WorkCounts before = store_->work();
    Put(sort, seconds);
    const WorkCounts after = store_->work();
    return WorkCounts{after.gets - before.gets, after.commits - before.commits,
                      after.iterators - before.iterators,
                      after.iterator_steps - before.iterator_steps, after.changes - before.changes};
  };
  const WorkCounts without = work_of_put("a", 10);
  Enable("ttl");
  WorkCounts with = work_of_put("b", 10);
  EXPECT_EQ(with.changes, without.changes + 1);
  with.changes = without.changes;
  EXPECT_EQ(with, without);
}

class TimeToLiveBackfillTest : public TimeToLiveTest {
 protected:
  TimeToLiveBackfillTest() : TimeToLiveTest(10) {}
};

TEST_F(TimeToLiveBackfillTest, LargeTable_IsIndexedInTheBackground) {
  for (int i = 0; i < 3000; ++i) Put(std::to_string(i), i % 2 == 0 ? 10 : 1000);
  Enable("ttl");
  EXPECT_FALSE(table_->schema().time_to_live.indexed);
  Put("new", 10);
  store_->WaitForBackfill();
  EXPECT_TRUE(store_->FindTable("t")->schema().time_to_live.indexed);
  clock_.AdvanceSeconds(11);
  EXPECT_EQ(Sweep(), 1501U);
  EXPECT_EQ(table_->item_count(), 1500);
}

TEST(TimeToLiveRestart, BackfillAndEntries_GoOnAfterIt) {
  const TemporaryDirectory directory;
  ManualClock clock;
  DatabaseOptions options;
  options.data_dir = directory.path();
  options.clock = &clock;
  options.items_backfilled_at_once = 64;
  // The background never gets to work before the store is closed.
  std::atomic<bool> closing = false;
  StoreUnderTest store(options);
  TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  Arena arena;
  const std::string soon = std::to_string(clock.NowSeconds() + 10);
  const auto put = [&](const std::string& key) {
    const std::vector<Attribute> item = {{"p", AttributeValue::String(key)},
                                         {"ttl", AttributeValue::Number(soon)}};
    ASSERT_TRUE(PutWhole(*store, *table, item, arena).ok());
  };
  for (int i = 0; i < 500; ++i) put(std::to_string(i));
  const auto enable = [](const TableSchema& schema) {
    TableSchema changed = schema;
    changed.time_to_live = {"ttl", false, 1};
    return Result<TableSchema>(changed);
  };
  ASSERT_TRUE(store->UpdateTable("t", enable).ok());
  table = store->FindTable("t");
  put("new");
  table.reset();
  store.Reopen();
  store->WaitForBackfill();
  EXPECT_TRUE(store->FindTable("t")->schema().time_to_live.indexed);
  store.Reopen();
  clock.AdvanceSeconds(11);
  EXPECT_EQ(store->DeleteExpiredItems(closing).value(), 501U);
}

// Random writes, changes of the time to live, moves of the clock and restarts, beside a map that
// looks at every item for each sweep.
TEST(TimeToLiveModel, RandomLife_IsThatOfAMap) {
  const TemporaryDirectory directory;
  ManualClock clock;
  DatabaseOptions options;
  options.data_dir = directory.path();
  options.clock = &clock;
  StoreUnderTest store(options);
  store.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString),
                                {GlobalIndex("global", {{"v", AttributeType::kString}})}));
  struct Item {
    std::optional<int64_t> x;
    std::optional<int64_t> y;
  };
  std::map<std::string, Item> model;
  std::string enabled;
  std::mt19937 random(7);
  const auto below = [&](int bound) {
    return static_cast<int>(random() % static_cast<unsigned>(bound));
  };
  const std::atomic<bool> stop = false;
  Arena arena;
  for (int step = 0; step < 4000; ++step) {
    const TablePtr table = store->FindTable("t");
    const std::string key = std::to_string(below(60));
    const int kind = below(100);
    if (kind < 60) {
      Item item;
      std::vector<std::string> texts;
      texts.reserve(3);  // values are views of them
      texts.push_back("v" + key);
      std::vector<Attribute> attributes = {{"p", AttributeValue::String(key)},
                                           {"v", AttributeValue::String(texts[0])}};
      for (auto [name, seconds] : {std::pair{"x", &item.x}, {"y", &item.y}}) {
        if (below(4) == 0) continue;
        *seconds = clock.NowSeconds() + below(200) - 50;
        texts.push_back(std::to_string(**seconds) + (below(2) == 0 ? ".25" : ""));
        attributes.push_back({name, AttributeValue::Number(texts.back())});
      }
      SortByName(attributes);
      ASSERT_TRUE(PutWhole(*store, *table, attributes, arena).ok());
      model[key] = item;
    } else if (kind < 70) {
      ASSERT_TRUE(store.Delete(*table, KeyOf(key)).ok());
      model.erase(key);
    } else if (kind < 80) {
      clock.AdvanceSeconds(below(40));
    } else if (kind < 85) {
      enabled = enabled.empty() ? (below(2) == 0 ? "x" : "y") : "";
      const auto change = [&](const TableSchema& schema) {
        TableSchema changed = schema;
        changed.time_to_live = {enabled, false, 1};
        return Result<TableSchema>(changed);
      };
      ASSERT_TRUE(store->UpdateTable("t", change).ok());
    } else if (kind < 87) {
      store.Reopen();
    } else {
      const ExpiredRange expired = ExpiredAt(clock.NowMicros());
      const size_t deleted = std::erase_if(model, [&](const auto& entry) {
        const auto& seconds = enabled == "x" ? entry.second.x : entry.second.y;
        return !enabled.empty() && seconds.has_value() && expired.Contains(*seconds);
      });
      ASSERT_EQ(store->DeleteExpiredItems(stop).value(), deleted) << step;
    }
    if (step % 50 != 0) continue;
    const TablePtr now = store->FindTable("t");
    std::vector<std::string> keys = store.Drain(*store->Scan(*now, {}), "p");
    std::sort(keys.begin(), keys.end());
    std::vector<std::string> expected;
    for (const auto& [name, item] : model) expected.push_back(name);
    ASSERT_EQ(keys, expected) << step;
    ExpectIndexesFollowItems(*store, *now);
    arena.Reset();
  }
}

}  // namespace
}  // namespace stator::storage
