#include "server/json/violations.h"

#include <cstdint>
#include <vector>

namespace stator::json {
namespace {

constexpr size_t kMaxReported = 10;

// FNV-1a. Stands for Java's identity-like hash of an AttributeValue: the service prints one, but
// how it is made is not known, so that only its form is imitated.
class Hash {
 public:
  void Add(std::string_view text) {
    for (const char c : text) {
      state_ = (state_ ^ static_cast<unsigned char>(c)) * 16777619U;
    }
  }

  // Recursion is bounded by kMaxJsonDepth.
  void Add(const JsonValue& value) {
    const char type = static_cast<char>(value.type());
    Add(std::string_view(&type, 1));
    if (value.is_array()) {
      for (const JsonValue& element : value.array()) Add(element);
    } else if (value.is_object()) {
      for (const JsonMember& member : value.object()) {
        Add(member.name);
        Add(member.value);
      }
    } else {
      Add(value.text());
    }
  }

  std::string Hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[(state_ >> shift) & 0xF];
    return text;
  }

 private:
  uint32_t state_ = 2166136261U;
};

void PrintAttributeValue(const JsonValue& value, std::string& out) {
  Hash hash;
  hash.Add(value);
  out.append("com.amazonaws.dynamodb.v20120810.AttributeValue@").append(hash.Hex());
}

void PrintList(const Shape& shape, const JsonValue& value, std::string& out) {
  std::string_view separator = "[";
  for (const JsonValue& element : value.array()) {
    out += separator;
    PrintValue(GetShape(shape.element), element, out);
    separator = ", ";
  }
  out += value.array().empty() ? "[]" : "]";
}

void PrintMap(const Shape& shape, const JsonValue& value, std::string& out) {
  std::string_view separator = "{";
  for (const JsonMember& member : value.object()) {
    out.append(separator).append(member.name) += '=';
    PrintValue(GetShape(shape.element), member.value, out);
    separator = ", ";
  }
  out += value.object().empty() ? "{}" : "}";
}

void PrintStructure(const Shape& shape, const JsonValue& value, std::string& out) {
  out.append(shape.name) += '(';
  std::string_view separator;
  for (const MemberShape& member : shape.members) {
    out.append(separator).append(member.path_name) += '=';
    const JsonValue* content = value.Member(member.name);
    PrintValue(GetShape(member.shape), content == nullptr ? JsonValue() : *content, out);
    separator = ", ";
  }
  out += ')';
}

// "Member must have length less than or equal to 3"
std::string BoundText(bool is_length, bool is_max, int64_t bound) {
  return std::string(is_length ? "Member must have length " : "Member must have value ") +
         (is_max ? "less than or equal to " : "greater than or equal to ") + std::to_string(bound);
}

// The length of a string, list or map; the value of a number.
int64_t Measure(const Shape& shape, const JsonValue& value) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return static_cast<int64_t>(Utf16Length(value.text()));
    case ShapeKind::kList:
      return static_cast<int64_t>(value.array().size());
    case ShapeKind::kMap:
      return static_cast<int64_t>(value.object().size());
    default:
      return value.Integer().value_or(0);
  }
}

bool IsLength(const Shape& shape) {
  return shape.kind == ShapeKind::kString || shape.kind == ShapeKind::kList ||
         shape.kind == ShapeKind::kMap;
}

bool HasBounds(const Shape& shape) {
  return shape.min != Shape::kNoMin || shape.max != Shape::kNoMax;
}

bool IsEnumValue(const Shape& shape, std::string_view text) {
  for (const std::string_view value : shape.enum_values) {
    if (value == text) return true;
  }
  return false;
}

std::string EnumText(const Shape& shape) {
  std::string text = "Member must satisfy enum value set: [";
  std::string_view separator;
  for (const std::string_view value : shape.enum_values) {
    text.append(separator).append(value);
    separator = ", ";
  }
  return text += "]";
}

std::string PatternText(const Shape& shape) {
  return "Member must satisfy regular expression pattern: " + std::string(shape.pattern);
}

// What `value` itself, apart from what it holds, violates, in the service's order.
std::vector<std::string> OwnViolations(const Shape& shape, const JsonValue& value) {
  std::vector<std::string> violated;
  if (shape.arn_allowed && value.text().starts_with("arn:")) return violated;
  // Where an ARN may stand, the service tells of an empty text before it looks at it as a name
  // (recorded in nubo-db/dynoxide issue 11 and ExtendDB/extenddb pull request 14).
  if (shape.arn_allowed && value.text().empty()) {
    violated.push_back(BoundText(IsLength(shape), false, 1));
    return violated;
  }
  if (!shape.enum_values.empty() && !IsEnumValue(shape, value.text())) {
    violated.push_back(EnumText(shape));
  }
  if (shape.matches_pattern != nullptr && !shape.matches_pattern(value.text())) {
    violated.push_back(PatternText(shape));
  }
  if (HasBounds(shape)) {
    const int64_t measure = Measure(shape, value);
    if (measure > shape.max) violated.push_back(BoundText(IsLength(shape), true, shape.max));
    if (measure < shape.min) violated.push_back(BoundText(IsLength(shape), false, shape.min));
  }
  return violated;
}

// All constraints of the shape: "[Member must have length less than or equal to 25, ...]".
std::string AllConstraints(const Shape& shape) {
  std::string text = "[";
  const auto add = [&text](const std::string& constraint) {
    if (text.size() > 1) text += ", ";
    text += constraint;
  };
  if (shape.max != Shape::kNoMax) add(BoundText(IsLength(shape), true, shape.max));
  if (shape.min != Shape::kNoMin) add(BoundText(IsLength(shape), false, shape.min));
  if (shape.matches_pattern != nullptr) add(PatternText(shape));
  if (!shape.enum_values.empty()) add(EnumText(shape));
  return text += "]";
}

class Collector {
 public:
  void Visit(const Shape& shape, const JsonValue& value, const std::string& path) {
    if (Full()) return;
    for (const std::string& constraint : OwnViolations(shape, value)) {
      Report(shape, value, path, constraint);
    }
    switch (shape.kind) {
      case ShapeKind::kStructure:
        return VisitStructure(shape, value, path);
      case ShapeKind::kList:
        return VisitList(shape, value, path);
      case ShapeKind::kMap:
        return VisitMap(shape, value, path);
      default:
        return;
    }
  }

  Error ToError() && {
    const std::string plural = count_ == 1 ? "" : "s";
    return ValidationError(std::to_string(count_) + " validation error" + plural +
                           " detected: " + text_);
  }

 private:
  bool Full() const { return count_ == kMaxReported; }

  void Report(const Shape& shape, const JsonValue& value, const std::string& path,
              std::string_view constraint) {
    if (Full()) return;
    if (count_++ > 0) text_ += "; ";
    text_ += "Value ";
    if (value.is_null()) {
      text_ += "null";
    } else {
      text_ += '\'';
      PrintValue(shape, value, text_);
      text_ += '\'';
    }
    text_.append(" at '").append(path).append("' failed to satisfy constraint: ");
    text_ += constraint;
  }

  void ReportNull(const Shape& shape, const std::string& path) {
    Report(shape, JsonValue(), path, "Member must not be null");
  }

  void VisitStructure(const Shape& shape, const JsonValue& value, const std::string& path) {
    for (const MemberShape& member : shape.members) {
      const JsonValue* content = value.Member(member.name);
      if (content == nullptr && !member.required) continue;
      const Shape& member_shape = GetShape(member.shape);
      std::string member_path = path;
      if (!path.empty()) member_path += '.';
      member_path += member.path_name;
      if (content == nullptr) {
        ReportNull(member_shape, member_path);
      } else {
        Visit(member_shape, *content, member_path);
      }
    }
  }

  // The service reports constraints of the values in a list of strings on the list.
  void VisitList(const Shape& shape, const JsonValue& value, const std::string& path) {
    const Shape& element_shape = GetShape(shape.element);
    const bool is_leaf = element_shape.kind == ShapeKind::kString;
    for (size_t i = 0; i < value.array().size() && !Full(); ++i) {
      const JsonValue& element = value.array()[i];
      const std::string element_path = path + "." + std::to_string(i + 1) + ".member";
      if (element.is_null()) {
        ReportNull(element_shape, element_path);
      } else if (!is_leaf) {
        Visit(element_shape, element, element_path);
      } else if (!OwnViolations(element_shape, element).empty()) {
        Report(shape, value, path,
               "Member must satisfy constraint: " + AllConstraints(element_shape));
        return;
      }
    }
  }

  void VisitMap(const Shape& shape, const JsonValue& value, const std::string& path) {
    const Shape& key_shape = GetShape(shape.key);
    const Shape& element_shape = GetShape(shape.element);
    bool bad_key = false;
    bool bad_value = false;
    for (const JsonMember& member : value.object()) {
      const JsonValue key = JsonValue::Scalar(JsonValue::Type::kString, member.name);
      bad_key = bad_key || !OwnViolations(key_shape, key).empty();
      bad_value = bad_value || (!member.value.is_null() && element_shape.kind == ShapeKind::kList &&
                                !OwnViolations(element_shape, member.value).empty());
    }
    if (bad_key) {
      Report(shape, value, path, "Map keys must satisfy constraint: " + AllConstraints(key_shape));
    }
    if (bad_value) {
      Report(shape, value, path,
             "Map value must satisfy constraint: " + AllConstraints(element_shape));
    }
    if (element_shape.kind == ShapeKind::kAttributeValue) return;
    for (const JsonMember& member : value.object()) {
      if (Full()) return;
      std::string member_path = path + ".";
      member_path.append(member.name).append(".member");
      if (member.value.is_null()) {
        ReportNull(element_shape, member_path);
      } else if (element_shape.kind == ShapeKind::kList) {
        VisitList(element_shape, member.value, member_path);
      } else {
        Visit(element_shape, member.value, member_path);
      }
    }
  }

  size_t count_ = 0;
  std::string text_;
};

}  // namespace

void PrintValue(const Shape& shape, const JsonValue& value, std::string& out) {
  switch (value.type()) {
    case JsonValue::Type::kNull:
      out += "null";
      return;
    case JsonValue::Type::kFalse:
      out += "false";
      return;
    case JsonValue::Type::kTrue:
      out += "true";
      return;
    case JsonValue::Type::kNumber:
    case JsonValue::Type::kString:
      out += value.text();
      return;
    case JsonValue::Type::kArray:
      return PrintList(shape, value, out);
    case JsonValue::Type::kObject:
      break;
  }
  if (shape.kind == ShapeKind::kAttributeValue) return PrintAttributeValue(value, out);
  if (shape.kind == ShapeKind::kMap) return PrintMap(shape, value, out);
  PrintStructure(shape, value, out);
}

size_t Utf16Length(std::string_view text) {
  size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) ++length;
    if (byte >= 0xF0) ++length;
  }
  return length;
}

Error DescribeViolations(const Shape& shape, const JsonValue& body) {
  Collector collector;
  collector.Visit(shape, body, "");
  return std::move(collector).ToError();
}

}  // namespace stator::json
