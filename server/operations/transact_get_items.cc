#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "server/json/attribute_codec.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/table_metrics.h"
#include "server/operations/transaction.h"

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
    STATOR_ASSIGN_OR_RETURN(const storage::Table* table, targets.AddTable(i, *gets[i].parameters));
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

// "There is an ongoing TransactGetItems operation that conflicts with a concurrent [...]
// TransactWriteItems request. In this case the TransactGetItems operation fails with a
// TransactionCanceledException" (API reference).
TransactionReasons Conflicts(std::span<const storage::ItemSnapshot> items) {
  TransactionReasons reasons(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].held) reasons[i] = storage::TransactionConflictError();
  }
  return reasons;
}

// Writes items and counts what they add up to, which is limited: DynamoDB Local counts what is left
// after projections, and these are its words.
class ResponseItems {
 public:
  ResponseItems(Arena& arena, json::JsonWriter& response) : arena_(arena), response_(response) {}

  Result<void> Write(const std::optional<storage::EncodedItem>& item,
                     const expressions::Projection* projection) {
    response_.BeginObject();
    if (item.has_value()) {
      response_.Key("Item");
      if (projection == nullptr) {
        bytes_ += item->item_size();
        response_.Item(*item);
      } else {
        STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena_, item));
        const AttributeMap projected = expressions::Project(arena_, *projection, attributes);
        bytes_ += ItemSize(projected);
        response_.Attributes(projected);
      }
    }
    response_.EndObject();
    if (bytes_ <= limits::kMaxTransactionBytes) return {};
    return ValidationError("Payload in response is too large." + std::to_string(bytes_));
  }

 private:
  Arena& arena_;
  json::JsonWriter& response_;
  size_t bytes_ = 0;
};

}  // namespace

Result<void> TransactGetItems(OperationContext& context, const json::JsonValue& request,
                              json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const std::vector<Get> gets, ReadGets(arena, request));
  TransactionTargets targets(context, gets.size());
  STATOR_ASSIGN_OR_RETURN(const TransactionReasons reasons, BindGets(gets, targets));
  if (AnyReason(reasons)) return TransactionCanceled(reasons);

  const std::span<storage::ItemRead> reads = arena.NewArray<storage::ItemRead>(gets.size());
  for (size_t i = 0; i < gets.size(); ++i) reads[i] = {&targets.table(i), targets.key(i)};
  STATOR_ASSIGN_OR_RETURN(const auto items, context.database.ReadTogether(arena, reads));
  const TransactionReasons conflicts = Conflicts(items);
  if (AnyReason(conflicts)) return TransactionCanceled(conflicts);

  ResponseItems response_items(arena, response);
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
