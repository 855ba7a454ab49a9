#include "expressions/partiql/planner.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "expressions/arena_vector.h"
#include "expressions/key_match.h"

namespace stator::expressions::partiql {
namespace {

// A partition that is not among this many is found by a Scan.
constexpr size_t kMaxPartitions = 100;

struct Keys {
  std::span<const KeyAttribute> hash;
  std::span<const KeyAttribute> range;

  const KeyAttribute* Find(std::string_view name) const {
    for (const std::span<const KeyAttribute> attributes : {hash, range}) {
      for (const KeyAttribute& attribute : attributes) {
        if (attribute.name == name) return &attribute;
      }
    }
    return nullptr;
  }
};

Keys KeysOf(const TableSchema& schema, const IndexSchema* index) {
  if (index != nullptr) return {index->keys.hash, index->keys.range};
  Keys keys;
  keys.hash = {&schema.partition_key, 1};
  if (schema.sort_key.has_value()) keys.range = {&*schema.sort_key, 1};
  return keys;
}

// One of the conditions that AND joins.
struct Conjunct {
  const Condition* condition = nullptr;
  bool used = false;  // the keys decide it
};

// The number of operators of a statement bounds the recursion.
void Collect(const Condition* condition, ArenaVector<Conjunct>& conjuncts) {
  if (condition == nullptr) return;
  if (condition->kind == Condition::Kind::kAnd) {
    Collect(condition->left, conjuncts);
    Collect(condition->right, conjuncts);
    return;
  }
  conjuncts.Append({condition});
}

std::string_view AttributeOf(const Operand& operand) {
  const bool attribute = operand.kind == Operand::Kind::kPath && operand.path.size() == 1;
  return attribute ? operand.path[0].name : std::string_view();
}

bool AreValues(std::span<const Operand> operands) {
  return std::all_of(operands.begin(), operands.end(),
                     [](const Operand& operand) { return operand.kind == Operand::Kind::kValue; });
}

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
    case Comparator::kNotEqual:
      break;
  }
  return To::kEqual;
}

// The condition as one on a single attribute that a key can meet; nullopt: it is none.
std::optional<AttributeCondition> AsKeyCondition(const Condition& condition) {
  const std::span<const Operand> operands = condition.operands;
  AttributeCondition result;
  if (condition.kind == Condition::Kind::kCompare) {
    if (condition.comparator == Comparator::kNotEqual) return std::nullopt;
    const bool reversed = operands[0].kind == Operand::Kind::kValue;
    result.name = AttributeOf(operands[reversed ? 1 : 0]);
    const Operand& value = operands[reversed ? 0 : 1];
    if (result.name.empty() || value.kind != Operand::Kind::kValue) return std::nullopt;
    result.condition.comparator = ToSortKeyComparator(condition.comparator, reversed);
    result.condition.value = value.value;
    return result;
  }
  const bool between = condition.kind == Condition::Kind::kBetween;
  if (!between && condition.kind != Condition::Kind::kBeginsWith) return std::nullopt;
  result.name = AttributeOf(operands[0]);
  if (result.name.empty() || !AreValues(operands.subspan(1))) return std::nullopt;
  result.condition.value = operands[1].value;
  result.condition.comparator = SortKeyCondition::Comparator::kBeginsWith;
  if (between) {
    result.condition.comparator = SortKeyCondition::Comparator::kBetween;
    result.condition.high = operands[2].value;
  }
  return result;
}

Result<void> CheckType(const KeyAttribute& key, const SortKeyCondition& condition) {
  const bool between = condition.comparator == SortKeyCondition::Comparator::kBetween;
  if (!condition.value.is(key.type) || (between && !condition.high.is(key.type))) {
    return KeyTypeMismatch(key.name);
  }
  return {};
}

// That what the keys do not decide compares key attributes with values of their types only. The
// words are DynamoDB Local's.
Result<void> CheckFilterTypes(const Condition& condition, const Keys& keys) {
  for (const Condition* side : {condition.left, condition.right}) {
    if (side != nullptr) STATOR_RETURN_IF_ERROR(CheckFilterTypes(*side, keys));
  }
  switch (condition.kind) {
    case Condition::Kind::kCompare:
    case Condition::Kind::kBetween:
    case Condition::Kind::kIn:
    case Condition::Kind::kBeginsWith:
      break;
    default:
      return {};
  }
  const KeyAttribute* key = nullptr;
  for (const Operand& operand : condition.operands) {
    if (key == nullptr) key = keys.Find(AttributeOf(operand));
  }
  if (key == nullptr) return {};
  for (const Operand& operand : condition.operands) {
    if (operand.kind != Operand::Kind::kValue || operand.value.is(key->type)) continue;
    return ValidationError(
        "One or more parameter values were invalid: Condition parameter type does not match schema "
        "type");
  }
  return {};
}

// The conditions that are left over, joined again.
const Condition* JoinUnused(Arena& arena, ArenaVector<Conjunct>& conjuncts) {
  const Condition* joined = nullptr;
  for (size_t i = 0; i < conjuncts.size(); ++i) {
    if (conjuncts[i].used) continue;
    if (joined == nullptr) {
      joined = conjuncts[i].condition;
      continue;
    }
    Condition* both = arena.New<Condition>();
    both->kind = Condition::Kind::kAnd;
    both->left = joined;
    both->right = conjuncts[i].condition;
    joined = both;
  }
  return joined;
}

// Plans one read.
class ReadPlanner {
 public:
  ReadPlanner(Arena& arena, const Statement& statement, const TableSchema& schema,
              const IndexSchema* index)
      : arena_(arena),
        statement_(statement),
        schema_(schema),
        index_(index),
        keys_(KeysOf(schema, index)),
        conjuncts_(arena) {}

  Result<ReadPlan> Plan() {
    Collect(statement_.where, conjuncts_);
    STATOR_ASSIGN_OR_RETURN(const bool query, BindPartitions());
    STATOR_RETURN_IF_ERROR(CheckOrder(query));
    if (query) {
      plan_.kind = ReadPlan::Kind::kQuery;
      STATOR_RETURN_IF_ERROR(BindSortKeys());
      STATOR_RETURN_IF_ERROR(MakePartitions());
    }
    plan_.filter = query ? JoinUnused(arena_, conjuncts_) : statement_.where;
    if (plan_.filter != nullptr) {
      STATOR_RETURN_IF_ERROR(CheckFilterTypes(*plan_.filter, keys_));
      if (index_ != nullptr) {
        STATOR_RETURN_IF_ERROR(CheckFilterTypes(*plan_.filter, KeysOf(schema_, nullptr)));
      }
    }
    if (query && index_ == nullptr && plan_.filter == nullptr && plan_.partitions.size() == 1) {
      TakeWholeKey();
    }
    return plan_;
  }

 private:
  // The values that one HASH attribute may have.
  struct Choice {
    size_t conjunct = 0;
    std::span<const AttributeValue> values;
  };

  // False: not every HASH attribute is bound.
  Result<bool> BindPartitions() {
    size_t count = 1;
    for (const KeyAttribute& key : keys_.hash) {
      STATOR_ASSIGN_OR_RETURN(const std::optional<Choice> choice, Choose(key));
      if (!choice.has_value()) return false;
      count *= choice->values.size();
      if (count > kMaxPartitions) return false;
      choices_.push_back(*choice);
    }
    for (const Choice& choice : choices_) conjuncts_[choice.conjunct].used = true;
    return true;
  }

  // An equality if there is one, else IN.
  Result<std::optional<Choice>> Choose(const KeyAttribute& key) {
    for (size_t i = 0; i < conjuncts_.size(); ++i) {
      const std::optional<AttributeCondition> condition = AsKeyCondition(*conjuncts_[i].condition);
      if (!condition.has_value() || condition->name != key.name ||
          condition->condition.comparator != SortKeyCondition::Comparator::kEqual) {
        continue;
      }
      STATOR_RETURN_IF_ERROR(CheckType(key, condition->condition));
      const std::span<AttributeValue> value = arena_.NewArray<AttributeValue>(1);
      value[0] = condition->condition.value;
      return std::optional<Choice>(Choice{i, value});
    }
    for (size_t i = 0; i < conjuncts_.size(); ++i) {
      const Condition& condition = *conjuncts_[i].condition;
      if (condition.kind != Condition::Kind::kIn ||
          AttributeOf(condition.operands[0]) != key.name ||
          !AreValues(condition.operands.subspan(1))) {
        continue;
      }
      STATOR_ASSIGN_OR_RETURN(const std::span<const AttributeValue> values,
                              ListedValues(key, condition.operands.subspan(1)));
      return std::optional<Choice>(Choice{i, values});
    }
    return std::optional<Choice>();
  }

  // In order, each once: the partitions are read in the order of their keys.
  Result<std::span<const AttributeValue>> ListedValues(const KeyAttribute& key,
                                                       std::span<const Operand> list) {
    const std::span<AttributeValue> values = arena_.NewArray<AttributeValue>(list.size());
    for (size_t i = 0; i < list.size(); ++i) {
      values[i] = list[i].value;
      if (!values[i].is(key.type)) return KeyTypeMismatch(key.name);
    }
    const bool descending = DescendingBy(key.name);
    std::sort(values.begin(), values.end(),
              [&](const AttributeValue& left, const AttributeValue& right) {
                const int order = CompareScalars(left, right);
                return descending ? order > 0 : order < 0;
              });
    const auto end = std::unique(values.begin(), values.end());
    return std::span<const AttributeValue>(values.data(),
                                           static_cast<size_t>(end - values.begin()));
  }

  bool DescendingBy(std::string_view name) const {
    for (const OrderTerm& term : statement_.order) {
      if (term.name == name) return term.descending;
    }
    return false;
  }

  // The texts are DynamoDB Local's.
  Result<void> CheckOrder(bool query) {
    if (statement_.order.empty()) return {};
    if (statement_.where == nullptr) {
      return ValidationError("Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    if (!query) {
      return ValidationError(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER "
          "BY clause.");
    }
    for (const OrderTerm& term : statement_.order) {
      if (keys_.Find(term.name) != nullptr) continue;
      return ValidationError("Variable reference " + std::string(term.name) +
                             " in ORDER BY clause must be part of the primary key");
    }
    for (const KeyAttribute& key : keys_.range) {
      if (DescendingBy(key.name)) plan_.forward = false;
    }
    return {};
  }

  // RANGE attributes from left to right, as long as they are bound by equality, and one condition
  // of another kind after them.
  Result<void> BindSortKeys() {
    for (const KeyAttribute& key : keys_.range) {
      std::optional<AttributeCondition> best;
      size_t best_conjunct = 0;
      for (size_t i = 0; i < conjuncts_.size(); ++i) {
        const std::optional<AttributeCondition> condition =
            AsKeyCondition(*conjuncts_[i].condition);
        if (!condition.has_value() || condition->name != key.name) continue;
        STATOR_RETURN_IF_ERROR(CheckType(key, condition->condition));
        if (best.has_value() && !IsEquality(*condition)) continue;
        if (best.has_value() && IsEquality(*best)) continue;
        best = condition;
        best_conjunct = i;
      }
      if (!best.has_value()) return {};
      conjuncts_[best_conjunct].used = true;
      sort_conditions_.push_back(*best);
      if (!IsEquality(*best)) return {};
    }
    return {};
  }

  static bool IsEquality(const AttributeCondition& condition) {
    return condition.condition.comparator == SortKeyCondition::Comparator::kEqual;
  }

  // One key condition for each combination of values of the HASH attributes, the first attribute
  // changing most slowly.
  Result<void> MakePartitions() {
    size_t count = 1;
    for (const Choice& choice : choices_) count *= choice.values.size();
    const std::span<KeyCondition> partitions = arena_.NewArray<KeyCondition>(count);
    for (size_t i = 0; i < count; ++i) {
      std::vector<AttributeCondition> conditions(choices_.size());
      size_t rest = i;
      for (size_t k = choices_.size(); k-- > 0;) {
        const std::span<const AttributeValue> values = choices_[k].values;
        conditions[k].name = keys_.hash[k].name;
        conditions[k].condition.value = values[rest % values.size()];
        rest /= values.size();
      }
      conditions.insert(conditions.end(), sort_conditions_.begin(), sort_conditions_.end());
      STATOR_ASSIGN_OR_RETURN(partitions[i], MatchKeys(arena_, conditions, schema_, index_));
    }
    plan_.partitions = partitions;
    return {};
  }

  void TakeWholeKey() {
    const bool whole =
        keys_.range.empty() || (sort_conditions_.size() == 1 && IsEquality(sort_conditions_[0]));
    if (!whole) return;
    plan_.kind = ReadPlan::Kind::kGetItem;
    const std::span<Attribute> key = arena_.NewArray<Attribute>(keys_.range.empty() ? 1 : 2);
    key[0] = {keys_.hash[0].name, plan_.partitions[0].partition[0]};
    if (!keys_.range.empty()) {
      key[1] = {keys_.range[0].name, sort_conditions_[0].condition.value};
      if (key[1].name < key[0].name) std::swap(key[0], key[1]);
    }
    plan_.key = key;
  }

  Arena& arena_;
  const Statement& statement_;
  const TableSchema& schema_;
  const IndexSchema* index_;
  const Keys keys_;
  ArenaVector<Conjunct> conjuncts_;
  std::vector<Choice> choices_;  // of the HASH attributes
  std::vector<AttributeCondition> sort_conditions_;
  ReadPlan plan_;
};

}  // namespace

Error KeyTypeMismatch(const std::string& attribute_name) {
  return ValidationError(
      "Key attribute's data type should match its data type in table's schema: Key " +
      attribute_name);
}

Result<ReadPlan> PlanRead(Arena& arena, const Statement& statement, const TableSchema& schema,
                          const IndexSchema* index) {
  return ReadPlanner(arena, statement, schema, index).Plan();
}

Result<std::optional<ItemPlan>> PlanItem(Arena& arena, const Condition* where,
                                         const TableSchema& schema) {
  ArenaVector<Conjunct> conjuncts(arena);
  Collect(where, conjuncts);
  const Keys keys = KeysOf(schema, nullptr);
  const std::span<Attribute> key = arena.NewArray<Attribute>(1 + keys.range.size());
  size_t bound = 0;
  for (const std::span<const KeyAttribute> attributes : {keys.hash, keys.range}) {
    for (const KeyAttribute& attribute : attributes) {
      const size_t before = bound;
      for (size_t i = 0; i < conjuncts.size(); ++i) {
        const std::optional<AttributeCondition> condition = AsKeyCondition(*conjuncts[i].condition);
        if (!condition.has_value() || condition->name != attribute.name ||
            condition->condition.comparator != SortKeyCondition::Comparator::kEqual) {
          continue;
        }
        STATOR_RETURN_IF_ERROR(CheckType(attribute, condition->condition));
        conjuncts[i].used = true;
        const AttributeValue& value = condition->condition.value;
        if (bound > before && !(key[before].value == value)) {
          return ValidationError("Multiple conditions on same key " + attribute.name +
                                 ". Only single item Update/Insert/Delete are supported");
        }
        key[before] = {attribute.name, value};
        bound = before + 1;
      }
      if (bound == before) return std::optional<ItemPlan>();
    }
  }
  if (bound == 2 && key[1].name < key[0].name) std::swap(key[0], key[1]);
  return std::optional<ItemPlan>(ItemPlan{key, JoinUnused(arena, conjuncts)});
}

}  // namespace stator::expressions::partiql
