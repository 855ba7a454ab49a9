#include "expressions/placeholders.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/limits.h"

namespace stator::expressions {
namespace {

using Names = std::vector<Placeholders::Name>;
using Values = std::vector<Attribute>;

class PlaceholdersTest : public ::testing::Test {
 protected:
  Result<Placeholders> Create(const Names* names, const Values* values) {
    return Placeholders::Create(arena_, names != nullptr,
                                names != nullptr ? *names : std::span<const Placeholders::Name>(),
                                values != nullptr, values != nullptr ? *values : AttributeMap());
  }

  std::string ErrorOf(const Names* names, const Values* values) {
    const Result<Placeholders> result = Create(names, values);
    return result.ok() ? "" : result.error().message;
  }
  std::string ErrorOfName(std::string_view key, std::string_view name = "x") {
    const Names names{{key, name}};
    return ErrorOf(&names, nullptr);
  }
  std::string ErrorOfValue(std::string_view key) {
    const Values values{{key, AttributeValue::Null()}};
    return ErrorOf(nullptr, &values);
  }

  Arena arena_;
};

TEST_F(PlaceholdersTest, DefinedPlaceholders_AreFound) {
  const Names names{{"#n", "name"}, {"#a", "1"}, {"#A_1", "2"}};
  const Values values{{":1", AttributeValue::Number("7")}, {":v", AttributeValue::String("x")}};
  Result<Placeholders> placeholders = Create(&names, &values);
  ASSERT_TRUE(placeholders.ok());
  EXPECT_TRUE(placeholders->names_given());
  EXPECT_TRUE(placeholders->values_given());
  EXPECT_EQ(*placeholders->UseName("#n"), "name");
  EXPECT_EQ(*placeholders->UseName("#A_1"), "2");
  EXPECT_EQ(placeholders->UseName("#N"), nullptr);
  EXPECT_EQ(placeholders->UseName(":v"), nullptr);
  EXPECT_EQ(*placeholders->UseValue(":1"), AttributeValue::Number("7"));
  EXPECT_EQ(placeholders->UseValue(":w"), nullptr);
}

TEST_F(PlaceholdersTest, NothingGiven_DefinesNothing) {
  Result<Placeholders> placeholders = Create(nullptr, nullptr);
  ASSERT_TRUE(placeholders.ok());
  EXPECT_FALSE(placeholders->names_given());
  EXPECT_FALSE(placeholders->values_given());
  EXPECT_EQ(placeholders->UseName("#n"), nullptr);
  EXPECT_EQ(placeholders->UseValue(":v"), nullptr);
  EXPECT_TRUE(placeholders->CheckAllUsed().ok());
}

TEST_F(PlaceholdersTest, UnusedPlaceholders_AreListedNamesFirst) {
  const Names names{{"#b", "x"}, {"#c", "y"}, {"#a", "z"}};
  const Values values{{":v", AttributeValue::Null()}, {":w", AttributeValue::Null()}};
  Result<Placeholders> placeholders = Create(&names, &values);
  ASSERT_TRUE(placeholders.ok());
  placeholders->UseName("#b");
  placeholders->UseValue(":v");
  EXPECT_EQ(placeholders->CheckAllUsed().error().message,
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}");
  placeholders->UseName("#a");
  placeholders->UseName("#c");
  EXPECT_EQ(placeholders->CheckAllUsed().error().message,
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");
  placeholders->UseValue(":w");
  EXPECT_TRUE(placeholders->CheckAllUsed().ok());
}

// The messages of the tests below were recorded from DynamoDB Local.
TEST_F(PlaceholdersTest, EmptyMaps_AreRefused) {
  const Names no_names;
  const Values no_values;
  EXPECT_EQ(ErrorOf(&no_names, nullptr), "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(ErrorOf(nullptr, &no_values), "ExpressionAttributeValues must not be empty");
  EXPECT_EQ(ErrorOf(&no_names, &no_values), "ExpressionAttributeNames must not be empty");
}

TEST_F(PlaceholdersTest, KeysThatAreNoPlaceholders_AreRefused) {
  for (const std::string key :
       {"x", "#", ":a", "##a", "#a.b", "#a b", "#a-b", "#é", "é", "#ab#", " "}) {
    EXPECT_EQ(ErrorOfName(key),
              "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + key + "\"");
  }
  for (const std::string key : {"x", ":", "#a", "::a", ":a.b", ":a b", ":é"}) {
    EXPECT_EQ(ErrorOfValue(key),
              "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + key + "\"");
  }
  EXPECT_EQ(ErrorOfName(""),
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains "
            "an empty key;");
  EXPECT_EQ(ErrorOfValue(""),
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains "
            "an empty key;");
}

TEST_F(PlaceholdersTest, UnusualPlaceholders_AreAccepted) {
  for (const std::string_view key : {"#1", "#_", "#A_1", "#name", " #a"}) {
    EXPECT_EQ(ErrorOfName(key), "") << key;
  }
  for (const std::string_view key : {":1", ":_", ":A_1", " :a"}) {
    EXPECT_EQ(ErrorOfValue(key), "") << key;
  }
}

// Only the error about names says how long the key is.
TEST_F(PlaceholdersTest, KeysOver255Bytes_AreRefused) {
  EXPECT_EQ(ErrorOfName("#" + std::string(254, 'a')), "");
  EXPECT_EQ(ErrorOfName("#" + std::string(255, 'a')),
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains "
            "a key that is too long; size of key: 256");
  EXPECT_EQ(ErrorOfValue(":" + std::string(254, 'a')), "");
  EXPECT_EQ(ErrorOfValue(":" + std::string(255, 'a')),
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains "
            "a key that is too long;");
}

TEST_F(PlaceholdersTest, AttributeNames_HaveOneTo65535Bytes) {
  EXPECT_EQ(ErrorOfName("#a", ""),
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a");
  const std::string longest(limits::kMaxAttributeNameBytes, 'x');
  EXPECT_EQ(ErrorOfName("#a", longest), "");
  EXPECT_EQ(ErrorOfName("#a", longest + "x"),
            "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be "
            "less than 65536 bytes for key #a");
}

TEST_F(PlaceholdersTest, KeysOfBothMaps_AreCheckedBeforeAttributeNames) {
  const Names wrong_key{{"#a", ""}, {"y", "z"}};
  const Names wrong_name{{"#a", ""}};
  const Values wrong_value{{"x", AttributeValue::Null()}};
  EXPECT_EQ(ErrorOf(&wrong_key, &wrong_value),
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"y\"");
  EXPECT_EQ(ErrorOf(&wrong_name, &wrong_value),
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"x\"");
}

}  // namespace
}  // namespace stator::expressions
