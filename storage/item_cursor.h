#pragma once

#include <cstdint>
#include <optional>

#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "storage/encoding/item_codec.h"

namespace stator::storage {

// The items of one partition of a table or an index that meet a key condition.
struct QueryRange {
  const IndexSchema* index = nullptr;  // nullptr: the table itself
  KeyCondition condition;
  bool forward = true;  // ascending sort keys
  // Start after this key (before it, when !forward): the key attributes of the table and, for an
  // index, of the index too, of their declared types.
  std::optional<AttributeMap> exclusive_start;
};

// One of `total_segments` equal parts of the hash range of a table or an index.
struct ScanRange {
  const IndexSchema* index = nullptr;  // nullptr: the table itself
  uint32_t segment = 0;
  uint32_t total_segments = 1;
  std::optional<AttributeMap> exclusive_start;  // as in QueryRange
};

// Walks items in key order over a view of the store as it was when the cursor was made. Not
// thread-safe.
class ItemCursor {
 public:
  virtual ~ItemCursor() = default;

  // Moves to the next item (the first, on the first call); false at the end or on an error.
  virtual bool Next() = 0;
  // The item moved to (of an index: its projected attributes, key attributes included); its bytes
  // are valid until the next call of Next().
  virtual EncodedItem item() const = 0;
  // After Next() returned false: ok at the end, else why it stopped.
  virtual Result<void> status() const = 0;
};

// Whether the hash of the key attributes in `start` lies in the segment of the table or index: an
// ExclusiveStartKey outside its segment is an error of the client's.
bool InSegment(const TableSchema& schema, const ScanRange& range, AttributeMap start);

}  // namespace stator::storage
