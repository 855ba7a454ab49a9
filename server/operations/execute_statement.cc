#include <optional>

#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/partiql_select.h"
#include "server/operations/partiql_statement.h"
#include "server/operations/partiql_token.h"
#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

using expressions::partiql::Statement;
using expressions::partiql::StatementKind;

// INSERT, UPDATE or DELETE.
Result<void> RunChange(OperationContext& context, const json::JsonValue& request,
                       const Statement& statement, json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindStatementTable(context, statement));
  STATOR_ASSIGN_OR_RETURN(ItemAction * action,
                          MakeStatementAction(arena, request, statement, table->schema()));
  WriteMetrics metrics(context, request, statement.table, table->schema());
  STATOR_RETURN_IF_ERROR(action->Run(context.database, *table, metrics.report()));
  STATOR_ASSIGN_OR_RETURN(const AttributeMap returned, ReturnedItem(arena, statement, *action));

  response.BeginObject();
  response.Key("Items");
  response.BeginArray();
  if (!returned.empty()) response.Attributes(returned);
  response.EndArray();
  metrics.Write(action->key(), action->old_size(), action->new_size(), response);
  response.EndObject();
  return {};
}

}  // namespace

Result<void> ExecuteStatement(OperationContext& context, const json::JsonValue& request,
                              json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const auto parameters, ReadParameters(context.arena, request));
  STATOR_ASSIGN_OR_RETURN(const Statement* statement,
                          ReadStatement(context.arena, request, parameters));
  if (statement->kind == StatementKind::kExists) {
    return ValidationError("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  if (statement->is_read()) return RunSelect(context, request, *statement, response);
  return RunChange(context, request, *statement, response);
}

}  // namespace stator::server
