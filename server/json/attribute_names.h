#pragma once

#include <optional>
#include <string_view>

#include "model/attribute_value.h"

namespace stator::json {

inline constexpr std::string_view kAttributeValueJavaType =
    "com.amazonaws.dynamodb.v20120810.AttributeValue";
inline constexpr std::string_view kAttributeMapJavaType =
    "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>";

// The type called `name` on the wire; nullopt: there is none, which the service ignores.
inline std::optional<AttributeType> AttributeTypeOf(std::string_view name) {
  switch (name.size()) {
    case 1:
      switch (name.front()) {
        case 'S':
          return AttributeType::kString;
        case 'N':
          return AttributeType::kNumber;
        case 'B':
          return AttributeType::kBinary;
        case 'M':
          return AttributeType::kMap;
        case 'L':
          return AttributeType::kList;
        default:
          return std::nullopt;
      }
    case 2:
      if (name == "SS") return AttributeType::kStringSet;
      if (name == "NS") return AttributeType::kNumberSet;
      if (name == "BS") return AttributeType::kBinarySet;
      return std::nullopt;
    case 4:
      if (name == "BOOL") return AttributeType::kBool;
      if (name == "NULL") return AttributeType::kNull;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace stator::json
