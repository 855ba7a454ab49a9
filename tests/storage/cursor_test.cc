#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/storage/store_under_test.h"

namespace stator::storage {
namespace {

using Comparator = SortKeyCondition::Comparator;

class QueryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    table_ = store_.CreateTable(SchemaOf("t", AttributeType::kString, AttributeType::kBinary));
  }

  void PutBinary(std::string_view sort) {
    const PrimaryKey key{AttributeValue::String("p"), AttributeValue::Binary(sort)};
    ASSERT_TRUE(store_.Put(*table_, key).ok());
  }

  std::vector<std::string> Find(Comparator comparator, std::string_view value,
                                std::string_view high = "") {
    QueryRange range;
    range.condition.partition = {&partition_, 1};
    range.condition.sort =
        SortKeyCondition{comparator, AttributeValue::Binary(value), AttributeValue::Binary(high)};
    std::vector<std::string> ascending = store_.SortKeys(*table_, range);
    range.forward = false;
    std::vector<std::string> descending = store_.SortKeys(*table_, range);
    std::reverse(descending.begin(), descending.end());
    EXPECT_EQ(ascending, descending);
    return ascending;
  }

  const AttributeValue partition_ = AttributeValue::String("p");
  StoreUnderTest store_;
  TablePtr table_;
};

using Keys = std::vector<std::string>;

TEST_F(QueryTest, BeginsWithBytesOfAllOnes_EndsBeforeTheNextPartition) {
  for (const char* sort : {"\xFE", "\xFF", "\xFF\x01", "\xFF\xFF", "\xFF\xFF\xFF"}) PutBinary(sort);
  ASSERT_TRUE(
      store_.Put(*table_, {AttributeValue::String("q"), AttributeValue::Binary("\xFF\xFF")}).ok());
  EXPECT_EQ(Find(Comparator::kBeginsWith, "\xFF\xFF"), (Keys{"\xFF\xFF", "\xFF\xFF\xFF"}));
  EXPECT_EQ(Find(Comparator::kBeginsWith, "\xFF"),
            (Keys{"\xFF", "\xFF\x01", "\xFF\xFF", "\xFF\xFF\xFF"}));
  EXPECT_EQ(Find(Comparator::kBeginsWith, "\xFD"), Keys{});
}

TEST_F(QueryTest, KeysWithZeroBytes_AreBoundedExactly) {
  const std::string zero("\0", 1);
  PutBinary("a");
  PutBinary("a" + zero);
  PutBinary("a" + zero + zero);
  PutBinary("a" + zero + "\x01");
  PutBinary("a\x01");
  PutBinary("b");
  EXPECT_EQ(Find(Comparator::kEqual, "a"), Keys{"a"});
  EXPECT_EQ(Find(Comparator::kGreater, "a" + zero),
            (Keys{"a" + zero + zero, "a" + zero + "\x01", "a\x01", "b"}));
  EXPECT_EQ(Find(Comparator::kGreaterOrEqual, "a" + zero).size(), 5U);
  EXPECT_EQ(Find(Comparator::kLess, "a" + zero), Keys{"a"});
  EXPECT_EQ(Find(Comparator::kLessOrEqual, "a" + zero), (Keys{"a", "a" + zero}));
  EXPECT_EQ(Find(Comparator::kBeginsWith, "a" + zero),
            (Keys{"a" + zero, "a" + zero + zero, "a" + zero + "\x01"}));
}

TEST_F(QueryTest, BetweenBounds_AreInclusiveAndMayBeReversed) {
  for (const char* sort : {"a", "b", "c", "d"}) PutBinary(sort);
  EXPECT_EQ(Find(Comparator::kBetween, "b", "c"), (Keys{"b", "c"}));
  EXPECT_EQ(Find(Comparator::kBetween, "b", "b"), Keys{"b"});
  EXPECT_EQ(Find(Comparator::kBetween, "c", "b"), Keys{});
  EXPECT_EQ(Find(Comparator::kBetween, "bb", "bz"), Keys{});
}

TEST_F(QueryTest, UnknownPartition_IsEmpty) {
  PutBinary("a");
  QueryRange range;
  const AttributeValue nobody = AttributeValue::String("nobody");
  range.condition.partition = {&nobody, 1};
  EXPECT_EQ(store_.SortKeys(*table_, range), Keys{});
  range.forward = false;
  EXPECT_EQ(store_.SortKeys(*table_, range), Keys{});
}

TEST_F(QueryTest, StartOutsideTheCondition_ReadsFromItsNearestEnd) {
  for (const char* sort : {"a", "b", "c", "d"}) PutBinary(sort);
  QueryRange range;
  range.condition.partition = {&partition_, 1};
  range.condition.sort = SortKeyCondition{Comparator::kBetween, AttributeValue::Binary("b"),
                                          AttributeValue::Binary("c")};
  Arena arena;
  const auto start_at = [&](const char* sort) {
    return StoreUnderTest::ItemOf(arena, {partition_, AttributeValue::Binary(sort)}, "");
  };
  range.exclusive_start = start_at("a");
  EXPECT_EQ(store_.SortKeys(*table_, range), (Keys{"b", "c"}));
  range.exclusive_start = start_at("d");
  EXPECT_EQ(store_.SortKeys(*table_, range), Keys{});
  range.forward = false;
  EXPECT_EQ(store_.SortKeys(*table_, range), (Keys{"c", "b"}));
  range.exclusive_start = start_at("a");
  EXPECT_EQ(store_.SortKeys(*table_, range), Keys{});
}

TEST_F(QueryTest, Cursor_SeesTheStoreAsItWasWhenItWasMade) {
  for (const char* sort : {"a", "b", "c"}) PutBinary(sort);
  QueryRange range;
  range.condition.partition = {&partition_, 1};
  const auto query = store_->Query(*table_, range);
  const auto scan = store_->Scan(*table_, {});
  ASSERT_TRUE(query->Next());
  PutBinary("aa");
  PutBinary("d");
  ASSERT_TRUE(
      store_.Delete(*table_, {AttributeValue::String("p"), AttributeValue::Binary("b")}).ok());
  EXPECT_EQ(StoreUnderTest::Drain(*query, "s"), (Keys{"b", "c"}));
  EXPECT_EQ(StoreUnderTest::Drain(*scan, "s"), (Keys{"a", "b", "c"}));
  EXPECT_EQ(store_.SortKeys(*table_, range), (Keys{"a", "aa", "c", "d"}));
}

TEST_F(QueryTest, Cost_DoesNotDependOnOtherItems) {
  for (int i = 0; i < 200; ++i) {
    PutBinary(std::to_string(i));
    const std::string partition = std::to_string(i);
    ASSERT_TRUE(
        store_.Put(*table_, {AttributeValue::String(partition), AttributeValue::Binary("s")}).ok());
  }
  QueryRange range;
  range.condition.partition = {&partition_, 1};
  range.condition.sort =
      SortKeyCondition{Comparator::kBeginsWith, AttributeValue::Binary("19"), {}};
  const WorkCounts before = store_->work();
  EXPECT_EQ(store_.SortKeys(*table_, range).size(), 11U);
  EXPECT_EQ(store_->work().iterators - before.iterators, 1U);
  EXPECT_EQ(store_->work().iterator_steps - before.iterator_steps, 12U);
  EXPECT_EQ(store_->work().gets, before.gets);
}

TEST(Scan, MoreSegmentsThanItems_GiveEveryItemOnce) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  std::multiset<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    expected.insert(std::to_string(i));
    ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i))).ok());
  }
  std::multiset<std::string> found;
  for (uint32_t segment = 0; segment < 1000; ++segment) {
    const ScanRange range{nullptr, segment, 1000, std::nullopt};
    const auto cursor = store->Scan(*table, range);
    for (const std::string& key : StoreUnderTest::Drain(*cursor, "p")) {
      Arena arena;
      const AttributeMap start = StoreUnderTest::ItemOf(arena, KeyOf(key), "");
      EXPECT_TRUE(InSegment(table->schema(), range, start));
      found.insert(key);
    }
  }
  EXPECT_EQ(found, expected);
}

TEST(Scan, LastOfAMillionSegments_IsBoundedByTheTable) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  const TablePtr next = store.CreateTable(SchemaOf("u", AttributeType::kString));
  ASSERT_TRUE(store.Put(*next, KeyOf("a")).ok());
  const auto cursor = store->Scan(*table, {nullptr, 999'999, 1'000'000, std::nullopt});
  EXPECT_EQ(StoreUnderTest::Drain(*cursor, "p"), Keys{});
}

TEST(Scan, AfterManyDeletes_StepsOnlyOverWhatIsLeft) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i))).ok());
  for (int i = 1; i < 300; ++i) ASSERT_TRUE(store.Delete(*table, KeyOf(std::to_string(i))).ok());
  const WorkCounts before = store->work();
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*table, {}), "p"), Keys{"0"});
  EXPECT_EQ(store->work().iterator_steps - before.iterator_steps, 2U);
}

}  // namespace
}  // namespace stator::storage
