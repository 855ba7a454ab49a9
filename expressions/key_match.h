#pragma once

#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

namespace stator::expressions {

// A condition on one attribute, which may be a key.
struct AttributeCondition {
  std::string_view name;
  SortKeyCondition condition;
  // False: it is one that no key can meet (NE, CONTAINS, ...), which only KeyConditions can say;
  // `condition` is not looked at.
  bool indexable = true;
};

// nullptr: there is none on the attribute.
const AttributeCondition* FindCondition(std::span<const AttributeCondition> conditions,
                                        std::string_view name);

// Matches conditions, no two of them on the same attribute, with the keys of a table or, unless it
// is nullptr, of its index: what KeyConditionExpression and KeyConditions have in common. Errors
// are ValidationExceptions.
Result<KeyCondition> MatchKeys(Arena& arena, std::span<const AttributeCondition> conditions,
                               const TableSchema& schema, const IndexSchema* index);

}  // namespace stator::expressions
