#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "expressions/legacy.h"
#include "tests/expressions/expression_text.h"
#include "tests/support/literal.h"

// dynalite gives the same answers for a table, DynamoDB Local for an index with keys of several
// attributes; from an operator that no key can use DynamoDB Local often does not recover.
namespace stator::expressions {
namespace {

constexpr std::string_view kNotIndexable =
    "Attempted conditional constraint is not an indexable operation";
constexpr std::string_view kNotSupported = "Query key condition not supported";
constexpr std::string_view kTypeMismatch =
    "One or more parameter values were invalid: Condition parameter type does not match schema "
    "type";

class LegacyKeyConditionsTest : public ::testing::Test {
 protected:
  LegacyKeyConditionsTest() {
    schema_.partition_key = {"p", AttributeType::kString};
    schema_.sort_key = KeyAttribute{"r", AttributeType::kNumber};
    IndexSchema index;
    index.name = "many";
    index.keys.hash = {{"h1", AttributeType::kString}, {"h2", AttributeType::kNumber}};
    index.keys.range = {{"r1", AttributeType::kString}, {"r2", AttributeType::kNumber}};
    schema_.indexes.push_back(index);
  }

  AttributeComparison C(std::string_view attribute, std::string_view comparison,
                        std::string_view values) {
    return {attribute, *FindComparisonOperator(comparison), testing::Value(arena_, values).list()};
  }

  // The key condition as text, or the error's message.
  std::string Bind(const std::vector<AttributeComparison>& comparisons,
                   std::string_view index = "") {
    const auto result = BindKeyConditions(arena_, comparisons, schema_, schema_.FindIndex(index));
    return result.ok() ? ToText(*result) : result.error().message;
  }

  Arena arena_;
  TableSchema schema_;
};

TEST_F(LegacyKeyConditionsTest, HashAlone_TakesEquality) {
  EXPECT_EQ(Bind({C("p", "EQ", "['a']")}), R"(= {S:a})");
  for (const char* comparison : {"LE", "LT", "GE", "GT", "BEGINS_WITH"}) {
    EXPECT_EQ(Bind({C("p", comparison, "['a']")}), kNotSupported) << comparison;
  }
  EXPECT_EQ(Bind({C("p", "BETWEEN", "['a', 'b']")}), kNotSupported);
}

TEST_F(LegacyKeyConditionsTest, Range_TakesWhatIsOrdered) {
  const auto with = [&](std::string_view comparison, std::string_view values) {
    return Bind({C("r", comparison, values), C("p", "EQ", "['a']")});
  };
  EXPECT_EQ(with("EQ", "[1]"), "= {S:a}, = {N:1}");
  EXPECT_EQ(with("LE", "[1]"), "= {S:a}, <= {N:1}");
  EXPECT_EQ(with("LT", "[1]"), "= {S:a}, < {N:1}");
  EXPECT_EQ(with("GE", "[1]"), "= {S:a}, >= {N:1}");
  EXPECT_EQ(with("GT", "[1]"), "= {S:a}, > {N:1}");
  EXPECT_EQ(with("BETWEEN", "[1, 2]"), "= {S:a}, between {N:1} {N:2}");
}

TEST_F(LegacyKeyConditionsTest, OtherOperators_AreNotIndexable) {
  for (const char* comparison : {"NE", "IN", "CONTAINS", "NOT_CONTAINS"}) {
    EXPECT_EQ(Bind({C("p", comparison, "['a']")}), kNotIndexable) << comparison;
    EXPECT_EQ(Bind({C("p", "EQ", "['a']"), C("r", comparison, "[1]")}), kNotIndexable);
  }
  for (const char* comparison : {"NULL", "NOT_NULL"}) {
    EXPECT_EQ(Bind({C("p", comparison, "[]")}), kNotIndexable) << comparison;
    EXPECT_EQ(Bind({C("p", "EQ", "['a']"), C("r", comparison, "[]")}), kNotIndexable);
  }
}

TEST_F(LegacyKeyConditionsTest, Faults_AreFoundInOrder) {
  EXPECT_EQ(Bind({C("r", "EQ", "[1]")}), "Query condition missed key schema element: p");
  EXPECT_EQ(Bind({C("q", "NE", "[1]")}), "Query condition missed key schema element: p");
  EXPECT_EQ(Bind({C("p", "EQ", "['a']"), C("q", "NE", "[1]")}),
            "Query condition missed key schema element: r");
  EXPECT_EQ(Bind({C("p", "EQ", "['a']"), C("r", "EQ", "[1]"), C("q", "EQ", "[1]")}),
            "Conditions can be of length 1 or 2 only");
  EXPECT_EQ(Bind({C("p", "LT", "[1]")}), kTypeMismatch);
  EXPECT_EQ(Bind({C("p", "NE", "[1]")}), kNotIndexable);
  EXPECT_EQ(Bind({C("p", "EQ", "['a']"), C("r", "BEGINS_WITH", "['a']")}), kTypeMismatch);
  EXPECT_EQ(Bind({C("p", "EQ", "[<'a'>]")}), kTypeMismatch);
  EXPECT_EQ(Bind({C("p", "LT", "['a']"), C("r", "NE", "[1]")}), kNotSupported);
  EXPECT_EQ(Bind({C("p", "EQ", "['']")}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: p");
}

TEST_F(LegacyKeyConditionsTest, IndexOfManyAttributes_IsBoundLeftToRight) {
  const AttributeComparison h1 = C("h1", "EQ", "['a']");
  const AttributeComparison h2 = C("h2", "EQ", "[1]");
  EXPECT_EQ(Bind({C("r2", "LT", "[7]"), h2, C("r1", "EQ", "['x']"), h1}, "many"),
            "= {S:a}, = {N:1}, = {S:x}, < {N:7}");
  EXPECT_EQ(Bind({h2, h1, C("r1", "BEGINS_WITH", "['x']")}, "many"),
            "= {S:a}, = {N:1}, begins_with {S:x}");

  const std::string hash_missing =
      "HASH key attributes h2 must have equality conditions specified in the query";
  EXPECT_EQ(Bind({h1}, "many"), hash_missing);
  EXPECT_EQ(Bind({h1, C("h2", "LT", "[1]")}, "many"), hash_missing);
  EXPECT_EQ(Bind({h1, C("h2", "NE", "[1]")}, "many"), hash_missing);
  EXPECT_EQ(Bind({h1, C("h2", "NULL", "[]")}, "many"), hash_missing);
  const std::string gap =
      "RANGE key attributes r1 must have equality conditions specified in the query because a "
      "condition is present on key attribute r2";
  EXPECT_EQ(Bind({h1, h2, C("r2", "LT", "[1]")}, "many"), gap);
  EXPECT_EQ(Bind({h1, h2, C("r1", "NE", "['a']"), C("r2", "LT", "[1]")}, "many"), gap);
  EXPECT_EQ(Bind({h1, h2, C("r1", "NE", "['a']")}, "many"), kNotIndexable);
  EXPECT_EQ(Bind({h1, h2, C("q", "EQ", "['a']")}, "many"),
            "Query condition missed key schema element: r1");
}

}  // namespace
}  // namespace stator::expressions
