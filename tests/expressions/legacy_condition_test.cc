#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/legacy.h"
#include "tests/support/literal.h"

// Counts and types of values: DynamoDB Local, dynalite and dynoxide agree, where no other source is
// named. What an attribute meets is DynamoDB Local's answer.
namespace stator::expressions {
namespace {

using testing::Item;
using testing::Value;

constexpr std::string_view kOperators[] = {
    "EQ",      "NE",       "IN",   "LE",       "LT",           "GE",         "GT",
    "BETWEEN", "NOT_NULL", "NULL", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"};
// A value of each type.
constexpr std::string_view kValues[] = {"'a'",   "1",   "b'a'",   "true",  "null",
                                        "<'a'>", "<1>", "<b'a'>", "['a']", "{a: 'a'}"};

class LegacyConditionTest : public ::testing::Test {
 protected:
  // `values` are in the notation of literal.h, as a list.
  AttributeComparison Comparison(std::string_view comparison, std::string_view values,
                                 std::string_view attribute = "x") {
    return {attribute, *FindComparisonOperator(comparison), Value(arena_, values).list()};
  }

  // The message, without the start that all share; empty: none.
  std::string ErrorOf(std::string_view comparison, std::string_view values) {
    const Result<void> checked = CheckComparison(Comparison(comparison, values));
    if (checked.ok()) return "";
    constexpr std::string_view kStart = "One or more parameter values were invalid: ";
    const std::string& message = checked.error().message;
    return message.starts_with(kStart) ? message.substr(kStart.size()) : message;
  }

  bool Meets(std::string_view item, std::string_view comparison, std::string_view values) {
    const AttributeComparison checked = Comparison(comparison, values);
    EXPECT_TRUE(CheckComparison(checked).ok());
    return Evaluate(*TranslateComparisons(arena_, ConditionalOperator::kAnd, {&checked, 1}),
                    Item(arena_, item));
  }

  // The names of the attributes that meet the comparison, of an item with all types; "missing": an
  // attribute that is not there does.
  std::string Matches(std::string_view comparison, std::string_view values) {
    const AttributeMap item =
        Item(arena_,
             "{b: b'ab', bs: <b'ab'>, l: ['ab', 1, true, null, ['ab']], m: {ab: 'ab'}, n: 1, "
             "ns: <1, 2>, null: null, s: 'ab', ss: <'ab', 'c'>, t: true}");
    std::vector<std::string_view> names{"missing"};
    for (const Attribute& attribute : item) names.push_back(attribute.name);
    std::sort(names.begin(), names.end());
    std::string matches;
    for (std::string_view name : names) {
      const AttributeComparison checked = Comparison(comparison, values, name);
      if (!Evaluate(*TranslateComparisons(arena_, ConditionalOperator::kAnd, {&checked, 1}),
                    item)) {
        continue;
      }
      matches += (matches.empty() ? "" : " ") + std::string(name);
    }
    return matches;
  }

  Arena arena_;
};

TEST_F(LegacyConditionTest, NumberOfValues_IsChecked) {
  for (std::string_view comparison : kOperators) {
    const std::string wrong_number =
        "Invalid number of argument(s) for the " + std::string(comparison) + " ComparisonOperator";
    const bool unary = comparison == "NULL" || comparison == "NOT_NULL";
    const auto expected = [&](bool valid) { return valid ? std::string() : wrong_number; };
    EXPECT_EQ(ErrorOf(comparison, "[]"), expected(unary));
    EXPECT_EQ(ErrorOf(comparison, "['a']"), expected(!unary && comparison != "BETWEEN"));
    EXPECT_EQ(ErrorOf(comparison, "['a', 'b']"),
              expected(comparison == "BETWEEN" || comparison == "IN"));
    EXPECT_EQ(ErrorOf(comparison, "['a', 'b', 'c']"), expected(comparison == "IN"));
  }
}

TEST_F(LegacyConditionTest, TypesOfValues_AreChecked) {
  const auto types_taken = [&](std::string_view comparison) {
    std::string taken;
    for (std::string_view value : kValues) {
      const std::string list = comparison == "BETWEEN"
                                   ? "[" + std::string(value) + ", " + std::string(value) + "]"
                                   : "[" + std::string(value) + "]";
      const std::string type(WireName(Value(arena_, value).type()));
      const std::string error = ErrorOf(comparison, list);
      if (error.empty()) {
        taken += (taken.empty() ? "" : " ") + type;
      } else {
        EXPECT_EQ(error, "ComparisonOperator " + std::string(comparison) + " is not valid for " +
                             type + " AttributeValue type");
      }
    }
    return taken;
  };
  EXPECT_EQ(types_taken("EQ"), "S N B BOOL NULL SS NS BS L M");
  EXPECT_EQ(types_taken("NE"), "S N B BOOL NULL SS NS BS L M");
  for (const char* comparison : {"IN", "LE", "LT", "GE", "GT", "BETWEEN"}) {
    EXPECT_EQ(types_taken(comparison), "S N B") << comparison;
  }
  // dynalite takes neither BOOL nor NULL.
  EXPECT_EQ(types_taken("CONTAINS"), "S N B BOOL NULL");
  EXPECT_EQ(types_taken("NOT_CONTAINS"), "S N B BOOL NULL");
  EXPECT_EQ(types_taken("BEGINS_WITH"), "S B");
}

TEST_F(LegacyConditionTest, ValuesOfAList_AreOfOneType) {
  const std::string mixed = "AttributeValues inside AttributeValueList must be of same type";
  EXPECT_EQ(ErrorOf("IN", "['a', 1]"), mixed);
  EXPECT_EQ(ErrorOf("BETWEEN", "[1, 'a']"), mixed);
  // DynamoDB Local looks at each type first.
  EXPECT_EQ(ErrorOf("IN", "['a', <'a'>]"),
            "ComparisonOperator IN is not valid for SS AttributeValue type");
}

TEST_F(LegacyConditionTest, BoundsOfBetween_AreInOrder) {
  EXPECT_EQ(ErrorOf("BETWEEN", "[2, 1]"),
            "The BETWEEN condition was provided a range where the lower bound is greater than the "
            "upper bound");
  EXPECT_EQ(ErrorOf("BETWEEN", "[1, 1]"), "");
}

TEST_F(LegacyConditionTest, NoOperator_IsUnknownByItsName) {
  for (std::string_view comparison : kOperators) {
    EXPECT_TRUE(FindComparisonOperator(comparison).has_value()) << comparison;
  }
  EXPECT_FALSE(FindComparisonOperator("eq").has_value());
}

TEST_F(LegacyConditionTest, Equality_IsOfTypeAndValue) {
  EXPECT_EQ(Matches("EQ", "['ab']"), "s");
  EXPECT_EQ(Matches("EQ", "[b'ab']"), "b");
  EXPECT_EQ(Matches("EQ", "[<'c', 'ab'>]"), "ss");
  EXPECT_EQ(Matches("EQ", "[{ab: 'ab'}]"), "m");
  EXPECT_EQ(Matches("EQ", "[null]"), "null");
  EXPECT_EQ(Matches("IN", "[2, 1]"), "n");
  EXPECT_EQ(Matches("IN", "['b']"), "");
}

TEST_F(LegacyConditionTest, NotEqual_IsTrueOfWhatIsMissing) {
  EXPECT_EQ(Matches("NE", "['ab']"), "b bs l m missing n ns null ss t");
  EXPECT_EQ(Matches("NE", "[<'ab'>]"), "b bs l m missing n ns null s ss t");
}

TEST_F(LegacyConditionTest, Order_IsOfOneType) {
  EXPECT_EQ(Matches("LE", "['ab']"), "s");
  EXPECT_EQ(Matches("LT", "['ab']"), "");
  EXPECT_EQ(Matches("LT", "['b']"), "s");
  EXPECT_EQ(Matches("GE", "[b'a']"), "b");
  EXPECT_EQ(Matches("GT", "[0]"), "n");
  EXPECT_EQ(Matches("BETWEEN", "[-1, 1]"), "n");
  EXPECT_EQ(Matches("BETWEEN", "['ac', 'b']"), "");
  EXPECT_EQ(Matches("BEGINS_WITH", "['a']"), "s");
  EXPECT_EQ(Matches("BEGINS_WITH", "[b'ab']"), "b");
}

TEST_F(LegacyConditionTest, Null_IsAboutExistenceAlone) {
  EXPECT_EQ(Matches("NULL", "[]"), "missing");
  EXPECT_EQ(Matches("NOT_NULL", "[]"), "b bs l m n ns null s ss t");
}

TEST_F(LegacyConditionTest, Contains_LooksIntoTextsSetsAndLists) {
  EXPECT_EQ(Matches("CONTAINS", "['ab']"), "l s ss");
  EXPECT_EQ(Matches("CONTAINS", "['b']"), "s");
  EXPECT_EQ(Matches("CONTAINS", "[1]"), "l ns");
  EXPECT_EQ(Matches("CONTAINS", "[b'ab']"), "b bs");
  EXPECT_EQ(Matches("CONTAINS", "[true]"), "l");
  EXPECT_EQ(Matches("CONTAINS", "[null]"), "l");
}

// Unlike NOT contains(), it is false of an attribute that is not there.
TEST_F(LegacyConditionTest, NotContains_NeedsAnAttribute) {
  EXPECT_EQ(Matches("NOT_CONTAINS", "['ab']"), "b bs m n ns null t");
  EXPECT_EQ(Matches("NOT_CONTAINS", "[1]"), "b bs m n null s ss t");
}

TEST_F(LegacyConditionTest, Names_AreLiteral) {
  EXPECT_TRUE(CheckComparison(Comparison("EQ", "[1]", "a.b[0]")).ok());
  const AttributeComparison comparison = Comparison("EQ", "[1]", "a.b");
  const Condition* condition =
      TranslateComparisons(arena_, ConditionalOperator::kAnd, {&comparison, 1});
  EXPECT_TRUE(Evaluate(*condition, Item(arena_, "{a.b: 1}")));
  EXPECT_FALSE(Evaluate(*condition, Item(arena_, "{a: {b: 1}}")));
}

TEST_F(LegacyConditionTest, ConditionalOperator_JoinsAllOrAny) {
  const AttributeComparison comparisons[] = {
      Comparison("EQ", "[1]", "a"), Comparison("NULL", "[]", "b"), Comparison("LT", "[3]", "c")};
  const auto meets = [&](ConditionalOperator join, std::string_view item) {
    return Evaluate(*TranslateComparisons(arena_, join, comparisons), Item(arena_, item));
  };
  EXPECT_TRUE(meets(ConditionalOperator::kAnd, "{a: 1, c: 2}"));
  EXPECT_FALSE(meets(ConditionalOperator::kAnd, "{a: 1, b: 1, c: 2}"));
  EXPECT_FALSE(meets(ConditionalOperator::kAnd, "{a: 1, c: 3}"));
  EXPECT_TRUE(meets(ConditionalOperator::kOr, "{b: 1, c: 2}"));
  EXPECT_TRUE(meets(ConditionalOperator::kOr, "{a: 1, b: 1}"));
  EXPECT_FALSE(meets(ConditionalOperator::kOr, "{b: 1, c: 3}"));
  EXPECT_EQ(TranslateComparisons(arena_, ConditionalOperator::kAnd, {}), nullptr);
}

// A request has room for some 200,000 of them: the tree must not be as deep.
TEST_F(LegacyConditionTest, ManyComparisons_DoNotNestDeeply) {
  std::vector<AttributeComparison> comparisons(200'000, Comparison("NULL", "[]"));
  for (const ConditionalOperator join : {ConditionalOperator::kAnd, ConditionalOperator::kOr}) {
    const Condition* condition = TranslateComparisons(arena_, join, comparisons);
    EXPECT_TRUE(Evaluate(*condition, {}));
    size_t depth = 0;
    for (const Condition* at = condition; at->right != nullptr; at = at->right) ++depth;
    EXPECT_LT(depth, 20U);
  }
}

}  // namespace
}  // namespace stator::expressions
