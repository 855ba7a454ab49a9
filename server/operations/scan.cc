#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/item_page.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kExpressions = {"FilterExpression"};
constexpr std::array<std::string_view, 3> kLegacy = {"AttributesToGet", "ScanFilter",
                                                     "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, true, kLegacy};

// Segment and TotalSegments go together. The texts are those of dynalite and dynoxide, which agree.
Result<storage::ScanRange> ReadSegment(const json::JsonValue& request) {
  const std::optional<int64_t> segment = ReadInt(request, "Segment");
  const std::optional<int64_t> total = ReadInt(request, "TotalSegments");
  storage::ScanRange range;
  if (!segment.has_value() && !total.has_value()) return range;
  if (!total.has_value()) {
    return ValidationError(
        "The TotalSegments parameter is required but was not present in the request when Segment "
        "parameter is present");
  }
  if (!segment.has_value()) {
    return ValidationError(
        "The Segment parameter is required but was not present in the request when parameter "
        "TotalSegments is present");
  }
  if (*segment >= *total) {
    return ValidationError(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
        "Segment: " +
        std::to_string(*segment) + " is not less than TotalSegments: " + std::to_string(*total));
  }
  range.segment = static_cast<uint32_t>(*segment);
  range.total_segments = static_cast<uint32_t>(*total);
  return range;
}

Result<void> ReadStartKey(const TableSchema& schema, const PageParameters& parameters,
                          storage::ScanRange& range) {
  if (!parameters.exclusive_start_key.has_value()) return {};
  const AttributeMap attributes = *parameters.exclusive_start_key;
  if (!HasExactlyKeyAttributes(schema, attributes) || !KeyTypesMatch(schema, attributes)) {
    return ValidationError(
        "The provided starting key is invalid: The provided key element does not match the schema");
  }
  range.exclusive_start = ExtractKey(schema, attributes);
  if (!storage::InSegment(*range.exclusive_start, range.segment, range.total_segments)) {
    return ValidationError(
        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
        "ExclusiveStartKey with correct Segment. TotalSegments: " +
        std::to_string(range.total_segments) + " Segment: " + std::to_string(range.segment));
  }
  return {};
}

}  // namespace

Result<void> Scan(OperationContext& context, const json::JsonValue& request,
                  json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(PageParameters parameters, ReadPageParameters(arena, request));
  STATOR_ASSIGN_OR_RETURN(storage::ScanRange range, ReadSegment(request));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  STATOR_RETURN_IF_ERROR(ReadPageExpressions(arena, request, placeholders, parameters));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  STATOR_RETURN_IF_ERROR(CheckIndexName(request));
  STATOR_RETURN_IF_ERROR(ReadStartKey(table->schema(), parameters, range));
  STATOR_RETURN_IF_ERROR(CheckPageExpressions(parameters, KeysForExpressions(table->schema())));

  const std::unique_ptr<storage::ItemCursor> cursor = context.database.Scan(*table, range);
  return WritePage(context, request, *table, *cursor, parameters, response);
}

}  // namespace stator::server
