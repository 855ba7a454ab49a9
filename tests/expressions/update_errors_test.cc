#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using UpdateErrors = ParserFixture;

TEST_F(UpdateErrors, SyntaxError_NamesTokenAndItsNeighbours) {
  static constexpr ParserCase kCases[] = {
      {"SET", "Syntax error; token: \"<EOF>\", near: \"SET\""},
      {"SET a", "Syntax error; token: \"<EOF>\", near: \"a\""},
      {"SET a =", "Syntax error; token: \"<EOF>\", near: \"=\""},
      {"SET a = :n,", "Syntax error; token: \"<EOF>\", near: \",\""},
      {"SET a = :n, REMOVE b", "Syntax error; token: \"REMOVE\", near: \", REMOVE b\""},
      {"foo a = :n", "Syntax error; token: \"foo\", near: \"foo a\""},
      {"a = :n", "Syntax error; token: \"a\", near: \"a =\""},
      {"SET SET", "Syntax error; token: \"SET\", near: \"SET SET\""},
      {"SET set = :n", "Syntax error; token: \"set\", near: \"SET set =\""},
      {"SET a = b + c + d", "Syntax error; token: \"+\", near: \"c + d\""},
      {"SET a = (b + c) + d", "Syntax error; token: \"+\", near: \") + d\""},
      {"SET a = b + (c + d)", "Syntax error; token: \"+\", near: \"c + d\""},
      {"SET a = b * c", "Syntax error; token: \"*\", near: \"b * c\""},
      {"SET (a) = b", "Syntax error; token: \"(\", near: \"SET (a\""},
      {"SET a = b = c", "Syntax error; token: \"=\", near: \"b = c\""},
      {"SET a = b AND c", "Syntax error; token: \"AND\", near: \"b AND c\""},
      {"SET a = 5", "Syntax error; token: \"5\", near: \"= 5\""},
      {"SET a = -:n", "Syntax error; token: \"-\", near: \"= -:n\""},
      {"SET a = :n foo b", "Syntax error; token: \"foo\", near: \":n foo b\""},
      {"SET a = list_append(b + c, d)", "Syntax error; token: \"+\", near: \"b + c\""},
      {"REMOVE", "Syntax error; token: \"<EOF>\", near: \"REMOVE\""},
      {"REMOVE a b", "Syntax error; token: \"b\", near: \"a b\""},
      {"REMOVE a,", "Syntax error; token: \"<EOF>\", near: \",\""},
      {"REMOVE :n", "Syntax error; token: \":n\", near: \"REMOVE :n\""},
      {"REMOVE (a)", "Syntax error; token: \"(\", near: \"REMOVE (a\""},
      {"REMOVE a SET", "Syntax error; token: \"<EOF>\", near: \"SET\""},
      {"ADD a", "Syntax error; token: \"<EOF>\", near: \"a\""},
      {"ADD a b", "Syntax error; token: \"b\", near: \"a b\""},
      {"ADD a = :n", "Syntax error; token: \"=\", near: \"a = :n\""},
      {"ADD a :n b :n", "Syntax error; token: \"b\", near: \":n b :n\""},
      {"ADD a :n + :n", "Syntax error; token: \"+\", near: \":n + :n\""},
      {"ADD a (:n)", "Syntax error; token: \"(\", near: \"a (:n\""},
      {"ADD a if_not_exists(b, :n)",
       "Syntax error; token: \"if_not_exists\", near: \"a if_not_exists(\""},
      {"DELETE a", "Syntax error; token: \"<EOF>\", near: \"a\""},
      {"DELETE a b", "Syntax error; token: \"b\", near: \"a b\""},
      {"  ", "Syntax error; token: \"<EOF>\", near: \"  \""},
      {"SET a =  b  c  ", "Syntax error; token: \"c\", near: \"b  c  \""},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Update(c.text), "Invalid UpdateExpression: " + std::string(c.answer)) << c.text;
  }
}

TEST_F(UpdateErrors, RedundantParentheses_AreRefused) {
  static constexpr ParserCase kCases[] = {
      {"SET a = ((b))", "The expression has redundant parentheses;"},
      {"SET a = ((b + c))", "The expression has redundant parentheses;"},
      {"SET a = (((b) + (c)))", "The expression has redundant parentheses;"},
      {"SET a = b + ((c))", "The expression has redundant parentheses;"},
      {"SET a = ((b)) x", "The expression has redundant parentheses;"},
      {"SET a = ((list_append(b, c)))", "The expression has redundant parentheses;"},
      {"SET a = list_append(((b)), c)", "The expression has redundant parentheses;"},
      {"SET a = ((b)) SET b = name", "The expression has redundant parentheses;"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Update(c.text), "Invalid UpdateExpression: " + std::string(c.answer)) << c.text;
  }
}

// A repeated section is found when it ends: errors within it come first.
TEST_F(UpdateErrors, NamesFunctionsAndSections_AreCheckedFromLeftToRight) {
  static constexpr ParserCase kCases[] = {
      {"SET name = :n", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"SET a = name", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"REMOVE name", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"SET a = foo(b)", "Invalid function name; function: foo"},
      {"SET a = foo(:undef)", "Invalid function name; function: foo"},
      {"SET a = size(b)", "The function is not allowed in an update expression; function: size"},
      {"SET a = contains(b, c)",
       "The function is not allowed in an update expression; function: contains"},
      {"SET a = size(name)", "The function is not allowed in an update expression; function: size"},
      {"SET a = list_append(b,c) + :n",
       "The function is not allowed to be used this way in an expression; function: list_append"},
      {"SET a = (list_append(b, c)) + d",
       "The function is not allowed to be used this way in an expression; function: list_append"},
      {"SET a = d + list_append(b, name)",
       "The function is not allowed to be used this way in an expression; function: list_append"},
      {"SET a = if_not_exists(b, list_append(c, :l))",
       "The function is not allowed to be used this way in an expression; function: list_append"},
      {"SET a = list_append(list_append(b,:l), :l)",
       "The function is not allowed to be used this way in an expression; function: list_append"},
      {"SET a[99999999999] = b",
       "List index is not within the allowable range; index: [99999999999]"},
      {"SET a = b[99999999999]",
       "List index is not within the allowable range; index: [99999999999]"},
      {"SET a = :n SET b = :n",
       "The \"SET\" section can only be used once in an update expression;"},
      {"REMOVE a REMOVE b",
       "The \"REMOVE\" section can only be used once in an update expression;"},
      {"ADD a :n ADD b :n", "The \"ADD\" section can only be used once in an update expression;"},
      {"DELETE a :ss DELETE b :ss",
       "The \"DELETE\" section can only be used once in an update expression;"},
      {"SET a = b SET b = name", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"SET a = b SET b = c REMOVE name",
       "The \"SET\" section can only be used once in an update expression;"},
      {"REMOVE d SET a = b REMOVE e SET b = c",
       "The \"REMOVE\" section can only be used once in an update expression;"},
      {"REMOVE a, a, name", "Attribute name is a reserved keyword; reserved keyword: name"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Update(c.text), "Invalid UpdateExpression: " + std::string(c.answer)) << c.text;
  }
}

// Each path is resolved and compared with those written after it, before any operand is looked at.
TEST_F(UpdateErrors, TargetPaths_AreCheckedFromLastToFirst) {
  static constexpr ParserCase kCases[] = {
      {"REMOVE a, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"REMOVE a, a.b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a, b]"},
      {"REMOVE a.b, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a]"},
      {"REMOVE a.b, a[0]",
       "Two document paths conflict with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a, [0]]"},
      {"REMOVE a[0], a.b",
       "Two document paths conflict with each other; must remove or rewrite one of these paths; "
       "path one: [a, [0]], path two: [a, b]"},
      {"REMOVE #a.b, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a]"},
      {"REMOVE a.b, a.c, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, c], path two: [a]"},
      {"REMOVE a.b.c, a.b.d, a[0]",
       "Two document paths conflict with each other; must remove or rewrite one of these paths; "
       "path one: [a, b, d], path two: [a, [0]]"},
      {"REMOVE a.b.c, a[0].b",
       "Two document paths conflict with each other; must remove or rewrite one of these paths; "
       "path one: [a, b, c], path two: [a, [0], b]"},
      {"REMOVE a, b, a.c, b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [b], path two: [b]"},
      {"SET a = :n REMOVE a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"SET a = :n, a.b = :n",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a, b]"},
      {"SET a = :n REMOVE a.b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a, b]"},
      {"REMOVE a.b SET a = :n",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, b], path two: [a]"},
      {"SET a[1] = :n ADD a[1] :n",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a, [1]], path two: [a, [1]]"},
      {"DELETE a :ss ADD a.b :n",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a, b]"},
      {"SET a = :undef, a = b",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"REMOVE #u1, #u2",
       "An expression attribute name used in the document path is not defined; attribute name: "
       "#u2"},
      {"SET #u1 = :undef, #u2 = :undef",
       "An expression attribute name used in the document path is not defined; attribute name: "
       "#u2"},
      {"REMOVE a, a, #u",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"REMOVE #u, a, a",
       "Two document paths overlap with each other; must remove or rewrite one of these paths; "
       "path one: [a], path two: [a]"},
      {"SET #u = :s + :s",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Update(c.text), "Invalid UpdateExpression: " + std::string(c.answer)) << c.text;
  }
}

TEST_F(UpdateErrors, Operands_AreCheckedActionByActionFromLastToFirst) {
  static constexpr ParserCase kCases[] = {
      {"SET a = :undef",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"SET a = #u",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"SET a = if_not_exists(b)",
       "Incorrect number of operands for operator or function; operator or function: "
       "if_not_exists, number of operands: 1"},
      {"SET a = list_append(b, c, d)",
       "Incorrect number of operands for operator or function; operator or function: list_append, "
       "number of operands: 3"},
      {"SET a = if_not_exists(:n, :n)",
       "Operator or function requires a document path; operator or function: if_not_exists"},
      {"SET a = if_not_exists(if_not_exists(b,c), d)",
       "Operator or function requires a document path; operator or function: if_not_exists"},
      {"SET b = if_not_exists(a, a)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: if_not_exists, first operand: [a]"},
      {"SET a = if_not_exists(b, if_not_exists(a, a))",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: if_not_exists, first operand: [a]"},
      {"SET a = list_append(b, :n)",
       "Incorrect operand type for operator or function; operator or function: list_append, "
       "operand type: N"},
      {"SET a = list_append(:s, :n)",
       "Incorrect operand type for operator or function; operator or function: list_append, "
       "operand type: S"},
      {"SET a = list_append(:undef, :s)",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"SET a = :s + :n",
       "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
      {"SET a = :l + :s",
       "Incorrect operand type for operator or function; operator or function: +, operand type: L"},
      {"SET a = b - :s",
       "Incorrect operand type for operator or function; operator or function: -, operand type: S"},
      {"SET a = :s + :undef",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"SET a = :undef, c = b + :s",
       "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
      {"SET a = b + :s, c = :undef",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"SET a = :u1 + :u2, b = :u3 + :u4",
       "An expression attribute value used in expression is not defined; attribute value: :u3"},
      {"ADD a :s",
       "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD a :l",
       "Incorrect operand type for operator or function; operator: ADD, operand type: LIST, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD a :bool",
       "Incorrect operand type for operator or function; operator: ADD, operand type: BOOLEAN, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD a :null",
       "Incorrect operand type for operator or function; operator: ADD, operand type: NULL, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD a :b",
       "Incorrect operand type for operator or function; operator: ADD, operand type: BINARY, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD a :m",
       "Incorrect operand type for operator or function; operator: ADD, operand type: MAP, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD b :s, c :l",
       "Incorrect operand type for operator or function; operator: ADD, operand type: LIST, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"DELETE a :n",
       "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, "
       "typeSet: ALLOWED_FOR_DELETE_OPERAND"},
      {"DELETE a :s",
       "Incorrect operand type for operator or function; operator: DELETE, operand type: STRING, "
       "typeSet: ALLOWED_FOR_DELETE_OPERAND"},
      {"DELETE a :m",
       "Incorrect operand type for operator or function; operator: DELETE, operand type: MAP, "
       "typeSet: ALLOWED_FOR_DELETE_OPERAND"},
      {"SET c = :s + :s ADD b :s",
       "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, "
       "typeSet: ALLOWED_FOR_ADD_OPERAND"},
      {"ADD b :s SET c = :s + :s",
       "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
      {"ADD b :s REMOVE #u",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Update(c.text), "Invalid UpdateExpression: " + std::string(c.answer)) << c.text;
  }
}

}  // namespace
}  // namespace stator::expressions
