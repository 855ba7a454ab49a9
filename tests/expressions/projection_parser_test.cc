#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using ProjectionParser = ParserFixture;

TEST_F(ProjectionParser, Paths_KeepOrderAndResolveNames) {
  EXPECT_EQ(Projection("a"), "a");
  EXPECT_EQ(Projection("b , a.c[0][12].d,#name.#dotted"), "b, a.c[0][12].d, name.a.b");
  EXPECT_EQ(Projection("a[0], a[1].b, a[1].c"), "a[0], a[1].b, a[1].c");
  EXPECT_EQ(Projection("a [ 0 ] . b"), "a[0].b");
}

TEST_F(ProjectionParser, NameWithDotBehindPlaceholder_IsOneElement) {
  Placeholders placeholders = MakePlaceholders();
  const Result<const stator::expressions::Projection*> projection =
      ParseProjection(arena_, placeholders, "#dotted");
  ASSERT_TRUE(projection.ok());
  ASSERT_EQ((*projection)->paths.size(), 1U);
  ASSERT_EQ((*projection)->paths[0].size(), 1U);
  EXPECT_EQ((*projection)->paths[0][0].name, "a.b");
}

TEST_F(ProjectionParser, Errors_AreTheServicesOwn) {
  static constexpr ParserCase kCases[] = {
      {"a b", "Syntax error; token: \"b\", near: \"a b\""},
      {"a,", "Syntax error; token: \"<EOF>\", near: \",\""},
      {",a", "Syntax error; token: \",\", near: \",a\""},
      {"a,,b", "Syntax error; token: \",\", near: \",,b\""},
      {":s", "Syntax error; token: \":s\", near: \":s\""},
      {"a[", "Syntax error; token: \"<EOF>\", near: \"[\""},
      {"a[1", "Syntax error; token: \"<EOF>\", near: \"1\""},
      {"a[1]b", "Syntax error; token: \"b\", near: \"]b\""},
      {"a]", "Syntax error; token: \"]\", near: \"a]\""},
      {"a[a]", "Syntax error; token: \"a\", near: \"[a]\""},
      {"a[*]", "Syntax error; token: \"*\", near: \"[*]\""},
      {"*", "Syntax error; token: \"*\", near: \"*\""},
      {"a.", "Syntax error; token: \"<EOF>\", near: \".\""},
      {"size(a)", "Syntax error; token: \"(\", near: \"size(a\""},
      {"a = b", "Syntax error; token: \"=\", near: \"a = b\""},
      {"(a)", "Syntax error; token: \"(\", near: \"(a\""},
      {"1", "Syntax error; token: \"1\", near: \"1\""},
      {"  ", "Syntax error; token: \"<EOF>\", near: \"  \""},
      {"a, ", "Syntax error; token: \"<EOF>\", near: \", \""},
      {"  b  c ", "Syntax error; token: \"c\", near: \"b  c \""},
      {"name", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"a.name", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"a, #u, Value", "Attribute name is a reserved keyword; reserved keyword: Value"},
      {"a[2147483648]", "List index is not within the allowable range; index: [2147483648]"},
      {"a[99999999999], name",
       "List index is not within the allowable range; index: [99999999999]"},
      {"#u",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"#u1, #u2",
       "An expression attribute name used in the document path is not defined; attribute name: "
       "#u2"},
      {"a, a, #u",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"#u, a, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"a.:x",
       "An expression attribute name used in the document path is not defined; attribute name: :x"},
      {"a, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"a, a.b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a, b]"},
      {"a.b, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a]"},
      {"#a, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"a[0], a.b",
       "Two document paths conflict with each other; must remove or rewrite one of these paths; "
       "path one: [a, [0]], path two: [a, b]"},
      {"a[0], a[0]",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, [0]], path two: [a, [0]]"},
      {"a, b, b, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [b], path two: [b]"},
      {"a.b, c, a.b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a, b]"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Projection(c.text), "Invalid ProjectionExpression: " + std::string(c.answer))
        << c.text;
  }
}

// SIZE and CONVERT are on the developer guide's list, though DynamoDB Local accepts them.
TEST_F(ProjectionParser, WordsOfTheDeveloperGuide_AreReserved) {
  EXPECT_EQ(Projection("size"),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "size");
  EXPECT_EQ(Projection("a.Convert"),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "Convert");
}

// Of several paths DynamoDB Local sometimes names one that does not clash ("path two: [c]" here).
TEST_F(ProjectionParser, ClashAmongOthers_NamesThePathsThatClash) {
  EXPECT_EQ(Projection("a, b, a, c"),
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove "
            "or rewrite one of these paths; path one: [a], path two: [a]");
}

TEST_F(ProjectionParser, PathsOf32Levels_AreAccepted) {
  EXPECT_EQ(Projection("a" + Repeat(".b", 31)), "a" + Repeat(".b", 31));
  EXPECT_EQ(Projection("a" + Repeat("[0]", 32)),
            "Invalid ProjectionExpression: The document path has too many nesting levels; nesting "
            "levels: 33");
}

// The service says how long the others are, but not updates and projections.
TEST_F(ProjectionParser, TextOver4096Characters_IsRefused) {
  EXPECT_EQ(Projection(std::string(4096, 'a')), std::string(4096, 'a'));
  EXPECT_EQ(Projection(std::string(4097, 'a')),
            "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;");
  EXPECT_EQ(Projection(""), "Invalid ProjectionExpression: The expression can not be empty;");
}

}  // namespace
}  // namespace stator::expressions
