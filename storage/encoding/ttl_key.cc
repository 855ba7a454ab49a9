#include "storage/encoding/ttl_key.h"

#include "storage/encoding/key_codec.h"

namespace stator::storage {

namespace {

// On disk. Behind the table's id, big-endian.
constexpr size_t kExpiryBytes = 8;

void AppendExpiry(int64_t seconds, std::string& out) {
  const auto bits = static_cast<uint64_t>(seconds);
  AppendBigEndian32(static_cast<uint32_t>(bits >> 32), out);
  AppendBigEndian32(static_cast<uint32_t>(bits), out);
}

}  // namespace

void AppendTtlKey(std::string_view item_key, int64_t expiry_seconds, std::string& out) {
  out.append(item_key.substr(0, kTableIdBytes));
  AppendExpiry(expiry_seconds, out);
  out.append(item_key.substr(kTableIdBytes));
}

void AppendTtlBound(uint32_t table_id, int64_t expiry_seconds, std::string& out) {
  AppendTablePrefix(table_id, out);
  AppendExpiry(expiry_seconds, out);
}

std::optional<DecodedTtlKey> DecodeTtlKey(std::string_view bytes) {
  if (bytes.size() <= kTableIdBytes + kExpiryBytes) return std::nullopt;
  uint64_t expiry = 0;
  for (size_t i = 0; i < kExpiryBytes; ++i) {
    expiry = expiry << 8 | static_cast<unsigned char>(bytes[kTableIdBytes + i]);
  }
  if (expiry > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
  DecodedTtlKey key;
  key.expiry_seconds = static_cast<int64_t>(expiry);
  key.item_key = bytes.substr(0, kTableIdBytes);
  key.item_key += bytes.substr(kTableIdBytes + kExpiryBytes);
  return key;
}

}  // namespace stator::storage
