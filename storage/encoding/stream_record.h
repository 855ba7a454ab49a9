#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/encoding/item_codec.h"

// The stored form of stream records (docs/storage-format.md). Every constant in here is on disk.
namespace stator::storage {

// eventName.
enum class StreamEvent : uint8_t { kInsert = 0, kModify = 1, kRemove = 2 };

// What a stream tells about one change of an item. Views of stored bytes.
struct StreamRecord {
  StreamEvent event = StreamEvent::kInsert;
  // The item expired, so that the service itself deleted it.
  bool by_time_to_live = false;
  int64_t creation_micros = 0;
  EncodedItem keys;
  // As the stream's view type wants.
  std::optional<EncodedItem> new_image;
  std::optional<EncodedItem> old_image;

  // SizeBytes: keys and images by the service's item sizes.
  size_t size_bytes() const;
};

void AppendStreamRecord(const StreamRecord& record, std::string& out);

// nullopt: the bytes are no such record. The items in it are not looked into.
std::optional<StreamRecord> DecodeStreamRecord(std::string_view bytes);

// Appends what the keys of all records of a shard start with, and no others do.
void AppendShardPrefix(uint32_t table_id, uint32_t stream_id, uint32_t shard_number,
                       std::string& out);

// Appends the rest of a record's key: records of a shard sort by their sequence numbers.
void AppendSequence(uint64_t sequence, std::string& out);

// The sequence number at the end of a record's key; nullopt: the bytes are no such key.
std::optional<uint64_t> SequenceOfKey(std::string_view key);

}  // namespace stator::storage
