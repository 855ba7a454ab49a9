#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/attribute_value.h"

namespace stator::testing {

// Random values from a fixed seed, so that a failure repeats. What it makes lives in the arena.
class RandomValues {
 public:
  RandomValues(uint64_t seed, Arena& arena) : random_(seed), arena_(arena) {}

  // 0 <= result < bound.
  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }
  bool OneIn(size_t n) { return Below(n) == 0; }

  // Bytes of few different values, 0x00 and 0xFF among them, so that prefixes and ties are common.
  std::string_view Bytes(size_t min_length, size_t max_length);
  // Canonical text of up to 38 digits, of any sign and of any exponent the service allows; small
  // integers and zero are common.
  std::string_view NumberText();
  // A scalar that may be a key.
  AttributeValue KeyScalar(AttributeType type);
  // Any value, with containers nested up to `depth` levels.
  AttributeValue Value(size_t depth);
  // Sorted, unique names.
  AttributeMap Attributes(size_t max_count, size_t depth);

 private:
  AttributeValue Container(AttributeType type, size_t depth);

  std::mt19937_64 random_;
  Arena& arena_;
};

inline std::string_view RandomValues::Bytes(size_t min_length, size_t max_length) {
  static constexpr std::string_view kAlphabet("\x00\x01\x02\x61\x62\x7f\x80\xfe\xff", 9);
  std::string text(min_length + Below(max_length - min_length + 1), '\0');
  for (char& byte : text) byte = kAlphabet[Below(kAlphabet.size())];
  return arena_.CopyString(text);
}

inline std::string_view RandomValues::NumberText() {
  if (OneIn(16)) return "0";
  std::string digits(1 + Below(OneIn(2) ? 3 : 38), '0');
  for (char& digit : digits) digit = static_cast<char>('0' + Below(10));
  digits.front() = static_cast<char>('1' + Below(9));
  digits.back() = static_cast<char>('1' + Below(9));
  // 0.DIGITS * 10^exponent
  const int exponent =
      OneIn(2) ? static_cast<int>(Below(6)) - 2 : static_cast<int>(Below(256)) - 129;
  const int count = static_cast<int>(digits.size());
  std::string text;
  if (exponent <= 0) {
    text = "0." + std::string(static_cast<size_t>(-exponent), '0') + digits;
  } else if (exponent >= count) {
    text = digits + std::string(static_cast<size_t>(exponent - count), '0');
  } else {
    text = digits.substr(0, static_cast<size_t>(exponent)) + "." +
           digits.substr(static_cast<size_t>(exponent));
  }
  return arena_.CopyString(OneIn(2) ? "-" + text : text);
}

inline AttributeValue RandomValues::KeyScalar(AttributeType type) {
  if (type == AttributeType::kNumber) return AttributeValue::Number(NumberText());
  return AttributeValue::Scalar(type, Bytes(1, OneIn(8) ? 300 : 4));
}

inline AttributeValue RandomValues::Value(size_t depth) {
  const auto type = static_cast<AttributeType>(1 + Below(10));
  switch (type) {
    case AttributeType::kString:
    case AttributeType::kBinary:
      return AttributeValue::Scalar(type, Bytes(0, OneIn(8) ? 300 : 20));
    case AttributeType::kNumber:
      return AttributeValue::Number(NumberText());
    case AttributeType::kBool:
      return AttributeValue::Bool(OneIn(2));
    case AttributeType::kNull:
      return AttributeValue::Null();
    default:
      return depth == 0 ? AttributeValue::Null() : Container(type, depth - 1);
  }
}

inline AttributeValue RandomValues::Container(AttributeType type, size_t depth) {
  if (type == AttributeType::kMap) return AttributeValue::Map(Attributes(20, depth));
  if (type == AttributeType::kList) {
    const std::span<AttributeValue> elements = arena_.NewArray<AttributeValue>(Below(20));
    for (AttributeValue& element : elements) element = Value(depth);
    return AttributeValue::List(elements);
  }
  const AttributeType element_type = SetElementType(type);
  std::vector<std::string_view> elements(1 + Below(20));
  for (std::string_view& element : elements) element = KeyScalar(element_type).bytes();
  const auto less = [&](std::string_view left, std::string_view right) {
    return CompareSetElements(element_type, left, right) < 0;
  };
  std::sort(elements.begin(), elements.end(), less);
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  return AttributeValue::Set(type, arena_.CopyArray(std::span<const std::string_view>(elements)));
}

inline AttributeMap RandomValues::Attributes(size_t max_count, size_t depth) {
  std::map<std::string_view, AttributeValue> attributes;
  for (size_t i = Below(max_count + 1); i > 0; --i) attributes[Bytes(1, 20)] = Value(depth);
  const std::span<Attribute> result = arena_.NewArray<Attribute>(attributes.size());
  size_t i = 0;
  for (const auto& [name, value] : attributes) result[i++] = {name, value};
  return result;
}

}  // namespace stator::testing
