#pragma once

#include <span>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/legacy.h"
#include "model/arena.h"
#include "model/result.h"
#include "server/json/json_value.h"

// The parameters from before expressions, read from a request and translated to the trees of
// expressions. What is wrong with them is found attribute by attribute, in the order given.
namespace stator::server {

// KeyConditions, QueryFilter or ScanFilter, checked; empty when not given.
Result<std::span<const expressions::AttributeComparison>> ReadComparisons(
    Arena& arena, const json::JsonValue& request, std::string_view parameter);

// That ConditionalOperator, if it is given, has something to join: `count` conditions are given.
Result<void> CheckConditionalOperator(const json::JsonValue& request, size_t count);

// What ConditionalOperator, AND when it is not given, makes of QueryFilter or ScanFilter; nullptr
// when there are no comparisons.
const expressions::Condition* JoinComparisons(
    Arena& arena, const json::JsonValue& request,
    std::span<const expressions::AttributeComparison> comparisons);

// Expected with its ConditionalOperator; nullptr: no condition.
Result<const expressions::Condition*> ReadExpected(Arena& arena, const json::JsonValue& request);

// nullptr: not given.
Result<const expressions::Update*> ReadAttributeUpdates(Arena& arena,
                                                        const json::JsonValue& request);
Result<const expressions::Projection*> ReadAttributesToGet(Arena& arena,
                                                           const json::JsonValue& request);

}  // namespace stator::server
