#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The stored form of the keys of the expiry index (docs/storage-format.md).
namespace stator::storage {

// Appends the key of the entry of an item, by the item's stored key, that expires at
// `expiry_seconds` since 1970, which is not negative.
void AppendTtlKey(std::string_view item_key, int64_t expiry_seconds, std::string& out);

// Appends what is not above the keys of any entry of the table that expires then or later, and
// above those that expire earlier.
void AppendTtlBound(uint32_t table_id, int64_t expiry_seconds, std::string& out);

struct DecodedTtlKey {
  int64_t expiry_seconds = 0;
  std::string item_key;  // stored key of the item
};

// nullopt: the bytes are no such key. The item's key is not looked into.
std::optional<DecodedTtlKey> DecodeTtlKey(std::string_view bytes);

}  // namespace stator::storage
