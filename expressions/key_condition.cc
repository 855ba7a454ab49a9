#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/arena_vector.h"
#include "expressions/parser.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

// A condition on one attribute: `operands` are a comparator's value, BETWEEN's bounds or the prefix
// of begins_with.
struct AttributeCondition {
  std::string_view name;
  SortKeyCondition condition;
};

Error InvalidOperator(std::string_view name) {
  return ValidationError("Invalid operator used in KeyConditionExpression: " + std::string(name));
}

Error InvalidCondition(std::string_view reason) {
  return ValidationError("Invalid condition in KeyConditionExpression: " + std::string(reason));
}

Error NotSupported() { return ValidationError("Query key condition not supported"); }

Error MissedKey(const KeyAttribute& key) {
  return ValidationError("Query condition missed key schema element: " + key.name);
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
      return ValidationError("KeyConditionExpressions cannot have conditions on nested attributes");
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

const AttributeCondition* FindCondition(std::span<const AttributeCondition> conditions,
                                        std::string_view name) {
  for (const AttributeCondition& condition : conditions) {
    if (condition.name == name) return &condition;
  }
  return nullptr;
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

Result<void> CheckType(const SortKeyCondition& condition, const KeyAttribute& key) {
  const bool between = condition.comparator == SortKeyCondition::Comparator::kBetween;
  if (!condition.value.is(key.type) || (between && !condition.high.is(key.type))) {
    return ValidationError(
        "One or more parameter values were invalid: Condition parameter type does not match schema "
        "type");
  }
  return {};
}

bool IsEmpty(const AttributeValue& key_value) {
  return !key_value.is(AttributeType::kNumber) && key_value.bytes().empty();
}

Result<void> CheckNotEmpty(const AttributeValue& value, const KeyAttribute& key) {
  if (!IsEmpty(value)) return {};
  return ValidationError(
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty " +
      std::string(value.is(AttributeType::kString) ? "string" : "binary") +
      " value. Key: " + key.name);
}

bool IsTooLong(const AttributeValue& value) {
  const bool text = value.is(AttributeType::kString) || value.is(AttributeType::kBinary);
  return text && value.bytes().size() > limits::kMaxSortKeyBytes;
}

// DynamoDB Local looks at the size before the type.
Result<SortKeyCondition> CheckSortKey(const SortKeyCondition& condition, const KeyAttribute& key) {
  const bool between = condition.comparator == SortKeyCondition::Comparator::kBetween;
  if (IsTooLong(condition.value) || (between && IsTooLong(condition.high))) {
    return ValidationError(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
        "the size limit of 1024 bytes");
  }
  STATOR_RETURN_IF_ERROR(CheckType(condition, key));
  STATOR_RETURN_IF_ERROR(CheckNotEmpty(condition.value, key));
  if (between) STATOR_RETURN_IF_ERROR(CheckNotEmpty(condition.high, key));
  return condition;
}

Result<KeyCondition> MatchKeys(std::span<const AttributeCondition> conditions,
                               const KeyAttributes& keys) {
  if (conditions.size() > 2) return ValidationError("Conditions can be of length 1 or 2 only");
  if (conditions.size() == 2 && keys.sort == nullptr) return NotSupported();
  const AttributeCondition* partition = FindCondition(conditions, keys.partition->name);
  if (partition == nullptr) return MissedKey(*keys.partition);
  STATOR_RETURN_IF_ERROR(CheckType(partition->condition, *keys.partition));
  if (partition->condition.comparator != SortKeyCondition::Comparator::kEqual) {
    return NotSupported();
  }
  KeyCondition result;
  result.partition = partition->condition.value;
  STATOR_RETURN_IF_ERROR(CheckNotEmpty(result.partition, *keys.partition));
  if (conditions.size() == 2) {
    const AttributeCondition* sort = FindCondition(conditions, keys.sort->name);
    if (sort == nullptr) return MissedKey(*keys.sort);
    STATOR_ASSIGN_OR_RETURN(result.sort, CheckSortKey(sort->condition, *keys.sort));
  }
  return result;
}

}  // namespace

Result<KeyCondition> BindKeyCondition(Arena& arena, const Condition& condition,
                                      const KeyAttributes& keys) {
  STATOR_RETURN_IF_ERROR(CheckKeyPaths(keys, condition));
  Collector collector(arena);
  STATOR_RETURN_IF_ERROR(collector.Collect(condition));
  return MatchKeys(collector.conditions(), keys);
}

}  // namespace stator::expressions
