#include "expressions/partiql/statement.h"

#include "tests/expressions/partiql/partiql_fixture.h"

namespace stator::expressions::partiql {
namespace {

class StatementTest : public PartiqlFixture {
 protected:
  // Of an UPDATE: its changes.
  std::string Changes(std::string_view changes) {
    const std::string text = "UPDATE tab " + std::string(changes) + " WHERE p='a'";
    const Result<const Statement*> statement = Parse(arena_.CopyString(text));
    return statement.ok() ? ToText(*(*statement)->update) : statement.error().message;
  }
};

TEST_F(StatementTest, Conditions_BecomeTheTreesOfExpressions) {
  for (const StatementCase& c : {
           StatementCase{"a = 1", "(= a {N:1})"},
           {"a.b[2].\"c d\" != 'it''s'", "(<> a.b[2].c d {S:it's})"},
           {"m['k'] <> 2", "(<> m.k {N:2})"},
           {"a = 1 AND b > -2.50 OR NOT c <= +3",
            "(or (and (= a {N:1}) (> b {N:-2.5})) (not (<= c {N:3})))"},
           {"(a = 1 or a = 2) and b = TRUE", "(and (or (= a {N:1}) (= a {N:2})) (= b {BOOL}))"},
           {"a BETWEEN 1 AND 2 AND b = ?", "(and (between a {N:1} {N:2}) (= b {S:x}))"},
           {"a NOT BETWEEN 1 AND 2", "(not (between a {N:1} {N:2}))"},
           {"a IN (1, ?, 'z')", "(in a {N:1} {S:x} {S:z})"},
           {"a IN (1)", "(in a {N:1})"},
           {"a IN ([1, 2])", "(in a {L})"},
           {"a IN [1, 2]", "(in a {N:1} {N:2})"},
           {"a NOT IN (1)", "(not (in a {N:1}))"},
           {"a IS MISSING", "(attribute_not_exists a)"},
           {"a IS NOT MISSING", "(attribute_exists a)"},
           {"a IS NULL", "(attribute_type a {S:NULL})"},
           {"a IS NOT NULL", "(not (attribute_type a {S:NULL}))"},
           {"Begins_With(a, 'x') AND contains(b, 1)",
            "(and (begins_with a {S:x}) (contains b {N:1}))"},
           {"attribute_type(a, 'SS') OR size(a) > 1",
            "(or (attribute_type a {S:SS}) (> (size a) {N:1}))"},
           {"1 <= a", "(<= {N:1} a)"},
           {"@a = 1 -- a comment\n AND /* another */ b = 2", "(and (= a {N:1}) (= b {N:2}))"},
       }) {
    EXPECT_EQ(Where(c.statement), c.answer) << c.statement;
  }
}

TEST_F(StatementTest, Conditions_WrongOnesAreRefused) {
  for (const StatementCase& c : {
           StatementCase{"a = MISSING", "MISSING must be compared using IS operator"},
           {"a", "WHERE clause must contain an expression that resolves to a boolean"},
           {"true", "WHERE clause must contain an expression that resolves to a boolean"},
           {"size(a)", "WHERE clause must contain an expression that resolves to a boolean"},
           {"a + 1 = 2", "Unsupported operator in Condition Expression. Operator: +"},
           {"a LIKE 'x%'", "Unsupported operator in Condition Expression. Operator: like"},
           {"a || 'x' = 'y'", "Unsupported operator in Condition Expression. Operator: ||"},
           {"foo(a)", "Unrecognized function: foo"},
           {"count(*) = 1", "Unsupported token in expression: count at 1:25:5"},
           {"5 IN a",
            "IN operator must have a left hand argument of type Variable Reference and right hand "
            "argument of type Seq with at least one member"},
           {"begins_with(a)",
            "Incorrect number of operands for operator or function; operator or function: "
            "begins_with, number of operands: 1"},
           {"begins_with(a, 1)",
            "Incorrect operand type for operator or function; operator or function: begins_with, "
            "operand type: N"},
           {"a < <<1>>",
            "Incorrect operand type for operator or function; operator or function: <, operand "
            "type: NS"},
           {"a = a",
            "The first operand must be distinct from the remaining operands for this operator or "
            "function; operator: =, first operand: [a]"},
           {"a BETWEEN 3 AND 1",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
            "lower bound operand: AttributeValue: {N:3}, upper bound operand: AttributeValue: "
            "{N:1}"},
           {"'a' IS MISSING",
            "Operator or function requires a document path; operator or function: "
            "attribute_not_exists"},
           {"size(a) IS MISSING",
            "The left hand side argument to IS must be a Variable Reference, Literal, or Path"},
           {"a.b[1.5] = 1", "Unexpected path component at 1:29:3"},
           {"a.b[-1] = 1", "List index is not within the allowable range; index: [-1] at 1:30:1"},
           {"\"\" = 1", "Path component cannot be an empty string"},
           {"list_append(a, b) = 1",
            "The function is not allowed in a condition expression; function: list_append"},
           {"a = {'x':1, 'b':<<>>}", "Empty bags are not supported at 1:41:2"},
           {"a = <<1, 1>>", "Input collection contains duplicates"},
           {"a = <<1, 'a'>>",
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in "
            "bags"},
           {"a = 1e200",
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range"},
       }) {
    EXPECT_EQ(Where(c.statement), c.answer) << c.statement;
  }
}

TEST_F(StatementTest, Updates_BecomeTheTreesOfExpressions) {
  for (const StatementCase& c : {
           StatementCase{"SET a = 1, b.c = [1, {'k': null}] SET d = e",
                         "(set a {N:1})(set b.c {L})(set d e)"},
           {"REMOVE a SET b = 1 REMOVE c[1]", "(set b {N:1})(remove a)(remove c[1])"},
           {"SET a = a + 1 - b", "(set a (- (+ a {N:1}) b))"},
           {"SET a = list_append(if_not_exists(a, []), ?)",
            "Incorrect operand type for operator or function; operator or function: list_append, "
            "operand type: S"},
           {"SET a = if_not_exists(b, 5) + 1", "(set a (+ (if_not_exists b {N:5}) {N:1}))"},
           {"SET a = set_add(a, <<'x'>>), b = set_delete(b, <<1>>)", "(add a {SS})(delete b {NS})"},
           {"SET a = set_add(b, <<'x'>>)",
            "The first argument to SET_ADD must equal the assignment value"},
           {"SET a = set_add(a, 1)",
            "The second argument to SET_ADD must be a value with type SET at 1:31:1"},
           {"SET a = set_add(a)", "SET_ADD must have exactly two arguments at 1:20:7"},
           {"SET a = a * 2", "Unsupported operator in Update Expression. Operator: *"},
           {"SET a = -b",
            "Incorrect number of operands for operator or function; operator or function: -, "
            "number of operands: 1"},
           {"SET a = 'x' + 1",
            "Incorrect operand type for operator or function; operator or function: +, operand "
            "type: S"},
           {"SET a = size(b)",
            "The function is not allowed in an update expression; function: size"},
           {"SET a = foo(b)", "Unrecognized function: foo"},
           {"SET a = MISSING", "MISSING must be compared using IS operator"},
           {"SET a = 1 SET a = 2",
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a], path two: [a]"},
           {"SET a = 1, a.b = 2",
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a, b], path two: [a]"},
       }) {
    EXPECT_EQ(Changes(c.statement), c.answer) << c.statement;
  }
}

// DynamoDB Local prints the statement after the colon. The service gives a reason, of which
// "Expected data manipulation" and "Unexpected keyword" are known from reports of users.
TEST_F(StatementTest, Syntax_WhatIsNotWellFormedIsRefused) {
  const std::string start = "Statement wasn't well formed, can't be processed: ";
  for (const StatementCase& c : {
           StatementCase{" ", "Expected data manipulation"},
           {"FOO", "Expected data manipulation"},
           {"CREATE TABLE tab", "Expected data manipulation"},
           {"SELECT", "Unexpected term"},
           {"SELECT * FROM", "Unexpected term"},
           {"SELECT * FROM tab WHERE", "Unexpected term"},
           {"SELECT * FROM tab WHERE a=", "Unexpected term"},
           {"SELECT * FROM tab WHERE a='x", "Unexpected term"},
           {"SELECT * FROM tab WHERE a=1e", "Unexpected term"},
           {"SELECT * FROM tab WHERE (a=1", "Unexpected term"},
           {"SELECT * FROM tab /* open", "Unexpected term"},
           {"SELECT * FROM tab; SELECT * FROM tab", "Unexpected keyword"},
           {"SELECT user FROM tab", "Unexpected keyword"},
           {"SELECT a FROM tab WHERE m.date = 1", "Unexpected keyword"},
           {"SELECT * FROM tab WHERE a IN ()", "Unexpected term"},
           {"INSERT INTO tab VALUE {'p':'a',}", "Unexpected term"},
           {"INSERT INTO tab VALUES {'p':'a'}", "Unexpected keyword"},
           {"INSERT INTO tab (p) VALUES ('a')", "Unexpected keyword"},
           {"UPDATE tab WHERE p='a'", "Unexpected keyword"},
           {"UPDATE tab ADD x 1 WHERE p='a'", "Unexpected keyword"},
           {"UPDATE tab REMOVE a, b WHERE p='a'", "Unexpected term"},
           {"UPDATE tab SET a=1 RETURNING ALL NEW * WHERE p='a'", "Unexpected keyword"},
           {"DELETE tab WHERE p='a'", "Unexpected term"},
       }) {
    EXPECT_EQ(ErrorOf(c.statement), start + std::string(c.answer)) << c.statement;
  }
}

TEST_F(StatementTest, Support_WhatDynamoDbLacksIsNamed) {
  for (const StatementCase& c : {
           StatementCase{"SELECT a AS b FROM tab", "Aliasing is not supported"},
           {"SELECT t.a FROM tab t", "Aliasing is not supported"},
           {"SELECT count(*) FROM tab", "Unexpected path component at 1:8:5"},
           {"SELECT SUM(n) FROM tab", "Unexpected path component at 1:8:3"},
           {"SELECT n+1 FROM tab", "Unexpected path component at 1:9:1"},
           {"SELECT DISTINCT a FROM tab", "Unsupported token in expression: DISTINCT"},
           {"SELECT VALUE a FROM tab", "Select projection doesn't support value or pivot keywords"},
           {"SELECT * FROM tab LIMIT 1", "Unsupported clause: LIMIT at 1:25:1"},
           {"SELECT * FROM tab GROUP BY a", "Unsupported clause: GROUP BY"},
           {"SELECT * FROM tab WHERE a=1 HAVING b=1", "Unsupported clause: HAVING at 1:37:1"},
           {"SELECT * FROM tab JOIN other ON 1=1",
            "Only select from a single table or index is supported."},
           {"SELECT * FROM tab, other", "Only select from a single table or index is supported."},
           {"SELECT * FROM (SELECT * FROM tab)", "Unexpected from source"},
           {"SELECT * FROM a.b.c", "A path may contain at most 2 components in the FROM clause"},
           {"SELECT m.* FROM tab", "Changing item's hierarchy while reading isn't supported"},
           {"SELECT a, m.a FROM tab", "Duplicate identifiers in select clause: a"},
           {"SELECT m, m.y FROM tab",
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [m, y], path two: [m]"},
           {"SELECT * FROM tab WHERE p='a' ORDER BY m.r",
            "Argument to ORDER BY must be of type VariableReference. Type: PATH"},
           {"INSERT INTO tab VALUE 'x'",
            "Unsupported format in item expression. Please use struct format {...} to express item "
            "values for insert statement. at 1:23:3"},
           {"INSERT INTO tab VALUE {p:'a'}",
            "Tuple keys must be of type String. Actual type: VariableReference under root at "
            "1:24:1"},
           {"INSERT INTO tab VALUE {'p':'d','x':1,'x':2}",
            "Duplicate keys in tuple. Key: x under root at 1:38:3"},
           {"INSERT INTO tab VALUE {'p':'a','x':1+1}",
            "Unsupported data type: + under key root at 1:37:1"},
           {"INSERT INTO tab VALUE {'p':'a'} RETURNING ALL OLD *",
            "RETURNING is not supported in INSERT"},
           {"INSERT INTO \"tab\".\"index\" VALUE {'p':'a'}",
            "FROM clause may only contain a single table name in data manipulation statements"},
           {"UPDATE tab.ind SET a=1 WHERE p='a'", "This operation is not supported on an index"},
           {"UPDATE tab SET a=1 WHERE p='a' RETURNING ALL NEW a",
            "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause"},
           {"DELETE FROM tab WHERE p='a' RETURNING ALL NEW *",
            "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in "
            "DELETE statements."},
       }) {
    EXPECT_EQ(ErrorOf(c.statement), c.answer) << c.statement;
  }
}

TEST_F(StatementTest, Projection_CallsValuesByTheirLastNames) {
  const Statement& statement =
      **Parse("SELECT m.x[0][1], \"b\", m.\"a\" FROM \"my-table\".\"by x\"");
  EXPECT_EQ(statement.table, "my-table");
  EXPECT_EQ(statement.index, "by x");
  EXPECT_EQ(ToText(*statement.projection), "m.a, b, m.x[0][1]");
  EXPECT_EQ(std::vector<std::string_view>(statement.projection->names.begin(),
                                          statement.projection->names.end()),
            (std::vector<std::string_view>{"a", "b", "x[0][1]"}));
}

TEST_F(StatementTest, Parameters_MustBeAsManyAsQuestionMarks) {
  const AttributeValue value = AttributeValue::String("x");
  const std::string expected = "Number of parameters in request and statement don't match.";
  EXPECT_EQ(ParseStatement(arena_, "SELECT * FROM tab WHERE a=?", {}).error().message, expected);
  EXPECT_EQ(ParseStatement(arena_, "SELECT * FROM tab WHERE a='?'", {&value, 1}).error().message,
            expected);
  EXPECT_TRUE(ParseStatement(arena_, "SELECT * FROM tab WHERE a=?", {&value, 1}).ok());
}

std::string Repeat(std::string_view part, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += part;
  return text;
}

// 300 operators are the limit of all expressions ("Expression limits" in the developer guide).
TEST_F(StatementTest, Limits_BoundOperatorsAndNesting) {
  EXPECT_EQ(Where(Repeat("a=1 OR ", 149) + "NOT a=1").substr(0, 4), "(or ");
  EXPECT_EQ(Where(Repeat("a=1 OR ", 150) + "a=1"),
            "The expression contains too many operators; operator count: 301");
  EXPECT_EQ(Where(Repeat("NOT ", 301) + "a=1"),
            "The expression contains too many operators; operator count: 301");
  EXPECT_EQ(Where(Repeat("(", 100) + "a=1" + Repeat(")", 100)), "(= a {N:1})");
  EXPECT_EQ(Where(Repeat("(", 4000) + "a=1" + Repeat(")", 4000)),
            "The expression is nested too deeply");
  const auto insert = [&](size_t depth) {
    const std::string text =
        "INSERT INTO tab VALUE {'p':'a','x':" + Repeat("[", depth) + Repeat("]", depth) + "}";
    return ErrorOf(arena_.CopyString(text));
  };
  EXPECT_EQ(insert(31), "");
  EXPECT_EQ(insert(32),
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
            "levels beyond supported limit");
}

}  // namespace
}  // namespace stator::expressions::partiql
