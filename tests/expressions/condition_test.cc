#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "tests/support/expression_builder.h"
#include "tests/support/literal.h"

// Unless a comment says more, DynamoDB Local gives the same answers.
namespace stator::expressions {
namespace {

using testing::ConditionBuilder;

class ConditionTest : public ::testing::Test {
 protected:
  using Kind = Condition::Kind;

  bool Holds(const Condition& condition) { return Evaluate(condition, item_); }
  Operand P(std::string_view path) { return builder_.P(path); }
  Operand V(std::string_view value) { return builder_.V(value); }
  Operand Size(Operand argument) { return builder_.Size(argument); }

  bool Is(Operand left, std::string_view comparator, Operand right) {
    return Holds(builder_.Compare(left, comparator, right));
  }
  bool Between(Operand value, Operand low, Operand high) {
    return Holds(builder_.Function(Kind::kBetween, {value, low, high}));
  }
  bool In(std::initializer_list<Operand> operands) {
    return Holds(builder_.Function(Kind::kIn, operands));
  }
  bool BeginsWith(Operand value, Operand prefix) {
    return Holds(builder_.Function(Kind::kBeginsWith, {value, prefix}));
  }
  bool Contains(Operand container, Operand wanted) {
    return Holds(builder_.Function(Kind::kContains, {container, wanted}));
  }
  bool HasType(std::string_view path, std::string_view type) {
    return Holds(builder_.Function(Kind::kAttributeType, {P(path), V(type)}));
  }
  bool Exists(std::string_view path) {
    const bool exists = Holds(builder_.Function(Kind::kAttributeExists, {P(path)}));
    EXPECT_NE(exists, Holds(builder_.Function(Kind::kAttributeNotExists, {P(path)}))) << path;
    return exists;
  }

  Arena arena_;
  ConditionBuilder builder_{arena_};
  AttributeMap item_ = testing::Item(
      arena_,
      "{s: 'héllo', e: '', n: 5, five: 5, b: b'abc', t: true, nul: null, l: [1, 'a', [], {x: 7}], "
      "m: {a: 1, b: ['q']}, ss: <'a', 'b'>, ns: <1, 2, 10>, bs: <b'x', b'yz'>}");
};

TEST_F(ConditionTest, Equality_ComparesTypeAndValueOfEveryType) {
  for (std::string_view value :
       {"'héllo'", "5", "b'abc'", "true", "null", "[1, 'a', [], {x: 7}]", "{b: ['q'], a: 1}",
        "<'b', 'a'>", "<10, 2, 1>", "<b'yz', b'x'>", "''"}) {
    int equal = 0;
    for (const Attribute& attribute : item_) {
      const bool is = Is(P(attribute.name), "=", V(value));
      EXPECT_NE(is, Is(P(attribute.name), "<>", V(value))) << attribute.name << " " << value;
      equal += is ? 1 : 0;
    }
    EXPECT_EQ(equal, value == "5" ? 2 : 1) << value;
  }
  EXPECT_FALSE(Is(P("n"), "=", V("'5'")));
  EXPECT_TRUE(Is(P("n"), "<>", V("'5'")));
  EXPECT_TRUE(Is(P("n"), "=", P("five")));
}

TEST_F(ConditionTest, Order_IsThatOfNumbersAndBytes) {
  EXPECT_TRUE(Is(P("n"), "<", V("10")));
  EXPECT_FALSE(Is(P("n"), "<", V("5")));
  EXPECT_TRUE(Is(P("n"), "<=", V("5")));
  EXPECT_TRUE(Is(P("n"), ">", V("-10")));
  EXPECT_FALSE(Is(P("n"), ">", V("5")));
  EXPECT_TRUE(Is(V("5"), ">=", P("n")));
  EXPECT_FALSE(Is(P("n"), ">=", V("5.5")));
  EXPECT_TRUE(Is(P("s"), "<", V("'i'")));
  EXPECT_TRUE(Is(P("s"), ">", V("'hz'")));
  EXPECT_TRUE(Is(P("b"), "<", V("b'b'")));
}

TEST_F(ConditionTest, OrderOfDifferentOrUnorderedTypes_IsFalse) {
  for (std::string_view comparator : {"<", "<=", ">", ">="}) {
    EXPECT_FALSE(Is(P("n"), comparator, V("'5'")));
    EXPECT_FALSE(Is(P("s"), comparator, P("b")));
    for (std::string_view path : {"t", "nul", "l", "m", "ss", "ns", "bs"}) {
      EXPECT_FALSE(Is(P(path), comparator, P(path))) << path << comparator;
    }
  }
}

// The service's own answers, recorded in a bug report.
TEST_F(ConditionTest, MissingAttribute_DiffersFromEverythingEvenFromAnother) {
  EXPECT_TRUE(Is(P("absent"), "<>", V("1")));
  EXPECT_TRUE(Is(V("1"), "<>", P("absent")));
  EXPECT_TRUE(Is(P("absent"), "<>", P("missing")));
  EXPECT_FALSE(Is(P("absent"), "=", P("missing")));
  for (std::string_view comparator : {"=", "<", "<=", ">", ">="}) {
    EXPECT_FALSE(Is(P("absent"), comparator, V("1")));
    EXPECT_FALSE(Is(V("1"), comparator, P("absent")));
  }
  EXPECT_TRUE(Holds(builder_.Not(builder_.Compare(P("absent"), "=", V("1")))));
  EXPECT_FALSE(Holds(builder_.Not(builder_.Compare(P("absent"), "<>", V("1")))));
}

TEST_F(ConditionTest, Logic_CombinesAndNegates) {
  const Condition& yes = builder_.Compare(P("n"), "=", V("5"));
  const Condition& no = builder_.Compare(P("n"), "=", V("6"));
  EXPECT_TRUE(Holds(builder_.And(yes, yes)));
  EXPECT_FALSE(Holds(builder_.And(yes, no)));
  EXPECT_FALSE(Holds(builder_.And(no, yes)));
  EXPECT_TRUE(Holds(builder_.Or(no, yes)));
  EXPECT_TRUE(Holds(builder_.Or(yes, no)));
  EXPECT_FALSE(Holds(builder_.Or(no, no)));
  EXPECT_FALSE(Holds(builder_.Not(yes)));
  EXPECT_TRUE(Holds(builder_.Not(no)));
}

TEST_F(ConditionTest, Between_IncludesBothEnds) {
  EXPECT_TRUE(Between(P("n"), V("5"), V("6")));
  EXPECT_TRUE(Between(P("n"), V("1"), V("5")));
  EXPECT_FALSE(Between(P("n"), V("5.1"), V("9")));
  EXPECT_FALSE(Between(P("n"), V("1"), V("4.9")));
  EXPECT_TRUE(Between(V("5"), P("n"), P("five")));
  EXPECT_TRUE(Between(Size(P("l")), V("4"), V("4")));
}

TEST_F(ConditionTest, BetweenOtherTypesOrMissingAttributes_IsFalse) {
  EXPECT_FALSE(Between(P("n"), V("'1'"), V("'9'")));
  EXPECT_FALSE(Between(P("n"), P("s"), P("b")));
  EXPECT_FALSE(Between(P("n"), V("1"), V("'9'")));
  EXPECT_FALSE(Between(P("absent"), V("1"), V("9")));
  EXPECT_FALSE(Between(P("n"), P("five"), P("absent")));
  EXPECT_FALSE(Between(P("l"), P("l"), P("l")));
}

TEST_F(ConditionTest, In_IsTrueForAnyEqualOperand) {
  EXPECT_TRUE(In({P("n"), V("1"), V("5")}));
  EXPECT_FALSE(In({P("n"), V("1"), V("'5'")}));
  EXPECT_TRUE(In({P("n"), P("absent"), P("five")}));
  EXPECT_TRUE(In({P("l"), V("[1, 'a', [], {x: 7}]")}));
  EXPECT_TRUE(In({Size(P("ss")), V("1"), V("2")}));
  EXPECT_FALSE(In({P("absent"), V("1")}));
  EXPECT_FALSE(In({P("absent"), P("missing")}));
}

TEST_F(ConditionTest, Size_CountsElementsAndBytes) {
  EXPECT_TRUE(Is(Size(P("b")), "=", V("3")));
  EXPECT_TRUE(Is(Size(P("l")), "=", V("4")));
  EXPECT_TRUE(Is(Size(P("m")), "=", V("2")));
  EXPECT_TRUE(Is(Size(P("ss")), "=", V("2")));
  EXPECT_TRUE(Is(Size(P("ns")), "=", V("3")));
  EXPECT_TRUE(Is(Size(P("bs")), "=", V("2")));
  EXPECT_TRUE(Is(Size(P("e")), "=", V("0")));
  EXPECT_TRUE(Is(Size(V("'abc'")), "=", V("3")));
  EXPECT_TRUE(Is(Size(P("s")), ">", Size(P("b"))));
  EXPECT_FALSE(Is(Size(P("b")), "=", V("'3'")));
}

// The service counts UTF-16 code units: its answers for this string are in a bug report.
TEST_F(ConditionTest, SizeOfAString_CountsUtf16CodeUnits) {
  EXPECT_TRUE(Is(Size(P("s")), "=", V("5")));
  EXPECT_TRUE(Is(Size(V("'é𝄞'")), "=", V("3")));
  EXPECT_FALSE(Is(Size(V("'é𝄞'")), "=", V("6")));
  EXPECT_TRUE(Is(Size(V("'中文'")), "=", V("2")));
}

TEST_F(ConditionTest, SizeOfTypesWithoutOne_IsAsIfMissing) {
  for (std::string_view path : {"n", "t", "nul", "absent"}) {
    EXPECT_FALSE(Is(Size(P(path)), "=", V("1"))) << path;
    EXPECT_FALSE(Is(Size(P(path)), "<", V("100"))) << path;
    EXPECT_TRUE(Is(Size(P(path)), "<>", V("1"))) << path;
  }
}

TEST_F(ConditionTest, BeginsWith_TakesStringsAndBinaries) {
  EXPECT_TRUE(BeginsWith(P("s"), V("'h'")));
  EXPECT_TRUE(BeginsWith(P("s"), V("''")));
  EXPECT_FALSE(BeginsWith(P("s"), V("'e'")));
  EXPECT_TRUE(BeginsWith(P("b"), V("b'ab'")));
  EXPECT_TRUE(BeginsWith(V("'héllo there'"), P("s")));
  EXPECT_FALSE(BeginsWith(P("s"), V("b'h'")));
  EXPECT_FALSE(BeginsWith(P("n"), V("'5'")));
  EXPECT_FALSE(BeginsWith(P("n"), V("5")));
  EXPECT_FALSE(BeginsWith(P("s"), P("absent")));
  EXPECT_FALSE(BeginsWith(P("absent"), V("'a'")));
}

TEST_F(ConditionTest, Contains_FindsSubstrings) {
  EXPECT_TRUE(Contains(P("s"), V("'éll'")));
  EXPECT_TRUE(Contains(P("s"), V("'héllo'")));
  EXPECT_TRUE(Contains(P("s"), V("''")));
  EXPECT_TRUE(Contains(P("e"), V("''")));
  EXPECT_FALSE(Contains(P("e"), V("'a'")));
  EXPECT_FALSE(Contains(P("s"), V("'lh'")));
  EXPECT_FALSE(Contains(P("s"), V("'héllo!'")));
  EXPECT_TRUE(Contains(P("b"), V("b'bc'")));
  EXPECT_FALSE(Contains(P("b"), V("'bc'")));
  EXPECT_FALSE(Contains(P("s"), V("b'h'")));
  EXPECT_FALSE(Contains(P("s"), P("absent")));
}

TEST_F(ConditionTest, Contains_FindsElementsOfSetsAndLists) {
  EXPECT_TRUE(Contains(P("ss"), V("'a'")));
  EXPECT_FALSE(Contains(P("ss"), V("'c'")));
  EXPECT_FALSE(Contains(P("ss"), V("1")));
  EXPECT_FALSE(Contains(P("ss"), V("<'a'>")));
  EXPECT_TRUE(Contains(P("ns"), V("10")));
  EXPECT_FALSE(Contains(P("ns"), V("3")));
  EXPECT_FALSE(Contains(P("ns"), V("'10'")));
  EXPECT_TRUE(Contains(P("bs"), V("b'yz'")));
  EXPECT_TRUE(Contains(P("l"), V("1")));
  EXPECT_TRUE(Contains(P("l"), V("'a'")));
  EXPECT_TRUE(Contains(P("l"), V("[]")));
  EXPECT_TRUE(Contains(P("l"), V("{x: 7}")));
  EXPECT_FALSE(Contains(P("l"), V("{x: 8}")));
  EXPECT_FALSE(Contains(P("l"), V("true")));
  EXPECT_TRUE(Contains(V("<5, 6>"), P("n")));
}

TEST_F(ConditionTest, ContainsOnOtherTypes_IsFalse) {
  for (std::string_view path : {"m", "n", "t", "nul", "absent"}) {
    EXPECT_FALSE(Contains(P(path), V("'a'"))) << path;
    EXPECT_FALSE(Contains(P(path), V("5"))) << path;
  }
}

// 400 KB of one letter against 200 KB of it with another letter in front: comparing at each place
// would take 10^10 steps.
TEST_F(ConditionTest, ContainsOfLongPeriodicTexts_TakesLinearTime) {
  const std::string text(400'000, 'a');
  std::string first_differs(200'000, 'a');
  first_differs.front() = 'b';
  std::string last_differs(200'000, 'a');
  last_differs.back() = 'b';
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& needle : {first_differs, last_differs}) {
    EXPECT_FALSE(Contains(builder_.V(AttributeValue::String(text)),
                          builder_.V(AttributeValue::String(needle))));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(500));
}

TEST_F(ConditionTest, AttributeType_ComparesTheNameOnTheWire) {
  const std::vector<std::pair<std::string_view, std::string_view>> types{
      {"s", "'S'"}, {"n", "'N'"}, {"b", "'B'"},   {"t", "'BOOL'"}, {"nul", "'NULL'"},
      {"m", "'M'"}, {"l", "'L'"}, {"ss", "'SS'"}, {"ns", "'NS'"},  {"bs", "'BS'"}};
  for (const auto& [path, type] : types) {
    for (const auto& [other_path, other_type] : types) {
      EXPECT_EQ(HasType(path, other_type), path == other_path) << path << other_type;
    }
  }
  EXPECT_TRUE(HasType("l[1]", "'S'"));
  EXPECT_FALSE(HasType("absent", "'S'"));
  EXPECT_FALSE(HasType("s", "1"));
}

TEST_F(ConditionTest, Existence_FollowsThePath) {
  for (std::string_view path : {"s", "nul", "e", "m.a", "m.b[0]", "l[0]", "l[3].x"}) {
    EXPECT_TRUE(Exists(path)) << path;
  }
  for (std::string_view path : {"absent", "m.a.b", "m.c", "l[4]", "l[4294967295]", "m[0]", "l.a",
                                "s.x", "ss[0]", "l[3].y", "l[0].x", "m.b[0][0]"}) {
    EXPECT_FALSE(Exists(path)) << path;
  }
}

TEST_F(ConditionTest, AbsentItem_IsAnEmptyMap) {
  EXPECT_TRUE(Evaluate(builder_.Function(Kind::kAttributeNotExists, {P("s")}), {}));
  EXPECT_FALSE(Evaluate(builder_.Compare(P("n"), "=", V("5")), {}));
  EXPECT_EQ(Resolve(testing::Path(arena_, "a.b"), {}), nullptr);
}

// Evaluation runs for every item that a Query or Scan reads.
TEST_F(ConditionTest, Evaluation_TakesNothingFromTheArena) {
  const Condition& condition =
      builder_.And(builder_.Compare(Size(P("s")), ">", V("1")),
                   builder_.Or(builder_.Function(Kind::kContains, {P("ns"), V("10")}),
                               builder_.Function(Kind::kBetween, {P("n"), V("1"), V("9")})));
  const size_t reserved = arena_.reserved_bytes();
  for (int i = 0; i < 100'000; ++i) ASSERT_TRUE(Holds(condition));
  EXPECT_EQ(arena_.reserved_bytes(), reserved);
}

}  // namespace
}  // namespace stator::expressions
