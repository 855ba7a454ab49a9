#pragma once

#include <string_view>

#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/arena.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

// Hand-written recursive-descent parsers, linear in the length of the text, with bounded recursion.
// Every error is a ValidationException in the service's words, prefixed with the parameter's name
// ("Invalid UpdateExpression: Syntax error; token: \"...\", near: \"...\""); what a key condition
// lacks as a key condition goes without the prefix. `text` must outlive the tree.
namespace stator::expressions {

// `parameter` names the expression in errors: "ConditionExpression", "FilterExpression" or
// "KeyConditionExpression".
Result<const Condition*> ParseCondition(Arena& arena, Placeholders& placeholders,
                                        std::string_view parameter, std::string_view text);

Result<const Update*> ParseUpdate(Arena& arena, Placeholders& placeholders, std::string_view text);

Result<const Projection*> ParseProjection(Arena& arena, Placeholders& placeholders,
                                          std::string_view text);

// Reads a parsed KeyConditionExpression as a condition on the key attributes of a table or, unless
// it is nullptr, of its index: every HASH attribute by equality, RANGE attributes left to right
// without a gap, equalities first and at most one other condition last; operand types as declared.
// Apart from parsing, because the service reports a bad expression before it looks for the table.
Result<KeyCondition> BindKeyCondition(Arena& arena, const Condition& condition,
                                      const TableSchema& schema, const IndexSchema* index);

// That no path leads into a key attribute of the table or of any of its indexes, which are scalars.
// The service checks this of every expression, once it knows the table ("Key attributes must be
// scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"), but not of key
// conditions, whose paths lead into no attribute at all: BindKeyCondition has a text for that.
Result<void> CheckKeyPaths(const TableSchema& schema, const Condition& condition);
Result<void> CheckKeyPaths(const TableSchema& schema, const Update& update);
Result<void> CheckKeyPaths(const TableSchema& schema, const Projection& projection);

}  // namespace stator::expressions
