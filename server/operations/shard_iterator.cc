#include "server/operations/shard_iterator.h"

#include "server/json/base64.h"
#include "storage/encoding/key_codec.h"

namespace stator::server {
namespace {

constexpr std::string_view kSeparator = "|1|";
constexpr size_t kShardBytes = 4;
constexpr size_t kNumberBytes = 8;
// Shard, sequence number, creation, checksum.
constexpr size_t kPayloadBytes = kShardBytes + 3 * kNumberBytes;

void AppendNumber(uint64_t value, size_t bytes, std::string& out) {
  for (size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

uint64_t TakeNumber(std::string_view& in, size_t bytes) {
  uint64_t value = 0;
  for (const char byte : in.substr(0, bytes)) value = value << 8 | static_cast<uint8_t>(byte);
  in.remove_prefix(bytes);
  return value;
}

uint64_t Checksum(std::string_view arn, std::string_view payload) {
  std::string all = "shard iterator:";
  all.append(payload);
  all.append(arn);
  return storage::StoredHash(all);
}

}  // namespace

std::string EncodeShardIterator(const ShardIterator& iterator) {
  std::string payload;
  AppendNumber(iterator.position.shard_number, kShardBytes, payload);
  AppendNumber(iterator.position.sequence, kNumberBytes, payload);
  AppendNumber(static_cast<uint64_t>(iterator.creation_micros), kNumberBytes, payload);
  AppendNumber(Checksum(iterator.stream_arn, payload), kNumberBytes, payload);
  std::string text(iterator.stream_arn);
  text.append(kSeparator);
  json::AppendBase64(payload, text);
  return text;
}

std::optional<ShardIterator> DecodeShardIterator(std::string_view text, Arena& arena) {
  const size_t separator = text.rfind(kSeparator);
  if (separator == std::string_view::npos) return std::nullopt;
  const std::string_view arn = text.substr(0, separator);
  const auto payload = json::DecodeBase64(arena, text.substr(separator + kSeparator.size()));
  if (!payload.ok() || payload->size() != kPayloadBytes) return std::nullopt;
  std::string_view rest = *payload;
  ShardIterator iterator;
  iterator.stream_arn = arn;
  iterator.position.shard_number = static_cast<uint32_t>(TakeNumber(rest, kShardBytes));
  iterator.position.sequence = TakeNumber(rest, kNumberBytes);
  iterator.creation_micros = static_cast<int64_t>(TakeNumber(rest, kNumberBytes));
  const std::string_view summed = payload->substr(0, kPayloadBytes - kNumberBytes);
  if (TakeNumber(rest, kNumberBytes) != Checksum(arn, summed)) return std::nullopt;
  return iterator;
}

}  // namespace stator::server
