#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "server/json/error_response.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/partiql_statement.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_metrics.h"
#include "storage/encoding/key_codec.h"

namespace stator::server {
namespace {

using expressions::partiql::Statement;
using expressions::partiql::StatementKind;
using json::JsonValue;

// One statement of the batch. What goes wrong with it is its own answer; the others go on.
struct BatchedStatement {
  const JsonValue* request = nullptr;
  const Statement* statement = nullptr;  // nullptr: it could not be parsed
  storage::TablePtr table;
  std::optional<PrimaryKey> key;  // nullopt: the statement could not be bound to its table
  ItemAction* action = nullptr;   // of a statement that writes
  std::optional<Error> error;
  // The answer of a statement that was run.
  std::optional<storage::EncodedItem> read;
  AttributeMap returned;
  storage::WriteReport report;
};

Result<void> Bind(OperationContext& context, BatchedStatement& batched) {
  Arena& arena = context.arena;
  const Statement& statement = *batched.statement;
  if (statement.kind == StatementKind::kExists) {
    return ValidationError("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  STATOR_ASSIGN_OR_RETURN(batched.table, FindStatementTable(context, statement));
  const TableSchema& schema = batched.table->schema();
  if (statement.is_read()) {
    STATOR_ASSIGN_OR_RETURN(batched.key, KeyOfSingleRead(arena, statement, schema));
    if (!batched.key.has_value()) {
      return ValidationError("Only single item select is supported");
    }
    if (statement.projection == nullptr) return {};
    return expressions::CheckKeyPaths(schema, *statement.projection);
  }
  STATOR_ASSIGN_OR_RETURN(batched.action,
                          MakeStatementAction(arena, *batched.request, statement, schema));
  STATOR_RETURN_IF_ERROR(batched.action->Bind(schema));
  batched.key = batched.action->key();
  return {};
}

// The whole request is wrong when reads and writes are mixed. EXISTS is neither.
Result<void> CheckOneKind(const std::vector<BatchedStatement>& batch) {
  bool reads = false;
  bool writes = false;
  for (const BatchedStatement& batched : batch) {
    if (batched.statement == nullptr || batched.statement->kind == StatementKind::kExists) continue;
    (batched.statement->is_read() ? reads : writes) = true;
  }
  if (!reads || !writes) return {};
  return ValidationError("Read and write requests together in the same batch is not supported.");
}

Result<void> CheckDistinctItems(const std::vector<BatchedStatement>& batch) {
  std::vector<std::string> keys;
  for (const BatchedStatement& batched : batch) {
    if (!batched.key.has_value()) continue;
    storage::AppendItemKey(batched.table->schema().id, *batched.key, keys.emplace_back());
  }
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return {};
  return ValidationError("Provided list of item keys contains duplicates");
}

Result<void> RunOne(OperationContext& context, const MetricsAsked& asked,
                    BatchedStatement& batched) {
  if (batched.statement->is_read()) {
    STATOR_ASSIGN_OR_RETURN(batched.read,
                            context.database.GetItem(*batched.table, *batched.key, context.arena));
    return {};
  }
  storage::WriteReport* report =
      NeedReport(asked, batched.table->schema()) ? &batched.report : nullptr;
  STATOR_RETURN_IF_ERROR(batched.action->Run(context.database, *batched.table, report));
  STATOR_ASSIGN_OR_RETURN(batched.returned,
                          ReturnedItem(context.arena, *batched.statement, *batched.action));
  return {};
}

void WriteStatementError(const Error& error, json::JsonWriter& response) {
  response.Key("Error");
  response.BeginObject();
  response.Key("Code");
  response.String(json::BatchStatementCode(error.code));
  response.Key("Message");
  response.String(error.message);
  if (error.detail != nullptr && !error.detail->old_item.empty()) {
    response.Key("Item");
    response.Item(storage::EncodedItem(error.detail->old_item));
  }
  response.EndObject();
}

// DynamoDB Local names the table once the statement has been bound to it.
Result<void> WriteStatementResponse(Arena& arena, const BatchedStatement& batched,
                                    json::JsonWriter& response) {
  response.BeginObject();
  if (batched.error.has_value()) WriteStatementError(*batched.error, response);
  if (batched.key.has_value()) {
    response.Key("TableName");
    response.String(batched.statement->table);
  }
  if (!batched.error.has_value() && (batched.read.has_value() || !batched.returned.empty())) {
    response.Key("Item");
    if (!batched.read.has_value()) {
      response.Attributes(batched.returned);
    } else if (batched.statement->projection == nullptr) {
      response.Item(*batched.read);
    } else {
      STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena, batched.read));
      response.Attributes(expressions::Project(arena, *batched.statement->projection, attributes));
    }
  }
  response.EndObject();
  return {};
}

Consumption ConsumptionOf(Arena& arena, const MetricsAsked& asked,
                          const BatchedStatement& batched) {
  if (batched.action == nullptr) {
    const size_t size = batched.read.has_value() ? batched.read->item_size() : 0;
    return {ReadCapacity(size, ReadBool(*batched.request, "ConsistentRead")), {}};
  }
  const ItemAction& action = *batched.action;
  Consumption consumption{WriteCapacity(action.old_size(), action.new_size()), {}};
  const TableSchema& schema = batched.table->schema();
  if (!batched.error.has_value() && NeedReport(asked, schema)) {
    consumption.indexes = IndexWriteCapacity(arena, schema, batched.report);
  }
  return consumption;
}

// "The values of the list are ordered according to the ordering of the statements" (API reference):
// one for each statement that reached its item.
void WriteCapacities(Arena& arena, const MetricsAsked& asked,
                     const std::vector<BatchedStatement>& batch, json::JsonWriter& response) {
  if (!asked.capacity) return;
  response.Key("ConsumedCapacity");
  response.BeginArray();
  for (const BatchedStatement& batched : batch) {
    if (!batched.key.has_value()) continue;
    WriteTableCapacity(batched.statement->table, ConsumptionOf(arena, asked, batched),
                       asked.capacity_by_index, CapacityKind::kPlain, response);
  }
  response.EndArray();
}

}  // namespace

Result<void> BatchExecuteStatement(OperationContext& context, const JsonValue& request,
                                   json::JsonWriter& response) {
  Arena& arena = context.arena;
  const std::span<const JsonValue> statements = request.Member("Statements")->array();
  STATOR_ASSIGN_OR_RETURN(const auto parameters, ReadParametersOfEach(arena, statements));
  std::vector<BatchedStatement> batch(statements.size());
  for (size_t i = 0; i < batch.size(); ++i) {
    batch[i].request = &statements[i];
    Result<const Statement*> statement = ReadStatement(arena, statements[i], parameters[i]);
    if (statement.ok()) {
      batch[i].statement = *statement;
    } else {
      batch[i].error = std::move(statement).error();
    }
  }
  STATOR_RETURN_IF_ERROR(CheckOneKind(batch));
  for (BatchedStatement& batched : batch) {
    if (batched.statement == nullptr) continue;
    if (Result<void> bound = Bind(context, batched); !bound.ok()) {
      batched.error = std::move(bound).error();
    }
  }
  STATOR_RETURN_IF_ERROR(CheckDistinctItems(batch));
  const MetricsAsked asked = ReadMetricsAsked(request);
  for (BatchedStatement& batched : batch) {
    if (batched.error.has_value()) continue;
    if (Result<void> run = RunOne(context, asked, batched); !run.ok()) {
      batched.error = std::move(run).error();
    }
  }
  response.BeginObject();
  response.Key("Responses");
  response.BeginArray();
  for (const BatchedStatement& batched : batch) {
    STATOR_RETURN_IF_ERROR(WriteStatementResponse(arena, batched, response));
  }
  response.EndArray();
  WriteCapacities(arena, asked, batch, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
