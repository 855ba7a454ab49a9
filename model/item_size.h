#pragma once

#include <cstddef>

#include "model/attribute_value.h"

namespace stator {

// Sizes in bytes by the service's published rules ("DynamoDB item sizes and formats"): names and
// strings by their UTF-8 bytes, numbers about one byte per two significant digits plus one, lists
// and maps 3 bytes plus 1 for each element. The 400 KB limit, the 1 MB page and capacity units
// count these.
// These two are of lists and maps.
inline constexpr size_t kContainerBytes = 3;
inline constexpr size_t kElementBytes = 1;

size_t ItemSize(AttributeMap item);
size_t AttributeValueSize(const AttributeValue& value);

}  // namespace stator
