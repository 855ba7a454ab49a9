#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Conditions on sort keys of each type, in both directions. The order is that of the developer
// guide ("Query": numbers by value, strings by UTF-8 bytes, binaries by unsigned bytes); errors are
// those on which DynamoDB Local and dynalite agree.
namespace stator::testing {
namespace {

using ::testing::ElementsAreArray;

class QuerySortKeyTest : public OperationTest {
 protected:
  // A table whose sort key "r" has this type, with one partition "a" of these sort keys.
  void CreateTable(const std::string& type, const std::vector<std::string>& sort_keys) {
    type_ = type;
    ASSERT_EQ(Call("CreateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
        {"AttributeName":"r","AttributeType":")" +
                                      type + R"("}]})")
                  .status,
              200);
    for (const std::string& key : sort_keys) {
      Put("table", R"({"p":{"S":"a"},"r":)" + Value(key) + "}");
      Put("table", R"({"p":{"S":"other"},"r":)" + Value(key) + "}");
    }
  }

  std::string Value(const std::string& text) const {
    return "{\"" + type_ + "\":\"" + text + "\"}";
  }

  // `condition` uses :x and, when `y` is given, :y.
  Answer Query(const std::string& condition, const std::string& x, const std::string& y = "",
               bool forward = true) {
    std::string values = R"({":p":{"S":"a"},":x":)" + Value(x);
    if (!y.empty()) values += R"(,":y":)" + Value(y);
    return Call("Query", R"({"TableName":"table","KeyConditionExpression":"p = :p AND )" +
                             condition + R"(","ProjectionExpression":"r","ScanIndexForward":)" +
                             (forward ? "true" : "false") + R"(,"ExpressionAttributeValues":)" +
                             values + "}}");
  }

  // Expects these keys going forward, and the reverse going backward.
  void ExpectKeys(const std::string& condition, const std::string& x, const std::string& y,
                  std::vector<std::string> expected) {
    EXPECT_THAT(ScalarsNamed(Query(condition, x, y, true).body, "r"), ElementsAreArray(expected))
        << condition;
    std::reverse(expected.begin(), expected.end());
    EXPECT_THAT(ScalarsNamed(Query(condition, x, y, false).body, "r"), ElementsAreArray(expected))
        << condition << ", backward";
  }

  std::string type_;
};

TEST_F(QuerySortKeyTest, Numbers_AreOrderedByValue) {
  const std::vector<std::string> sorted = {"-100",  "-9.5", "-9", "-1",  "-0.001", "0",
                                           "0.001", "1",    "9",  "9.5", "10",     "100"};
  std::vector<std::string> mixed = sorted;
  std::rotate(mixed.begin(), mixed.begin() + 5, mixed.end());
  CreateTable("N", mixed);
  ExpectKeys("r >= :x", "-1e10", "", sorted);
  ExpectKeys("r = :x", "9.50", "", {"9.5"});
  ExpectKeys("r = :x", "-0.0", "", {"0"});
  ExpectKeys("r < :x", "-9", "", {"-100", "-9.5"});
  ExpectKeys("r <= :x", "-9", "", {"-100", "-9.5", "-9"});
  ExpectKeys("r > :x", "9", "", {"9.5", "10", "100"});
  ExpectKeys("r >= :x", "9", "", {"9", "9.5", "10", "100"});
  ExpectKeys("r BETWEEN :x AND :y", "-1", "1", {"-1", "-0.001", "0", "0.001", "1"});
  ExpectKeys("r BETWEEN :x AND :y", "2", "8", {});
  ExpectKeys("r BETWEEN :x AND :y", "10", "10", {"10"});
}

TEST_F(QuerySortKeyTest, Numbers_AreToldApartInTheirLastOf38Digits) {
  const std::string low = "12345678901234567890123456789012345678";
  const std::string high = "12345678901234567890123456789012345679";
  CreateTable("N", {high, low, "-" + low, "-" + high});
  ExpectKeys("r > :x", low, "", {high});
  ExpectKeys("r < :x", high, "", {"-" + high, "-" + low, low});
  ExpectKeys("r = :x", "-" + low, "", {"-" + low});
  ExpectKeys("r BETWEEN :x AND :y", "-" + high, "-" + low, {"-" + high, "-" + low});
}

TEST_F(QuerySortKeyTest, Numbers_OfExtremeMagnitudesAreInOrder) {
  CreateTable("N", {"1e125", "-1e-130", "1e-130", "-1e125", "0"});
  const auto keys = [this](const std::string& condition, const std::string& x) {
    return ScalarsNamed(Query(condition, x).body, "r").size();
  };
  EXPECT_EQ(keys("r > :x", "0"), 2U);
  EXPECT_EQ(keys("r < :x", "0"), 2U);
  EXPECT_EQ(keys("r >= :x", "1e125"), 1U);
  EXPECT_EQ(keys("r <= :x", "-1e125"), 1U);
  EXPECT_EQ(keys("r >= :x", "-1e-130"), 4U);
}

TEST_F(QuerySortKeyTest, Strings_AreOrderedByTheirBytes) {
  // U+E000 comes before U+1F600 in UTF-8, but after it in UTF-16.
  const std::vector<std::string> sorted = {
      "A", "Z", "a", "a b", "aa", "ab", "abc", "b", "\xC3\xA4", "\xEE\x80\x80", "\xF0\x9F\x98\x80"};
  std::vector<std::string> mixed = sorted;
  std::reverse(mixed.begin(), mixed.end());
  CreateTable("S", mixed);
  ExpectKeys("r >= :x", "A", "", sorted);
  ExpectKeys("r = :x", "ab", "", {"ab"});
  ExpectKeys("r < :x", "a", "", {"A", "Z"});
  ExpectKeys("r <= :x", "a", "", {"A", "Z", "a"});
  ExpectKeys("r > :x", "abc", "", {"b", "\xC3\xA4", "\xEE\x80\x80", "\xF0\x9F\x98\x80"});
  ExpectKeys("r BETWEEN :x AND :y", "aa", "b", {"aa", "ab", "abc", "b"});
  ExpectKeys("begins_with(r, :x)", "a", "", {"a", "a b", "aa", "ab", "abc"});
  ExpectKeys("begins_with(r, :x)", "ab", "", {"ab", "abc"});
  ExpectKeys("begins_with(r, :x)", "abcd", "", {});
  // A prefix need not end where a character ends only in binaries; this one is a whole character.
  ExpectKeys("begins_with(r, :x)", "\xF0\x9F\x98\x80", "", {"\xF0\x9F\x98\x80"});
}

TEST_F(QuerySortKeyTest, StringsWithNulCharacters_AreInOrder) {
  CreateTable("S", {"a", "a\\u0000", "a\\u0000b", "a\\u0001", "ab"});
  ExpectKeys("begins_with(r, :x)", "a", "", {"a", "a\\u0000", "a\\u0000b", "a\\u0001", "ab"});
  ExpectKeys("begins_with(r, :x)", "a\\u0000", "", {"a\\u0000", "a\\u0000b"});
  ExpectKeys("r > :x", "a\\u0000", "", {"a\\u0000b", "a\\u0001", "ab"});
}

TEST_F(QuerySortKeyTest, Binaries_AreOrderedByUnsignedBytes) {
  // 00, 00 00, 00 FF, 01, 7F, 80, FF, FF 00, FF FF
  const std::vector<std::string> sorted = {
      "AA==", "AAA=", "AP8=", "AQ==", "fw==", "gA==", "/w==", "/wA=", "//8="};
  std::vector<std::string> mixed = sorted;
  std::reverse(mixed.begin(), mixed.end());
  CreateTable("B", mixed);
  ExpectKeys("r >= :x", "AA==", "", sorted);
  ExpectKeys("r = :x", "gA==", "", {"gA=="});
  ExpectKeys("r < :x", "AQ==", "", {"AA==", "AAA=", "AP8="});
  ExpectKeys("r <= :x", "AAA=", "", {"AA==", "AAA="});
  ExpectKeys("r > :x", "fw==", "", {"gA==", "/w==", "/wA=", "//8="});
  ExpectKeys("r BETWEEN :x AND :y", "AP8=", "fw==", {"AP8=", "AQ==", "fw=="});
  ExpectKeys("begins_with(r, :x)", "AA==", "", {"AA==", "AAA=", "AP8="});
  // There is no next prefix after FF.
  ExpectKeys("begins_with(r, :x)", "/w==", "", {"/w==", "/wA=", "//8="});
  ExpectKeys("begins_with(r, :x)", "//8=", "", {"//8="});
}

TEST_F(QuerySortKeyTest, ValueOnTheLeft_TurnsTheComparatorAround) {
  CreateTable("N", {"1", "2", "3"});
  ExpectKeys(":x < r", "1", "", {"2", "3"});
  ExpectKeys(":x >= r", "2", "", {"1", "2"});
}

TEST_F(QuerySortKeyTest, Condition_MayStandInParenthesesAndComeFirst) {
  CreateTable("N", {"1", "2", "3"});
  ExpectKeys("(r > :x)", "1", "", {"2", "3"});
  EXPECT_EQ(Call("Query", R"j({"TableName":"table","Select":"COUNT",
      "KeyConditionExpression":"(r > :x) AND (p = :p)",
      "ExpressionAttributeValues":{":p":{"S":"a"},":x":{"N":"1"}}})j"),
            Ok(R"({"Count":2,"ScannedCount":2})"));
}

TEST_F(QuerySortKeyTest, WrongTypes_AreRefused) {
  CreateTable("N", {"1"});
  type_ = "S";
  EXPECT_EQ(Query("r = :x", "1"),
            Invalid("One or more parameter values were invalid: Condition parameter type does not "
                    "match schema type"));
  type_ = "N";
  EXPECT_EQ(Query("begins_with(r, :x)", "1"),
            Invalid("Invalid KeyConditionExpression: Incorrect operand type for operator or "
                    "function; operator or function: begins_with, operand type: N"));
  EXPECT_EQ(Query("r BETWEEN :x AND :y", "3", "1"),
            Invalid("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to "
                    "be greater than or equal to lower bound; lower bound operand: "
                    "AttributeValue: {N:3}, upper bound operand: AttributeValue: {N:1}"));
}

TEST_F(QuerySortKeyTest, WrongOperators_AreRefused) {
  CreateTable("N", {"1"});
  const auto invalid_operator = [](const std::string& name) {
    return Invalid("Invalid operator used in KeyConditionExpression: " + name);
  };
  EXPECT_EQ(Query("r <> :x", "1"), invalid_operator("<>"));
  EXPECT_EQ(Query("r IN (:x)", "1"), invalid_operator("IN"));
  EXPECT_EQ(Query("NOT r = :x", "1"), invalid_operator("NOT"));
  EXPECT_EQ(Query("r > :x AND r < :x", "1"),
            Invalid("KeyConditionExpressions must only contain one condition per key"));
  EXPECT_EQ(Query("z = :x", "1"), Invalid("Query condition missed key schema element: r"));
}

TEST_F(QuerySortKeyTest, EmptyString_IsNoSortKey) {
  CreateTable("S", {"a"});
  EXPECT_EQ(Query("r = :x", ""),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: r"));
}

}  // namespace
}  // namespace stator::testing
