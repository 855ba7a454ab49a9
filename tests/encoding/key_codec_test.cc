#include "storage/encoding/key_codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/limits.h"
#include "tests/support/random_values.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;

constexpr AttributeType kKeyTypes[] = {AttributeType::kString, AttributeType::kNumber,
                                       AttributeType::kBinary};

std::string Stored(const AttributeValue& value) {
  std::string bytes;
  AppendKeyValue(value, bytes);
  return bytes;
}

std::string StoredNumber(std::string_view text) { return Stored(AttributeValue::Number(text)); }

int Sign(int value) { return (value > 0) - (value < 0); }

TEST(KeyCodec, RandomPairs_CompareLikeTheirValues) {
  for (const AttributeType type : kKeyTypes) {
    Arena arena;
    RandomValues random(static_cast<uint64_t>(type), arena);
    for (int i = 0; i < 20'000; ++i) {
      const AttributeValue left = random.KeyScalar(type);
      const AttributeValue right = random.KeyScalar(type);
      EXPECT_EQ(Sign(Stored(left).compare(Stored(right))), Sign(CompareScalars(left, right)))
          << WireName(type) << " " << left.bytes() << " " << right.bytes();
    }
  }
}

TEST(KeyCodec, RandomPairsOfKeys_CompareBySortKeyWithinAPartition) {
  Arena arena;
  RandomValues random(7, arena);
  for (int i = 0; i < 5'000; ++i) {
    const AttributeValue partition = random.KeyScalar(kKeyTypes[random.Below(3)]);
    const AttributeType type = kKeyTypes[random.Below(3)];
    const AttributeValue left = random.KeyScalar(type);
    const AttributeValue right = random.KeyScalar(type);
    std::string left_key;
    AppendItemKey(1, {partition, left}, left_key);
    std::string right_key;
    AppendItemKey(1, {partition, right}, right_key);
    EXPECT_EQ(Sign(left_key.compare(right_key)), Sign(CompareScalars(left, right)));
  }
}

TEST(KeyCodec, NumbersAtTheLimits_AreInOrderOfValue) {
  const std::string nines(38, '9');
  const std::string greatest = nines + std::string(88, '0');
  const std::string least_positive = "0." + std::string(129, '0') + "1";
  const std::vector<std::string> ascending = {
      "-" + greatest,
      "-" + nines,
      "-99999999999999999999999999999999999998",
      "-10",
      "-9",
      "-1.01",
      "-1.001",
      "-1",
      "-0.1",
      "-0.012",
      "-0.01",
      "-" + least_positive,
      "0",
      least_positive,
      "0.01",
      "0.012",
      "0.1",
      "0.9",
      "0.99",
      "1",
      "1.00000000000000000000000000000000001",
      "1.0000000000000000000000000000000001",
      "9",
      "10",
      "11",
      "99",
      "100",
      "101",
      nines.substr(1) + "8",
      nines,
      greatest,
  };
  for (size_t i = 0; i + 1 < ascending.size(); ++i) {
    EXPECT_LT(StoredNumber(ascending[i]), StoredNumber(ascending[i + 1]))
        << ascending[i] << " " << ascending[i + 1];
  }
}

TEST(KeyCodec, Values_HaveTheDocumentedBytes) {
  // The layout is on disk: this test may gain cases, but its bytes never change.
  EXPECT_EQ(Stored(AttributeValue::String("ab")), std::string_view("\x10"
                                                                   "ab\0\x01",
                                                                   5));
  EXPECT_EQ(Stored(AttributeValue::String(std::string_view("a\0b", 3))), std::string_view("\x10"
                                                                                          "a\0\xFF"
                                                                                          "b\0\x01",
                                                                                          7));
  EXPECT_EQ(Stored(AttributeValue::Binary("\xFF")), std::string_view("\x30\xFF\0\x01", 4));
  EXPECT_EQ(StoredNumber("0"), "\x21");
  EXPECT_EQ(StoredNumber("1"), std::string_view("\x22\x82\x0B\0", 4));
  EXPECT_EQ(StoredNumber("-1"), std::string_view("\x20\x7D\xF4\xFF", 4));
  EXPECT_EQ(StoredNumber("123"), std::string_view("\x22\x84\x0D\x1F\0", 5));
}

TEST(KeyCodec, HashOfPartitions_NeverChanges) {
  // On disk. Values recorded from the first version.
  EXPECT_EQ(StoredHash(""), 6924362416421533357U);
  EXPECT_EQ(StoredHash("stator"), 9462202890836054521U);
  EXPECT_EQ(StoredHash("0123456789abcdef!"), 13857416846506507430U);
  EXPECT_EQ(PartitionHash(AttributeValue::String("user#1")), 828819238U);
  EXPECT_EQ(PartitionHash(AttributeValue::Number("42")), 3461951631U);
}

TEST(KeyCodec, RandomKeys_DecodeToThemselves) {
  Arena arena;
  RandomValues random(11, arena);
  for (int i = 0; i < 5'000; ++i) {
    PrimaryKey key{random.KeyScalar(kKeyTypes[random.Below(3)]), std::nullopt};
    if (random.OneIn(2)) key.sort = random.KeyScalar(kKeyTypes[random.Below(3)]);
    const auto table_id = static_cast<uint32_t>(random.Below(uint64_t{1} << 32));
    std::string bytes;
    AppendItemKey(table_id, key, bytes);
    const auto decoded = DecodeItemKey(bytes, arena);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->table_id, table_id);
    EXPECT_EQ(TableIdOfKey(bytes), table_id);
    EXPECT_EQ(decoded->key.partition, key.partition);
    EXPECT_EQ(decoded->key.sort, key.sort);
  }
}

TEST(KeyCodec, TruncatedKeys_AreRefused) {
  Arena arena;
  std::string bytes;
  AppendItemKey(1, {AttributeValue::String("p"), AttributeValue::Number("-12345")}, bytes);
  size_t whole = 0;
  for (size_t length = 0; length < bytes.size(); ++length) {
    // Cut behind the partition key it is the key of a table without a sort key.
    whole += DecodeItemKey(std::string_view(bytes).substr(0, length), arena).has_value() ? 1 : 0;
  }
  EXPECT_EQ(whole, 1U);
  EXPECT_EQ(TableIdOfKey("abc"), 0U);
}

TEST(KeyCodec, Prefix_CoversExactlyTheValuesThatBeginWithIt) {
  for (const AttributeType type : {AttributeType::kString, AttributeType::kBinary}) {
    Arena arena;
    RandomValues random(13, arena);
    for (int i = 0; i < 20'000; ++i) {
      const AttributeValue prefix = AttributeValue::Scalar(type, random.Bytes(1, 3));
      const AttributeValue value = AttributeValue::Scalar(type, random.Bytes(1, 5));
      std::string lower;
      AppendKeyValuePrefix(prefix, lower);
      std::string upper = lower;
      AdvanceBehindPrefix(upper);
      const std::string stored = Stored(value);
      EXPECT_EQ(stored >= lower && stored < upper,
                value.bytes().substr(0, prefix.bytes().size()) == prefix.bytes());
    }
  }
}

TEST(KeyCodec, BehindPrefixOfAllOnes_ThereIsNothing) {
  std::string prefix = "\xFF\xFF";
  AdvanceBehindPrefix(prefix);
  EXPECT_EQ(prefix, "");
  prefix = "a\xFF";
  AdvanceBehindPrefix(prefix);
  EXPECT_EQ(prefix, "b");
}

TEST(KeyCodec, KeysOfOnePartition_ShareAPrefixThatNoOtherHas) {
  // A partition key that is a prefix of another, also with bytes that look like ends and escapes.
  Arena arena;
  RandomValues random(17, arena);
  for (int i = 0; i < 5'000; ++i) {
    const AttributeValue one = random.KeyScalar(AttributeType::kString);
    const AttributeValue other = random.KeyScalar(AttributeType::kString);
    std::string prefix;
    AppendPartitionPrefix(1, one, prefix);
    std::string key;
    AppendItemKey(1, {other, random.KeyScalar(AttributeType::kString)}, key);
    EXPECT_EQ(key.compare(0, prefix.size(), prefix) == 0, one == other);
  }
}

TEST(KeyCodec, Segments_PartitionTheHashRange) {
  for (const uint32_t total : {1U, 2U, 3U, 7U, 999'999U, 1'000'000U}) {
    EXPECT_EQ(FirstHashOfSegment(0, total), 0U);
    EXPECT_EQ(FirstHashOfSegment(total, total), uint64_t{1} << 32);
    for (const uint32_t segment : {0U, total / 3, total / 2, total - 1}) {
      const uint64_t first = FirstHashOfSegment(segment, total);
      const uint64_t end = FirstHashOfSegment(segment + 1, total);
      ASSERT_LT(first, end);
      EXPECT_EQ(SegmentOfHash(static_cast<uint32_t>(first), total), segment);
      EXPECT_EQ(SegmentOfHash(static_cast<uint32_t>(end - 1), total), segment);
      if (first > 0) {
        EXPECT_EQ(SegmentOfHash(static_cast<uint32_t>(first - 1), total), segment - 1);
      }
    }
  }
}

TEST(KeyCodec, HashesOfSimilarKeys_AreSpreadEvenly) {
  constexpr uint32_t kSegments = 16;
  constexpr size_t kKeys = 16'000;
  std::vector<size_t> counts(kSegments);
  for (size_t i = 0; i < kKeys; ++i) {
    const std::string name = "user#" + std::to_string(i);
    ++counts[SegmentOfHash(PartitionHash(AttributeValue::String(name)), kSegments)];
  }
  // Five standard deviations around the mean of 1000.
  EXPECT_GT(*std::min_element(counts.begin(), counts.end()), 845U);
  EXPECT_LT(*std::max_element(counts.begin(), counts.end()), 1155U);
}

TEST(KeyCodec, LargestKeys_RoundTrip) {
  const std::string partition(limits::kMaxPartitionKeyBytes, '\0');
  const std::string sort(limits::kMaxSortKeyBytes, '\xFF');
  std::string bytes;
  AppendItemKey(UINT32_MAX, {AttributeValue::Binary(partition), AttributeValue::Binary(sort)},
                bytes);
  Arena arena;
  const auto decoded = DecodeItemKey(bytes, arena);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->key.partition.bytes(), partition);
  EXPECT_EQ(decoded->key.sort->bytes(), sort);
}

}  // namespace
}  // namespace stator::storage
