#include "model/attribute_value.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace stator {
namespace {

using Elements = std::vector<std::string_view>;

constexpr AttributeType kAllTypes[] = {AttributeType::kString,    AttributeType::kNumber,
                                       AttributeType::kBinary,    AttributeType::kBool,
                                       AttributeType::kNull,      AttributeType::kMap,
                                       AttributeType::kList,      AttributeType::kStringSet,
                                       AttributeType::kNumberSet, AttributeType::kBinarySet};

TEST(AttributeType, WireNames_AreThoseOfTheApi) {
  std::vector<std::string_view> names;
  for (AttributeType type : kAllTypes) names.push_back(WireName(type));
  EXPECT_EQ(names, (Elements{"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"}));
}

TEST(AttributeType, Sets_KnowTheTypeOfTheirElements) {
  for (AttributeType type : kAllTypes) {
    EXPECT_EQ(IsSet(type), WireName(type).back() == 'S' && WireName(type).size() == 2);
  }
  EXPECT_EQ(SetElementType(AttributeType::kStringSet), AttributeType::kString);
  EXPECT_EQ(SetElementType(AttributeType::kNumberSet), AttributeType::kNumber);
  EXPECT_EQ(SetElementType(AttributeType::kBinarySet), AttributeType::kBinary);
}

TEST(AttributeValue, DefaultValue_IsNull) {
  EXPECT_TRUE(AttributeValue().is(AttributeType::kNull));
  EXPECT_EQ(AttributeValue(), AttributeValue::Null());
}

TEST(AttributeValueEquality, SameBytesOfAnotherType_AreNotEqual) {
  EXPECT_EQ(AttributeValue::String("1"), AttributeValue::String("1"));
  EXPECT_NE(AttributeValue::String("1"), AttributeValue::String("2"));
  EXPECT_NE(AttributeValue::String("1"), AttributeValue::String("12"));
  EXPECT_NE(AttributeValue::String("1"), AttributeValue::Number("1"));
  EXPECT_NE(AttributeValue::String("1"), AttributeValue::Binary("1"));
  EXPECT_NE(AttributeValue::Bool(false), AttributeValue::Null());
  EXPECT_NE(AttributeValue::List({}), AttributeValue::Map({}));
}

TEST(AttributeValueEquality, Booleans_CompareByValue) {
  EXPECT_EQ(AttributeValue::Bool(true), AttributeValue::Bool(true));
  EXPECT_NE(AttributeValue::Bool(true), AttributeValue::Bool(false));
}

TEST(AttributeValueEquality, Containers_CompareDeeply) {
  const std::string one = "x";
  const std::string same = "x";
  const std::vector<AttributeValue> left{AttributeValue::String(one), AttributeValue::Null()};
  const std::vector<AttributeValue> right{AttributeValue::String(same), AttributeValue::Null()};
  const std::vector<AttributeValue> swapped{AttributeValue::Null(), AttributeValue::String(one)};
  EXPECT_EQ(AttributeValue::List(left), AttributeValue::List(right));
  EXPECT_NE(AttributeValue::List(left), AttributeValue::List(swapped));

  const std::vector<Attribute> map{{"a", AttributeValue::List(left)}};
  const std::vector<Attribute> equal{{"a", AttributeValue::List(right)}};
  const std::vector<Attribute> other_name{{"b", AttributeValue::List(left)}};
  const std::vector<Attribute> other_value{{"a", AttributeValue::List(swapped)}};
  EXPECT_EQ(AttributeValue::Map(map), AttributeValue::Map(equal));
  EXPECT_NE(AttributeValue::Map(map), AttributeValue::Map(other_name));
  EXPECT_NE(AttributeValue::Map(map), AttributeValue::Map(other_value));
  EXPECT_FALSE(Equal(map, {}));

  const Elements set{"a", "b"};
  const Elements equal_set{"a", "b"};
  const Elements other_set{"a", "c"};
  EXPECT_EQ(AttributeValue::Set(AttributeType::kStringSet, set),
            AttributeValue::Set(AttributeType::kStringSet, equal_set));
  EXPECT_NE(AttributeValue::Set(AttributeType::kStringSet, set),
            AttributeValue::Set(AttributeType::kStringSet, other_set));
  EXPECT_NE(AttributeValue::Set(AttributeType::kStringSet, set),
            AttributeValue::Set(AttributeType::kBinarySet, set));
}

TEST(Find, NamesOfASortedMap_AreFoundByUnsignedBytes) {
  const std::vector<Attribute> map{{"", AttributeValue::Bool(true)},
                                   {"B", AttributeValue::String("upper")},
                                   {"a", AttributeValue::String("lower")},
                                   {"ab", AttributeValue::String("longer")},
                                   {"\u00e9", AttributeValue::String("accent")}};
  for (const Attribute& attribute : map) {
    const AttributeValue* found = Find(map, attribute.name);
    ASSERT_NE(found, nullptr) << attribute.name;
    EXPECT_EQ(*found, attribute.value);
  }
  EXPECT_EQ(Find(map, "b"), nullptr);
  EXPECT_EQ(Find(map, "aba"), nullptr);
  EXPECT_EQ(Find(map, "\u00ea"), nullptr);
  EXPECT_EQ(Find({}, "a"), nullptr);
}

TEST(CompareScalars, StringsAndBinaries_GoByUnsignedBytes) {
  EXPECT_LT(CompareScalars(AttributeValue::String("a"), AttributeValue::String("b")), 0);
  EXPECT_LT(CompareScalars(AttributeValue::String("a"), AttributeValue::String("aa")), 0);
  EXPECT_LT(CompareScalars(AttributeValue::String("z"), AttributeValue::String("\u00e9")), 0);
  EXPECT_GT(CompareScalars(AttributeValue::Binary("\x80"), AttributeValue::Binary("\x7f")), 0);
  EXPECT_EQ(CompareScalars(AttributeValue::Binary("x"), AttributeValue::Binary("x")), 0);
}

TEST(CompareScalars, Numbers_GoByValue) {
  EXPECT_LT(CompareScalars(AttributeValue::Number("9"), AttributeValue::Number("10")), 0);
  EXPECT_LT(CompareScalars(AttributeValue::Number("-10"), AttributeValue::Number("-9")), 0);
  EXPECT_EQ(CompareScalars(AttributeValue::Number("1.5"), AttributeValue::Number("1.5")), 0);
}

}  // namespace
}  // namespace stator
