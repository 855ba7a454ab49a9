#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/parser.h"
#include "server/json/attribute_codec.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_metrics.h"
#include "server/operations/transaction.h"
#include "server/operations/transaction_read.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr ExpressionParameters kParameters = {{}, true, {}};

struct Get {
  const JsonValue* parameters = nullptr;
  AttributeMap key_attributes;
  const expressions::Projection* projection = nullptr;  // nullptr: the whole item
};

Result<Get> ReadGet(Arena& arena, const JsonValue& parameters) {
  Get get;
  get.parameters = &parameters;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(parameters, kParameters));
  STATOR_ASSIGN_OR_RETURN(get.key_attributes,
                          json::ReadAttributeMap(arena, *parameters.Member("Key")));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          ReadNamePlaceholders(arena, parameters));
  STATOR_ASSIGN_OR_RETURN(get.projection, ReadProjection(arena, parameters, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  return get;
}

Result<std::vector<Get>> ReadGets(Arena& arena, const JsonValue& request) {
  std::vector<Get> gets;
  for (const JsonValue& transact_item : request.Member("TransactItems")->array()) {
    STATOR_ASSIGN_OR_RETURN(const Get get, ReadGet(arena, *transact_item.Member("Get")));
    gets.push_back(get);
  }
  return gets;
}

// What the schemas have against the keys. An error is one of the whole request.
Result<TransactionReasons> BindGets(std::span<const Get> gets, TransactionTargets& targets) {
  TransactionReasons reasons(gets.size());
  for (size_t i = 0; i < gets.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(const storage::Table* table,
                            targets.AddTable(i, ReadText(*gets[i].parameters, "TableName")));
    if (table == nullptr) continue;
    if (gets[i].projection != nullptr) {
      STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(table->schema(), *gets[i].projection));
    }
    Result<PrimaryKey> key = ReadKey(table->schema(), gets[i].key_attributes);
    if (key.ok()) {
      targets.AddKey(i, *key);
    } else if (key.error().detail != nullptr && key.error().detail->ends_transaction) {
      return std::move(key).error();
    } else {
      reasons[i] = std::move(key).error();
    }
  }
  STATOR_RETURN_IF_ERROR(targets.Check());
  return reasons;
}

}  // namespace

Result<void> TransactGetItems(OperationContext& context, const json::JsonValue& request,
                              json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const std::vector<Get> gets, ReadGets(arena, request));
  TransactionTargets targets(context, gets.size());
  STATOR_ASSIGN_OR_RETURN(const TransactionReasons reasons, BindGets(gets, targets));
  if (AnyReason(reasons)) return TransactionCanceled(reasons);

  STATOR_ASSIGN_OR_RETURN(const auto items, ReadTransaction(context, gets.size(), targets));

  TransactionResponses response_items(arena, response);
  response.BeginObject();
  response.Key("Responses");
  response.BeginArray();
  for (size_t i = 0; i < items.size(); ++i) {
    const size_t size = items[i].item.has_value() ? items[i].item->item_size() : 0;
    targets.metrics(i).AddRead(ReadCapacity(size, true));
    STATOR_RETURN_IF_ERROR(response_items.Write(items[i].item, gets[i].projection));
  }
  response.EndArray();
  WriteConsumedCapacities(ReadMetricsAsked(request), targets.all_metrics(),
                          CapacityKind::kTransactionRead, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
