#pragma once

#include <cstdint>
#include <optional>

#include "expressions/ast.h"
#include "expressions/parser.h"
#include "expressions/placeholders.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/operation.h"
#include "storage/item_cursor.h"
#include "storage/table.h"

// The one page loop, which Query and Scan share.
namespace stator::server {

struct PageParameters {
  std::optional<AttributeMap> exclusive_start_key;
  std::optional<int64_t> limit;
  bool count_only = false;  // Select is COUNT
  bool consistent_read = false;
  const expressions::Condition* filter = nullptr;       // nullptr: none
  const expressions::Projection* projection = nullptr;  // nullptr: whole items
};

// ExclusiveStartKey, Limit, Select and ConsistentRead. Filter and projection are left out.
Result<PageParameters> ReadPageParameters(Arena& arena, const json::JsonValue& request);

// FilterExpression and ProjectionExpression, and whether Select goes with them.
Result<void> ReadPageExpressions(Arena& arena, const json::JsonValue& request,
                                 expressions::Placeholders& placeholders,
                                 PageParameters& parameters);

// That neither leads into a key attribute.
Result<void> CheckPageExpressions(const PageParameters& parameters,
                                  const expressions::KeyAttributes& keys);

// There are no indexes yet, so an IndexName names none.
Result<void> CheckIndexName(const json::JsonValue& request);

// Reads items from the cursor until it ends, `limit` items have been read or their sizes have
// reached 1 MB; writes the whole response: Items (unless only counted), Count, ScannedCount,
// LastEvaluatedKey when the cursor may hold more, ConsumedCapacity when asked for.
Result<void> WritePage(OperationContext& context, const json::JsonValue& request,
                       const storage::Table& table, storage::ItemCursor& cursor,
                       const PageParameters& parameters, json::JsonWriter& response);

}  // namespace stator::server
