// Random operations against the database and against a std::map, which must agree at every step.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/storage/key_condition_oracle.h"
#include "tests/storage/store_under_test.h"
#include "tests/support/random_values.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;
using stator::testing::TemporaryDirectory;

struct ScalarLess {
  bool operator()(const AttributeValue& left, const AttributeValue& right) const {
    return CompareScalars(left, right) < 0;
  }
};

using Partition = std::map<AttributeValue, std::string, ScalarLess>;
using Model = std::map<AttributeValue, Partition, ScalarLess>;

class DatabaseModel {
 public:
  DatabaseModel(uint64_t seed, AttributeType partition_type, AttributeType sort_type,
                bool in_memory)
      : random_(seed, arena_),
        sort_type_(sort_type),
        store_(in_memory ? std::nullopt : std::optional(directory_.path())) {
    store_.CreateTable(SchemaOf("before", partition_type, sort_type));
    table_ = store_.CreateTable(SchemaOf("model", partition_type, sort_type));
    const TablePtr after = store_.CreateTable(SchemaOf("after", partition_type, sort_type));
    // Few keys, so that operations meet.
    for (int i = 0; i < 4; ++i) partitions_.push_back(random_.KeyScalar(partition_type));
    for (int i = 0; i < 40; ++i) sorts_.push_back(random_.KeyScalar(sort_type));
    for (const AttributeValue& partition : partitions_) {
      EXPECT_TRUE(store_.Put(*store_->FindTable("before"), {partition, sorts_[0]}, "other").ok());
      EXPECT_TRUE(store_.Put(*after, {partition, sorts_[0]}, "other").ok());
    }
  }

  void Step() {
    switch (random_.Below(8)) {
      case 0:
      case 1:
      case 2:
        return Put();
      case 3:
        return Delete();
      case 4:
        return Get();
      case 5:
      case 6:
        return Query();
      default:
        return Scan();
    }
  }

  void Reopen() {
    table_ = nullptr;
    store_.Reopen();
    table_ = store_->FindTable("model");
    ASSERT_NE(table_, nullptr);
    CheckCounts();
  }

  void CheckCounts() {
    int64_t items = 0;
    int64_t bytes = 0;
    for (const auto& [partition, sorts] : model_) {
      for (const auto& [sort, value] : sorts) {
        ++items;
        Arena arena;
        bytes +=
            static_cast<int64_t>(ItemSize(StoreUnderTest::ItemOf(arena, {partition, sort}, value)));
      }
    }
    EXPECT_EQ(table_->item_count(), items);
    EXPECT_EQ(table_->size_bytes(), bytes);
  }

 private:
  AttributeValue AnyPartition() { return partitions_[random_.Below(partitions_.size())]; }
  AttributeValue AnySort() { return sorts_[random_.Below(sorts_.size())]; }

  void Put() {
    const PrimaryKey key{AnyPartition(), AnySort()};
    const std::string value = std::to_string(++values_);
    ASSERT_TRUE(store_.Put(*table_, key, value).ok());
    model_[key.partition][*key.sort] = value;
  }

  void Delete() {
    const PrimaryKey key{AnyPartition(), AnySort()};
    ASSERT_TRUE(store_.Delete(*table_, key).ok());
    model_[key.partition].erase(*key.sort);
  }

  void Get() {
    const PrimaryKey key{AnyPartition(), AnySort()};
    std::optional<std::string> expected;
    const Partition& partition = model_[key.partition];
    if (const auto it = partition.find(*key.sort); it != partition.end()) expected = it->second;
    EXPECT_EQ(store_.Get(*table_, key), expected);
  }

  SortKeyCondition AnyCondition() {
    const size_t comparators = sort_type_ == AttributeType::kNumber ? 6 : 7;
    SortKeyCondition condition;
    condition.comparator = static_cast<SortKeyCondition::Comparator>(random_.Below(comparators));
    condition.value = random_.OneIn(2) ? AnySort() : random_.KeyScalar(sort_type_);
    condition.high = random_.OneIn(2) ? AnySort() : random_.KeyScalar(sort_type_);
    if (condition.comparator == SortKeyCondition::Comparator::kBeginsWith) {
      const std::string_view bytes = condition.value.bytes();
      condition.value =
          AttributeValue::Scalar(sort_type_, bytes.substr(0, 1 + random_.Below(bytes.size())));
    }
    return condition;
  }

  void Query() {
    QueryRange range;
    const AttributeValue partition = AnyPartition();
    range.condition.partition = {&partition, 1};
    if (!random_.OneIn(4)) range.condition.sort = AnyCondition();
    range.forward = random_.OneIn(2);
    Arena arena;
    std::optional<AttributeValue> start;
    if (random_.OneIn(3)) {
      start = AnySort();
      range.exclusive_start = StoreUnderTest::ItemOf(arena, {partition, start}, "");
    }

    std::vector<std::string> expected;
    for (const auto& [sort, value] : model_[partition]) {
      if (range.condition.sort.has_value() && !Meets(*range.condition.sort, sort)) continue;
      if (start.has_value()) {
        const int order = CompareScalars(sort, *start);
        if (range.forward ? order <= 0 : order >= 0) continue;
      }
      expected.push_back(value);
    }
    if (!range.forward) std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(StoreUnderTest::Drain(*store_->Query(*table_, range), "v"), expected);
  }

  // Segments together give every item once, each in its own; so do pages of one item.
  void Scan() {
    std::multiset<std::string> expected;
    for (const auto& [partition, sorts] : model_) {
      for (const auto& [sort, value] : sorts) expected.insert(value);
    }
    const auto segments = static_cast<uint32_t>(1 + random_.Below(5));
    const bool in_pages = random_.OneIn(8);
    std::multiset<std::string> found;
    for (uint32_t segment = 0; segment < segments; ++segment) {
      ScanRange range{nullptr, segment, segments, std::nullopt};
      Arena arena;
      while (true) {
        const auto cursor = store_->Scan(*table_, range);
        size_t items = 0;
        while ((items == 0 || !in_pages) && cursor->Next()) {
          ++items;
          const AttributeMap item =
              *EncodedItem(arena.CopyString(cursor->item().bytes())).Decode(arena);
          range.exclusive_start =
              StoreUnderTest::ItemOf(arena, {*Find(item, "p"), *Find(item, "s")}, "");
          EXPECT_TRUE(InSegment(table_->schema(), range, *range.exclusive_start));
          found.insert(std::string(Find(item, "v")->bytes()));
        }
        if (items == 0 || !in_pages) break;
      }
    }
    EXPECT_EQ(found, expected);
  }

  TemporaryDirectory directory_;
  Arena arena_;
  RandomValues random_;
  const AttributeType sort_type_;
  StoreUnderTest store_;
  TablePtr table_;
  Model model_;
  std::vector<AttributeValue> partitions_;
  std::vector<AttributeValue> sorts_;
  int values_ = 0;
};

constexpr AttributeType kKeyTypes[] = {AttributeType::kString, AttributeType::kNumber,
                                       AttributeType::kBinary};

TEST(Database_Model, RandomOperationsInMemory_AgreeWithAMap) {
  uint64_t seed = 100;
  for (const AttributeType partition_type : kKeyTypes) {
    for (const AttributeType sort_type : kKeyTypes) {
      SCOPED_TRACE(seed);
      DatabaseModel model(seed++, partition_type, sort_type, true);
      for (int i = 0; i < 600 && !::testing::Test::HasFailure(); ++i) model.Step();
      model.CheckCounts();
    }
  }
}

TEST(Database_Model, RandomOperationsAndRestarts_AgreeWithAMap) {
  uint64_t seed = 200;
  for (const AttributeType sort_type : kKeyTypes) {
    SCOPED_TRACE(seed);
    DatabaseModel model(seed++, AttributeType::kString, sort_type, false);
    for (int restart = 0; restart < 5 && !::testing::Test::HasFailure(); ++restart) {
      for (int i = 0; i < 150; ++i) model.Step();
      model.Reopen();
    }
  }
}

}  // namespace
}  // namespace stator::storage
