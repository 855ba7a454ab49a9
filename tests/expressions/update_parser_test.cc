#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using UpdateParser = ParserFixture;

TEST_F(UpdateParser, Sections_BuildTheirActionsInOrder) {
  static constexpr ParserCase kCases[] = {
      {"SET a = :n", "(set a {N:1})"},
      {"set a=:n,#b.c[1] = d", "(set a {N:1})(set b.c[1] d)"},
      {"SET a = b + :n, c = :n2-d", "(set a b + {N:1})(set c {N:2} - d)"},
      {"SET a = a", "(set a a)"},
      {"SET a = a + a", "(set a a + a)"},
      {"SET a = if_not_exists(b, :n)", "(set a (if_not_exists b {N:1}))"},
      {"SET a = if_not_exists(a, if_not_exists(b.c, :n)) + :n",
       "(set a (if_not_exists a (if_not_exists b.c {N:1})) + {N:1})"},
      {"SET a = list_append(if_not_exists(a, :l), :l)",
       "(set a (list_append (if_not_exists a {L}) {L}))"},
      {"SET a = list_append(b, b)", "(set a (list_append b b))"},
      {"REMOVE a, b[0], b[1].c", "(remove a)(remove b[0])(remove b[1].c)"},
      {"ADD a :n, b.c :ss, d :ns, e :bs", "(add a {N:1})(add b.c {SS})(add d {NS})(add e {BS})"},
      {"delete a :ss, b :ns, c :bs", "(delete a {SS})(delete b {NS})(delete c {BS})"},
      {"DELETE d :ss ADD c :n Remove b SET a = :n",
       "(set a {N:1})(remove b)(add c {N:1})(delete d {SS})"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Update(c.text), c.answer) << c.text;
}

TEST_F(UpdateParser, Parentheses_GroupOperandsAndSums) {
  static constexpr ParserCase kCases[] = {
      {"SET a = (b)", "(set a b)"},
      {"SET a = (b + c)", "(set a b + c)"},
      {"SET a = (b) + (c)", "(set a b + c)"},
      {"SET a = ((b) - (c))", "(set a b - c)"},
      {"SET a = ((b) + c), d = e", "(set a b + c)(set d e)"},
      {"SET a = (list_append((b), (c)))", "(set a (list_append b c))"},
      {"SET a = (if_not_exists(b, (c))) + d", "(set a (if_not_exists b c) + d)"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Update(c.text), c.answer) << c.text;
}

// What if_not_exists() yields is unknown until an item is seen.
TEST_F(UpdateParser, TypesBehindIfNotExists_AreLeftToEvaluation) {
  EXPECT_EQ(Update("SET a = if_not_exists(b, :s) + :n")[0], '(');
  EXPECT_EQ(Update("SET a = list_append(if_not_exists(b, :s), c)")[0], '(');
}

// + and - and functions count, in all actions together.
TEST_F(UpdateParser, MoreThan300Operators_AreRefused) {
  constexpr std::string_view kTooMany =
      "Invalid UpdateExpression: The expression contains too many operators; operator count: 301";
  const auto sums = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += ",a" + std::to_string(i) + "=b+c";
    return text;
  };
  const std::string nested = Repeat("if_not_exists(a,", 180) + "b" + Repeat(")", 180);
  EXPECT_EQ(Update("SET z=b" + sums(300)).substr(0, 4), "(set");
  EXPECT_EQ(Update("SET z=b" + sums(301)), kTooMany);
  EXPECT_EQ(Update("SET z=" + nested + sums(120)).substr(0, 4), "(set");
  EXPECT_EQ(Update("SET z=" + nested + sums(121)), kTooMany);
  EXPECT_EQ(Update("SET a=" + Repeat("f(", 2000)), kTooMany);
}

// They are counted from the last action to the first, as all operands are checked.
TEST_F(UpdateParser, OperandErrorsBehindThe301stOperatorFromTheEnd_ComeFirst) {
  std::string sums;
  for (int i = 0; i < 301; ++i) sums += "a" + std::to_string(i) + "=b+c,";
  EXPECT_EQ(Update("SET " + sums + "z=:undef"),
            "Invalid UpdateExpression: An expression attribute value used in expression is not "
            "defined; attribute value: :undef");
  sums.pop_back();
  EXPECT_EQ(Update("SET z=:undef," + sums),
            "Invalid UpdateExpression: The expression contains too many operators; operator count: "
            "301");
}

TEST_F(UpdateParser, ManyActions_AreAccepted) {
  std::string text = "REMOVE a0";
  std::string answer = "(remove a0)";
  for (int i = 1; i < 600; ++i) {
    text += ",a" + std::to_string(i);
    answer += "(remove a" + std::to_string(i) + ")";
  }
  EXPECT_EQ(Update(text), answer);
}

TEST_F(UpdateParser, EmptyAndLongText_IsRefused) {
  EXPECT_EQ(Update(""), "Invalid UpdateExpression: The expression can not be empty;");
  EXPECT_EQ(Update("REMOVE " + std::string(4090, 'a')),
            "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;");
}

TEST_F(UpdateParser, DeepNesting_IsAnsweredNotRun) {
  EXPECT_EQ(Update("SET a=" + Repeat("(", 4090)),
            "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"(\"");
  EXPECT_EQ(Update("SET a=" + Repeat("(", 2000) + "b" + Repeat(")", 2000)),
            "Invalid UpdateExpression: The expression has redundant parentheses;");
}

}  // namespace
}  // namespace stator::expressions
