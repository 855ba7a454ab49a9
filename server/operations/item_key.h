#pragma once

#include "expressions/parser.h"
#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

namespace stator::server {

// The key of an item that is to be stored: the key attributes are present, of their declared types,
// not empty, and within the size limits.
Result<PrimaryKey> KeyOfItem(const TableSchema& schema, AttributeMap item);

// The Key of GetItem, DeleteItem and UpdateItem: exactly the key attributes.
Result<PrimaryKey> ReadKey(const TableSchema& schema, AttributeMap key);

// Whether `key` has exactly the key attributes of the schema, by name.
bool HasExactlyKeyAttributes(const TableSchema& schema, AttributeMap key);

// Whether the key attributes in `key` have their declared types.
bool KeyTypesMatch(const TableSchema& schema, AttributeMap key);

// The key's values, once the two checks above hold.
PrimaryKey ExtractKey(const TableSchema& schema, AttributeMap attributes);

// The key attributes as the expression parsers want them; they point into the schema.
expressions::KeyAttributes KeysForExpressions(const TableSchema& schema);

// The key attributes alone, as LastEvaluatedKey gives them.
AttributeMap KeyAttributesOf(Arena& arena, const TableSchema& schema, AttributeMap item);

}  // namespace stator::server
