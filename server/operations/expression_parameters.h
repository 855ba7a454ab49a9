#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/arena.h"
#include "model/result.h"
#include "server/json/json_value.h"

namespace stator::server {

// Which expression parameters an operation has, for the checks that all operations share. The order
// of the names is the order in which the service lists them.
struct ExpressionParameters {
  std::span<const std::string_view> expressions;  // those that may use ExpressionAttributeValues
  bool has_projection;                            // ProjectionExpression, which uses names only
  std::span<const std::string_view> legacy;       // AttributesToGet, Expected, ...
};

// The checks that need no more than the presence of parameters: expression and non-expression
// parameters are not mixed, names and values are given only along with an expression.
Result<void> CheckExpressionParameters(const json::JsonValue& request,
                                       const ExpressionParameters& parameters);

// ExpressionAttributeNames and ExpressionAttributeValues, their content checked.
Result<expressions::Placeholders> ReadPlaceholders(Arena& arena, const json::JsonValue& request);

// ExpressionAttributeNames of a request that has no ExpressionAttributeValues, so that a member of
// this name is one that nobody knows: it may be anything, and is not looked at.
Result<expressions::Placeholders> ReadNamePlaceholders(Arena& arena,
                                                       const json::JsonValue& request);

// The text of an expression parameter; nullopt: not given.
std::optional<std::string_view> ExpressionText(const json::JsonValue& request,
                                               std::string_view parameter);

// The condition in `parameter` ("ConditionExpression" or "FilterExpression"), parsed; nullptr: not
// given.
Result<const expressions::Condition*> ReadCondition(Arena& arena, const json::JsonValue& request,
                                                    expressions::Placeholders& placeholders,
                                                    std::string_view parameter);

// The ProjectionExpression, parsed; nullptr: not given.
Result<const expressions::Projection*> ReadProjection(Arena& arena, const json::JsonValue& request,
                                                      expressions::Placeholders& placeholders);

}  // namespace stator::server
