#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using ConditionParser = ParserFixture;

TEST_F(ConditionParser, Operators_BuildTheirTrees) {
  static constexpr ParserCase kCases[] = {
      {"a = :s", "(= a {S:x})"},
      {":n <> #name.c[0]", "(<> {N:1} name.c[0])"},
      {"a<b", "(< a b)"},
      {"a <= :n", "(<= a {N:1})"},
      {"a>b", "(> a b)"},
      {"a >= b", "(>= a b)"},
      {"a BETWEEN :n AND :n2", "(between a {N:1} {N:2})"},
      {"a in (:n, b,:s)", "(in a {N:1} b {S:x})"},
      {"attribute_exists(a.b)", "(attribute_exists a.b)"},
      {"attribute_not_exists (a)", "(attribute_not_exists a)"},
      {"attribute_type(a, :t)", "(attribute_type a {S:SS})"},
      {"begins_with(a, :s)", "(begins_with a {S:x})"},
      {"contains(a, :ss)", "(contains a {SS})"},
      {"size(a) > :n", "(> (size a) {N:1})"},
      {"a IN (size(b), size(:s))", "(in a (size b) (size {S:x}))"},
      {"#dotted = :s", "(= a.b {S:x})"},
      {"a\t=\n:s\r", "(= a {S:x})"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Condition(c.text), c.answer) << c.text;
}

TEST_F(ConditionParser, NotBindsTighterThanAndThanOr) {
  static constexpr ParserCase kCases[] = {
      {"a=b OR c=d AND e=f", "(or (= a b) (and (= c d) (= e f)))"},
      {"a=b AND c=d OR e=f", "(or (and (= a b) (= c d)) (= e f))"},
      {"a=b and c=d AND e=f", "(and (and (= a b) (= c d)) (= e f))"},
      {"a=b or c=d Or e=f", "(or (or (= a b) (= c d)) (= e f))"},
      {"NOT a=b AND c=d", "(and (not (= a b)) (= c d))"},
      {"not NOT a=b OR c=d", "(or (not (not (= a b))) (= c d))"},
      {"a BETWEEN b AND c AND d=e", "(and (between a b c) (= d e))"},
      {"NOT a BETWEEN b AND c OR d=e", "(or (not (between a b c)) (= d e))"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Condition(c.text), c.answer) << c.text;
}

TEST_F(ConditionParser, Parentheses_GroupConditionsAndOperands) {
  static constexpr ParserCase kCases[] = {
      {"(a=b OR c=d) AND e=f", "(and (or (= a b) (= c d)) (= e f))"},
      {"NOT (a=b AND (c=d OR e=f))", "(not (and (= a b) (or (= c d) (= e f))))"},
      {"((a=b) AND (c=d))", "(and (= a b) (= c d))"},
      {"(NOT (a=b))", "(not (= a b))"},
      {"(a) = (b)", "(= a b)"},
      {"(size(a)) < (:n)", "(< (size a) {N:1})"},
      {"((a) = b)", "(= a b)"},
      {"a BETWEEN (b) AND (c)", "(between a b c)"},
      {"a IN ((b), (c))", "(in a b c)"},
      {"contains((a), (b))", "(contains a b)"},
      {"(attribute_exists(a)) AND (b=c)", "(and (attribute_exists a) (= b c))"},
      {"((contains(a, b)) AND c=d)", "(and (contains a b) (= c d))"},
      {"NOT(a=b)AND(NOT(c=d))", "(and (not (= a b)) (not (= c d)))"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Condition(c.text), c.answer) << c.text;
}

// Names of functions are ordinary attribute names where no parenthesis follows.
TEST_F(ConditionParser, FunctionNameWithoutParenthesis_IsAPath) {
  EXPECT_EQ(Condition("contains = begins_with.a"), "(= contains begins_with.a)");
}

// Operators that do not order their operands take every type.
TEST_F(ConditionParser, TypesThatFit_AreAccepted) {
  for (const std::string_view text : {"a = :m",
                                      "a <> :l",
                                      ":bool = a",
                                      "a IN (:ss, :null)",
                                      "contains(:n, a)",
                                      "contains(:m, b)",
                                      "begins_with(:b, :s)",
                                      "size(:ss) = :n",
                                      "size(:m) = :s",
                                      "size(:b) < :n",
                                      ":s = :s",
                                      "a BETWEEN b AND :n",
                                      "a BETWEEN b AND b",
                                      "a BETWEEN size(a) AND :s",
                                      "attribute_type(:n, :t)",
                                      "attribute_type(size(a), :t)",
                                      "a IN (:s, :s)",
                                      "contains(a, size(b))",
                                      "size(a) = size(a)",
                                      "a BETWEEN :n AND :n",
                                      "a[2147483647] = b"}) {
    EXPECT_EQ(Condition(text)[0], '(') << text;
  }
}

TEST_F(ConditionParser, EmptyText_IsRefused) {
  EXPECT_EQ(Condition(""), "Invalid ConditionExpression: The expression can not be empty;");
}

TEST_F(ConditionParser, ErrorsNameTheParameter) {
  Placeholders placeholders = MakePlaceholders();
  EXPECT_EQ(Answer(ParseCondition(arena_, placeholders, "FilterExpression", "a")),
            "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"a\"");
}

// Characters are UTF-16 units, as DynamoDB Local counts them.
TEST_F(ConditionParser, TextOver4096Characters_IsRefused) {
  const std::string longest = "a=" + std::string(4094, 'b');
  EXPECT_EQ(Condition(longest), "(= a " + std::string(4094, 'b') + ")");
  EXPECT_EQ(Condition(longest + "b"),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; "
            "expression size: 4097");
  EXPECT_EQ(Condition(Repeat("é", 2049)),
            "Invalid ConditionExpression: Syntax error; token: \"é\", near: \"éé\"");
  EXPECT_EQ(Condition(Repeat("é", 4097)),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; "
            "expression size: 4097");
  EXPECT_EQ(Condition(Repeat("\xF0\x9F\x98\x80", 2049)),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; "
            "expression size: 4098");
}

// Comparators, BETWEEN, IN, functions, AND, OR and NOT count.
TEST_F(ConditionParser, MoreThan300Operators_AreRefused) {
  constexpr std::string_view kTooMany =
      "Invalid ConditionExpression: The expression contains too many operators; operator count: "
      "301";
  EXPECT_EQ(Condition(Repeat("a=b", 150, " OR ")).substr(0, 3), "(or");
  EXPECT_EQ(Condition(Repeat("a=b", 151, " OR ")), kTooMany);
  EXPECT_EQ(Condition(Repeat("NOT ", 299) + "a=b").substr(0, 4), "(not");
  EXPECT_EQ(Condition(Repeat("NOT ", 300) + "a=b"), kTooMany);
  EXPECT_EQ(Condition(Repeat("NOT ", 299) + "a BETWEEN b AND c").substr(0, 4), "(not");
  EXPECT_EQ(Condition(Repeat("NOT ", 300) + "a IN (b)"), kTooMany);
  EXPECT_EQ(Condition(Repeat("NOT ", 298) + "size(a)=b").substr(0, 4), "(not");
  EXPECT_EQ(Condition(Repeat("NOT ", 299) + "size(a)=b"), kTooMany);
  EXPECT_EQ(Condition(Repeat("NOT ", 300) + "contains(a,b)"), kTooMany);
}

// The limit is one check among those of the operands: what is wrong before the 301st comes first.
TEST_F(ConditionParser, OperandErrorsBeforeThe301stOperator_ComeFirst) {
  EXPECT_EQ(Condition(Repeat("NOT ", 300) + "a=:undef"),
            "Invalid ConditionExpression: An expression attribute value used in expression is not "
            "defined; attribute value: :undef");
  EXPECT_EQ(Condition("(" + Repeat("a=b", 151, " OR ") + ") AND a=:undef"),
            "Invalid ConditionExpression: The expression contains too many operators; operator "
            "count: 301");
}

TEST_F(ConditionParser, InWithMoreThan100Operands_IsRefused) {
  EXPECT_EQ(Condition("a IN (" + Repeat("b", 100, ",") + ")").substr(0, 3), "(in");
  EXPECT_EQ(Condition("a IN (" + Repeat("b", 101, ",") + ")"),
            "Invalid ConditionExpression: The IN operator is provided with too many operands; "
            "number of operands: 101");
  EXPECT_EQ(Condition("a IN (" + Repeat("b", 100, ",") + ",a)"),
            "Invalid ConditionExpression: The first operand must be distinct from the remaining "
            "operands for this operator or function; operator: IN, first operand: [a]");
}

TEST_F(ConditionParser, PathsOf33Levels_AreRefused) {
  EXPECT_EQ(Condition("a" + Repeat(".b", 31) + "=c").substr(0, 2), "(=");
  EXPECT_EQ(Condition("a" + Repeat(".b", 32) + "=c"),
            "Invalid ConditionExpression: The document path has too many nesting levels; nesting "
            "levels: 33");
  EXPECT_EQ(Condition("#u" + Repeat("[0]", 40) + "=c"),
            "Invalid ConditionExpression: The document path has too many nesting levels; nesting "
            "levels: 41");
}

// Nothing here may recurse as deep as the text is long.
TEST_F(ConditionParser, DeepNesting_IsAnsweredNotRun) {
  EXPECT_EQ(Condition(Repeat("(", 4096)),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\"");
  EXPECT_EQ(Condition("a=" + Repeat("(", 4094)),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\"");
  EXPECT_EQ(Condition(Repeat("NOT ", 1024)),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"NOT \"");
  EXPECT_EQ(Condition(Repeat("(", 2000) + "a=b" + Repeat(")", 2000)),
            "Invalid ConditionExpression: The expression has redundant parentheses;");
  EXPECT_EQ(Condition(Repeat("(NOT ", 299) + "a=b" + Repeat(")", 299)).substr(0, 4), "(not");
  // DynamoDB Local reads on and finds another error; no such expression is valid.
  EXPECT_EQ(Condition(Repeat("f(", 2000)),
            "Invalid ConditionExpression: The expression contains too many operators; operator "
            "count: 301");
}

TEST_F(ConditionParser, BinaryBounds_ArePrintedAsJavaDoes) {
  EXPECT_EQ(Condition("a BETWEEN :b AND :s"),
            "Invalid ConditionExpression: The BETWEEN operator requires same data type for lower "
            "and upper bounds; lower bound operand: AttributeValue: "
            "{B:java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]}, upper bound operand: AttributeValue: "
            "{S:x}");
}

TEST_F(ConditionParser, TypeNames_AreExact) {
  for (const std::string_view type : {"B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"}) {
    for (Attribute& value : values_) {
      if (value.name == ":t") value.value = AttributeValue::String(type);
    }
    EXPECT_EQ(Condition("attribute_type(a, :t)"),
              "(attribute_type a {S:" + std::string(type) + "})");
  }
  for (Attribute& value : values_) {
    if (value.name == ":t") value.value = AttributeValue::String("ss");
  }
  EXPECT_EQ(
      Condition("attribute_type(a, :t)"),
      "Invalid ConditionExpression: Invalid attribute type name found; type: ss, valid types: "
      "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

}  // namespace
}  // namespace stator::expressions
