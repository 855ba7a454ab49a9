#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "storage/encoding/key_codec.h"

// The stored form of the keys of index entries (docs/storage-format.md). Every constant in here is
// on disk. Within a partition of an index memcmp is DynamoDB's order: by the tuple of the RANGE
// attributes; entries that are equal in these follow each other in the order of their items' keys.
namespace stator::storage {

// On disk. A key starts with its table's id and its index's id, big-endian, and the top bytes of
// the hash of the HASH attributes' values.
inline constexpr size_t kIndexIdBytes = 4;
// What all keys of a partition share and (but for collisions of hashes) no other's.
inline constexpr size_t kHashedIndexPrefixBytes = kTableIdBytes + kIndexIdBytes + kKeyHashBytes;

// On disk. No index has this id: under it are the sizes of the table's item collections.
inline constexpr uint32_t kItemCollectionsId = 0;
// On disk. Nor this one: under it are changes of index entries that wait (storage/index_queue.h).
inline constexpr uint32_t kQueuedChangesId = UINT32_MAX;

// Appends what all keys of an index start with.
void AppendIndexPrefix(uint32_t table_id, uint32_t index_id, std::string& out);

// Appends what all keys of an index start with whose hash is `hash`, and sorts before all of them.
void AppendIndexHashPrefix(uint32_t table_id, uint32_t index_id, uint32_t hash, std::string& out);

// Appends what all keys of one partition of an index start with, and no others do. `partition` has
// the values of all its HASH attributes.
void AppendIndexPartitionPrefix(uint32_t table_id, uint32_t index_id,
                                std::span<const AttributeValue> partition, std::string& out);

// Appends the key of the entry of the item with the key `item_key` (key_codec.h).
void AppendIndexKey(uint32_t index_id, std::span<const AttributeValue> hash,
                    std::span<const AttributeValue> range, std::string_view item_key,
                    std::string& out);

// Appends the key of the record of the item collection that the item with the key `item_key` is in;
// `partition_bytes` of it are its partition's prefix.
void AppendItemCollectionKey(std::string_view item_key, size_t partition_bytes, std::string& out);

struct DecodedIndexKey {
  uint32_t table_id = 0;
  uint32_t index_id = 0;
  // HASH, RANGE and the item's key, in this order; how many of each only the schema knows.
  std::span<const AttributeValue> values;
};

// The parts of an index key, copied into the arena. nullopt: the bytes are no such key. The hash is
// not recomputed.
std::optional<DecodedIndexKey> DecodeIndexKey(std::string_view bytes, Arena& arena);

// The index id in a stored key; kItemCollectionsId when it is too short.
uint32_t IndexIdOfKey(std::string_view bytes);

}  // namespace stator::storage
