#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "tests/support/literal.h"

// From an expression's text to what it does to an item: the examples that the developer guide
// gives, and what only the parser and the evaluation can get wrong together.
namespace stator::expressions {
namespace {

class EvaluationOfText : public ::testing::Test {
 protected:
  bool Holds(std::string_view text, std::string_view item) {
    Placeholders placeholders = MakePlaceholders();
    const auto condition = ParseCondition(arena_, placeholders, "ConditionExpression", text);
    EXPECT_TRUE(condition.ok()) << text << ": " << condition.error().message;
    return condition.ok() && Evaluate(**condition, testing::Item(arena_, item));
  }

  std::string Updated(std::string_view text, std::string_view item) {
    Placeholders placeholders = MakePlaceholders();
    const auto update = ParseUpdate(arena_, placeholders, text);
    if (!update.ok()) return update.error().message;
    const auto result = Apply(arena_, **update, testing::Item(arena_, item));
    return result.ok() ? testing::Text(*result) : result.error().message;
  }

  std::string Projected(std::string_view text, std::string_view item) {
    Placeholders placeholders = MakePlaceholders();
    const auto projection = ParseProjection(arena_, placeholders, text);
    if (!projection.ok()) return projection.error().message;
    return testing::Text(Project(arena_, **projection, testing::Item(arena_, item)));
  }

  Placeholders MakePlaceholders() {
    static constexpr Placeholders::Name kNames[] = {{"#5star", "FiveStar"}, {"#pr", "Reviews"}};
    values_.clear();
    for (const auto& [name, value] : kValues)
      values_.push_back({name, testing::Value(arena_, value)});
    return *Placeholders::Create(arena_, true, kNames, true, values_);
  }

  static constexpr std::pair<std::string_view, std::string_view> kValues[] = {
      {":c", "'Red'"},  {":five", "5"}, {":l", "['new']"}, {":one", "1"},    {":red", "<'Red'>"},
      {":sub", "'Bi'"}, {":t", "'SS'"}, {":ten", "10"},    {":type", "'L'"}, {":zero", "0"}};
  static constexpr std::string_view kProduct =
      "{Brand: 'Bikes', Color: ['Red', 'Black'], Id: 123, Price: 5, "
      "Reviews: {FiveStar: ['Excellent!', 'Great'], OneStar: ['Terrible']}, Sizes: <'L', 'S'>}";

  Arena arena_;
  std::vector<Attribute> values_;
};

TEST_F(EvaluationOfText, Conditions_HoldOrNot) {
  EXPECT_TRUE(Holds("Price BETWEEN :one AND :ten AND NOT Price IN (:one, :ten)", kProduct));
  EXPECT_TRUE(Holds("attribute_not_exists(Absent) AND attribute_exists(#pr.#5star[1])", kProduct));
  EXPECT_TRUE(Holds("contains(Color, :c) AND begins_with(Brand, :sub)", kProduct));
  EXPECT_TRUE(Holds("attribute_type(Color, :type) AND attribute_type(Sizes, :t)", kProduct));
  EXPECT_TRUE(Holds("size(Color) < Price AND size(#pr.OneStar) = :one", kProduct));
  EXPECT_TRUE(Holds("Price = :one OR Price = :five AND Id > :ten", kProduct));
  EXPECT_FALSE(Holds("(Price = :five OR Price = :one) AND Id <= :ten", kProduct));
  EXPECT_TRUE(Holds("NOT Price = :one AND Price <> :ten", kProduct));
  EXPECT_FALSE(Holds("NOT (Price = :one OR Price = :five)", kProduct));
}

TEST_F(EvaluationOfText, Updates_ChangeTheItem) {
  EXPECT_EQ(Updated("SET Price = Price - :one REMOVE Brand, Color[0], Reviews ADD Id :ten, Sizes "
                    ":red",
                    kProduct),
            "{Color: ['Black'], Id: 133, Price: 4, Sizes: <'L', 'Red', 'S'>}");
  EXPECT_EQ(Updated("set #pr.#5star = list_append(#pr.#5star, :l), #pr.OneStar[9] = :c, "
                    "n = if_not_exists(n, :zero) + :one",
                    "{Reviews: {FiveStar: ['a'], OneStar: ['b']}}"),
            "{Reviews: {FiveStar: ['a', 'new'], OneStar: ['b', 'Red']}, n: 1}");
  EXPECT_EQ(Updated("DELETE Sizes :red", "{Id: 1, Sizes: <'Red'>}"), "{Id: 1}");
  EXPECT_EQ(Updated("SET Absent.Price = :one", kProduct),
            "The document path provided in the update expression is invalid for update");
}

TEST_F(EvaluationOfText, Projections_PickPaths) {
  EXPECT_EQ(Projected("#pr.#5star[1], Id, Color[1], Absent", kProduct),
            "{Color: ['Black'], Id: 123, Reviews: {FiveStar: ['Great']}}");
}

// Chains close to the limit of 300 operators.
TEST_F(EvaluationOfText, LongChainsOfOperators_AreEvaluated) {
  std::string chain = "Price = :one";
  for (int i = 0; i < 140; ++i) chain += " OR Price = :one";
  EXPECT_FALSE(Holds(chain, kProduct));
  EXPECT_TRUE(Holds(chain + " OR Price = :five", kProduct));
}

}  // namespace
}  // namespace stator::expressions
