#pragma once

#include <cstdint>

#include "model/attribute_value.h"

namespace stator::expressions {

// Attribute types, one bit each.
using TypeSet = uint32_t;
constexpr TypeSet TypeBit(AttributeType type) { return TypeSet{1} << static_cast<unsigned>(type); }
inline constexpr TypeSet kScalarTypes = TypeBit(AttributeType::kString) |
                                        TypeBit(AttributeType::kNumber) |
                                        TypeBit(AttributeType::kBinary);

}  // namespace stator::expressions
