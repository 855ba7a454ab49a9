#pragma once

#include <span>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"

namespace stator::server {

// The key of an item that is to be stored: the key attributes are present, of their declared types,
// not empty, and within the size limits.
Result<PrimaryKey> KeyOfItem(const TableSchema& schema, AttributeMap item);

// The same in a batch, where the service has one message for key attributes that are missing and
// for those of a wrong type.
Result<PrimaryKey> KeyOfBatchedItem(const TableSchema& schema, AttributeMap item);

// The same of an INSERT, whose messages about missing and mistyped attributes are others.
Result<PrimaryKey> KeyOfInsertedItem(const TableSchema& schema, AttributeMap item);

// The Key of GetItem, DeleteItem and UpdateItem: exactly the key attributes.
Result<PrimaryKey> ReadKey(const TableSchema& schema, AttributeMap key);

// Whether `key` has exactly the key attributes of the table and, unless nullptr, of its index, by
// name.
bool HasExactlyKeyAttributes(const TableSchema& schema, const IndexSchema* index, AttributeMap key);

// Whether the key attributes of the table in `key` have their declared types.
bool KeyTypesMatch(const TableSchema& schema, AttributeMap key);

// The table's key values, once the two checks above hold.
PrimaryKey ExtractKey(const TableSchema& schema, AttributeMap attributes);

// The key attributes by which the index (nullptr: the table) is read; they point into the schema.
struct KeyAttributes {
  std::span<const KeyAttribute> hash;
  std::span<const KeyAttribute> range;
};
KeyAttributes KeyAttributesToRead(const TableSchema& schema, const IndexSchema* index);

// The key attributes of the table and, unless nullptr, of its index alone, as LastEvaluatedKey
// gives them.
AttributeMap KeyAttributesOf(Arena& arena, const TableSchema& schema, const IndexSchema* index,
                             AttributeMap item);

}  // namespace stator::server
