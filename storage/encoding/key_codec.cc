#include "storage/encoding/key_codec.h"

#include <array>
#include <bit>
#include <cstring>

#include "storage/encoding/number_key.h"

namespace stator::storage {

namespace {

// On disk. The first byte of a key value that is a string or a binary; number_key.h has those of
// numbers.
constexpr uint8_t kStringTag = 0x10;
constexpr uint8_t kBinaryTag = 0x30;

// On disk. Within strings and binaries 0x00 is written 0x00 0xFF; 0x00 0x01 ends them, so that a
// value sorts before all that it is a prefix of.
constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xFF';
constexpr char kTerminator = '\x01';

constexpr uint64_t kHashMultiplier = 0xC6A4A7935BD1E995;
constexpr uint64_t kHashSeed = 0x53746174'6F720001;

uint64_t LittleEndianWord(const char* bytes, size_t count) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

uint32_t BigEndian32(const char* bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

uint32_t TopBytes(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

void AppendEscaped(std::string_view bytes, std::string& out) {
  while (true) {
    const size_t zero = bytes.find(kEscape);
    out.append(bytes.substr(0, zero));
    if (zero == std::string_view::npos) return;
    out.push_back(kEscape);
    out.push_back(kEscapedZero);
    bytes.remove_prefix(zero + 1);
  }
}

uint8_t TagOf(AttributeType type) {
  return type == AttributeType::kBinary ? kBinaryTag : kStringTag;
}

// Takes the bytes of a string or binary, up to and with its end, off `in`.
std::optional<std::string_view> TakeEscaped(std::string_view& in, Arena& arena) {
  char* const out = static_cast<char*>(arena.Allocate(in.size(), 1));
  size_t length = 0;
  while (true) {
    const size_t zero = in.find(kEscape);
    if (zero == std::string_view::npos || zero + 1 == in.size()) return std::nullopt;
    std::memcpy(out + length, in.data(), zero);
    length += zero;
    const char next = in[zero + 1];
    in.remove_prefix(zero + 2);
    if (next == kTerminator) return std::string_view(out, length);
    if (next != kEscapedZero) return std::nullopt;
    out[length++] = kEscape;
  }
}

}  // namespace

uint64_t StoredHash(std::string_view bytes) {
  // MurmurHash64A, with a short last word padded by zeros.
  uint64_t hash = kHashSeed ^ (bytes.size() * kHashMultiplier);
  while (!bytes.empty()) {
    const size_t count = bytes.size() < 8 ? bytes.size() : 8;
    uint64_t word = LittleEndianWord(bytes.data(), count);
    bytes.remove_prefix(count);
    word *= kHashMultiplier;
    word ^= word >> 47;
    word *= kHashMultiplier;
    hash = (hash ^ word) * kHashMultiplier;
  }
  hash ^= hash >> 47;
  hash *= kHashMultiplier;
  hash ^= hash >> 47;
  return hash;
}

uint32_t PartitionHash(const AttributeValue& partition) { return PartitionHash({&partition, 1}); }

uint32_t PartitionHash(std::span<const AttributeValue> partition) {
  std::string bytes;
  for (const AttributeValue& value : partition) AppendKeyValue(value, bytes);
  return TopBytes(StoredHash(bytes));
}

uint64_t FirstHashOfSegment(uint32_t segment, uint32_t total_segments) {
  return ((uint64_t{segment} << 32) + total_segments - 1) / total_segments;
}

uint32_t SegmentOfHash(uint32_t hash, uint32_t total_segments) {
  return static_cast<uint32_t>(uint64_t{hash} * total_segments >> 32);
}

void AppendKeyValue(const AttributeValue& value, std::string& out) {
  if (value.is(AttributeType::kNumber)) {
    AppendNumberKey(value.bytes(), out);
    return;
  }
  AppendKeyValuePrefix(value, out);
  out.push_back(kEscape);
  out.push_back(kTerminator);
}

void AppendKeyValuePrefix(const AttributeValue& prefix, std::string& out) {
  out.push_back(static_cast<char>(TagOf(prefix.type())));
  AppendEscaped(prefix.bytes(), out);
}

std::optional<AttributeValue> TakeKeyValue(std::string_view& in, Arena& arena) {
  if (in.empty()) return std::nullopt;
  const auto tag = static_cast<uint8_t>(in.front());
  if (tag != kStringTag && tag != kBinaryTag) {
    const std::optional<std::string_view> text = TakeNumberKey(in, arena);
    if (!text.has_value()) return std::nullopt;
    return AttributeValue::Number(*text);
  }
  in.remove_prefix(1);
  const std::optional<std::string_view> bytes = TakeEscaped(in, arena);
  if (!bytes.has_value()) return std::nullopt;
  return tag == kStringTag ? AttributeValue::String(*bytes) : AttributeValue::Binary(*bytes);
}

void AppendBigEndian32(uint32_t value, std::string& out) {
  const std::array<char, 4> bytes = {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                                     static_cast<char>(value >> 8), static_cast<char>(value)};
  out.append(bytes.data(), bytes.size());
}

void AppendHashedKeyValues(std::span<const AttributeValue> values, std::string& out) {
  AppendBigEndian32(0, out);
  const size_t start = out.size();
  for (const AttributeValue& value : values) AppendKeyValue(value, out);
  uint32_t hash = TopBytes(StoredHash(std::string_view(out).substr(start)));
  for (size_t i = 1; i <= kKeyHashBytes; ++i, hash >>= 8) out[start - i] = static_cast<char>(hash);
}

void AppendTablePrefix(uint32_t table_id, std::string& out) { AppendBigEndian32(table_id, out); }

void AppendHashPrefix(uint32_t table_id, uint32_t hash, std::string& out) {
  AppendBigEndian32(table_id, out);
  AppendBigEndian32(hash, out);
}

void AppendPartitionPrefix(uint32_t table_id, const AttributeValue& partition, std::string& out) {
  AppendTablePrefix(table_id, out);
  AppendHashedKeyValues({&partition, 1}, out);
}

void AppendItemKey(uint32_t table_id, const PrimaryKey& key, std::string& out) {
  AppendPartitionPrefix(table_id, key.partition, out);
  if (key.sort.has_value()) AppendKeyValue(*key.sort, out);
}

size_t PartitionPrefixBytes(std::string_view item_key) {
  if (item_key.size() <= kHashedPrefixBytes) return item_key.size();
  const std::string_view values = item_key.substr(kHashedPrefixBytes);
  const auto tag = static_cast<uint8_t>(values.front());
  if (tag != kStringTag && tag != kBinaryTag) {
    return kHashedPrefixBytes + NumberKeyBytes(values);
  }
  constexpr std::string_view kEnd("\x00\x01", 2);
  const size_t end = values.find(kEnd);
  return end == std::string_view::npos ? item_key.size() : kHashedPrefixBytes + end + kEnd.size();
}

void AdvanceBehindPrefix(std::string& prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<uint8_t>(prefix.back()) + 1);
}

std::optional<DecodedItemKey> DecodeItemKey(std::string_view bytes, Arena& arena) {
  if (bytes.size() < kHashedPrefixBytes) return std::nullopt;
  DecodedItemKey decoded;
  decoded.table_id = TableIdOfKey(bytes);
  bytes.remove_prefix(kHashedPrefixBytes);
  const std::optional<AttributeValue> partition = TakeKeyValue(bytes, arena);
  if (!partition.has_value()) return std::nullopt;
  decoded.key.partition = *partition;
  if (!bytes.empty()) {
    decoded.key.sort = TakeKeyValue(bytes, arena);
    if (!decoded.key.sort.has_value() || !bytes.empty()) return std::nullopt;
  }
  return decoded;
}

uint32_t PartitionHashOfKey(std::string_view item_key) {
  return item_key.size() < kHashedPrefixBytes ? 0 : BigEndian32(item_key.data() + kTableIdBytes);
}

uint32_t TableIdOfKey(std::string_view bytes) {
  return bytes.size() < kTableIdBytes ? 0 : BigEndian32(bytes.data());
}

}  // namespace stator::storage
