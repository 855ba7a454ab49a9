#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/arena_vector.h"
#include "expressions/parser.h"
#include "model/function_ref.h"
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

// What binds: the key attributes of a table or an index.
struct BoundKeys {
  std::span<const KeyAttribute> hash;
  std::span<const KeyAttribute> range;
  const IndexSchema* index = nullptr;  // nullptr: the table itself

  bool has_multiple() const { return hash.size() > 1 || range.size() > 1; }
};

BoundKeys KeysOf(const TableSchema& schema, const IndexSchema* index) {
  if (index != nullptr) return {index->keys.hash, index->keys.range, index};
  BoundKeys keys;
  keys.hash = {&schema.partition_key, 1};
  if (schema.sort_key.has_value()) keys.range = {&*schema.sort_key, 1};
  return keys;
}

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

Result<void> CheckNotEmpty(const AttributeValue& value, const KeyAttribute& key,
                           const IndexSchema* index) {
  if (!IsEmpty(value)) return {};
  std::string message = "One or more parameter values are not valid. ";
  if (index != nullptr) {
    message += "A value specified for a secondary index key is not supported. ";
  }
  message += "The AttributeValue for a key attribute cannot contain an empty ";
  message += value.is(AttributeType::kString) ? "string" : "binary";
  message += " value. ";
  message += index != nullptr ? "IndexName: " + index->name + ", IndexKey: " : "Key: ";
  return ValidationError(message + key.name);
}

bool IsTooLong(const AttributeValue& value) {
  const bool text = value.is(AttributeType::kString) || value.is(AttributeType::kBinary);
  return text && value.bytes().size() > limits::kMaxSortKeyBytes;
}

Result<void> CheckValue(const SortKeyCondition& condition, const KeyAttribute& key,
                        const IndexSchema* index) {
  STATOR_RETURN_IF_ERROR(CheckType(condition, key));
  STATOR_RETURN_IF_ERROR(CheckNotEmpty(condition.value, key, index));
  if (condition.comparator != SortKeyCondition::Comparator::kBetween) return {};
  return CheckNotEmpty(condition.high, key, index);
}

// DynamoDB Local looks at the size before the type, and of several RANGE attributes only at the
// last one that has a condition.
Result<void> CheckSortKeySize(const SortKeyCondition& condition) {
  const bool between = condition.comparator == SortKeyCondition::Comparator::kBetween;
  if (!IsTooLong(condition.value) && !(between && IsTooLong(condition.high))) return {};
  return ValidationError(
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
      "the size limit of 1024 bytes");
}

// The names of the attributes, joined by ", ", for which `is_listed` holds.
std::string ListNames(std::span<const KeyAttribute> attributes,
                      FunctionRef<bool(const KeyAttribute&)> is_listed) {
  std::string names;
  for (const KeyAttribute& attribute : attributes) {
    if (!is_listed(attribute)) continue;
    if (!names.empty()) names += ", ";
    names += attribute.name;
  }
  return names;
}

// Matches conditions with keys. Of keys of several attributes, the texts and the order of the
// checks are DynamoDB Local's.
class Matcher {
 public:
  Matcher(Arena& arena, std::span<const AttributeCondition> conditions, const BoundKeys& keys)
      : arena_(arena), conditions_(conditions), keys_(keys) {}

  Result<KeyCondition> Match() {
    if (!keys_.has_multiple() && conditions_.size() > 2) {
      return ValidationError("Conditions can be of length 1 or 2 only");
    }
    if (conditions_.size() > keys_.hash.size() + keys_.range.size()) return NotSupported();
    KeyCondition result;
    STATOR_ASSIGN_OR_RETURN(result.partition, MatchPartition());
    STATOR_RETURN_IF_ERROR(MatchSortKeys(result));
    return result;
  }

 private:
  const AttributeCondition* Find(const KeyAttribute& key) const {
    return FindCondition(conditions_, key.name);
  }

  bool IsBoundByEquality(const KeyAttribute& key) const {
    const AttributeCondition* condition = Find(key);
    return condition != nullptr &&
           condition->condition.comparator == SortKeyCondition::Comparator::kEqual;
  }

  // Attributes that are absent are named before those that have another comparator.
  Result<void> CheckHashEqualities() const {
    std::string names = ListNames(keys_.hash, [&](const KeyAttribute& key) { return !Find(key); });
    if (names.empty()) {
      names =
          ListNames(keys_.hash, [&](const KeyAttribute& key) { return !IsBoundByEquality(key); });
    }
    if (names.empty()) return {};
    return ValidationError("HASH key attributes " + names +
                           " must have equality conditions specified in the query");
  }

  Result<std::span<const AttributeValue>> MatchPartition() const {
    if (keys_.has_multiple()) {
      STATOR_RETURN_IF_ERROR(CheckHashEqualities());
    } else if (Find(keys_.hash[0]) == nullptr) {
      return MissedKey(keys_.hash[0]);
    }
    const std::span<AttributeValue> values = arena_.NewArray<AttributeValue>(keys_.hash.size());
    for (size_t i = 0; i < values.size(); ++i) {
      const KeyAttribute& key = keys_.hash[i];
      const SortKeyCondition& condition = Find(key)->condition;
      STATOR_RETURN_IF_ERROR(CheckType(condition, key));
      if (!IsBoundByEquality(key)) return NotSupported();
      STATOR_RETURN_IF_ERROR(CheckNotEmpty(condition.value, key, keys_.index));
      values[i] = condition.value;
    }
    return std::span<const AttributeValue>(values);
  }

  static Error NeedEqualities(const std::string& names, const KeyAttribute& present) {
    return ValidationError("RANGE key attributes " + names +
                           " must have equality conditions specified in the query because a "
                           "condition is present on key attribute " +
                           present.name);
  }

  // That the first `bound` RANGE attributes, up to the last one with a condition, have equalities,
  // apart from that last one. A gap is found before another comparator.
  Result<void> CheckRangeEqualities(size_t bound) const {
    const std::span<const KeyAttribute> range = keys_.range.first(bound);
    const auto absent = [&](const KeyAttribute& key) { return Find(key) == nullptr; };
    const auto gap = std::find_if(range.begin(), range.end(), absent);
    if (gap != range.end()) {
      const auto present = std::find_if_not(gap, range.end(), absent);
      return NeedEqualities(ListNames({gap, present}, absent), *present);
    }
    if (bound == 0) return {};
    const std::string names = ListNames(
        range.first(bound - 1), [&](const KeyAttribute& key) { return !IsBoundByEquality(key); });
    if (!names.empty()) return NeedEqualities(names, range.back());
    return {};
  }

  Result<void> MatchSortKeys(KeyCondition& result) const {
    size_t bound = keys_.range.size();
    while (bound > 0 && Find(keys_.range[bound - 1]) == nullptr) --bound;
    STATOR_RETURN_IF_ERROR(CheckRangeEqualities(bound));
    if (bound > 0) {
      const std::span<const KeyAttribute> before_last = keys_.range.first(bound - 1);
      const KeyAttribute& last = keys_.range[bound - 1];
      const std::span<AttributeValue> equal = arena_.NewArray<AttributeValue>(before_last.size());
      for (size_t i = 0; i < equal.size(); ++i) {
        const SortKeyCondition& condition = Find(before_last[i])->condition;
        STATOR_RETURN_IF_ERROR(CheckValue(condition, before_last[i], keys_.index));
        equal[i] = condition.value;
      }
      result.sort_equal = equal;
      result.sort = Find(last)->condition;
      STATOR_RETURN_IF_ERROR(CheckSortKeySize(*result.sort));
      STATOR_RETURN_IF_ERROR(CheckValue(*result.sort, last, keys_.index));
    }
    // What is left over stands where a RANGE attribute could. Of the local emulator's text the
    // name is missing; the service names the sort key of a table.
    if (conditions_.size() > keys_.hash.size() + bound) return MissedKey(keys_.range[bound]);
    return {};
  }

  Arena& arena_;
  std::span<const AttributeCondition> conditions_;
  const BoundKeys& keys_;
};

}  // namespace

Result<KeyCondition> BindKeyCondition(Arena& arena, const Condition& condition,
                                      const TableSchema& schema, const IndexSchema* index) {
  STATOR_RETURN_IF_ERROR(CheckKeyPaths(schema, condition));
  Collector collector(arena);
  STATOR_RETURN_IF_ERROR(collector.Collect(condition));
  const BoundKeys keys = KeysOf(schema, index);
  return Matcher(arena, collector.conditions(), keys).Match();
}

}  // namespace stator::expressions
