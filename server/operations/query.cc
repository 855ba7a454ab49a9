#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "expressions/parser.h"
#include "expressions/paths.h"
#include "model/limits.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/item_page.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 2> kExpressions = {"FilterExpression",
                                                          "KeyConditionExpression"};
constexpr std::array<std::string_view, 4> kLegacy = {"AttributesToGet", "QueryFilter",
                                                     "ConditionalOperator", "KeyConditions"};
constexpr ExpressionParameters kParameters = {kExpressions, true, kLegacy};

// A filter sees only what the key condition could not decide.
Result<void> CheckFilterLeavesKeysAlone(const expressions::Condition* filter,
                                        const TableSchema& schema) {
  if (filter == nullptr) return {};
  std::string_view offender;
  expressions::ForEachPath(*filter, [&](const expressions::DocumentPath& path) {
    if (offender.empty() && schema.IsKeyAttribute(path.front().name)) offender = path.front().name;
  });
  if (offender.empty()) return {};
  return ValidationError(
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
      std::string(offender));
}

bool Meets(const SortKeyCondition& condition, const AttributeValue& key) {
  using Comparator = SortKeyCondition::Comparator;
  if (condition.comparator == Comparator::kBeginsWith) {
    return key.bytes().starts_with(condition.value.bytes());
  }
  const int order = CompareScalars(key, condition.value);
  switch (condition.comparator) {
    case Comparator::kEqual:
      return order == 0;
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    case Comparator::kGreaterOrEqual:
      return order >= 0;
    case Comparator::kBetween:
      return order >= 0 && CompareScalars(key, condition.high) <= 0;
    case Comparator::kBeginsWith:
      break;
  }
  return false;
}

// The service looks at the form of ExclusiveStartKey before it looks at the key condition, and at
// its place afterwards. The texts are those that dynalite gives; DynamoDB Local agrees on the last.
Result<std::optional<PrimaryKey>> ReadStartKey(const TableSchema& schema,
                                               const PageParameters& parameters) {
  if (!parameters.exclusive_start_key.has_value()) return std::optional<PrimaryKey>();
  const AttributeMap attributes = *parameters.exclusive_start_key;
  if (!HasExactlyKeyAttributes(schema, attributes)) {
    return ValidationError("The provided starting key is invalid");
  }
  if (!KeyTypesMatch(schema, attributes)) {
    return ValidationError("The provided key element does not match the schema");
  }
  return std::optional<PrimaryKey>(ExtractKey(schema, attributes));
}

Result<void> CheckStartKeyIsWithin(const storage::QueryRange& range) {
  if (!range.exclusive_start.has_value()) return {};
  if (!(range.exclusive_start->partition == range.condition.partition)) {
    return ValidationError(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  const std::optional<SortKeyCondition>& sort = range.condition.sort;
  if (sort.has_value() && !Meets(*sort, *range.exclusive_start->sort)) {
    return ValidationError("The provided starting key does not match the range key predicate");
  }
  return {};
}

}  // namespace

Result<void> Query(OperationContext& context, const json::JsonValue& request,
                   json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(PageParameters parameters, ReadPageParameters(arena, request));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  STATOR_ASSIGN_OR_RETURN(const expressions::Condition* key_condition,
                          ReadCondition(arena, request, placeholders, "KeyConditionExpression"));
  if (key_condition == nullptr) {
    return ValidationError(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  STATOR_RETURN_IF_ERROR(ReadPageExpressions(arena, request, placeholders, parameters));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  STATOR_RETURN_IF_ERROR(CheckIndexName(request));

  const TableSchema& schema = table->schema();
  const expressions::KeyAttributes keys = KeysForExpressions(schema);
  storage::QueryRange range;
  STATOR_ASSIGN_OR_RETURN(range.exclusive_start, ReadStartKey(schema, parameters));
  STATOR_ASSIGN_OR_RETURN(range.condition,
                          expressions::BindKeyCondition(arena, *key_condition, keys));
  STATOR_RETURN_IF_ERROR(CheckStartKeyIsWithin(range));
  STATOR_RETURN_IF_ERROR(CheckPageExpressions(parameters, keys));
  STATOR_RETURN_IF_ERROR(CheckFilterLeavesKeysAlone(parameters.filter, schema));
  const json::JsonValue* forward = request.Member("ScanIndexForward");
  range.forward = forward == nullptr || forward->boolean();

  const std::unique_ptr<storage::ItemCursor> cursor = context.database.Query(*table, range);
  return WritePage(context, request, *table, *cursor, parameters, response);
}

}  // namespace stator::server
