#pragma once

#include "model/arena.h"
#include "model/attribute_value.h"

namespace stator::expressions {

// The elements of either set and the elements of `left` that are not in `right`, for two sets of
// one type, in time proportional to their sizes. The elements' bytes are shared.
AttributeValue UnionOf(Arena& arena, const AttributeValue& left, const AttributeValue& right);

// May find none, although no set that is stored may be empty: the caller drops the attribute.
AttributeValue DifferenceOf(Arena& arena, const AttributeValue& left, const AttributeValue& right);

}  // namespace stator::expressions
