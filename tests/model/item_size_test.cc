#include "model/item_size.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stator {
namespace {

using Elements = std::vector<std::string_view>;

size_t NumberSize(std::string_view canonical) {
  return AttributeValueSize(AttributeValue::Number(canonical));
}

// Measured on the service at the 400 KB limit and published in a bug report: one byte, one for
// each two digits before the point and after it, zeros at the ends left out, one for a minus sign.
TEST(AttributeValueSize, Number_CountsPairsOfSignificantDigitsAndSign) {
  const std::vector<std::pair<std::string_view, size_t>> cases{
      {"0", 1},
      {"1", 2},
      {"-1", 3},
      {"27", 2},
      {"-27", 3},
      {"461", 3},
      {"1000", 2},
      {"1020", 3},
      {"0.5", 2},
      {"0.05", 2},
      {"0.123", 3},
      {"1.5", 3},
      {"-1.5", 4},
      {"10.5", 3},
      {"100.5", 4},
      {"1.005", 4},
      {"1234567890", 6},
      {"12345678901234567890123456789012345678", 20},
      {"-1234567890123456789.0123456789012345678", 22},
  };
  for (const auto& [text, size] : cases) EXPECT_EQ(NumberSize(text), size) << text;
  EXPECT_EQ(NumberSize("1" + std::string(125, '0')), 2U);
  EXPECT_EQ(NumberSize("0." + std::string(129, '0') + "1"), 2U);
}

TEST(AttributeValueSize, ScalarsAndSets_CountTheirBytes) {
  EXPECT_EQ(AttributeValueSize(AttributeValue::String("")), 0U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::String("h\u00e9llo")), 6U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::Binary(std::string_view("\0\1\2", 3))), 3U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::Bool(false)), 1U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::Null()), 1U);
  const Elements strings{"a", "bcd"};
  EXPECT_EQ(AttributeValueSize(AttributeValue::Set(AttributeType::kStringSet, strings)), 4U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::Set(AttributeType::kBinarySet, strings)), 4U);
  const Elements numbers{"-1", "1000"};
  EXPECT_EQ(AttributeValueSize(AttributeValue::Set(AttributeType::kNumberSet, numbers)), 5U);
}

// "An attribute of type List or Map requires 3 bytes of overhead, regardless of its contents. Each
// List or Map element also requires 1 byte of overhead."
TEST(AttributeValueSize, ListsAndMaps_AddThreeBytesAndOnePerElement) {
  EXPECT_EQ(AttributeValueSize(AttributeValue::List({})), 3U);
  EXPECT_EQ(AttributeValueSize(AttributeValue::Map({})), 3U);
  const std::vector<AttributeValue> list{AttributeValue::String("ab"), AttributeValue::Null()};
  EXPECT_EQ(AttributeValueSize(AttributeValue::List(list)), 3U + (1 + 2) + (1 + 1));
  const std::vector<Attribute> inner{{"n", AttributeValue::Number("5")}};
  const std::vector<Attribute> outer{{"list", AttributeValue::List(list)},
                                     {"map", AttributeValue::Map(inner)}};
  EXPECT_EQ(AttributeValueSize(AttributeValue::Map(outer)),
            3U + (1 + 4 + 8) + (1 + 3 + (3 + 1 + 1 + 2)));
}

TEST(ItemSize, Item_SumsNamesAndValuesWithoutOverhead) {
  EXPECT_EQ(ItemSize({}), 0U);
  const std::vector<Attribute> item{{"id", AttributeValue::String("x")},
                                    {"s\u00fc\u00df", AttributeValue::Bool(true)}};
  EXPECT_EQ(ItemSize(item), (2U + 1) + (5 + 1));
}

}  // namespace
}  // namespace stator
