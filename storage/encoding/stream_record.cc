#include "storage/encoding/stream_record.h"

#include "storage/encoding/key_codec.h"
#include "storage/encoding/tagged_fields.h"

namespace stator::storage {

namespace {

// On disk. The first byte of every stored record.
constexpr char kStreamRecordFormat = 1;
// On disk. The second byte: the event in the low bits, and these flags.
constexpr uint8_t kEventMask = 0x03;
constexpr uint8_t kByTimeToLive = 0x04;
constexpr uint8_t kHasNewImage = 0x08;
constexpr uint8_t kHasOldImage = 0x10;
constexpr uint8_t kKnownFlags = 0x1F;

// Table, stream and shard, four bytes each.
constexpr size_t kShardPrefixBytes = 12;
constexpr size_t kSequenceBytes = 8;

void AppendItem(EncodedItem item, std::string& out) {
  AppendVarint64(item.bytes().size(), out);
  out.append(item.bytes());
}

std::optional<EncodedItem> TakeItem(std::string_view& in) {
  const std::optional<uint64_t> length = TakeVarint64(in);
  if (!length.has_value() || *length > in.size()) return std::nullopt;
  const EncodedItem item(in.substr(0, *length));
  in.remove_prefix(*length);
  return item;
}

}  // namespace

size_t StreamRecord::size_bytes() const {
  size_t size = keys.item_size();
  if (new_image.has_value()) size += new_image->item_size();
  if (old_image.has_value()) size += old_image->item_size();
  return size;
}

void AppendStreamRecord(const StreamRecord& record, std::string& out) {
  auto flags = static_cast<uint8_t>(record.event);
  if (record.by_time_to_live) flags |= kByTimeToLive;
  if (record.new_image.has_value()) flags |= kHasNewImage;
  if (record.old_image.has_value()) flags |= kHasOldImage;
  out += kStreamRecordFormat;
  out += static_cast<char>(flags);
  AppendVarint64(ZigZag(record.creation_micros), out);
  AppendItem(record.keys, out);
  if (record.new_image.has_value()) AppendItem(*record.new_image, out);
  if (record.old_image.has_value()) AppendItem(*record.old_image, out);
}

std::optional<StreamRecord> DecodeStreamRecord(std::string_view bytes) {
  if (bytes.size() < 2 || bytes[0] != kStreamRecordFormat) return std::nullopt;
  const auto flags = static_cast<uint8_t>(bytes[1]);
  const uint8_t event = flags & kEventMask;
  if ((flags & ~kKnownFlags) != 0 || event > static_cast<uint8_t>(StreamEvent::kRemove)) {
    return std::nullopt;
  }
  bytes.remove_prefix(2);
  const std::optional<uint64_t> creation = TakeVarint64(bytes);
  if (!creation.has_value()) return std::nullopt;
  StreamRecord record;
  record.event = static_cast<StreamEvent>(event);
  record.by_time_to_live = (flags & kByTimeToLive) != 0;
  record.creation_micros = UnZigZag(*creation);
  const std::optional<EncodedItem> keys = TakeItem(bytes);
  if (!keys.has_value()) return std::nullopt;
  record.keys = *keys;
  if ((flags & kHasNewImage) != 0 && !(record.new_image = TakeItem(bytes)).has_value()) {
    return std::nullopt;
  }
  if ((flags & kHasOldImage) != 0 && !(record.old_image = TakeItem(bytes)).has_value()) {
    return std::nullopt;
  }
  if (!bytes.empty()) return std::nullopt;
  return record;
}

void AppendShardPrefix(uint32_t table_id, uint32_t stream_id, uint32_t shard_number,
                       std::string& out) {
  AppendBigEndian32(table_id, out);
  AppendBigEndian32(stream_id, out);
  AppendBigEndian32(shard_number, out);
}

void AppendSequence(uint64_t sequence, std::string& out) {
  AppendBigEndian32(static_cast<uint32_t>(sequence >> 32), out);
  AppendBigEndian32(static_cast<uint32_t>(sequence), out);
}

std::optional<uint64_t> SequenceOfKey(std::string_view key) {
  if (key.size() != kShardPrefixBytes + kSequenceBytes) return std::nullopt;
  uint64_t sequence = 0;
  for (const char byte : key.substr(kShardPrefixBytes)) {
    sequence = sequence << 8 | static_cast<uint8_t>(byte);
  }
  return sequence;
}

}  // namespace stator::storage
