#include "storage/item_cursor.h"

#include "storage/encoding/key_codec.h"

namespace stator::storage {

bool InSegment(const PrimaryKey& key, uint32_t segment, uint32_t total_segments) {
  return SegmentOfHash(PartitionHash(key.partition), total_segments) == segment;
}

}  // namespace stator::storage
