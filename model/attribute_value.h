#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stator {

// The ten attribute types of DynamoDB. The numbers are stored on disk: never renumber.
enum class AttributeType : uint8_t {
  kString = 1,
  kNumber = 2,
  kBinary = 3,
  kBool = 4,
  kNull = 5,
  kMap = 6,
  kList = 7,
  kStringSet = 8,
  kNumberSet = 9,
  kBinarySet = 10,
};

// "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS": the name on the wire.
std::string_view WireName(AttributeType type);

constexpr bool IsSet(AttributeType type) { return type >= AttributeType::kStringSet; }

// The type of the elements of a set type: kStringSet -> kString, and so on.
constexpr AttributeType SetElementType(AttributeType set_type) {
  return static_cast<AttributeType>(static_cast<uint8_t>(set_type) - 7);
}

struct Attribute;

// One attribute value: an immutable view of 16 bytes, cheap to copy. It owns nothing; the bytes,
// elements and attributes it points to live in the request's Arena, in the request's body or in a
// stored item's bytes, and must outlive it.
//
// Invariants that every producer keeps and every consumer relies on:
// - a number's text is canonical (model/number.h), so equal numbers have equal text;
// - a map's attributes are sorted by name (unsigned bytes) and unique;
// - a set's elements are unique and in the set's order (strings and binaries by unsigned bytes,
//   numbers by value), so that equal sets are element-wise equal. A set is never empty.
class AttributeValue {
 public:
  AttributeValue() : AttributeValue(AttributeType::kNull, nullptr, 0) {}  // NULL

  static AttributeValue String(std::string_view text) { return {AttributeType::kString, text}; }
  static AttributeValue Number(std::string_view canonical_text) {
    return {AttributeType::kNumber, canonical_text};
  }
  static AttributeValue Binary(std::string_view bytes) { return {AttributeType::kBinary, bytes}; }
  // A scalar of type kString, kNumber or kBinary.
  static AttributeValue Scalar(AttributeType type, std::string_view bytes) { return {type, bytes}; }
  static AttributeValue Bool(bool value) {
    return {AttributeType::kBool, nullptr, value ? 1U : 0U};
  }
  static AttributeValue Null() { return {}; }
  static AttributeValue List(std::span<const AttributeValue> elements) {
    return {AttributeType::kList, elements.data(), static_cast<uint32_t>(elements.size())};
  }
  static AttributeValue Map(std::span<const Attribute> attributes);
  static AttributeValue Set(AttributeType type, std::span<const std::string_view> elements) {
    return {type, elements.data(), static_cast<uint32_t>(elements.size())};
  }

  AttributeType type() const { return type_; }
  bool is(AttributeType type) const { return type_ == type; }

  // The text of a string, the canonical text of a number or the raw bytes of a binary.
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }
  bool boolean() const { return size_ != 0; }
  std::span<const AttributeValue> list() const {
    return {static_cast<const AttributeValue*>(data_), size_};
  }
  std::span<const Attribute> map() const;
  std::span<const std::string_view> set() const {
    return {static_cast<const std::string_view*>(data_), size_};
  }

  // Deep equality by DynamoDB's rules: same type and same value; sets without regard to order.
  // Recursion is bounded by the nesting limit of items (limits.h).
  friend bool operator==(const AttributeValue& left, const AttributeValue& right);

 private:
  AttributeValue(AttributeType type, std::string_view bytes)
      : AttributeValue(type, bytes.data(), static_cast<uint32_t>(bytes.size())) {}
  AttributeValue(AttributeType type, const void* data, uint32_t size)
      : data_(data), size_(size), type_(type) {}

  const void* data_;
  uint32_t size_;
  AttributeType type_;
};

struct Attribute {
  std::string_view name;
  AttributeValue value;

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

// An item, a key or the content of a map: sorted by name, names unique.
using AttributeMap = std::span<const Attribute>;

inline AttributeValue AttributeValue::Map(std::span<const Attribute> attributes) {
  return {AttributeType::kMap, attributes.data(), static_cast<uint32_t>(attributes.size())};
}

inline std::span<const Attribute> AttributeValue::map() const {
  return {static_cast<const Attribute*>(data_), size_};
}

// The value of the attribute called `name`, or nullptr.
const AttributeValue* Find(AttributeMap attributes, std::string_view name);

bool Equal(AttributeMap left, AttributeMap right);

// The order of two scalars of one type (S, N or B), as sort keys are ordered: negative, zero or
// positive. Strings and binaries by unsigned bytes, numbers by value.
int CompareScalars(const AttributeValue& left, const AttributeValue& right);

// The order of two elements of a set whose elements have `element_type`.
int CompareSetElements(AttributeType element_type, std::string_view left, std::string_view right);

}  // namespace stator
