#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "server/json/attribute_codec.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/index_keys.h"
#include "server/operations/item_key.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 2> kExpressions = {"UpdateExpression",
                                                          "ConditionExpression"};
constexpr std::array<std::string_view, 3> kLegacy = {"AttributeUpdates", "Expected",
                                                     "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, false, kLegacy};

// What an UpdateItem is to do, read from the request.
struct UpdateRequest {
  AttributeMap key_attributes;
  const expressions::Update* update = nullptr;  // nullptr: none, the item is only made to exist
  WriteCondition condition;
  ReturnValues return_values = ReturnValues::kNone;
};

// What it did; the maps live in the arena.
struct UpdateOutcome {
  AttributeMap old_item;
  AttributeMap new_item;
  size_t old_size = 0;
  size_t new_size = 0;
};

Result<UpdateRequest> ReadUpdateRequest(Arena& arena, const json::JsonValue& request) {
  UpdateRequest read;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(read.key_attributes,
                          json::ReadAttributeMap(arena, *request.Member("Key")));
  read.return_values = ReadReturnValues(request);
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  if (const auto text = ExpressionText(request, "UpdateExpression"); text.has_value()) {
    STATOR_ASSIGN_OR_RETURN(read.update, expressions::ParseUpdate(arena, placeholders, *text));
  }
  STATOR_ASSIGN_OR_RETURN(read.condition, ReadWriteCondition(arena, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  return read;
}

Result<void> CheckKeyAttributes(Arena& arena, const expressions::Update* update,
                                const TableSchema& schema) {
  if (update == nullptr) return {};
  for (const expressions::DocumentPath& path : expressions::UpdatedPaths(arena, *update)) {
    if (schema.IsKeyAttribute(path.front().name)) {
      return ValidationError("One or more parameter values were invalid: Cannot update attribute " +
                             std::string(path.front().name) +
                             ". This attribute is part of the key");
    }
  }
  STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(schema, *update));
  return CheckIndexKeyOperands(schema, *update);
}

Result<storage::WriteDecision> Decide(Arena& arena, const TableSchema& schema,
                                      const UpdateRequest& request,
                                      const std::optional<storage::EncodedItem>& old_item,
                                      UpdateOutcome& outcome) {
  STATOR_RETURN_IF_ERROR(CheckCondition(arena, request.condition, old_item));
  STATOR_ASSIGN_OR_RETURN(outcome.old_item, DecodeItem(arena, old_item));
  const AttributeMap start = old_item.has_value() ? outcome.old_item : request.key_attributes;
  outcome.new_item = start;
  if (request.update != nullptr) {
    STATOR_ASSIGN_OR_RETURN(outcome.new_item, expressions::Apply(arena, *request.update, start));
  }
  STATOR_RETURN_IF_ERROR(CheckUpdatedIndexKeys(schema, outcome.old_item, outcome.new_item));
  outcome.old_size = old_item.has_value() ? old_item->item_size() : 0;
  outcome.new_size = ItemSize(outcome.new_item);
  if (outcome.new_size > limits::kMaxItemBytes) {
    return ValidationError("Item size to update has exceeded the maximum allowed size");
  }
  return storage::WriteDecision{storage::WriteDecision::Kind::kPut, outcome.new_item,
                                outcome.new_size};
}

AttributeMap ReturnedAttributes(Arena& arena, const UpdateRequest& request,
                                const UpdateOutcome& outcome) {
  switch (request.return_values) {
    case ReturnValues::kNone:
      return {};
    case ReturnValues::kAllOld:
      return outcome.old_item;
    case ReturnValues::kAllNew:
      return outcome.new_item;
    case ReturnValues::kUpdatedOld:
    case ReturnValues::kUpdatedNew:
      break;
  }
  if (request.update == nullptr) return {};
  return expressions::UpdatedAttributes(
      arena, *request.update,
      request.return_values == ReturnValues::kUpdatedOld ? outcome.old_item : outcome.new_item);
}

}  // namespace

Result<void> UpdateItem(OperationContext& context, const json::JsonValue& request,
                        json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const UpdateRequest update, ReadUpdateRequest(arena, request));

  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(table->schema(), update.key_attributes));
  STATOR_RETURN_IF_ERROR(CheckKeyAttributes(arena, update.update, table->schema()));
  STATOR_RETURN_IF_ERROR(CheckWriteCondition(update.condition, table->schema()));

  UpdateOutcome outcome;
  auto decide = [&](std::optional<storage::EncodedItem> old_item) {
    return Decide(arena, table->schema(), update, old_item, outcome);
  };
  WriteMetrics metrics(context, request, table->schema());
  const storage::ItemWrite write{table.get(), key, decide, metrics.report()};
  STATOR_RETURN_IF_ERROR(context.database.Write(arena, {&write, 1}));

  response.BeginObject();
  // An empty map is left out, whichever values were asked for (DynamoDB Local and dynoxide agree).
  if (const AttributeMap returned = ReturnedAttributes(arena, update, outcome); !returned.empty()) {
    response.Key("Attributes");
    response.Attributes(returned);
  }
  metrics.Write(key, outcome.old_size, outcome.new_size, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
