#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using ConditionErrors = ParserFixture;

// "near" is the text from the token before the wrong one to the token after it; at the beginning
// and at the end of the expression white space belongs to it.
TEST_F(ConditionErrors, SyntaxError_NamesTokenAndItsNeighbours) {
  static constexpr ParserCase kCases[] = {
      {"a", "Syntax error; token: \"<EOF>\", near: \"a\""},
      {"a =", "Syntax error; token: \"<EOF>\", near: \"=\""},
      {"= a", "Syntax error; token: \"=\", near: \"= a\""},
      {"a == b", "Syntax error; token: \"=\", near: \"== b\""},
      {"a b", "Syntax error; token: \"b\", near: \"a b\""},
      {"a = b c = d", "Syntax error; token: \"c\", near: \"b c =\""},
      {"a = b AND", "Syntax error; token: \"<EOF>\", near: \"AND\""},
      {"AND a = b", "Syntax error; token: \"AND\", near: \"AND a\""},
      {"a = 5", "Syntax error; token: \"5\", near: \"= 5\""},
      {"a = \"x\"", "Syntax error; token: \"\"\", near: \"= \"x\""},
      {"a = :", "Syntax error; token: \":\", near: \"= :\""},
      {"a = # b", "Syntax error; token: \"#\", near: \"= # b\""},
      {"a AND b", "Syntax error; token: \"AND\", near: \"a AND b\""},
      {"a IN b", "Syntax error; token: \"b\", near: \"IN b\""},
      {"a IN ()", "Syntax error; token: \")\", near: \"()\""},
      {"a IN (b,)", "Syntax error; token: \")\", near: \",)\""},
      {"a IN (b c)", "Syntax error; token: \"c\", near: \"b c)\""},
      {"a IN (b", "Syntax error; token: \"<EOF>\", near: \"b\""},
      {"a BETWEEN b", "Syntax error; token: \"<EOF>\", near: \"b\""},
      {"a BETWEEN b AND", "Syntax error; token: \"<EOF>\", near: \"AND\""},
      {"a BETWEEN b OR c", "Syntax error; token: \"OR\", near: \"b OR c\""},
      {"a BETWEEN NOT b AND c", "Syntax error; token: \"NOT\", near: \"BETWEEN NOT b\""},
      {"a BETWEEN b AND c AND", "Syntax error; token: \"<EOF>\", near: \"AND\""},
      {"a[0 = b", "Syntax error; token: \"=\", near: \"0 = b\""},
      {"a[] = b", "Syntax error; token: \"]\", near: \"[] =\""},
      {"a[-1] = b", "Syntax error; token: \"-\", near: \"[-1\""},
      {"a[1.5] = b", "Syntax error; token: \".\", near: \"1.5\""},
      {"a[00] = b", "Syntax error; token: \"0\", near: \"00]\""},
      {"a[0x1] = b", "Syntax error; token: \"x1\", near: \"0x1]\""},
      {"a[1a] = b", "Syntax error; token: \"a\", near: \"1a]\""},
      {"a[a] = b", "Syntax error; token: \"a\", near: \"[a]\""},
      {"a..b = c", "Syntax error; token: \".\", near: \"..b\""},
      {".a = b", "Syntax error; token: \".\", near: \".a\""},
      {"a. = b", "Syntax error; token: \"=\", near: \". = b\""},
      {"a.1b = c", "Syntax error; token: \"1\", near: \".1b\""},
      {"1a = c", "Syntax error; token: \"1\", near: \"1a\""},
      {"_a = c", "Syntax error; token: \"_\", near: \"_a\""},
      {"a-b = c", "Syntax error; token: \"-\", near: \"a-b\""},
      {"a$ = c", "Syntax error; token: \"$\", near: \"a$ =\""},
      {"a.in = b", "Syntax error; token: \"in\", near: \".in =\""},
      {"set = b", "Syntax error; token: \"set\", near: \"set =\""},
      {"In(a)", "Syntax error; token: \"In\", near: \"In(\""},
      {"a NOT IN (b)", "Syntax error; token: \"NOT\", near: \"a NOT IN\""},
      {"a IS NULL", "Syntax error; token: \"IS\", near: \"a IS NULL\""},
      {"attribute_exists a", "Syntax error; token: \"a\", near: \"attribute_exists a\""},
      {"attribute_exists()", "Syntax error; token: \")\", near: \"()\""},
      {"foo(a, b) AND c", "Syntax error; token: \"<EOF>\", near: \"c\""},
      {"a != b", "Syntax error; token: \"!\", near: \"a !=\""},
      {"a =< b", "Syntax error; token: \"<\", near: \"=< b\""},
      {"a < = b", "Syntax error; token: \"=\", near: \"< = b\""},
      {"a > > b", "Syntax error; token: \">\", near: \"> > b\""},
      {"a <=> b", "Syntax error; token: \">\", near: \"<=> b\""},
      {"a#b = :s", "Syntax error; token: \"#b\", near: \"a#b =\""},
      {"a:b = :s", "Syntax error; token: \":b\", near: \"a:b =\""},
      {":s.a = b", "Syntax error; token: \".\", near: \":s.a\""},
      {"##a = :s", "Syntax error; token: \"#\", near: \"##a\""},
      {"a = :s)", "Syntax error; token: \")\", near: \":s)\""},
      {"(a = :s", "Syntax error; token: \"<EOF>\", near: \":s\""},
      {"(a = :s))", "Syntax error; token: \")\", near: \"))\""},
      {"()", "Syntax error; token: \")\", near: \"()\""},
      {"( )", "Syntax error; token: \")\", near: \"( )\""},
      {"(a)", "Syntax error; token: \"<EOF>\", near: \")\""},
      {"(a) AND b", "Syntax error; token: \"AND\", near: \") AND b\""},
      {"NOT (a)", "Syntax error; token: \"<EOF>\", near: \")\""},
      {"(a,b)", "Syntax error; token: \",\", near: \"a,b\""},
      {"(a = b) = c", "Syntax error; token: \"=\", near: \") = c\""},
      {"a = (b = c)", "Syntax error; token: \"=\", near: \"b = c\""},
      {"(a = b) BETWEEN c AND d", "Syntax error; token: \"BETWEEN\", near: \") BETWEEN c\""},
      {"(a OR b = c)", "Syntax error; token: \"OR\", near: \"a OR b\""},
      {"a IN (b = c)", "Syntax error; token: \"=\", near: \"b = c\""},
      {"contains(a = b, c)", "Syntax error; token: \"=\", near: \"a = b\""},
      {"contains((a, b))", "Syntax error; token: \",\", near: \"a, b\""},
      {"(contains(a,b) AND c = d) = e", "Syntax error; token: \"=\", near: \") = e\""},
      {"a + b = c", "Syntax error; token: \"+\", near: \"a + b\""},
      {"a = b - c", "Syntax error; token: \"-\", near: \"b - c\""},
      {"é = b", "Syntax error; token: \"é\", near: \"é =\""},
      {"a = b é", "Syntax error; token: \"é\", near: \"b é\""},
      {"a = 日 b", "Syntax error; token: \"日\", near: \"= 日 b\""},
      {"a = b\fAND c = d", "Syntax error; token: \"\f\", near: \"b\fAND\""},
      {"NOT", "Syntax error; token: \"<EOF>\", near: \"NOT\""},
      {" ", "Syntax error; token: \"<EOF>\", near: \" \""},
      {"   ", "Syntax error; token: \"<EOF>\", near: \"   \""},
      {"a =   ", "Syntax error; token: \"<EOF>\", near: \"=   \""},
      {"  a  ", "Syntax error; token: \"<EOF>\", near: \"a  \""},
      {"  a b  ", "Syntax error; token: \"b\", near: \"a b  \""},
      {" ) ", "Syntax error; token: \")\", near: \" ) \""},
      {"  =  a  ", "Syntax error; token: \"=\", near: \"  =  a\""},
      {"a   b   c", "Syntax error; token: \"b\", near: \"a   b   c\""},
      {"a\n=\n=\n", "Syntax error; token: \"=\", near: \"=\n=\n\""},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Condition(c.text), "Invalid ConditionExpression: " + std::string(c.answer)) << c.text;
  }
}

TEST_F(ConditionErrors, RedundantParentheses_AreRefused) {
  static constexpr ParserCase kCases[] = {
      {"((a = b))", "The expression has redundant parentheses;"},
      {"(((a = b)))", "The expression has redundant parentheses;"},
      {"(a = b) AND ((b = c))", "The expression has redundant parentheses;"},
      {"NOT ((a = b))", "The expression has redundant parentheses;"},
      {"((NOT a = b))", "The expression has redundant parentheses;"},
      {"((a = b OR c = d))", "The expression has redundant parentheses;"},
      {"a = ((b))", "The expression has redundant parentheses;"},
      {"((a)) = b", "The expression has redundant parentheses;"},
      {"a IN (((b)))", "The expression has redundant parentheses;"},
      {"a BETWEEN ((b)) AND (c)", "The expression has redundant parentheses;"},
      {"contains(((a)), b)", "The expression has redundant parentheses;"},
      {"((contains(a, b)))", "The expression has redundant parentheses;"},
      {"((size(a))) = b", "The expression has redundant parentheses;"},
      {"((a = b)) x", "The expression has redundant parentheses;"},
      {"((a)) = = b", "The expression has redundant parentheses;"},
      {"a = ((b)) AND =", "The expression has redundant parentheses;"},
      {"foo(a) AND ((c = d))", "The expression has redundant parentheses;"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Condition(c.text), "Invalid ConditionExpression: " + std::string(c.answer)) << c.text;
  }
}

// The service has not yet decided what the parentheses hold.
TEST_F(ConditionErrors, SyntaxErrorWhileOperandIsUndecided_ComesBeforeRedundantParentheses) {
  static constexpr ParserCase kCases[] = {
      {"((a))", "Syntax error; token: \"<EOF>\", near: \")\""},
      {"((a)) AND", "Syntax error; token: \"AND\", near: \") AND\""},
      {"((a = b)", "Syntax error; token: \"<EOF>\", near: \")\""},
      {"a = ((b) x", "Syntax error; token: \"x\", near: \") x\""},
      {"contains(((a)), = )", "Syntax error; token: \"=\", near: \", = )\""},
      {"((contains(a,b))", "Syntax error; token: \"<EOF>\", near: \")\""},
      {"(contains(((a)), b) x", "Syntax error; token: \"x\", near: \") x\""},
      {"(((contains(a, b))) x", "Syntax error; token: \"x\", near: \") x\""},
      {"(((contains(a, b))) AND x", "The expression has redundant parentheses;"},
      {"(((contains(a, b))) = =", "The expression has redundant parentheses;"},
      {"((contains(a, b))) x", "The expression has redundant parentheses;"},
      {"(c = d AND ((contains(a, b))) x", "The expression has redundant parentheses;"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Condition(c.text), "Invalid ConditionExpression: " + std::string(c.answer)) << c.text;
  }
}

}  // namespace
}  // namespace stator::expressions
