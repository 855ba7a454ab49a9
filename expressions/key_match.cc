#include "expressions/key_match.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "model/function_ref.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

Error NotSupported() { return ValidationError("Query key condition not supported"); }

Error NotIndexable() {
  return ValidationError("Attempted conditional constraint is not an indexable operation");
}

Error MissedKey(const KeyAttribute& key) {
  return ValidationError("Query condition missed key schema element: " + key.name);
}

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
    return condition != nullptr && condition->indexable &&
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
      if (!Find(key)->indexable) return NotIndexable();
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
      if (!Find(last)->indexable) return NotIndexable();
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

const AttributeCondition* FindCondition(std::span<const AttributeCondition> conditions,
                                        std::string_view name) {
  for (const AttributeCondition& condition : conditions) {
    if (condition.name == name) return &condition;
  }
  return nullptr;
}

Result<KeyCondition> MatchKeys(Arena& arena, std::span<const AttributeCondition> conditions,
                               const TableSchema& schema, const IndexSchema* index) {
  const BoundKeys keys = KeysOf(schema, index);
  return Matcher(arena, conditions, keys).Match();
}

}  // namespace stator::expressions
