#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"

// The stored form of an item (docs/storage-format.md). Every constant in here is on disk.
namespace stator::storage {

// A view of an item's stored bytes.
class EncodedItem {
 public:
  EncodedItem() = default;
  explicit EncodedItem(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes() const { return bytes_; }
  // The item's size by the service's rules (model/item_size.h), kept at the front of the bytes.
  size_t item_size() const;
  // The attributes; names, scalars and sets' elements are views into bytes(). nullopt: the bytes
  // are not an item (corruption).
  std::optional<AttributeMap> Decode(Arena& arena) const;
  // The same of those attributes alone that `names` (ascending, each once) names; the others cost
  // next to nothing, and are not checked.
  std::optional<AttributeMap> DecodeOnly(Arena& arena,
                                         std::span<const std::string_view> names) const;

 private:
  std::string_view bytes_;
};

// How many items this thread decoded into trees so far: tests hold hot paths to zero.
uint64_t ItemsDecodedByThisThread();

// Appends the stored form of `item`, whose size by the service's rules is `item_size`.
void EncodeItem(AttributeMap item, size_t item_size, std::string& out);

// The pieces of the above, for items put together from stored attributes: what comes before
// `count` attributes, and what comes before the value of each.
void AppendItemHeader(size_t item_size, size_t count, std::string& out);
void AppendStoredName(std::string_view name, std::string& out);

}  // namespace stator::storage
