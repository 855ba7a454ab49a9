#include "expressions/set_operand.h"

#include <algorithm>
#include <array>

#include "expressions/evaluate.h"
#include "model/limits.h"
#include "model/number.h"

namespace stator::expressions {
namespace {

// `path` leads to a place inside of path.size() - 1 containers of the item.
bool NestsTooDeeply(const DocumentPath& path, const AttributeValue& value) {
  const size_t outside = path.size() - 1;
  // Values of requests and of stored items keep the limit by themselves.
  if (outside == 0) return false;
  return outside > kMaxContainers || NestsDeeperThan(value, kMaxContainers - outside);
}

}  // namespace

bool NestsDeeperThan(const AttributeValue& value, size_t allowed) {
  const bool is_map = value.is(AttributeType::kMap);
  if (!is_map && !value.is(AttributeType::kList)) return false;
  if (allowed == 0) return true;
  if (is_map) {
    return std::any_of(value.map().begin(), value.map().end(), [&](const Attribute& attribute) {
      return NestsDeeperThan(attribute.value, allowed - 1);
    });
  }
  return std::any_of(value.list().begin(), value.list().end(), [&](const AttributeValue& element) {
    return NestsDeeperThan(element, allowed - 1);
  });
}

Error IncorrectOperandType() {
  return ValidationError("An operand in the update expression has an incorrect data type");
}

AttributeValue JoinLists(Arena& arena, const AttributeValue& first, const AttributeValue& second) {
  const std::span<AttributeValue> joined =
      arena.NewArray<AttributeValue>(first.list().size() + second.list().size());
  std::copy(second.list().begin(), second.list().end(),
            std::copy(first.list().begin(), first.list().end(), joined.begin()));
  return AttributeValue::List(joined);
}

Result<AttributeValue> Calculate(Arena& arena, SetAction::Operator op, const AttributeValue& left,
                                 const AttributeValue& right) {
  if (!left.is(AttributeType::kNumber) || !right.is(AttributeType::kNumber)) {
    return IncorrectOperandType();
  }
  STATOR_ASSIGN_OR_RETURN(const Number one, Number::Parse(left.bytes()));
  STATOR_ASSIGN_OR_RETURN(const Number two, Number::Parse(right.bytes()));
  STATOR_ASSIGN_OR_RETURN(const Number result, op == SetAction::Operator::kMinus
                                                   ? Number::Subtract(one, two)
                                                   : Number::Add(one, two));
  std::array<char, Number::kMaxTextLength> text;
  const size_t length = result.WriteText(text.data());
  return AttributeValue::Number(arena.CopyString({text.data(), length}));
}

Result<AttributeValue> SetOperandEvaluator::Evaluate(const SetAction& action) {
  STATOR_ASSIGN_OR_RETURN(AttributeValue value, Value(action.left));
  if (action.op != SetAction::Operator::kNone) {
    STATOR_ASSIGN_OR_RETURN(const AttributeValue right, Value(action.right));
    return Calculate(arena_, action.op, value, right);
  }
  if (NestsTooDeeply(action.path, value)) {
    return ValidationError("Nesting Levels have exceeded supported limits");
  }
  return value;
}

Result<AttributeValue> SetOperandEvaluator::Value(const SetOperand& operand) {
  switch (operand.kind) {
    case SetOperand::Kind::kValue:
      return operand.value;
    case SetOperand::Kind::kIfNotExists:
      return IfNotExists(operand);
    case SetOperand::Kind::kListAppend:
      return ListAppend(operand);
    case SetOperand::Kind::kPlus:
    case SetOperand::Kind::kMinus:
      return Sum(operand);
    case SetOperand::Kind::kPath:
      break;
  }
  const AttributeValue* value = Resolve(operand.path, old_item_);
  if (value == nullptr) {
    return ValidationError(
        "The provided expression refers to an attribute that does not exist in the item");
  }
  return *value;
}

Result<AttributeValue> SetOperandEvaluator::IfNotExists(const SetOperand& operand) {
  // The default is evaluated in any case: one that refers to a missing attribute is an error even
  // if it is not needed. (DynamoDB Local does so.)
  STATOR_ASSIGN_OR_RETURN(const AttributeValue fallback, Value(*operand.first));
  const AttributeValue* value = Resolve(operand.path, old_item_);
  return value != nullptr ? *value : fallback;
}

Result<AttributeValue> SetOperandEvaluator::Sum(const SetOperand& operand) {
  STATOR_ASSIGN_OR_RETURN(const AttributeValue first, Value(*operand.first));
  STATOR_ASSIGN_OR_RETURN(const AttributeValue second, Value(*operand.second));
  return Calculate(arena_,
                   operand.kind == SetOperand::Kind::kMinus ? SetAction::Operator::kMinus
                                                            : SetAction::Operator::kPlus,
                   first, second);
}

Result<AttributeValue> SetOperandEvaluator::ListAppend(const SetOperand& operand) {
  STATOR_ASSIGN_OR_RETURN(const AttributeValue first, Value(*operand.first));
  STATOR_ASSIGN_OR_RETURN(const AttributeValue second, Value(*operand.second));
  if (!first.is(AttributeType::kList) || !second.is(AttributeType::kList)) {
    return IncorrectOperandType();
  }
  const size_t size = first.list().size() + second.list().size();
  // Every element costs the new item a byte at least. What cannot fit is not built, so that an
  // expression full of list_append takes no more memory than the largest item's elements.
  appended_elements_ += size;
  if (appended_elements_ > limits::kMaxItemBytes) {
    return ValidationError("Item size to update has exceeded the maximum allowed size");
  }
  return JoinLists(arena_, first, second);
}

}  // namespace stator::expressions
