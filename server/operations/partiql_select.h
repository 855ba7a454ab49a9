#pragma once

#include "expressions/partiql/statement.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/operations/operation.h"

namespace stator::server {

// Runs the SELECT of an ExecuteStatement: reads one page as the plan says, and writes the whole
// response: Items, then NextToken and LastEvaluatedKey when there may be more, and
// ConsumedCapacity when asked for.
Result<void> RunSelect(OperationContext& context, const json::JsonValue& request,
                       const expressions::partiql::Statement& statement,
                       json::JsonWriter& response);

}  // namespace stator::server
