#include "storage/encoding/projected_item.h"

#include "model/item_size.h"

namespace stator::storage {

namespace {

// Adds up what model/item_size.h says of a tree.
class SizeVisitor {
 public:
  void Name(std::string_view name) { size_ += name.size(); }
  void Scalar(AttributeType type, std::string_view bytes) {
    size_ += AttributeValueSize(AttributeValue::Scalar(type, bytes));
  }
  void Bool(bool value) { size_ += AttributeValueSize(AttributeValue::Bool(value)); }
  void Null() { size_ += AttributeValueSize(AttributeValue::Null()); }
  void BeginMap(uint32_t count) { size_ += kContainerBytes + count * kElementBytes; }
  void EndMap() {}
  void BeginList(uint32_t count) { size_ += kContainerBytes + count * kElementBytes; }
  void EndList() {}
  void BeginSet(AttributeType /*set_type*/, uint32_t /*count*/) {}
  void SetElement(AttributeType element_type, std::string_view bytes) {
    Scalar(element_type, bytes);
  }
  void EndSet(AttributeType /*set_type*/) {}

  size_t size() const { return size_; }

 private:
  size_t size_ = 0;
};

}  // namespace

bool PickAttributes(EncodedItem item, std::span<const std::string> names,
                    std::span<EncodedValue> values) {
  AttributeReader reader(item);
  size_t i = 0;
  while (i < names.size() && reader.Next()) {
    int order = reader.name().compare(names[i]);
    while (order > 0) {
      values[i] = EncodedValue();
      if (++i == names.size()) return true;
      order = reader.name().compare(names[i]);
    }
    if (order == 0) values[i++] = reader.value();
  }
  if (i == names.size()) return true;
  for (; i < names.size(); ++i) values[i] = EncodedValue();
  return reader.ok();
}

std::optional<AttributeValue> ScalarOf(EncodedValue value) {
  StoredBytesReader reader(value.bytes());
  const StoredBytesReader::ValueHeader header = reader.Header();
  if (!reader.ok() || header.type > AttributeType::kBinary) return std::nullopt;
  const std::string_view bytes = reader.Bytes(header.count);
  if (!reader.ok()) return std::nullopt;
  return AttributeValue::Scalar(header.type, bytes);
}

size_t EncodedValueSize(EncodedValue value) {
  SizeVisitor visitor;
  return VisitValue(value, visitor) ? visitor.size() : 0;
}

void EncodeProjectedItem(std::span<const PickedAttribute> attributes, size_t item_size,
                         std::string& out) {
  AppendItemHeader(item_size, attributes.size(), out);
  for (const PickedAttribute& attribute : attributes) {
    AppendStoredName(attribute.name, out);
    out.append(attribute.value.bytes());
  }
}

}  // namespace stator::storage
