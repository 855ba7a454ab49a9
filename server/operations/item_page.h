#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/legacy.h"
#include "expressions/placeholders.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/operation.h"
#include "storage/item_cursor.h"
#include "storage/table.h"

// The one page loop, which Query and Scan share.
namespace stator::server {

struct PageParameters {
  std::optional<AttributeMap> exclusive_start_key;
  std::optional<int64_t> limit;
  bool count_only = false;      // Select is COUNT
  bool all_attributes = false;  // Select is ALL_ATTRIBUTES
  bool consistent_read = false;
  // ScanFilter or QueryFilter, of which ReadPageExpressions makes the filter.
  std::span<const expressions::AttributeComparison> comparisons;
  const expressions::Condition* filter = nullptr;       // nullptr: none
  const expressions::Projection* projection = nullptr;  // nullptr: whole items
};

// AttributesToGet, the comparisons of `legacy_filter` ("QueryFilter" or "ScanFilter"),
// ExclusiveStartKey, Limit, Select and ConsistentRead.
Result<PageParameters> ReadPageParameters(Arena& arena, const json::JsonValue& request,
                                          std::string_view legacy_filter);

// FilterExpression, or what ConditionalOperator makes of the comparisons, and ProjectionExpression.
Result<void> ReadPageExpressions(Arena& arena, const json::JsonValue& request,
                                 expressions::Placeholders& placeholders,
                                 PageParameters& parameters);

// That Select goes with what is to be returned, and ConditionalOperator with a filter. All
// expressions are read before that (DynamoDB Local and dynalite agree).
Result<void> CheckPageParameters(const json::JsonValue& request, const PageParameters& parameters);

// That neither leads into a key attribute of the table or its indexes.
Result<void> CheckPageExpressions(const PageParameters& parameters, const TableSchema& schema);

// What a page is read from.
struct PageSource {
  const storage::Table& table;
  const IndexSchema* index = nullptr;  // nullptr: the table itself
  // The index's entries stand for the table's items, which are fetched one by one.
  bool fetch_items = false;
};

// How reading a page ended.
struct PageOutcome {
  int64_t count = 0;
  int64_t scanned_count = 0;
  bool more = false;  // the cursor may hold more than the item that it stands at
  // What was consumed: by reading what the cursor gave, and by fetching items for it.
  IndexCapacity read;
  HalfUnits fetch_half_units = 0;

  Consumption consumption() const {
    if (read.index == nullptr) return {read.half_units, {}};
    return {fetch_half_units, {&read, 1}};
  }
};

// Reads items from the cursor until it ends, `limit` items have been read or their sizes have
// reached 1 MB; writes the Items member, unless they are only counted.
Result<PageOutcome> WriteItems(const storage::Database& database, const PageSource& source,
                               storage::ItemCursor& cursor, const PageParameters& parameters,
                               json::JsonWriter& response);

// The LastEvaluatedKey of a page that ends with this item. Lives in the arena and in the item.
Result<AttributeMap> LastEvaluatedKey(Arena& arena, const PageSource& source,
                                      const storage::EncodedItem& last);

// A whole page: reads items from the cursor until it ends, `limit` items have been read or their
// sizes have reached 1 MB; writes the whole response: Items (unless only counted), Count,
// ScannedCount, LastEvaluatedKey when the cursor may hold more, ConsumedCapacity when asked for.
Result<void> WritePage(OperationContext& context, const json::JsonValue& request,
                       const PageSource& source, storage::ItemCursor& cursor,
                       const PageParameters& parameters, json::JsonWriter& response);

}  // namespace stator::server
