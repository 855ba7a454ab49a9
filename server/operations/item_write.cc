#include "server/operations/item_write.h"

#include <memory>
#include <string>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/request_fields.h"

namespace stator::server {

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
  if (condition.condition == nullptr) return {};
  STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena, old_item));
  if (expressions::Evaluate(*condition.condition, attributes)) return {};
  Error error{ErrorCode::kConditionalCheckFailed, "The conditional request failed", nullptr};
  if (condition.return_old_item && old_item.has_value()) {
    error.detail = std::make_shared<const ErrorDetail>(ErrorDetail{std::string(old_item->bytes())});
  }
  return error;
}

WriteMetrics::WriteMetrics(OperationContext& context, const json::JsonValue& request,
                           const TableSchema& schema)
    : context_(context), request_(request), schema_(schema) {
  // Local indexes come first. Only their tables have item collections, of limited size.
  const bool has_local_index =
      !schema.indexes.empty() && schema.indexes.front().kind == IndexKind::kLocal;
  collection_asked_ = has_local_index && ReadText(request, "ReturnItemCollectionMetrics") == "SIZE";
  const std::string_view capacity = ReadText(request, "ReturnConsumedCapacity");
  const bool capacity_asked = !capacity.empty() && capacity != "NONE";
  needs_report_ = collection_asked_ || (capacity_asked && !schema.indexes.empty());
}

void WriteMetrics::Write(const PrimaryKey& key, size_t old_size, size_t new_size,
                         json::JsonWriter& response) {
  Consumption consumption{WriteCapacity(old_size, new_size), {}};
  if (needs_report_) consumption.indexes = IndexWriteCapacity(context_.arena, schema_, report_);
  WriteConsumedCapacity(request_, consumption, response);
  if (collection_asked_) WriteItemCollection(key, response);
}

// The estimate is a range of one gigabyte: below one it is 0.0 to 1.0, as in the examples of the
// API reference.
void WriteMetrics::WriteItemCollection(const PrimaryKey& key, json::JsonWriter& response) const {
  constexpr int64_t kGigabyte = int64_t{1} << 30;
  const int64_t lower = report_.item_collection_bytes / kGigabyte;
  const Attribute partition{schema_.partition_key.name, key.partition};
  response.Key("ItemCollectionMetrics");
  response.BeginObject();
  response.Key("ItemCollectionKey");
  response.Attributes({&partition, 1});
  response.Key("SizeEstimateRangeGB");
  response.BeginArray();
  response.RawNumber(std::to_string(lower) + ".0");
  response.RawNumber(std::to_string(lower + 1) + ".0");
  response.EndArray();
  response.EndObject();
}

}  // namespace stator::server
