#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

using ConditionErrors = ParserFixture;

// Reserved words, functions in the wrong place and list indexes are found in a pass of their own,
// before undefined placeholders and types.
TEST_F(ConditionErrors, NamesAndFunctions_AreCheckedFromLeftToRightBeforeOperands) {
  static constexpr ParserCase kCases[] = {
      {"name = :s", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"a.name = :s", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"a[2147483647].b.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"},
      {"foo(a)", "Invalid function name; function: foo"},
      {"foo(a) = b", "Invalid function name; function: foo"},
      {"ATTRIBUTE_EXISTS(a)", "Invalid function name; function: ATTRIBUTE_EXISTS"},
      {"foo(name)", "Invalid function name; function: foo"},
      {"name = foo(a)", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"if_not_exists(a, b) = c",
       "The function is not allowed in a condition expression; function: if_not_exists"},
      {"list_append(a, b)",
       "The function is not allowed in a condition expression; function: list_append"},
      {"size(a)",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"NOT size(a)",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"size(name)",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"attribute_exists(a) = :bool",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"attribute_exists(name) = b",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"a = attribute_exists(b)",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"a IN (attribute_exists(b), name)",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"a BETWEEN name AND attribute_exists(b)",
       "Attribute name is a reserved keyword; reserved keyword: name"},
      {"contains(attribute_exists(a), b)",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"size(contains(a,b)) = c",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"(contains(a,b)) = c",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"attribute_exists(attribute_exists(a))",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"a[99999999999] = b", "List index is not within the allowable range; index: [99999999999]"},
      {"a[2147483648] = b", "List index is not within the allowable range; index: [2147483648]"},
      {"a[99999999999].name = b",
       "List index is not within the allowable range; index: [99999999999]"},
      {"name[99999999999] = b", "Attribute name is a reserved keyword; reserved keyword: name"},
      {":undef = a AND name = b", "Attribute name is a reserved keyword; reserved keyword: name"},
      {"a < :ss AND foo(b)", "Invalid function name; function: foo"},
      {"begins_with(a) AND c[2147483648] = d",
       "List index is not within the allowable range; index: [2147483648]"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Condition(c.text), "Invalid ConditionExpression: " + std::string(c.answer)) << c.text;
  }
}

TEST_F(ConditionErrors, Operands_AreCheckedAsOperatorsComplete) {
  static constexpr ParserCase kCases[] = {
      {"a = :undef",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"#u = b",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"#u.#v = :undef",
       "An expression attribute name used in the document path is not defined; attribute name: #u"},
      {"a.#v = #u.b",
       "An expression attribute name used in the document path is not defined; attribute name: #v"},
      {"a.:name = b",
       "An expression attribute name used in the document path is not defined; attribute name: "
       ":name"},
      {"begins_with(a)",
       "Incorrect number of operands for operator or function; operator or function: begins_with, "
       "number of operands: 1"},
      {"contains(a, b, c)",
       "Incorrect number of operands for operator or function; operator or function: contains, "
       "number of operands: 3"},
      {"size(a, b) = :n",
       "Incorrect number of operands for operator or function; operator or function: size, number "
       "of operands: 2"},
      {"attribute_exists(a, b)",
       "Incorrect number of operands for operator or function; operator or function: "
       "attribute_exists, number of operands: 2"},
      {"begins_with(:undef)",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"attribute_exists(:s)",
       "Operator or function requires a document path; operator or function: attribute_exists"},
      {"attribute_exists(size(a))",
       "Operator or function requires a document path; operator or function: attribute_exists"},
      {"attribute_type(a, :s)",
       "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
      {"attribute_type(a, :n)",
       "Incorrect operand type for operator or function; operator or function: attribute_type, "
       "operand type: N"},
      {"attribute_type(a, b)",
       "Incorrect operand type for operator or function; operator or function: attribute_type, "
       "operand type: "
       "{NULL,DECIMALSET,BOOL,B,FS,SS,HD,NS,DECIMAL,N,INTSET,HDS,M,S,INT,DOUBLE,DICT,FLOAT,"
       "DOUBLESET,BS,L}"},
      {"attribute_type(a, size(b))",
       "Incorrect operand type for operator or function; operator or function: attribute_type, "
       "operand type: N"},
      {"attribute_type(a, a)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: attribute_type, first operand: [a]"},
      {"attribute_type(:undef, :n)",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"begins_with(a, :n)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: N"},
      {"begins_with(a, :ss)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: SS"},
      {"begins_with(:ss, :n)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: SS"},
      {"begins_with(size(a), b)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: N"},
      {"begins_with(a, a)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: begins_with, first operand: [a]"},
      {"contains(a, a)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: contains, first operand: [a]"},
      {"size(:n) = :n",
       "Incorrect operand type for operator or function; operator or function: size, operand type: "
       "N"},
      {"size(:bool) = :n",
       "Incorrect operand type for operator or function; operator or function: size, operand type: "
       "BOOL"},
      {"size(:null) = :n",
       "Incorrect operand type for operator or function; operator or function: size, operand type: "
       "NULL"},
      {"size(size(a)) = :n",
       "Incorrect operand type for operator or function; operator or function: size, operand type: "
       "N"},
      {"a < :ss",
       "Incorrect operand type for operator or function; operator or function: <, operand type: "
       "SS"},
      {":l < :ss",
       "Incorrect operand type for operator or function; operator or function: <, operand type: L"},
      {"a >= :null",
       "Incorrect operand type for operator or function; operator or function: >=, operand type: "
       "NULL"},
      {":bool < a",
       "Incorrect operand type for operator or function; operator or function: <, operand type: "
       "BOOL"},
      {"size(a) < :ss",
       "Incorrect operand type for operator or function; operator or function: <, operand type: "
       "SS"},
      {"a BETWEEN b AND :ss",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: SS"},
      {"a BETWEEN a AND :ss",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: SS"},
      {":ss BETWEEN :n2 AND :n",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: SS"},
      {"a = a",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: =, first operand: [a]"},
      {"a <> a",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: <>, first operand: [a]"},
      {"a.b = a.b",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: =, first operand: [a, b]"},
      {"a[0] = a[0]",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: =, first operand: [a, [0]]"},
      {"#a = a",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: =, first operand: [a]"},
      {"a BETWEEN b AND a",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: BETWEEN, first operand: [a]"},
      {"a IN (b, c, a)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: IN, first operand: [a]"},
      {"a IN (a, :undef)",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"a BETWEEN :n2 AND :n",
       "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
       "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"},
      {"a BETWEEN :s2 AND :s",
       "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
       "lower bound operand: AttributeValue: {S:y}, upper bound operand: AttributeValue: {S:x}"},
      {"a BETWEEN :n AND :s",
       "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
       "operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:x}"},
      {"a BETWEEN :bs AND :s",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: BS"},
      {"a BETWEEN :b AND :s",
       "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
       "operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]}, upper bound "
       "operand: AttributeValue: {S:x}"},
      {"a < :ss AND :undef = b",
       "Incorrect operand type for operator or function; operator or function: <, operand type: "
       "SS"},
      {":undef = b AND a < :ss",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
      {"a BETWEEN :n2 AND :undef",
       "An expression attribute value used in expression is not defined; attribute value: :undef"},
  };
  for (const ParserCase& c : kCases) {
    EXPECT_EQ(Condition(c.text), "Invalid ConditionExpression: " + std::string(c.answer)) << c.text;
  }
}

}  // namespace
}  // namespace stator::expressions
