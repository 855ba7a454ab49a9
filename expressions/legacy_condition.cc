#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "expressions/key_match.h"
#include "expressions/legacy.h"
#include "expressions/paths.h"
#include "expressions/type_set.h"

namespace stator::expressions {
namespace {

constexpr TypeSet kTextTypes = TypeBit(AttributeType::kString) | TypeBit(AttributeType::kBinary);
// What a set or a list may hold and CONTAINS take, as DynamoDB Local and dynoxide agree.
constexpr TypeSet kElementTypes =
    kScalarTypes | TypeBit(AttributeType::kBool) | TypeBit(AttributeType::kNull);
constexpr TypeSet kAllTypes = ~TypeSet{0};

constexpr size_t kUnlimited = ~size_t{0};

struct OperatorRule {
  std::string_view name;
  ComparisonOperator comparison;
  size_t min_values;
  size_t max_values;
  TypeSet types;
};

// In the order of ComparisonOperator.
constexpr std::array<OperatorRule, 13> kRules{{
    {"EQ", ComparisonOperator::kEqual, 1, 1, kAllTypes},
    {"NE", ComparisonOperator::kNotEqual, 1, 1, kAllTypes},
    {"IN", ComparisonOperator::kIn, 1, kUnlimited, kScalarTypes},
    {"LE", ComparisonOperator::kLessOrEqual, 1, 1, kScalarTypes},
    {"LT", ComparisonOperator::kLess, 1, 1, kScalarTypes},
    {"GE", ComparisonOperator::kGreaterOrEqual, 1, 1, kScalarTypes},
    {"GT", ComparisonOperator::kGreater, 1, 1, kScalarTypes},
    {"BETWEEN", ComparisonOperator::kBetween, 2, 2, kScalarTypes},
    {"NOT_NULL", ComparisonOperator::kNotNull, 0, 0, kAllTypes},
    {"NULL", ComparisonOperator::kNull, 0, 0, kAllTypes},
    {"CONTAINS", ComparisonOperator::kContains, 1, 1, kElementTypes},
    {"NOT_CONTAINS", ComparisonOperator::kNotContains, 1, 1, kElementTypes},
    {"BEGINS_WITH", ComparisonOperator::kBeginsWith, 1, 1, kTextTypes},
}};

const OperatorRule& RuleOf(ComparisonOperator comparison) {
  return kRules[static_cast<size_t>(comparison)];
}

Comparator ComparatorOf(ComparisonOperator comparison) {
  switch (comparison) {
    case ComparisonOperator::kNotEqual:
      return Comparator::kNotEqual;
    case ComparisonOperator::kLess:
      return Comparator::kLess;
    case ComparisonOperator::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case ComparisonOperator::kGreater:
      return Comparator::kGreater;
    case ComparisonOperator::kGreaterOrEqual:
      return Comparator::kGreaterOrEqual;
    default:
      return Comparator::kEqual;
  }
}

Condition::Kind KindOf(ComparisonOperator comparison) {
  switch (comparison) {
    case ComparisonOperator::kIn:
      return Condition::Kind::kIn;
    case ComparisonOperator::kBetween:
      return Condition::Kind::kBetween;
    case ComparisonOperator::kNotNull:
      return Condition::Kind::kAttributeExists;
    case ComparisonOperator::kNull:
      return Condition::Kind::kAttributeNotExists;
    case ComparisonOperator::kContains:
    case ComparisonOperator::kNotContains:
      return Condition::Kind::kContains;
    case ComparisonOperator::kBeginsWith:
      return Condition::Kind::kBeginsWith;
    default:
      return Condition::Kind::kCompare;
  }
}

// The attribute, then the values.
std::span<const Operand> OperandsOf(Arena& arena, const AttributeComparison& comparison) {
  const std::span<Operand> operands = arena.NewArray<Operand>(comparison.values.size() + 1);
  operands[0].kind = Operand::Kind::kPath;
  operands[0].path = TopLevelPath(arena, comparison.attribute);
  for (size_t i = 0; i < comparison.values.size(); ++i) {
    operands[i + 1].kind = Operand::Kind::kValue;
    operands[i + 1].value = comparison.values[i];
  }
  return operands;
}

const Condition* Translate(Arena& arena, const AttributeComparison& comparison) {
  Condition* condition = arena.New<Condition>();
  condition->kind = KindOf(comparison.comparison);
  condition->comparator = ComparatorOf(comparison.comparison);
  condition->operands = OperandsOf(arena, comparison);
  if (comparison.comparison != ComparisonOperator::kNotContains) return condition;
  // An attribute that does not exist is not one that does not contain the value: so answers
  // DynamoDB Local, which takes NOT contains() in an expression to be true then.
  Condition* exists = arena.New<Condition>();
  exists->kind = Condition::Kind::kAttributeExists;
  exists->operands = condition->operands.first(1);
  Condition* contains_not = arena.New<Condition>();
  contains_not->kind = Condition::Kind::kNot;
  contains_not->left = condition;
  Condition* both = arena.New<Condition>();
  both->kind = Condition::Kind::kAnd;
  both->left = exists;
  both->right = contains_not;
  return both;
}

SortKeyCondition::Comparator KeyComparatorOf(ComparisonOperator comparison) {
  using To = SortKeyCondition::Comparator;
  switch (comparison) {
    case ComparisonOperator::kLess:
      return To::kLess;
    case ComparisonOperator::kLessOrEqual:
      return To::kLessOrEqual;
    case ComparisonOperator::kGreater:
      return To::kGreater;
    case ComparisonOperator::kGreaterOrEqual:
      return To::kGreaterOrEqual;
    case ComparisonOperator::kBetween:
      return To::kBetween;
    case ComparisonOperator::kBeginsWith:
      return To::kBeginsWith;
    default:
      return To::kEqual;
  }
}

bool IsIndexable(ComparisonOperator comparison) {
  return comparison == ComparisonOperator::kEqual ||
         KeyComparatorOf(comparison) != SortKeyCondition::Comparator::kEqual;
}

AttributeCondition ToKeyCondition(const AttributeComparison& comparison) {
  AttributeCondition result;
  result.name = comparison.attribute;
  result.indexable = IsIndexable(comparison.comparison);
  if (!result.indexable) return result;
  result.condition.comparator = KeyComparatorOf(comparison.comparison);
  result.condition.value = comparison.values[0];
  if (comparison.values.size() > 1) result.condition.high = comparison.values[1];
  return result;
}

}  // namespace

Error InvalidParameterValue(const std::string& reason) {
  return ValidationError("One or more parameter values were invalid: " + reason);
}

std::optional<ComparisonOperator> FindComparisonOperator(std::string_view name) {
  for (const OperatorRule& rule : kRules) {
    if (rule.name == name) return rule.comparison;
  }
  return std::nullopt;
}

// The order of the checks is DynamoDB Local's.
Result<void> CheckComparison(const AttributeComparison& comparison) {
  const OperatorRule& rule = RuleOf(comparison.comparison);
  const std::span<const AttributeValue> values = comparison.values;
  if (values.size() < rule.min_values || values.size() > rule.max_values) {
    return InvalidParameterValue("Invalid number of argument(s) for the " + std::string(rule.name) +
                                 " ComparisonOperator");
  }
  for (const AttributeValue& value : values) {
    if ((TypeBit(value.type()) & rule.types) != 0) continue;
    return InvalidParameterValue("ComparisonOperator " + std::string(rule.name) +
                                 " is not valid for " + std::string(WireName(value.type())) +
                                 " AttributeValue type");
  }
  for (const AttributeValue& value : values) {
    if (value.type() == values.front().type()) continue;
    return InvalidParameterValue("AttributeValues inside AttributeValueList must be of same type");
  }
  if (comparison.comparison == ComparisonOperator::kBetween &&
      CompareScalars(values[0], values[1]) > 0) {
    return ValidationError(
        "The BETWEEN condition was provided a range where the lower bound is greater than the "
        "upper bound");
  }
  return {};
}

const Condition* TranslateComparisons(Arena& arena, ConditionalOperator join,
                                      std::span<const AttributeComparison> comparisons) {
  if (comparisons.empty()) return nullptr;
  if (comparisons.size() == 1) return Translate(arena, comparisons.front());
  const size_t half = comparisons.size() / 2;
  Condition* both = arena.New<Condition>();
  both->kind = join == ConditionalOperator::kAnd ? Condition::Kind::kAnd : Condition::Kind::kOr;
  both->left = TranslateComparisons(arena, join, comparisons.first(half));
  both->right = TranslateComparisons(arena, join, comparisons.subspan(half));
  return both;
}

Result<KeyCondition> BindKeyConditions(Arena& arena,
                                       std::span<const AttributeComparison> comparisons,
                                       const TableSchema& schema, const IndexSchema* index) {
  const std::span<AttributeCondition> conditions =
      arena.NewArray<AttributeCondition>(comparisons.size());
  std::transform(comparisons.begin(), comparisons.end(), conditions.begin(), ToKeyCondition);
  return MatchKeys(arena, conditions, schema, index);
}

}  // namespace stator::expressions
