#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "model/attribute_value.h"
#include "storage/encoding/item_codec.h"

// When items expire, by the attribute that UpdateTimeToLive named.
namespace stator::storage {

// Second since 1970 at which an item with this value of the attribute expires; nullopt: it does
// not. Only a number that is not negative says so; a fraction is cut off.
std::optional<int64_t> ExpirySeconds(const AttributeValue& value);
// The same of a whole item.
std::optional<int64_t> ExpirySeconds(AttributeMap item, std::string_view ttl_attribute);
std::optional<int64_t> ExpirySeconds(EncodedItem item, std::string_view ttl_attribute);

// The items that are to be deleted at a moment: first <= expiry <= last.
struct ExpiredRange {
  int64_t first_seconds = 0;
  int64_t last_seconds = -1;

  bool Contains(int64_t seconds) const {
    return first_seconds <= seconds && seconds <= last_seconds;
  }
};

// "If the epoch time value stored in the attribute is less than the current time, the item is
// marked as expired" (API reference, UpdateTimeToLive), and one of more than five years ago is not
// (developer guide, "Using time to live (TTL) in DynamoDB").
ExpiredRange ExpiredAt(int64_t now_micros);

}  // namespace stator::storage
