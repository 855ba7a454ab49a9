#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "server/json/json_value.h"

// NextToken of ExecuteStatement: where a SELECT goes on, and which SELECT that is.
namespace stator::server {

struct StatementPosition {
  uint32_t partition = 0;  // which of the plan's partitions; 0 for a Scan
  AttributeMap last_key;   // LastEvaluatedKey
};

// `request` is the ExecuteStatement that was answered: the token is good for requests with the same
// Statement and Parameters.
std::string WriteStatementToken(const json::JsonValue& request, const StatementPosition& position);

// Errors are ValidationExceptions: the token is none, or is that of another statement. Whether the
// position fits the table is for the caller to check.
Result<StatementPosition> ReadStatementToken(Arena& arena, const json::JsonValue& request,
                                             std::string_view token);

// "Invalid NextToken"
Error InvalidStatementToken();

}  // namespace stator::server
