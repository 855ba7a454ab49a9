#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "model/attribute_value.h"
#include "storage/encoding/item_codec.h"

// Reads stored items front to back without building a tree and without allocating. The bytes are
// laid out as docs/storage-format.md says; corrupt bytes are found, never followed out of bounds.
namespace stator::storage {

// On disk. The first byte of every stored item.
inline constexpr uint8_t kItemFormat = 1;
// On disk. A value's first byte holds its AttributeType in the low four bits and its count (bytes
// of a scalar, elements of a container, 0 or 1 of a BOOL) in the high four; this count says that
// the real one follows as a varint.
inline constexpr uint8_t kCountFollows = 15;
// Deeper values are corrupt. Above limits::kMaxNestingDepth, so that the limit can move without
// making stored items unreadable.
inline constexpr size_t kMaxStoredDepth = 64;

// A cursor over stored bytes. The first read past the end, or of an impossible byte, makes ok()
// false for good; from then on every read yields zeros or empty views and AtEnd() is true.
class StoredBytesReader {
 public:
  explicit StoredBytesReader(std::string_view bytes)
      : cursor_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  struct ValueHeader {
    AttributeType type = AttributeType::kNull;
    uint32_t count = 0;
  };

  bool ok() const { return ok_; }
  bool AtEnd() const { return cursor_ == end_; }
  size_t remaining() const { return static_cast<size_t>(end_ - cursor_); }
  const char* position() const { return cursor_; }

  uint8_t Byte() {
    if (cursor_ == end_) return Fail();
    return static_cast<uint8_t>(*cursor_++);
  }

  // A little-endian base-128 number of at most five bytes.
  uint32_t Varint() {
    uint64_t value = 0;
    for (uint32_t shift = 0; shift < 35; shift += 7) {
      const uint8_t byte = Byte();
      value |= uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) {
        return value > UINT32_MAX ? Fail() : static_cast<uint32_t>(value);
      }
    }
    return Fail();
  }

  std::string_view Bytes(uint32_t length) {
    if (length > remaining()) {
      Fail();
      return {};
    }
    const std::string_view bytes(cursor_, length);
    cursor_ += length;
    return bytes;
  }

  // A varint length and as many bytes: names and set elements.
  std::string_view LengthPrefixed() { return Bytes(Varint()); }

  ValueHeader Header() {
    const uint8_t byte = Byte();
    const uint8_t type = byte & 0x0F;
    if (type < static_cast<uint8_t>(AttributeType::kString) ||
        type > static_cast<uint8_t>(AttributeType::kBinarySet)) {
      Fail();
      return {};
    }
    uint32_t count = byte >> 4;
    if (count == kCountFollows) count = Varint();
    return {static_cast<AttributeType>(type), count};
  }

  // The content of a container whose header was just read; moves behind it.
  StoredBytesReader Content() {
    const std::string_view length = Bytes(4);
    if (!ok_) return StoredBytesReader({});
    uint32_t value = 0;
    for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<uint8_t>(length[i]);
    return StoredBytesReader(Bytes(value));
  }

  // Moves behind one value, whatever it is, in constant time.
  void SkipValue() {
    const ValueHeader header = Header();
    switch (header.type) {
      case AttributeType::kString:
      case AttributeType::kNumber:
      case AttributeType::kBinary:
        Bytes(header.count);
        return;
      case AttributeType::kBool:
      case AttributeType::kNull:
        return;
      default:
        Content();
    }
  }

  uint8_t Fail() {
    ok_ = false;
    cursor_ = end_;
    return 0;
  }

 private:
  const char* cursor_;
  const char* end_;
  bool ok_ = true;
};

// The bytes of one stored value.
class EncodedValue {
 public:
  EncodedValue() = default;
  explicit EncodedValue(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

// Walks the top-level attributes of an item in order of their names. Values are passed over, not
// read: pick the interesting ones with VisitValue().
//
//   AttributeReader reader(item);
//   while (reader.Next()) Use(reader.name(), reader.value());
//   if (!reader.ok()) ...corrupt
class AttributeReader {
 public:
  explicit AttributeReader(EncodedItem item) : reader_(item.bytes()) {
    if (reader_.Byte() != kItemFormat) reader_.Fail();
    reader_.Varint();  // the item's size
    left_ = reader_.Varint();
  }

  bool Next() {
    if (left_ == 0 || !reader_.ok()) return false;
    --left_;
    name_ = reader_.LengthPrefixed();
    const char* start = reader_.position();
    reader_.SkipValue();
    value_ = EncodedValue({start, static_cast<size_t>(reader_.position() - start)});
    return reader_.ok();
  }

  std::string_view name() const { return name_; }
  EncodedValue value() const { return value_; }
  // Of the whole item only once Next() returned false.
  bool ok() const { return reader_.ok() && (left_ > 0 || reader_.AtEnd()); }
  // Attributes not yet passed.
  uint32_t left() const { return left_; }

 private:
  StoredBytesReader reader_;
  uint32_t left_ = 0;
  std::string_view name_;
  EncodedValue value_;
};

namespace internal {

template <typename Visitor>
void VisitStoredValue(StoredBytesReader& reader, Visitor& visitor, size_t depth) {
  const StoredBytesReader::ValueHeader header = reader.Header();
  if (!reader.ok()) return;
  switch (header.type) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary: {
      const std::string_view bytes = reader.Bytes(header.count);
      if (reader.ok()) visitor.Scalar(header.type, bytes);
      return;
    }
    case AttributeType::kBool:
      visitor.Bool(header.count != 0);
      return;
    case AttributeType::kNull:
      visitor.Null();
      return;
    default:
      break;
  }
  if (depth == kMaxStoredDepth) {
    reader.Fail();
    return;
  }
  StoredBytesReader content = reader.Content();
  if (header.type == AttributeType::kMap) {
    visitor.BeginMap(header.count);
    for (uint32_t i = 0; i < header.count && content.ok(); ++i) {
      visitor.Name(content.LengthPrefixed());
      VisitStoredValue(content, visitor, depth + 1);
    }
    visitor.EndMap();
  } else if (header.type == AttributeType::kList) {
    visitor.BeginList(header.count);
    for (uint32_t i = 0; i < header.count && content.ok(); ++i) {
      VisitStoredValue(content, visitor, depth + 1);
    }
    visitor.EndList();
  } else {
    visitor.BeginSet(header.type, header.count);
    for (uint32_t i = 0; i < header.count && content.ok(); ++i) {
      const std::string_view element = content.LengthPrefixed();
      if (content.ok()) visitor.SetElement(SetElementType(header.type), element);
    }
    visitor.EndSet(header.type);
  }
  if (!content.ok() || !content.AtEnd()) reader.Fail();
}

}  // namespace internal

// Calls `visitor` for everything in the item, in stored order: of each attribute Name(), then its
// value. There is no BeginMap() for the item itself. False: the bytes are corrupt, and what the
// visitor was told so far (well nested, but incomplete) must be thrown away.
//
// A visitor has
//   void Name(std::string_view name);                              // of the next value
//   void Scalar(AttributeType type, std::string_view bytes);       // S text, N text, B raw bytes
//   void Bool(bool value);
//   void Null();
//   void BeginMap(uint32_t count);                   void EndMap();
//   void BeginList(uint32_t count);                  void EndList();
//   void BeginSet(AttributeType set_type, uint32_t count);
//   void SetElement(AttributeType element_type, std::string_view bytes);
//   void EndSet(AttributeType set_type);
// The counts are as stored and unchecked: hints, not promises.
template <typename Visitor>
[[nodiscard]] bool VisitItem(EncodedItem item, Visitor& visitor) {
  StoredBytesReader reader(item.bytes());
  if (reader.Byte() != kItemFormat) return false;
  reader.Varint();  // the item's size
  const uint32_t count = reader.Varint();
  for (uint32_t i = 0; i < count && reader.ok(); ++i) {
    visitor.Name(reader.LengthPrefixed());
    internal::VisitStoredValue(reader, visitor, 0);
  }
  return reader.ok() && reader.AtEnd();
}

// The same for one value of an AttributeReader.
template <typename Visitor>
[[nodiscard]] bool VisitValue(EncodedValue value, Visitor& visitor) {
  StoredBytesReader reader(value.bytes());
  internal::VisitStoredValue(reader, visitor, 0);
  return reader.ok() && reader.AtEnd();
}

}  // namespace stator::storage
