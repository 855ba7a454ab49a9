#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expressions/arena_vector.h"
#include "expressions/key_match.h"
#include "expressions/parser.h"

namespace stator::expressions {
namespace {

Error InvalidOperator(std::string_view name) {
  return ValidationError("Invalid operator used in KeyConditionExpression: " + std::string(name));
}

Error InvalidCondition(std::string_view reason) {
  return ValidationError("Invalid condition in KeyConditionExpression: " + std::string(reason));
}

// The name of what may not stand in a key condition; empty: it may.
std::string_view ForbiddenOperator(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::kOr:
      return "OR";
    case Condition::Kind::kNot:
      return "NOT";
    case Condition::Kind::kIn:
      return "IN";
    case Condition::Kind::kAttributeExists:
      return "attribute_exists";
    case Condition::Kind::kAttributeNotExists:
      return "attribute_not_exists";
    case Condition::Kind::kAttributeType:
      return "attribute_type";
    case Condition::Kind::kContains:
      return "contains";
    case Condition::Kind::kCompare:
      return condition.comparator == Comparator::kNotEqual ? "<>" : "";
    case Condition::Kind::kAnd:
    case Condition::Kind::kBetween:
    case Condition::Kind::kBeginsWith:
      return "";
  }
  return "";
}

// `reversed`: the value stands on the left, as in ":low <= sk".
SortKeyCondition::Comparator ToSortKeyComparator(Comparator comparator, bool reversed) {
  using To = SortKeyCondition::Comparator;
  switch (comparator) {
    case Comparator::kLess:
      return reversed ? To::kGreater : To::kLess;
    case Comparator::kLessOrEqual:
      return reversed ? To::kGreaterOrEqual : To::kLessOrEqual;
    case Comparator::kGreater:
      return reversed ? To::kLess : To::kGreater;
    case Comparator::kGreaterOrEqual:
      return reversed ? To::kLessOrEqual : To::kGreaterOrEqual;
    case Comparator::kEqual:
    case Comparator::kNotEqual:  // refused before
      return To::kEqual;
  }
  return To::kEqual;
}

// Which operand is the attribute: the only path among them, and of BETWEEN and begins_with the
// first operand.
Result<size_t> FindAttribute(const Condition& condition) {
  if (condition.kind != Condition::Kind::kCompare &&
      condition.operands[0].kind == Operand::Kind::kValue) {
    const std::string_view name =
        condition.kind == Condition::Kind::kBetween ? "BETWEEN" : "begins_with";
    return InvalidCondition(std::string(name) +
                            " operator must have the key attribute as its first operand");
  }
  std::optional<size_t> found;
  for (size_t i = 0; i < condition.operands.size(); ++i) {
    const Operand& operand = condition.operands[i];
    if (operand.kind == Operand::Kind::kSize) {
      return ValidationError("KeyConditionExpressions cannot contain nested operations");
    }
    if (operand.kind != Operand::Kind::kPath) continue;
    if (found.has_value()) {
      return InvalidCondition("Multiple attribute names used in one condition");
    }
    if (operand.path.size() > 1) {
      return ValidationError(
          "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on "
          "nested attributes");
    }
    found = i;
  }
  if (!found.has_value()) return InvalidCondition("No key attribute specified");
  return *found;
}

Result<AttributeCondition> ReadAttributeCondition(const Condition& condition) {
  STATOR_ASSIGN_OR_RETURN(const size_t attribute, FindAttribute(condition));
  const std::span<const Operand> operands = condition.operands;
  AttributeCondition result;
  result.name = operands[attribute].path[0].name;
  if (condition.kind == Condition::Kind::kCompare) {
    result.condition.comparator = ToSortKeyComparator(condition.comparator, attribute == 1);
    result.condition.value = operands[1 - attribute].value;
  } else if (condition.kind == Condition::Kind::kBetween) {
    result.condition.comparator = SortKeyCondition::Comparator::kBetween;
    result.condition.value = operands[1].value;
    result.condition.high = operands[2].value;
  } else {
    result.condition.comparator = SortKeyCondition::Comparator::kBeginsWith;
    result.condition.value = operands[1].value;
  }
  return result;
}

// The conditions that AND joins, left to right. The service reads all of them before it finds that
// there are too many.
class Collector {
 public:
  explicit Collector(Arena& arena) : conditions_(arena) {}

  Result<void> Collect(const Condition& condition) {
    if (const std::string_view name = ForbiddenOperator(condition); !name.empty()) {
      return InvalidOperator(name);
    }
    if (condition.kind == Condition::Kind::kAnd) {
      // No deeper than the limit on operators.
      STATOR_RETURN_IF_ERROR(Collect(*condition.left));
      return Collect(*condition.right);
    }
    STATOR_ASSIGN_OR_RETURN(const AttributeCondition next, ReadAttributeCondition(condition));
    // The limit on operators bounds this, too.
    if (FindCondition(conditions(), next.name) != nullptr) {
      return ValidationError("KeyConditionExpressions must only contain one condition per key");
    }
    conditions_.Append(next);
    return {};
  }

  std::span<const AttributeCondition> conditions() const { return conditions_.view(); }

 private:
  ArenaVector<AttributeCondition> conditions_;
};

}  // namespace

Result<KeyCondition> BindKeyCondition(Arena& arena, const Condition& condition,
                                      const TableSchema& schema, const IndexSchema* index) {
  Collector collector(arena);
  STATOR_RETURN_IF_ERROR(collector.Collect(condition));
  return MatchKeys(arena, collector.conditions(), schema, index);
}

}  // namespace stator::expressions
