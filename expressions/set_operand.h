#pragma once

#include <cstddef>

#include "expressions/ast.h"
#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/limits.h"
#include "model/result.h"

namespace stator::expressions {

// The item itself is the first level of nesting, so that one less is left for lists and maps: the
// service takes 31 of them around a value and refuses 32.
inline constexpr size_t kMaxContainers = limits::kMaxNestingDepth - 1;

// Whether more than `allowed` lists and maps lie inside one another in `value`. Looks no deeper.
bool NestsDeeperThan(const AttributeValue& value, size_t allowed);

// "An operand in the update expression has an incorrect data type".
Error IncorrectOperandType();

// Adds or subtracts two numbers; an error if either value is something else, or for a result that
// is no DynamoDB number. The text of the result lies in the arena.
Result<AttributeValue> Calculate(Arena& arena, SetAction::Operator op, const AttributeValue& left,
                                 const AttributeValue& right);

// The elements of both lists.
AttributeValue JoinLists(Arena& arena, const AttributeValue& first, const AttributeValue& second);

// Computes the right-hand sides of one update's SET actions over the old item.
class SetOperandEvaluator {
 public:
  SetOperandEvaluator(Arena& arena, AttributeMap old_item) : arena_(arena), old_item_(old_item) {}

  // The value that `action` assigns. An error if it would make the item nest too deeply at the
  // action's path.
  Result<AttributeValue> Evaluate(const SetAction& action);

 private:
  Result<AttributeValue> Value(const SetOperand& operand);
  Result<AttributeValue> IfNotExists(const SetOperand& operand);
  Result<AttributeValue> Sum(const SetOperand& operand);
  Result<AttributeValue> ListAppend(const SetOperand& operand);

  Arena& arena_;
  AttributeMap old_item_;
  size_t appended_elements_ = 0;
};

}  // namespace stator::expressions
