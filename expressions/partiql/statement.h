#pragma once

#include <span>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/partiql/syntax.h"
#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"

namespace stator::expressions::partiql {

// A statement with its parameters, translated to the trees that all expressions have. Nodes live in
// the request's Arena.
struct Statement {
  StatementKind kind = StatementKind::kSelect;
  std::string_view table;
  std::string_view index;                  // empty: none
  const Projection* projection = nullptr;  // SELECT; nullptr: all attributes
  const Condition* where = nullptr;        // nullptr: none
  std::span<const OrderTerm> order;
  AttributeMap item;               // INSERT
  const Update* update = nullptr;  // UPDATE
  Returning returning = Returning::kNothing;

  bool is_read() const { return kind == StatementKind::kSelect; }
};

// Parses and translates. `text` and `parameters` outlive the statement. Errors are
// ValidationExceptions in the service's words, without anything that depends on a table.
Result<const Statement*> ParseStatement(Arena& arena, std::string_view text,
                                        std::span<const AttributeValue> parameters);

}  // namespace stator::expressions::partiql
