#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "expressions/parser.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/operations.h"
#include "server/operations/partiql_statement.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_metrics.h"
#include "server/operations/transaction.h"
#include "server/operations/transaction_read.h"
#include "server/operations/transaction_write.h"

namespace stator::server {
namespace {

using expressions::partiql::Returning;
using expressions::partiql::Statement;
using expressions::partiql::StatementKind;
using json::JsonValue;

// One statement of the transaction.
struct TransactedStatement : TransactionAction {
  const JsonValue* request = nullptr;
  const Statement* statement = nullptr;
};

// The words are DynamoDB Local's, here and below.
Error InStatement(size_t number, const std::string& message) {
  return ValidationError("Validation failed in TransactStatements[" + std::to_string(number) +
                         "]: " + message);
}

Result<std::vector<TransactedStatement>> ReadStatements(Arena& arena, const JsonValue& request) {
  const std::span<const JsonValue> given = request.Member("TransactStatements")->array();
  STATOR_ASSIGN_OR_RETURN(const auto parameters, ReadParametersOfEach(arena, given));
  std::vector<TransactedStatement> statements(given.size());
  for (size_t i = 0; i < given.size(); ++i) {
    TransactedStatement& transacted = statements[i];
    transacted.request = &given[i];
    Result<const Statement*> statement = ReadStatement(arena, given[i], parameters[i]);
    if (!statement.ok()) {
      if (statement.error().code != ErrorCode::kValidation) return std::move(statement).error();
      return InStatement(i, statement.error().message);
    }
    transacted.statement = *statement;
  }
  for (const TransactedStatement& transacted : statements) {
    if (transacted.statement->is_read() != statements.front().statement->is_read()) {
      return ValidationError(
          "ExecuteTransaction API does not support both read and write operations in the same "
          "request.");
    }
  }
  return statements;
}

// --- Transactions that read ---

Result<void> BindReads(Arena& arena, std::span<const TransactedStatement> statements,
                       TransactionTargets& targets) {
  for (size_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = *statements[i].statement;
    STATOR_RETURN_IF_ERROR(CheckStatementTable(statement));
    STATOR_ASSIGN_OR_RETURN(const storage::Table* table, targets.AddTable(i, statement.table));
    if (table == nullptr) continue;
    if (!statement.index.empty()) {
      return InStatement(i, "Reads on indices are not supported within transactions.");
    }
    STATOR_ASSIGN_OR_RETURN(const std::optional<PrimaryKey> key,
                            KeyOfSingleRead(arena, statement, table->schema()));
    if (!key.has_value()) {
      return InStatement(i,
                         "Select statements within ExecuteTransaction must specify the primary "
                         "key in the where clause.");
    }
    if (statement.projection != nullptr) {
      STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(table->schema(), *statement.projection));
    }
    targets.AddKey(i, *key);
  }
  return targets.Check();
}

Result<void> RunReads(OperationContext& context, const JsonValue& request,
                      std::span<const TransactedStatement> statements, json::JsonWriter& response) {
  TransactionTargets targets(context, statements.size());
  STATOR_RETURN_IF_ERROR(BindReads(context.arena, statements, targets));
  STATOR_ASSIGN_OR_RETURN(const auto items, ReadTransaction(context, statements.size(), targets));
  response.BeginObject();
  response.Key("Responses");
  response.BeginArray();
  TransactionResponses responses(context.arena, response);
  for (size_t i = 0; i < items.size(); ++i) {
    STATOR_RETURN_IF_ERROR(responses.Write(items[i].item, statements[i].statement->projection));
  }
  response.EndArray();
  const MetricsAsked asked = ReadMetricsAsked(request);
  if (asked.capacity) {
    response.Key("ConsumedCapacity");
    response.BeginArray();
    for (size_t i = 0; i < items.size(); ++i) {
      const size_t size = items[i].item.has_value() ? items[i].item->item_size() : 0;
      WriteTableCapacity(statements[i].statement->table, {ReadCapacity(size, true), {}},
                         asked.capacity_by_index, CapacityKind::kTransactionRead, response);
    }
    response.EndArray();
  }
  response.EndObject();
  return {};
}

// --- Transactions that write ---

// What the schemas have against the statements. An error is one of the whole request.
Result<TransactionReasons> BindWrites(Arena& arena, std::span<TransactedStatement> statements,
                                      TransactionTargets& targets) {
  TransactionReasons reasons(statements.size());
  for (size_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = *statements[i].statement;
    if (statement.returning != Returning::kNothing) {
      return InStatement(i, "RETURNING clause is not supported in ExecuteTransaction.");
    }
    STATOR_RETURN_IF_ERROR(CheckStatementTable(statement));
    STATOR_ASSIGN_OR_RETURN(const storage::Table* table, targets.AddTable(i, statement.table));
    if (table == nullptr) continue;
    Result<ItemAction*> action =
        MakeStatementAction(arena, *statements[i].request, statement, table->schema());
    if (!action.ok() && statement.kind == StatementKind::kExists) {
      return InStatement(i, action.error().message);
    }
    if (!action.ok()) {
      reasons[i] = std::move(action).error();
      continue;
    }
    statements[i].item = *action;
    STATOR_ASSIGN_OR_RETURN(reasons[i], BindAction(i, **action, *table, targets));
  }
  STATOR_RETURN_IF_ERROR(targets.Check());
  return reasons;
}

// "Capacity management for transactions" in the developer guide: a repeated transaction reads its
// items, and a condition check costs what writing its item would.
Result<Consumption> WriteConsumption(OperationContext& context, const MetricsAsked& asked,
                                     const TransactedStatement& transacted,
                                     const storage::Table& table, bool replayed) {
  const ItemAction& item = *transacted.item;
  if (replayed) {
    STATOR_ASSIGN_OR_RETURN(const auto stored,
                            context.database.GetItem(table, item.key(), context.arena));
    return Consumption{ReadCapacity(stored.has_value() ? stored->item_size() : 0, true), {}};
  }
  Consumption consumption{WriteCapacity(item.old_size(), item.new_size()), {}};
  if (item.is_write() && NeedReport(asked, table.schema())) {
    consumption.indexes = IndexWriteCapacity(context.arena, table.schema(), transacted.report);
  }
  return consumption;
}

Result<void> RunWrites(OperationContext& context, const JsonValue& request,
                       std::span<TransactedStatement> statements, json::JsonWriter& response) {
  TransactionTargets targets(context, statements.size());
  STATOR_ASSIGN_OR_RETURN(const TransactionReasons reasons,
                          BindWrites(context.arena, statements, targets));
  if (AnyReason(reasons)) return TransactionCanceled(reasons);
  const MetricsAsked asked = ReadMetricsAsked(request);
  std::vector<TransactionAction*> actions;
  for (TransactedStatement& transacted : statements) actions.push_back(&transacted);
  STATOR_ASSIGN_OR_RETURN(
      const bool replayed,
      CommitTransaction(context, actions, asked, ReadText(request, "ClientRequestToken"),
                        *request.Member("TransactStatements"), targets));
  response.BeginObject();
  response.Key("Responses");
  response.BeginArray();
  response.EndArray();
  if (asked.capacity) {
    response.Key("ConsumedCapacity");
    response.BeginArray();
    for (size_t i = 0; i < statements.size(); ++i) {
      STATOR_ASSIGN_OR_RETURN(
          const Consumption consumption,
          WriteConsumption(context, asked, statements[i], targets.table(i), replayed));
      WriteTableCapacity(
          statements[i].statement->table, consumption, asked.capacity_by_index,
          replayed ? CapacityKind::kTransactionRead : CapacityKind::kTransactionWrite, response);
    }
    response.EndArray();
  }
  response.EndObject();
  return {};
}

}  // namespace

Result<void> ExecuteTransaction(OperationContext& context, const JsonValue& request,
                                json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(std::vector<TransactedStatement> statements,
                          ReadStatements(context.arena, request));
  if (statements.front().statement->is_read()) {
    return RunReads(context, request, statements, response);
  }
  return RunWrites(context, request, statements, response);
}

}  // namespace stator::server
