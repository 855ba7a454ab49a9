#include "storage/encoding/index_key.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/limits.h"
#include "tests/support/random_values.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;
using Values = std::vector<AttributeValue>;

constexpr AttributeType kKeyTypes[] = {AttributeType::kString, AttributeType::kNumber,
                                       AttributeType::kBinary};

std::string ItemKey(uint32_t table_id, const PrimaryKey& key) {
  std::string bytes;
  AppendItemKey(table_id, key, bytes);
  return bytes;
}

std::string IndexKey(uint32_t index_id, const Values& hash, const Values& range,
                     const PrimaryKey& key) {
  std::string bytes;
  AppendIndexKey(index_id, hash, range, ItemKey(7, key), bytes);
  return bytes;
}

int Sign(int value) { return (value > 0) - (value < 0); }

int CompareValues(const Values& left, const Values& right) {
  for (size_t i = 0; i < left.size(); ++i) {
    if (const int order = CompareScalars(left[i], right[i]); order != 0) return Sign(order);
  }
  return 0;
}

PrimaryKey SimpleKey(std::string_view partition) {
  return {AttributeValue::String(partition), std::nullopt};
}

TEST(IndexKey, RandomPairsOfAPartition_CompareByRangeThenByItemKey) {
  Arena arena;
  RandomValues random(1, arena);
  for (int i = 0; i < 20'000; ++i) {
    const Values hash = {random.KeyScalar(kKeyTypes[random.Below(3)])};
    Values left;
    Values right;
    for (size_t part = random.Below(5); part > 0; --part) {
      const AttributeType type = kKeyTypes[random.Below(3)];
      left.push_back(random.KeyScalar(type));
      right.push_back(random.OneIn(2) ? left.back() : random.KeyScalar(type));
    }
    const PrimaryKey left_key{random.KeyScalar(AttributeType::kString),
                              random.KeyScalar(AttributeType::kNumber)};
    const PrimaryKey right_key{
        random.OneIn(2) ? left_key.partition : random.KeyScalar(AttributeType::kString),
        random.OneIn(2) ? *left_key.sort : random.KeyScalar(AttributeType::kNumber)};
    int expected = CompareValues(left, right);
    if (expected == 0) {
      expected = CompareValues({left_key.partition, *left_key.sort},
                               {right_key.partition, *right_key.sort});
    }
    EXPECT_EQ(Sign(IndexKey(1, hash, left, left_key).compare(IndexKey(1, hash, right, right_key))),
              expected);
  }
}

TEST(IndexKey, RandomKeys_DecodeToThemselves) {
  Arena arena;
  RandomValues random(2, arena);
  for (int i = 0; i < 5'000; ++i) {
    Values hash(1 + random.Below(4));
    Values range(random.Below(5));
    for (AttributeValue& value : hash) value = random.KeyScalar(kKeyTypes[random.Below(3)]);
    for (AttributeValue& value : range) value = random.KeyScalar(kKeyTypes[random.Below(3)]);
    PrimaryKey key{random.KeyScalar(kKeyTypes[random.Below(3)]), std::nullopt};
    if (random.OneIn(2)) key.sort = random.KeyScalar(kKeyTypes[random.Below(3)]);
    const auto index_id = static_cast<uint32_t>(random.Below(uint64_t{1} << 32));
    const std::string bytes = IndexKey(index_id, hash, range, key);
    const auto decoded = DecodeIndexKey(bytes, arena);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->table_id, 7U);
    EXPECT_EQ(decoded->index_id, index_id);
    EXPECT_EQ(IndexIdOfKey(bytes), index_id);
    EXPECT_EQ(TableIdOfKey(bytes), 7U);
    Values expected = hash;
    expected.insert(expected.end(), range.begin(), range.end());
    expected.push_back(key.partition);
    if (key.sort.has_value()) expected.push_back(*key.sort);
    EXPECT_EQ(Values(decoded->values.begin(), decoded->values.end()), expected);
  }
}

TEST(IndexKey, Keys_HaveTheDocumentedBytes) {
  // The layout is on disk: this test may gain cases, but its bytes never change.
  const std::string key =
      IndexKey(2, {AttributeValue::String("h")}, {AttributeValue::Number("1")}, SimpleKey("p"));
  EXPECT_EQ(key.substr(0, 8), std::string_view("\0\0\0\x07\0\0\0\x02", 8));
  const uint32_t hash = PartitionHash(AttributeValue::String("h"));
  EXPECT_EQ(TableIdOfKey(std::string_view(key).substr(8)), hash);
  EXPECT_EQ(key.substr(12), std::string_view("\x10h\0\x01\x22\x82\x0B\0\x10p\0\x01", 12));
  std::string record;
  const std::string item_key =
      ItemKey(7, {AttributeValue::String("p"), AttributeValue::Number("1")});
  AppendItemCollectionKey(item_key, PartitionPrefixBytes(item_key), record);
  EXPECT_EQ(record, std::string("\0\0\0\x07\0\0\0\0", 8) + item_key.substr(4, 8));
}

TEST(IndexKey, HashOfSeveralAttributes_NeverChanges) {
  // On disk. A value recorded from the first version.
  const Values hash = {AttributeValue::String("tournament"), AttributeValue::Number("42")};
  std::string prefix;
  AppendIndexPartitionPrefix(7, 2, hash, prefix);
  EXPECT_EQ(TableIdOfKey(std::string_view(prefix).substr(8)), PartitionHash(hash));
  EXPECT_EQ(PartitionHash(hash), 1671148180U);
  // Of one attribute it is that of a table's partition key.
  EXPECT_EQ(PartitionHash(Values{hash[1]}), PartitionHash(hash[1]));
}

TEST(IndexKey, KeysOfOnePartition_ShareAPrefixThatNoOtherHas) {
  Arena arena;
  RandomValues random(3, arena);
  for (int i = 0; i < 5'000; ++i) {
    Values one;
    Values other;
    for (size_t part = 1 + random.Below(4); part > 0; --part) {
      const AttributeType type = kKeyTypes[random.Below(3)];
      one.push_back(random.KeyScalar(type));
      other.push_back(random.OneIn(2) ? one.back() : random.KeyScalar(type));
    }
    std::string prefix;
    AppendIndexPartitionPrefix(7, 1, one, prefix);
    const std::string key = IndexKey(1, other, {random.KeyScalar(AttributeType::kString)},
                                     {random.KeyScalar(AttributeType::kString), std::nullopt});
    EXPECT_EQ(key.compare(0, prefix.size(), prefix) == 0, one == other);
  }
}

// "ab" + "c" and "a" + "bc" are different partitions.
TEST(IndexKey, ValuesDoNotRunIntoEachOther) {
  const Values one = {AttributeValue::String("ab"), AttributeValue::String("c")};
  const Values other = {AttributeValue::String("a"), AttributeValue::String("bc")};
  EXPECT_NE(IndexKey(1, one, {}, SimpleKey("p")), IndexKey(1, other, {}, SimpleKey("p")));
  EXPECT_NE(IndexKey(1, {one[0]}, {one[1]}, SimpleKey("p")),
            IndexKey(1, {other[0]}, {other[1]}, SimpleKey("p")));
}

TEST(IndexKey, LargestKeys_RoundTrip) {
  const std::string longest(limits::kMaxPartitionKeyBytes, '\0');
  const Values four(4, AttributeValue::Binary(longest));
  const PrimaryKey key{four[0], AttributeValue::Binary(std::string_view(longest).substr(1024))};
  Arena arena;
  const auto decoded = DecodeIndexKey(IndexKey(UINT32_MAX, four, four, key), arena);
  ASSERT_TRUE(decoded.has_value());
  ASSERT_EQ(decoded->values.size(), 10U);
  EXPECT_EQ(decoded->values[7], four[0]);
  EXPECT_EQ(decoded->values[9].bytes().size(), 1024U);
}

TEST(IndexKey, DamagedKeys_AreRefused) {
  Arena arena;
  const std::string key =
      IndexKey(1, {AttributeValue::String("h")}, {AttributeValue::Number("-5")}, SimpleKey("p"));
  EXPECT_FALSE(DecodeIndexKey(key.substr(0, 11), arena).has_value());
  EXPECT_FALSE(DecodeIndexKey(key.substr(0, key.size() - 1), arena).has_value());
  EXPECT_FALSE(DecodeIndexKey(key + "\x7F", arena).has_value());
  EXPECT_EQ(IndexIdOfKey("short"), kItemCollectionsId);
  std::string too_many = key;
  for (int i = 0; i < 8; ++i) too_many += key.substr(12, 4);
  EXPECT_FALSE(DecodeIndexKey(too_many, arena).has_value());
}

TEST(PartitionPrefix, OfAnItemKey_IsFoundAgain) {
  Arena arena;
  RandomValues random(5, arena);
  for (int i = 0; i < 10'000; ++i) {
    const AttributeValue partition = random.KeyScalar(kKeyTypes[random.Below(3)]);
    std::string prefix;
    AppendPartitionPrefix(3, partition, prefix);
    EXPECT_EQ(PartitionPrefixBytes(prefix), prefix.size());
    const std::string key = ItemKey(3, {partition, random.KeyScalar(kKeyTypes[random.Below(3)])});
    EXPECT_EQ(PartitionPrefixBytes(key), prefix.size());
  }
  for (const char* number : {"0", "-1", "1", "-0.0001", "1000000"}) {
    std::string prefix;
    AppendPartitionPrefix(3, AttributeValue::Number(number), prefix);
    EXPECT_EQ(PartitionPrefixBytes(prefix + "\x21"), prefix.size()) << number;
  }
  EXPECT_EQ(PartitionPrefixBytes("short"), 5U);
}

// The exponent of these is a byte that looks like the end of a number.
TEST(PartitionPrefix, OfTheSmallestNumbers_DoesNotEndAtTheExponent) {
  const std::string least = "0." + std::string(129, '0') + "1";
  for (const std::string& number : {least, "-" + least}) {
    std::string prefix;
    AppendPartitionPrefix(3, AttributeValue::Number(number), prefix);
    EXPECT_EQ(PartitionPrefixBytes(prefix + "\x21"), prefix.size()) << number;
  }
}

}  // namespace
}  // namespace stator::storage
