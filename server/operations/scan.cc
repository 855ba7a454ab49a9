#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/expression_parameters.h"
#include "server/operations/index_read.h"
#include "server/operations/item_page.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/start_key.h"
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

}  // namespace

Result<void> Scan(OperationContext& context, const json::JsonValue& request,
                  json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(PageParameters parameters,
                          ReadPageParameters(arena, request, "ScanFilter"));
  STATOR_ASSIGN_OR_RETURN(storage::ScanRange range, ReadSegment(request));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  STATOR_RETURN_IF_ERROR(ReadPageExpressions(arena, request, placeholders, parameters));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  STATOR_RETURN_IF_ERROR(CheckPageParameters(request, parameters));
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  const TableSchema& schema = table->schema();
  STATOR_ASSIGN_OR_RETURN(range.index, FindIndexToRead(request, schema));
  range.exclusive_start = parameters.exclusive_start_key;
  STATOR_RETURN_IF_ERROR(CheckScanStartKey(schema, range));
  STATOR_RETURN_IF_ERROR(CheckPageExpressions(parameters, schema));
  PageSource source{*table, range.index};
  STATOR_ASSIGN_OR_RETURN(source.fetch_items, NeedsTableItems(schema, range.index, parameters));

  const std::unique_ptr<storage::ItemCursor> cursor = context.database.Scan(*table, range);
  return WritePage(context, request, source, *cursor, parameters, response);
}

}  // namespace stator::server
