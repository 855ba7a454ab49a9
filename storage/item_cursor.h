#pragma once

#include <cstdint>
#include <optional>

#include "model/primary_key.h"
#include "model/result.h"
#include "storage/encoding/item_codec.h"

namespace stator::storage {

// The items of one partition that meet a key condition.
struct QueryRange {
  KeyCondition condition;
  bool forward = true;                        // ascending sort keys
  std::optional<PrimaryKey> exclusive_start;  // start after it (before it, when !forward)
};

// One of `total_segments` equal parts of a table's hash range.
struct ScanRange {
  uint32_t segment = 0;
  uint32_t total_segments = 1;
  std::optional<PrimaryKey> exclusive_start;
};

// Walks items in key order over a view of the store as it was when the cursor was made. Not
// thread-safe.
class ItemCursor {
 public:
  virtual ~ItemCursor() = default;

  // Moves to the next item (the first, on the first call); false at the end or on an error.
  virtual bool Next() = 0;
  // The item moved to; its bytes are valid until the next call of Next().
  virtual EncodedItem item() const = 0;
  // After Next() returned false: ok at the end, else why it stopped.
  virtual Result<void> status() const = 0;
};

// Whether the hash range of `key` lies in the segment: an ExclusiveStartKey outside its segment is
// an error of the client's.
bool InSegment(const PrimaryKey& key, uint32_t segment, uint32_t total_segments);

}  // namespace stator::storage
