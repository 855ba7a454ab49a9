#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/attribute_value.h"
#include "storage/encoding/item_codec.h"
#include "storage/encoding/item_reader.h"

// Stored items made of some attributes of a stored item, without building a tree in between.
namespace stator::storage {

// Looks for attributes in one pass: values[i] becomes the stored value of names[i], empty when the
// item has none. `names` are ascending by unsigned bytes and unique, `values` as many. False: the
// bytes are no item.
[[nodiscard]] bool PickAttributes(EncodedItem item, std::span<const std::string> names,
                                  std::span<EncodedValue> values);

// The scalar S, N or B; nullopt when the value is of another type, or empty bytes.
std::optional<AttributeValue> ScalarOf(EncodedValue value);

// The size of a value by the service's rules (model/item_size.h); 0 of empty bytes.
size_t EncodedValueSize(EncodedValue value);

struct PickedAttribute {
  std::string_view name;
  EncodedValue value;
};

// Appends the stored item of these attributes, ascending by name, whose size is `item_size`.
void EncodeProjectedItem(std::span<const PickedAttribute> attributes, size_t item_size,
                         std::string& out);

}  // namespace stator::storage
