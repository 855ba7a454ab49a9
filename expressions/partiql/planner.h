#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "expressions/ast.h"
#include "expressions/partiql/statement.h"
#include "model/arena.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

// How a statement finds its items: a pure function of the statement and the table's schema.
namespace stator::expressions::partiql {

// How a SELECT reads. docs/partiql.md says which conditions lead to which plan.
struct ReadPlan {
  enum class Kind : uint8_t {
    kGetItem,  // of the table: all key attributes are bound, and nothing else is asked
    kQuery,    // every partition key attribute is bound by = or IN
    kScan,
  };
  Kind kind = Kind::kScan;
  // kGetItem: the key attributes, by name.
  AttributeMap key;
  // kQuery (and kGetItem, whose only one finds the item): what is read, partition by partition.
  std::span<const KeyCondition> partitions;
  bool forward = true;  // ascending sort keys
  // What the keys do not decide; nullptr: nothing.
  const Condition* filter = nullptr;
};

// Of a read of the table or, unless it is nullptr, of its index. Errors are ValidationExceptions:
// key attributes compared with values of other types, empty key values, an ORDER BY that cannot be.
Result<ReadPlan> PlanRead(Arena& arena, const Statement& statement, const TableSchema& schema,
                          const IndexSchema* index);

// The one item that a WHERE clause names by equality of all key attributes of the table.
struct ItemPlan {
  AttributeMap key;                 // the key attributes, by name
  const Condition* rest = nullptr;  // the other conditions; nullptr: none
};

// nullopt: the clause names no single item. An error: a key attribute's value has another type than
// the attribute, or there are two.
Result<std::optional<ItemPlan>> PlanItem(Arena& arena, const Condition* where,
                                         const TableSchema& schema);

// "Key attribute's data type should match its data type in table's schema: Key p".
Error KeyTypeMismatch(const std::string& attribute_name);

}  // namespace stator::expressions::partiql
