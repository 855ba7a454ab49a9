#include "model/attribute_value.h"

#include <algorithm>

#include "model/number.h"

namespace stator {

std::string_view WireName(AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return "S";
    case AttributeType::kNumber:
      return "N";
    case AttributeType::kBinary:
      return "B";
    case AttributeType::kBool:
      return "BOOL";
    case AttributeType::kNull:
      return "NULL";
    case AttributeType::kMap:
      return "M";
    case AttributeType::kList:
      return "L";
    case AttributeType::kStringSet:
      return "SS";
    case AttributeType::kNumberSet:
      return "NS";
    case AttributeType::kBinarySet:
      return "BS";
  }
  return "";
}

bool operator==(const AttributeValue& left, const AttributeValue& right) {
  if (left.type_ != right.type_ || left.size_ != right.size_) return false;
  switch (left.type_) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      return left.bytes() == right.bytes();
    case AttributeType::kBool:
    case AttributeType::kNull:
      return true;
    case AttributeType::kMap:
      return Equal(left.map(), right.map());
    case AttributeType::kList:
      return std::equal(left.list().begin(), left.list().end(), right.list().begin());
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      return std::equal(left.set().begin(), left.set().end(), right.set().begin());
  }
  return false;
}

const AttributeValue* Find(AttributeMap attributes, std::string_view name) {
  auto it = std::lower_bound(
      attributes.begin(), attributes.end(), name,
      [](const Attribute& attribute, std::string_view wanted) { return attribute.name < wanted; });
  return it != attributes.end() && it->name == name ? &it->value : nullptr;
}

bool Equal(AttributeMap left, AttributeMap right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

int CompareSetElements(AttributeType element_type, std::string_view left, std::string_view right) {
  if (element_type == AttributeType::kNumber) return CompareNumberTexts(left, right);
  return left.compare(right);
}

int CompareScalars(const AttributeValue& left, const AttributeValue& right) {
  return CompareSetElements(left.type(), left.bytes(), right.bytes());
}

}  // namespace stator
