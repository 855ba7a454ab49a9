#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/primary_key.h"

// The stored form of keys (docs/storage-format.md). Every constant in here is on disk. Stored keys
// are compared by memcmp alone, and that order is DynamoDB's: strings and binaries by unsigned
// bytes, numbers by value.
namespace stator::storage {

// On disk. A key starts with its table's id, big-endian, and the top bytes of its partition key's
// hash; then follow the partition key and the sort key. Four bytes of hash give each of 1,000,000
// scan segments some 4,000 hash values, so that segments stay even.
inline constexpr size_t kTableIdBytes = 4;
inline constexpr size_t kKeyHashBytes = 4;
// What all keys of a partition share and (but for collisions of hashes) no other's.
inline constexpr size_t kHashedPrefixBytes = kTableIdBytes + kKeyHashBytes;

// On disk. A hash of 64 bits whose values never change, whatever the platform.
uint64_t StoredHash(std::string_view bytes);

// The stored hash of a partition key: the first kKeyHashBytes of StoredHash() of its stored form,
// or of the stored forms of its values one after the other.
uint32_t PartitionHash(const AttributeValue& partition);
uint32_t PartitionHash(std::span<const AttributeValue> partition);

// The partition's hash in the stored key of an item; 0 when the bytes are no such key.
uint32_t PartitionHashOfKey(std::string_view item_key);

// The first hash value of a segment of [0, 2^32); segment == total_segments gives 2^32.
// Requires segment <= total_segments and 1 <= total_segments.
uint64_t FirstHashOfSegment(uint32_t segment, uint32_t total_segments);

// The segment that a hash lies in.
uint32_t SegmentOfHash(uint32_t hash, uint32_t total_segments);

// Appends one key value: self-delimiting, so that values can follow each other, and a row of values
// sorts like the tuple.
void AppendKeyValue(const AttributeValue& value, std::string& out);

// Takes one key value off the front of `in`, copied into the arena. nullopt: there is none, and
// `in` is unspecified.
std::optional<AttributeValue> TakeKeyValue(std::string_view& in, Arena& arena);

// Appends kKeyHashBytes of the hash of the values' stored forms, then these.
void AppendHashedKeyValues(std::span<const AttributeValue> values, std::string& out);

// Appends what the stored forms of exactly those strings (or binaries) start with that start with
// `prefix`.
void AppendKeyValuePrefix(const AttributeValue& prefix, std::string& out);

// Appends four bytes, the most significant first: ids and hashes at the front of keys.
void AppendBigEndian32(uint32_t value, std::string& out);

// Appends `table_id`: what all keys of a table start with.
void AppendTablePrefix(uint32_t table_id, std::string& out);

// Appends what all keys of a table start with whose hash is `hash`, and sorts before all of them.
void AppendHashPrefix(uint32_t table_id, uint32_t hash, std::string& out);

// Appends what all keys of one partition start with, and no others do.
void AppendPartitionPrefix(uint32_t table_id, const AttributeValue& partition, std::string& out);

// Appends the key of an item.
void AppendItemKey(uint32_t table_id, const PrimaryKey& key, std::string& out);

// How many bytes of an item's key are its partition's prefix; all, when the bytes are no such key.
size_t PartitionPrefixBytes(std::string_view item_key);

// Makes `prefix` the least string above all that start with it. An empty result means that there
// is none (all bytes were 0xFF).
void AdvanceBehindPrefix(std::string& prefix);

struct DecodedItemKey {
  uint32_t table_id = 0;
  PrimaryKey key;
};

// The parts of an item's key, copied into the arena. nullopt: the bytes are no such key. The hash
// is not recomputed.
std::optional<DecodedItemKey> DecodeItemKey(std::string_view bytes, Arena& arena);

// The table id at the front of a stored key; 0, which is no table's, when it is too short.
uint32_t TableIdOfKey(std::string_view bytes);

}  // namespace stator::storage
