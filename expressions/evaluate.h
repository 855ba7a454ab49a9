#pragma once

#include <span>
#include <string_view>

#include "expressions/ast.h"
#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"

namespace stator::expressions {

// Whether `item` meets the condition. An absent item is an empty map. Operands of types that an
// operator does not take, and paths that lead nowhere, make a comparison false, as in the service.
bool Evaluate(const Condition& condition, AttributeMap item);

// The value at `path`, or nullptr where the path leads nowhere.
const AttributeValue* Resolve(const DocumentPath& path, AttributeMap item);

// Applies an update to `old_item` (which holds at least the key attributes when the item is new).
// All actions see the old item, as in the service. Errors are ValidationExceptions: a path that is
// invalid for update, a wrong operand type, an attribute that an operand refers to and that does
// not exist, number overflow, nesting deeper than the limit. The new item lies in the arena and
// shares unchanged values with the old one.
Result<AttributeMap> Apply(Arena& arena, const Update& update, AttributeMap old_item);

// The parts of `item` that `update` names, for ReturnValues UPDATED_OLD (the old item) and
// UPDATED_NEW (the new one): the nested structure of each path, as the service returns it.
AttributeMap UpdatedAttributes(Arena& arena, const Update& update, AttributeMap item);

// The parts of `item` that the projection names: nested structure kept, the chosen list elements
// moved together, in list order; or, of a SELECT, each value under its own name.
AttributeMap Project(Arena& arena, const Projection& projection, AttributeMap item);

// Every path that the update sets, removes, adds to or deletes from.
std::span<const DocumentPath> UpdatedPaths(Arena& arena, const Update& update);

}  // namespace stator::expressions
