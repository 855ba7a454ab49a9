#include "server/operations/partiql_statement.h"

#include <utility>

#include "expressions/partiql/planner.h"
#include "server/json/attribute_codec.h"
#include "server/operations/item_condition_check.h"
#include "server/operations/item_delete.h"
#include "server/operations/item_key.h"
#include "server/operations/item_put.h"
#include "server/operations/item_update.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

using expressions::partiql::ItemPlan;
using expressions::partiql::Returning;
using expressions::partiql::Statement;
using expressions::partiql::StatementKind;
using Presence = WriteCondition::Presence;

ReturnValues ReturnValuesOf(Returning returning) {
  switch (returning) {
    case Returning::kNothing:
      return ReturnValues::kNone;
    case Returning::kAllOld:
      return ReturnValues::kAllOld;
    case Returning::kAllNew:
      return ReturnValues::kAllNew;
    case Returning::kModifiedOld:
      return ReturnValues::kUpdatedOld;
    case Returning::kModifiedNew:
      return ReturnValues::kUpdatedNew;
  }
  return ReturnValues::kNone;
}

template <typename Kind>
Result<ItemAction*> InArena(Arena& arena, Result<Kind> action) {
  if (!action.ok()) return std::move(action).error();
  return static_cast<ItemAction*>(arena.New<Kind>(std::move(action).value()));
}

// "If the DynamoDB table does not have any item with the same primary key [...] SUCCESS is returned
// with 0 items deleted. If the table has an item with same primary key, but the condition in the
// WHERE clause of the DELETE statement evaluates to false, ConditionalCheckFailedException is
// returned" (developer guide). Of an UPDATE both are ConditionalCheckFailedExceptions. EXISTS wants
// the item to be there, whatever its condition is (DynamoDB Local).
Presence PresenceOf(StatementKind kind) {
  switch (kind) {
    case StatementKind::kInsert:
      return Presence::kForbidden;
    case StatementKind::kDelete:
      return Presence::kConditionIfPresent;
    case StatementKind::kUpdate:
    case StatementKind::kExists:
    case StatementKind::kSelect:
      break;
  }
  return Presence::kRequired;
}

Result<ItemPlan> PlanOneItem(Arena& arena, const Statement& statement, const TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<ItemPlan> plan,
                          expressions::partiql::PlanItem(arena, statement.where, schema));
  if (statement.kind == StatementKind::kExists &&
      (!plan.has_value() || plan->rest == nullptr || !statement.index.empty())) {
    return ValidationError("EXISTS() must contain a single item read with additional condition");
  }
  if (!plan.has_value()) {
    return ValidationError(
        "Where clause does not contain a mandatory equality on all key attributes");
  }
  return *plan;
}

}  // namespace

Result<std::span<AttributeValue>> ReadParameters(Arena& arena, const json::JsonValue& request) {
  std::span<AttributeValue> parameters;
  if (const json::JsonValue* given = request.Member("Parameters"); given != nullptr) {
    parameters = arena.NewArray<AttributeValue>(given->array().size());
    for (size_t i = 0; i < parameters.size(); ++i) {
      STATOR_ASSIGN_OR_RETURN(parameters[i], json::ReadAttributeValue(arena, given->array()[i]));
    }
  }
  return parameters;
}

Result<const Statement*> ReadStatement(Arena& arena, const json::JsonValue& request,
                                       std::span<AttributeValue> parameters) {
  return expressions::partiql::ParseStatement(arena, ReadText(request, "Statement"), parameters);
}

Result<std::vector<std::span<AttributeValue>>> ReadParametersOfEach(
    Arena& arena, std::span<const json::JsonValue> statements) {
  std::vector<std::span<AttributeValue>> parameters(statements.size());
  for (size_t i = 0; i < statements.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(parameters[i], ReadParameters(arena, statements[i]));
  }
  return parameters;
}

Result<void> CheckStatementTable(const Statement& statement) {
  if (IsTableName(statement.table)) return {};
  return ValidationError(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', "
      "'_', '.'.");
}

Result<storage::TablePtr> FindStatementTable(const OperationContext& context,
                                             const Statement& statement) {
  STATOR_RETURN_IF_ERROR(CheckStatementTable(statement));
  return FindTableForItems(context, statement.table);
}

Result<ItemAction*> MakeStatementAction(Arena& arena, const json::JsonValue& request,
                                        const Statement& statement, const TableSchema& schema) {
  StatedAction stated;
  stated.condition.presence = PresenceOf(statement.kind);
  stated.condition.return_old_item =
      ReadText(request, "ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
  if (statement.kind == StatementKind::kInsert) {
    stated.given_attributes = statement.item;
    return InArena(arena, ItemPut::OfStatement(arena, stated));
  }
  STATOR_ASSIGN_OR_RETURN(const ItemPlan plan, PlanOneItem(arena, statement, schema));
  stated.given_attributes = plan.key;
  stated.condition.condition = plan.rest;
  if (statement.kind == StatementKind::kUpdate) {
    return InArena(arena, ItemUpdate::OfStatement(arena, stated, *statement.update,
                                                  ReturnValuesOf(statement.returning)));
  }
  if (statement.kind == StatementKind::kDelete) {
    return InArena(arena, ItemDelete::OfStatement(arena, stated));
  }
  return InArena(arena, ItemConditionCheck::OfStatement(arena, stated));
}

Result<AttributeMap> ReturnedItem(Arena& arena, const Statement& statement,
                                  const ItemAction& action) {
  if (statement.returning == Returning::kNothing) return AttributeMap{};
  if (statement.kind == StatementKind::kUpdate) {
    return static_cast<const ItemUpdate&>(action).ReturnedAttributes();
  }
  return DecodeItem(arena, action.old_item());
}

Result<std::optional<PrimaryKey>> KeyOfSingleRead(Arena& arena, const Statement& statement,
                                                  const TableSchema& schema) {
  if (!statement.index.empty()) return std::optional<PrimaryKey>();
  STATOR_ASSIGN_OR_RETURN(const std::optional<ItemPlan> plan,
                          expressions::partiql::PlanItem(arena, statement.where, schema));
  if (!plan.has_value() || plan->rest != nullptr) return std::optional<PrimaryKey>();
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(schema, plan->key));
  return std::optional<PrimaryKey>(key);
}

}  // namespace stator::server
