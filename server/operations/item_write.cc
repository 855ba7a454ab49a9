#include "server/operations/item_write.h"

#include <memory>
#include <string>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"

namespace stator::server {

Result<size_t> CheckedItemSize(AttributeMap item) {
  const size_t size = ItemSize(item);
  if (size > limits::kMaxItemBytes) {
    return ValidationError("Item size has exceeded the maximum allowed size");
  }
  return size;
}

ReturnValues ReadReturnValues(const json::JsonValue& request) {
  const json::JsonValue* member = request.Member("ReturnValues");
  if (member == nullptr) return ReturnValues::kNone;
  const std::string_view text = member->text();
  if (text == "ALL_OLD") return ReturnValues::kAllOld;
  if (text == "ALL_NEW") return ReturnValues::kAllNew;
  if (text == "UPDATED_OLD") return ReturnValues::kUpdatedOld;
  if (text == "UPDATED_NEW") return ReturnValues::kUpdatedNew;
  return ReturnValues::kNone;
}

Result<ReturnValues> ReadReturnOldValues(const json::JsonValue& request) {
  const ReturnValues values = ReadReturnValues(request);
  if (values != ReturnValues::kNone && values != ReturnValues::kAllOld) {
    return ValidationError("ReturnValues can only be ALL_OLD or NONE");
  }
  return values;
}

Result<WriteCondition> ReadWriteCondition(Arena& arena, const json::JsonValue& request,
                                          expressions::Placeholders& placeholders) {
  WriteCondition condition;
  STATOR_ASSIGN_OR_RETURN(condition.condition,
                          ReadCondition(arena, request, placeholders, "ConditionExpression"));
  const json::JsonValue* on_failure = request.Member("ReturnValuesOnConditionCheckFailure");
  condition.return_old_item = on_failure != nullptr && on_failure->text() == "ALL_OLD";
  return condition;
}

Result<void> CheckWriteCondition(const WriteCondition& condition, const TableSchema& schema) {
  if (condition.condition == nullptr) return {};
  return expressions::CheckKeyPaths(schema, *condition.condition);
}

Result<AttributeMap> DecodeItem(Arena& arena, const std::optional<storage::EncodedItem>& item) {
  if (!item.has_value()) return AttributeMap{};
  const std::optional<AttributeMap> attributes = item->Decode(arena);
  if (!attributes.has_value()) return InternalError("A stored item is corrupt");
  return *attributes;
}

Result<void> CheckCondition(Arena& arena, const WriteCondition& condition,
                            const std::optional<storage::EncodedItem>& old_item) {
  using Presence = WriteCondition::Presence;
  const bool present = old_item.has_value();
  if (condition.presence == Presence::kForbidden && present) {
    return Error{ErrorCode::kDuplicateItem, "Duplicate primary key exists in table", nullptr};
  }
  if (condition.presence == Presence::kConditionIfPresent && !present) return {};
  bool holds = present || condition.presence != Presence::kRequired;
  if (holds && condition.condition != nullptr) {
    STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena, old_item));
    holds = expressions::Evaluate(*condition.condition, attributes);
  }
  if (holds) return {};
  Error error{ErrorCode::kConditionalCheckFailed, "The conditional request failed", nullptr};
  if (condition.return_old_item && old_item.has_value()) {
    error.detail = std::make_shared<const ErrorDetail>(ErrorDetail{std::string(old_item->bytes())});
  }
  return error;
}

WriteMetrics::WriteMetrics(OperationContext& context, const json::JsonValue& request,
                           std::string_view table_name, const TableSchema& schema)
    : context_(context),
      request_(request),
      table_name_(table_name),
      schema_(schema),
      asked_(ReadMetricsAsked(request)),
      needs_report_(NeedReport(asked_, schema)) {}

void WriteMetrics::Write(const PrimaryKey& key, size_t old_size, size_t new_size,
                         json::JsonWriter& response) {
  Consumption consumption{WriteCapacity(old_size, new_size), {}};
  if (needs_report_) consumption.indexes = IndexWriteCapacity(context_.arena, schema_, report_);
  WriteConsumedCapacity(request_, table_name_, consumption, response);
  if (!asked_.item_collections || !HasItemCollections(schema_)) return;
  response.Key("ItemCollectionMetrics");
  WriteItemCollection(schema_, key.partition, report_.item_collection_bytes, response);
}

}  // namespace stator::server
