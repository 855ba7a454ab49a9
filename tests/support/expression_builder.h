#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "expressions/ast.h"
#include "model/arena.h"
#include "tests/support/literal.h"

namespace stator::testing {

// Builds syntax trees without the parser, from paths and values in the notation of literal.h.
class ConditionBuilder {
 public:
  using Condition = expressions::Condition;
  using Operand = expressions::Operand;

  explicit ConditionBuilder(Arena& arena) : arena_(arena) {}

  Operand P(std::string_view path) {
    Operand operand;
    operand.kind = Operand::Kind::kPath;
    operand.path = Path(arena_, path);
    return operand;
  }
  Operand V(std::string_view value) { return V(Value(arena_, value)); }
  Operand V(AttributeValue value) {
    Operand operand;
    operand.value = value;
    return operand;
  }
  Operand Size(Operand argument) {
    Operand operand;
    operand.kind = Operand::Kind::kSize;
    operand.argument = arena_.New<Operand>(argument);
    return operand;
  }

  const Condition& Compare(Operand left, std::string_view comparator, Operand right) {
    Condition* condition = Node(Condition::Kind::kCompare, {left, right});
    using expressions::Comparator;
    condition->comparator = comparator == "="    ? Comparator::kEqual
                            : comparator == "<>" ? Comparator::kNotEqual
                            : comparator == "<"  ? Comparator::kLess
                            : comparator == "<=" ? Comparator::kLessOrEqual
                            : comparator == ">"  ? Comparator::kGreater
                                                 : Comparator::kGreaterOrEqual;
    return *condition;
  }
  const Condition& Function(Condition::Kind kind, std::initializer_list<Operand> operands) {
    return *Node(kind, operands);
  }
  const Condition& And(const Condition& left, const Condition& right) {
    return Logical(Condition::Kind::kAnd, &left, &right);
  }
  const Condition& Or(const Condition& left, const Condition& right) {
    return Logical(Condition::Kind::kOr, &left, &right);
  }
  const Condition& Not(const Condition& condition) {
    return Logical(Condition::Kind::kNot, &condition, nullptr);
  }

 private:
  Condition* Node(Condition::Kind kind, std::initializer_list<Operand> operands) {
    Condition* condition = arena_.New<Condition>();
    condition->kind = kind;
    condition->operands = arena_.CopyArray<Operand>({operands.begin(), operands.size()});
    return condition;
  }
  const Condition& Logical(Condition::Kind kind, const Condition* left, const Condition* right) {
    Condition* condition = Node(kind, {});
    condition->left = left;
    condition->right = right;
    return *condition;
  }

  Arena& arena_;
};

class UpdateBuilder {
 public:
  using SetOperand = expressions::SetOperand;
  using SetAction = expressions::SetAction;

  explicit UpdateBuilder(Arena& arena) : arena_(arena) {}

  SetOperand P(std::string_view path) {
    SetOperand operand;
    operand.kind = SetOperand::Kind::kPath;
    operand.path = Path(arena_, path);
    return operand;
  }
  SetOperand V(std::string_view value) { return V(Value(arena_, value)); }
  SetOperand V(AttributeValue value) {
    SetOperand operand;
    operand.value = value;
    return operand;
  }
  SetOperand IfNotExists(std::string_view path, SetOperand fallback) {
    SetOperand operand = P(path);
    operand.kind = SetOperand::Kind::kIfNotExists;
    operand.first = arena_.New<SetOperand>(fallback);
    return operand;
  }
  SetOperand ListAppend(SetOperand first, SetOperand second) {
    SetOperand operand;
    operand.kind = SetOperand::Kind::kListAppend;
    operand.first = arena_.New<SetOperand>(first);
    operand.second = arena_.New<SetOperand>(second);
    return operand;
  }

  UpdateBuilder& Set(std::string_view path, SetOperand value) {
    set_.push_back({Path(arena_, path), SetAction::Operator::kNone, value, {}});
    return *this;
  }
  UpdateBuilder& Set(std::string_view path, SetOperand left, char op, SetOperand right) {
    const auto which = op == '+' ? SetAction::Operator::kPlus : SetAction::Operator::kMinus;
    set_.push_back({Path(arena_, path), which, left, right});
    return *this;
  }
  UpdateBuilder& Remove(std::string_view path) {
    remove_.push_back({Path(arena_, path)});
    return *this;
  }
  UpdateBuilder& Add(std::string_view path, std::string_view value) {
    add_.push_back({Path(arena_, path), Value(arena_, value)});
    return *this;
  }
  UpdateBuilder& Delete(std::string_view path, std::string_view value) {
    del_.push_back({Path(arena_, path), Value(arena_, value)});
    return *this;
  }

  // Valid as long as this builder and its arena.
  expressions::Update Build() const { return {set_, remove_, add_, del_}; }

 private:
  Arena& arena_;
  std::vector<SetAction> set_;
  std::vector<expressions::RemoveAction> remove_;
  std::vector<expressions::AddAction> add_;
  std::vector<expressions::DeleteAction> del_;
};

}  // namespace stator::testing
