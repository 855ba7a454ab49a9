#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expressions/arena_vector.h"
#include "expressions/ast.h"
#include "expressions/parsed_operand.h"
#include "expressions/partiql/syntax.h"
#include "model/arena.h"
#include "model/attribute_value.h"

namespace stator::expressions::partiql {

// Translates the expressions of one statement. What is wrong with them is kept until the end, the
// first error only; trees that come with an error are not to be used. Recursion follows the
// syntax, whose depth and number of operators are bounded.
class Translator {
 public:
  // `parameters`: as many as the statement has '?'.
  Translator(Arena& arena, std::string_view text, std::span<const AttributeValue> parameters)
      : arena_(arena), text_(text), parameters_(parameters) {}

  const Condition* TranslateCondition(const Expr& expression);
  AttributeMap TranslateItem(const Expr& expression);
  const Update* TranslateUpdate(std::span<const Change> changes);
  const Projection* TranslateProjection(std::span<const Expr* const> items);

  // Empty: none.
  const std::string& error() const { return error_; }

 private:
  struct Changes;

  void Fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }
  void FailAt(std::string message, const Expr& expression) {
    // Finding the line takes time, which only the first error is worth.
    if (!error_.empty()) return;
    Fail(message + PositionText(text_, expression.begin, expression.length));
  }
  auto Errors() {
    return [this](std::string message) { Fail(std::move(message)); };
  }

  // Values: what is made of literals and parameters. `place` is where messages say it stands,
  // `depth` how many lists and maps are around it.
  AttributeValue Value(const Expr& expression, const std::string& place, size_t depth);
  AttributeValue TooDeep();
  AttributeValue NumberValue(const Expr& expression, bool negative);
  AttributeValue SetValue(const Expr& expression);
  AttributeMap MapValue(const Expr& expression, const std::string& place, size_t depth);
  static bool IsValue(const Expr& expression);

  // Conditions.
  const Condition* NewCondition(Condition::Kind kind, std::span<const ParsedOperand> operands);
  const Condition* Negated(const Condition* condition, bool negated);
  const Condition* Comparison(const Expr& expression);
  const Condition* InList(const Expr& expression);
  const Condition* IsTest(const Expr& expression);
  const Condition* FunctionCondition(const Expr& expression);
  ParsedOperand OperandOf(const Expr& expression);
  // The call with its arguments checked; nullptr: an error.
  const ParsedCall* CallOf(const Expr& expression, bool in_condition);
  std::string_view FunctionName(const Expr& call);
  DocumentPath PathOf(const Expr& expression);

  // That no two of the paths overlap or conflict.
  void CheckPathClash(std::span<const DocumentPath> paths);

  // Updates.
  void TranslateChange(const Change& change, Changes& changes);
  bool TranslateSetFunction(const Change& change, Changes& changes);
  SetOperand SetOperandOf(const Expr& expression);
  // An argument of a function in an update, or nullopt: an error.
  std::optional<ParsedOperand> UpdateArgument(const Expr& expression);

  Arena& arena_;
  std::string_view text_;
  std::span<const AttributeValue> parameters_;
  std::string error_;
};

}  // namespace stator::expressions::partiql
