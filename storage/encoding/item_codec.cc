#include "storage/encoding/item_codec.h"

#include <span>

#include "storage/encoding/item_reader.h"

namespace stator::storage {

namespace {

void AppendVarint(uint32_t value, std::string& out) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void AppendLengthPrefixed(std::string_view bytes, std::string& out) {
  AppendVarint(static_cast<uint32_t>(bytes.size()), out);
  out.append(bytes);
}

void AppendHeader(AttributeType type, size_t count, std::string& out) {
  const auto type_bits = static_cast<uint8_t>(type);
  if (count < kCountFollows) {
    out.push_back(static_cast<char>(type_bits | count << 4));
    return;
  }
  out.push_back(static_cast<char>(type_bits | kCountFollows << 4));
  AppendVarint(static_cast<uint32_t>(count), out);
}

// Leaves room for a container's byte length; returns where.
size_t BeginContent(std::string& out) {
  const size_t at = out.size();
  out.append(4, '\0');
  return at;
}

void EndContent(size_t at, std::string& out) {
  auto length = static_cast<uint32_t>(out.size() - at - 4);
  for (size_t i = 0; i < 4; ++i, length >>= 8) out[at + i] = static_cast<char>(length);
}

void AppendAttributes(AttributeMap attributes, std::string& out);

void AppendValue(const AttributeValue& value, std::string& out) {
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      AppendHeader(value.type(), value.bytes().size(), out);
      out.append(value.bytes());
      return;
    case AttributeType::kBool:
      AppendHeader(value.type(), value.boolean() ? 1 : 0, out);
      return;
    case AttributeType::kNull:
      AppendHeader(value.type(), 0, out);
      return;
    case AttributeType::kMap: {
      AppendHeader(value.type(), value.map().size(), out);
      const size_t at = BeginContent(out);
      AppendAttributes(value.map(), out);
      EndContent(at, out);
      return;
    }
    case AttributeType::kList: {
      AppendHeader(value.type(), value.list().size(), out);
      const size_t at = BeginContent(out);
      for (const AttributeValue& element : value.list()) AppendValue(element, out);
      EndContent(at, out);
      return;
    }
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet: {
      AppendHeader(value.type(), value.set().size(), out);
      const size_t at = BeginContent(out);
      for (std::string_view element : value.set()) AppendLengthPrefixed(element, out);
      EndContent(at, out);
      return;
    }
  }
}

void AppendAttributes(AttributeMap attributes, std::string& out) {
  for (const Attribute& attribute : attributes) {
    AppendLengthPrefixed(attribute.name, out);
    AppendValue(attribute.value, out);
  }
}

// Builds values from stored bytes. A failure shows in the reader; what is returned then is to be
// thrown away.
class Decoder {
 public:
  explicit Decoder(Arena& arena) : arena_(arena) {}

  AttributeMap Attributes(StoredBytesReader& reader, uint32_t count, size_t depth) {
    // An attribute takes two bytes at least, so that corrupt bytes cannot make us reserve much
    // more than they hold.
    if (count > reader.remaining() / 2) {
      reader.Fail();
      return {};
    }
    const std::span<Attribute> attributes = arena_.NewArray<Attribute>(count);
    std::string_view previous;
    for (uint32_t i = 0; i < count && reader.ok(); ++i) {
      const std::string_view name = reader.LengthPrefixed();
      // Find() searches by halves, so names out of order would lose attributes.
      if (i > 0 && name <= previous) reader.Fail();
      previous = name;
      attributes[i] = {name, Value(reader, depth)};
    }
    return attributes;
  }

  AttributeMap Only(StoredBytesReader& reader, uint32_t count,
                    std::span<const std::string_view> names) {
    const std::span<Attribute> attributes = arena_.NewArray<Attribute>(names.size());
    size_t found = 0;
    for (uint32_t i = 0; i < count && !names.empty() && reader.ok(); ++i) {
      const std::string_view name = reader.LengthPrefixed();
      while (!names.empty() && names.front() < name) names = names.subspan(1);
      if (names.empty()) break;
      if (name == names.front()) {
        attributes[found++] = {name, Value(reader, 0)};
      } else {
        reader.SkipValue();
      }
    }
    return attributes.first(found);
  }

 private:
  AttributeValue Value(StoredBytesReader& reader, size_t depth) {
    const StoredBytesReader::ValueHeader header = reader.Header();
    switch (header.type) {
      case AttributeType::kString:
      case AttributeType::kNumber:
      case AttributeType::kBinary:
        return AttributeValue::Scalar(header.type, reader.Bytes(header.count));
      case AttributeType::kBool:
        return AttributeValue::Bool(header.count != 0);
      case AttributeType::kNull:
        return AttributeValue::Null();
      default:
        break;
    }
    if (depth == kMaxStoredDepth) {
      reader.Fail();
      return {};
    }
    StoredBytesReader content = reader.Content();
    const AttributeValue value = Container(header, content, depth + 1);
    if (!content.ok() || !content.AtEnd()) reader.Fail();
    return value;
  }

  AttributeValue Container(StoredBytesReader::ValueHeader header, StoredBytesReader& content,
                           size_t depth) {
    if (header.type == AttributeType::kMap) {
      return AttributeValue::Map(Attributes(content, header.count, depth));
    }
    if (header.count > content.remaining()) {
      content.Fail();
      return {};
    }
    if (header.type == AttributeType::kList) {
      const auto elements = arena_.NewArray<AttributeValue>(header.count);
      for (uint32_t i = 0; i < header.count && content.ok(); ++i) {
        elements[i] = Value(content, depth);
      }
      return AttributeValue::List(elements);
    }
    if (header.count == 0) content.Fail();  // there are no empty sets
    const auto elements = arena_.NewArray<std::string_view>(header.count);
    for (uint32_t i = 0; i < header.count && content.ok(); ++i) {
      elements[i] = content.LengthPrefixed();
    }
    return AttributeValue::Set(header.type, elements);
  }

  Arena& arena_;
};

thread_local uint64_t items_decoded = 0;

}  // namespace

uint64_t ItemsDecodedByThisThread() { return items_decoded; }

size_t EncodedItem::item_size() const {
  StoredBytesReader reader(bytes_);
  if (reader.Byte() != kItemFormat) return 0;
  return reader.Varint();
}

std::optional<AttributeMap> EncodedItem::Decode(Arena& arena) const {
  ++items_decoded;
  StoredBytesReader reader(bytes_);
  if (reader.Byte() != kItemFormat) return std::nullopt;
  reader.Varint();  // the item's size
  const uint32_t count = reader.Varint();
  const AttributeMap attributes = Decoder(arena).Attributes(reader, count, 0);
  if (!reader.ok() || !reader.AtEnd()) return std::nullopt;
  return attributes;
}

std::optional<AttributeMap> EncodedItem::DecodeOnly(Arena& arena,
                                                    std::span<const std::string_view> names) const {
  ++items_decoded;
  StoredBytesReader reader(bytes_);
  if (reader.Byte() != kItemFormat) return std::nullopt;
  reader.Varint();  // the item's size
  const uint32_t count = reader.Varint();
  const AttributeMap attributes = Decoder(arena).Only(reader, count, names);
  if (!reader.ok()) return std::nullopt;
  return attributes;
}

void EncodeItem(AttributeMap item, size_t item_size, std::string& out) {
  AppendItemHeader(item_size, item.size(), out);
  AppendAttributes(item, out);
}

void AppendItemHeader(size_t item_size, size_t count, std::string& out) {
  out.push_back(static_cast<char>(kItemFormat));
  AppendVarint(static_cast<uint32_t>(item_size), out);
  AppendVarint(static_cast<uint32_t>(count), out);
}

void AppendStoredName(std::string_view name, std::string& out) { AppendLengthPrefixed(name, out); }

}  // namespace stator::storage
