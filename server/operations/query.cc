#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "expressions/legacy.h"
#include "expressions/parser.h"
#include "expressions/paths.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/index_read.h"
#include "server/operations/item_key.h"
#include "server/operations/item_page.h"
#include "server/operations/legacy_parameters.h"
#include "server/operations/operations.h"
#include "server/operations/start_key.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 2> kExpressions = {"FilterExpression",
                                                          "KeyConditionExpression"};
constexpr std::array<std::string_view, 4> kLegacy = {"AttributesToGet", "QueryFilter",
                                                     "ConditionalOperator", "KeyConditions"};

// KeyConditions goes together with the other expressions, which came before
// KeyConditionExpression did; only with that it does not (DynamoDB Local and dynalite agree).
ExpressionParameters ParametersOf(const json::JsonValue& request) {
  const bool keys_given = request.Member("KeyConditionExpression") != nullptr;
  return {kExpressions, true, std::span(kLegacy).first(keys_given ? 4 : 3)};
}

bool Uses(const expressions::Condition& filter, const KeyAttribute& attribute) {
  bool found = false;
  expressions::ForEachPath(filter, [&](const expressions::DocumentPath& path) {
    found |= path.front().name == attribute.name;
  });
  return found;
}

// A filter sees only what the key condition could not decide. HASH attributes are named first.
Result<void> CheckFilterLeavesKeysAlone(const PageParameters& parameters,
                                        const KeyAttributes& keys) {
  if (parameters.filter == nullptr) return {};
  for (const std::span<const KeyAttribute> attributes : {keys.hash, keys.range}) {
    for (const KeyAttribute& attribute : attributes) {
      if (!Uses(*parameters.filter, attribute)) continue;
      return ValidationError(
          std::string(parameters.comparisons.empty() ? "Filter Expression" : "QueryFilter") +
          " can only contain non-primary key attributes: Primary key attribute: " + attribute.name);
    }
  }
  return {};
}

// What the request wants of the keys: an expression, or else comparisons.
struct WantedKeys {
  const expressions::Condition* expression = nullptr;
  std::span<const expressions::AttributeComparison> comparisons;
};

Result<WantedKeys> ReadWantedKeys(Arena& arena, const json::JsonValue& request,
                                  expressions::Placeholders& placeholders) {
  WantedKeys keys;
  STATOR_ASSIGN_OR_RETURN(keys.expression,
                          ReadCondition(arena, request, placeholders, "KeyConditionExpression"));
  if (keys.expression != nullptr) return keys;
  if (request.Member("KeyConditions") == nullptr) {
    return ValidationError(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  STATOR_ASSIGN_OR_RETURN(keys.comparisons, ReadComparisons(arena, request, "KeyConditions"));
  // DynamoDB Local's words, which leave room for keys of several attributes.
  if (keys.comparisons.empty()) return ValidationError("Conditions must be at least length 1");
  return keys;
}

Result<KeyCondition> Bind(Arena& arena, const WantedKeys& keys, const TableSchema& schema,
                          const IndexSchema* index) {
  return keys.expression != nullptr
             ? expressions::BindKeyCondition(arena, *keys.expression, schema, index)
             : expressions::BindKeyConditions(arena, keys.comparisons, schema, index);
}

}  // namespace

Result<void> Query(OperationContext& context, const json::JsonValue& request,
                   json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, ParametersOf(request)));
  STATOR_ASSIGN_OR_RETURN(PageParameters parameters,
                          ReadPageParameters(arena, request, "QueryFilter"));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  // DynamoDB Local reads the filter first, then the projection, the key condition last; dynoxide
  // has the filter first too.
  STATOR_RETURN_IF_ERROR(ReadPageExpressions(arena, request, placeholders, parameters));
  STATOR_ASSIGN_OR_RETURN(const WantedKeys keys, ReadWantedKeys(arena, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  STATOR_RETURN_IF_ERROR(CheckPageParameters(request, parameters));
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  const TableSchema& schema = table->schema();
  storage::QueryRange range;
  STATOR_ASSIGN_OR_RETURN(range.index, FindIndexToRead(request, schema));
  range.exclusive_start = parameters.exclusive_start_key;
  STATOR_RETURN_IF_ERROR(CheckQueryStartKey(schema, range.index, range.exclusive_start));
  STATOR_ASSIGN_OR_RETURN(range.condition, Bind(arena, keys, schema, range.index));
  STATOR_RETURN_IF_ERROR(CheckStartKeyIsWithin(schema, range));
  STATOR_RETURN_IF_ERROR(CheckPageExpressions(parameters, schema));
  STATOR_RETURN_IF_ERROR(
      CheckFilterLeavesKeysAlone(parameters, KeyAttributesToRead(schema, range.index)));
  STATOR_RETURN_IF_ERROR(CheckFilterIsProjected(schema, range.index, parameters.filter));
  PageSource source{*table, range.index};
  STATOR_ASSIGN_OR_RETURN(source.fetch_items, NeedsTableItems(schema, range.index, parameters));
  const json::JsonValue* forward = request.Member("ScanIndexForward");
  range.forward = forward == nullptr || forward->boolean();

  const std::unique_ptr<storage::ItemCursor> cursor = context.database.Query(*table, range);
  return WritePage(context, request, source, *cursor, parameters, response);
}

}  // namespace stator::server
