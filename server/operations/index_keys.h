#pragma once

#include "expressions/ast.h"
#include "model/attribute_value.h"
#include "model/result.h"
#include "model/table_schema.h"

// What the service demands of the key attributes of indexes when it stores an item: where they are
// there at all, they can be keys of their index, whether or not the item will be in it.
namespace stator::server {

// Of the Item of a PutItem: types as declared, not empty, not too long.
Result<void> CheckIndexKeys(const TableSchema& schema, AttributeMap item);

// Of an update, before anything else is known: that no value in it which is to become (part of) an
// index key attribute has another type than that.
Result<void> CheckIndexKeyOperands(const TableSchema& schema, const expressions::Update& update);

// Of an item that an update has made: the attributes that are not as they were, as CheckIndexKeys
// does but in other words. An attribute that does not fit its index and was there before the index
// was may stay.
Result<void> CheckUpdatedIndexKeys(const TableSchema& schema, AttributeMap old_item,
                                   AttributeMap new_item);

}  // namespace stator::server
