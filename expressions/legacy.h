#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expressions/arena_vector.h"
#include "expressions/ast.h"
#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

// The parameters from before expressions (Expected, ScanFilter, AttributeUpdates, ...), translated
// to the trees of expressions: there is one evaluator. Attribute names are taken literally: a dot
// is part of the name. Errors are ValidationExceptions in the service's words.
namespace stator::expressions {

// "One or more parameter values were invalid: " and the reason.
Error InvalidParameterValue(const std::string& reason);

enum class ComparisonOperator : uint8_t {
  kEqual,
  kNotEqual,
  kIn,
  kLessOrEqual,
  kLess,
  kGreaterOrEqual,
  kGreater,
  kBetween,
  kNotNull,
  kNull,
  kContains,
  kNotContains,
  kBeginsWith,
};

// "EQ" to kEqual; nullopt: there is no such operator.
std::optional<ComparisonOperator> FindComparisonOperator(std::string_view name);

// One attribute compared with the values of an AttributeValueList.
struct AttributeComparison {
  std::string_view attribute;
  ComparisonOperator comparison = ComparisonOperator::kEqual;
  std::span<const AttributeValue> values;
};

// That the operator takes these values: their number, their types and, of BETWEEN, their order.
Result<void> CheckComparison(const AttributeComparison& comparison);

enum class ConditionalOperator : uint8_t { kAnd, kOr };

// Checked comparisons as one condition, met when all of them are or any of them is; nullptr when
// there are none. The depth of the tree grows with the logarithm of their number only.
const Condition* TranslateComparisons(Arena& arena, ConditionalOperator join,
                                      std::span<const AttributeComparison> comparisons);

// Reads checked comparisons, no two of the same attribute, as BindKeyCondition reads a
// KeyConditionExpression.
Result<KeyCondition> BindKeyConditions(Arena& arena,
                                       std::span<const AttributeComparison> comparisons,
                                       const TableSchema& schema, const IndexSchema* index);

enum class AttributeAction : uint8_t { kPut, kAdd, kDelete };

// Translates AttributeUpdates, attribute by attribute, no two of them the same.
class AttributeUpdatesTranslator {
 public:
  explicit AttributeUpdatesTranslator(Arena& arena)
      : arena_(&arena), set_(arena), remove_(arena), add_(arena), del_(arena) {}

  // An error when the action does not take such a value.
  Result<void> Add(std::string_view attribute, AttributeAction action,
                   const std::optional<AttributeValue>& value);

  // Lives in the arena.
  const Update* Finish();

 private:
  Arena* arena_;
  ArenaVector<SetAction> set_;
  ArenaVector<RemoveAction> remove_;
  ArenaVector<AddAction> add_;
  ArenaVector<DeleteAction> del_;
};

// AttributesToGet; an error when it names an attribute twice.
Result<const Projection*> TranslateAttributesToGet(Arena& arena,
                                                   std::span<const std::string_view> names);

}  // namespace stator::expressions
