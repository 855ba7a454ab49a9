#include "storage/encoding/index_key.h"

#include <array>

#include "model/limits.h"

namespace stator::storage {

namespace {

// Those of the index, and two of its table.
constexpr size_t kMaxValues = 2 * limits::kMaxIndexKeyAttributes + 2;

}  // namespace

void AppendIndexPrefix(uint32_t table_id, uint32_t index_id, std::string& out) {
  AppendBigEndian32(table_id, out);
  AppendBigEndian32(index_id, out);
}

void AppendIndexHashPrefix(uint32_t table_id, uint32_t index_id, uint32_t hash, std::string& out) {
  AppendIndexPrefix(table_id, index_id, out);
  AppendBigEndian32(hash, out);
}

void AppendIndexPartitionPrefix(uint32_t table_id, uint32_t index_id,
                                std::span<const AttributeValue> partition, std::string& out) {
  AppendIndexPrefix(table_id, index_id, out);
  AppendHashedKeyValues(partition, out);
}

void AppendIndexKey(uint32_t index_id, std::span<const AttributeValue> hash,
                    std::span<const AttributeValue> range, std::string_view item_key,
                    std::string& out) {
  AppendIndexPartitionPrefix(TableIdOfKey(item_key), index_id, hash, out);
  for (const AttributeValue& value : range) AppendKeyValue(value, out);
  out.append(item_key.substr(kHashedPrefixBytes));
}

void AppendItemCollectionKey(std::string_view item_key, size_t partition_bytes, std::string& out) {
  AppendIndexPrefix(TableIdOfKey(item_key), kItemCollectionsId, out);
  out.append(item_key.substr(kTableIdBytes, partition_bytes - kTableIdBytes));
}

std::optional<DecodedIndexKey> DecodeIndexKey(std::string_view bytes, Arena& arena) {
  if (bytes.size() < kHashedIndexPrefixBytes) return std::nullopt;
  DecodedIndexKey decoded;
  decoded.table_id = TableIdOfKey(bytes);
  decoded.index_id = IndexIdOfKey(bytes);
  bytes.remove_prefix(kHashedIndexPrefixBytes);
  std::array<AttributeValue, kMaxValues> values;
  size_t count = 0;
  while (!bytes.empty()) {
    if (count == kMaxValues) return std::nullopt;
    const std::optional<AttributeValue> value = TakeKeyValue(bytes, arena);
    if (!value.has_value()) return std::nullopt;
    values[count++] = *value;
  }
  decoded.values = arena.CopyArray(std::span<const AttributeValue>(values.data(), count));
  return decoded;
}

uint32_t IndexIdOfKey(std::string_view bytes) {
  if (bytes.size() < kTableIdBytes + kIndexIdBytes) return kItemCollectionsId;
  return TableIdOfKey(bytes.substr(kTableIdBytes));
}

}  // namespace stator::storage
