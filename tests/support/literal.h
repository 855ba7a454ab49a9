#pragma once

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/ast.h"
#include "model/arena.h"
#include "model/attribute_value.h"

// A short notation for attribute values in tests:
//   'text'  -1.5  b'bytes'  true  null  [1, 'a']  {name: 1}  <'a', 'b'>  <1, 2>
// where <> is a set. Numbers are canonical. Attributes and set elements may come in any order.
namespace stator::testing {

class LiteralReader {
 public:
  LiteralReader(Arena& arena, std::string_view text) : arena_(arena), rest_(text) {}

  AttributeValue ReadAll() {
    const AttributeValue value = Read();
    Skip();
    if (!rest_.empty()) Fail();
    return value;
  }

 private:
  AttributeValue Read() {
    if (Take("'")) return AttributeValue::String(Quoted());
    if (Take("b'")) return AttributeValue::Binary(Quoted());
    if (Take("[")) return List();
    if (Take("{")) return Map();
    if (Take("<")) return Set();
    const std::string_view word = Word();
    if (word == "true") return AttributeValue::Bool(true);
    if (word == "false") return AttributeValue::Bool(false);
    if (word == "null") return AttributeValue::Null();
    return AttributeValue::Number(arena_.CopyString(word));
  }

  AttributeValue List() {
    std::vector<AttributeValue> elements;
    while (!Take("]")) {
      elements.push_back(Read());
      Take(",");
    }
    return AttributeValue::List(arena_.CopyArray<AttributeValue>(elements));
  }

  AttributeValue Map() {
    std::vector<Attribute> attributes;
    while (!Take("}")) {
      const std::string_view name = arena_.CopyString(Word());
      if (!Take(":")) Fail();
      attributes.push_back({name, Read()});
      Take(",");
    }
    std::sort(attributes.begin(), attributes.end(),
              [](const Attribute& left, const Attribute& right) { return left.name < right.name; });
    return AttributeValue::Map(arena_.CopyArray<Attribute>(attributes));
  }

  AttributeValue Set() {
    AttributeType type = AttributeType::kString;
    std::vector<std::string_view> elements;
    while (!Take(">")) {
      const AttributeValue element = Read();
      type = element.type();
      elements.push_back(element.bytes());
      Take(",");
    }
    std::sort(elements.begin(), elements.end(), [&](std::string_view left, std::string_view right) {
      return CompareSetElements(type, left, right) < 0;
    });
    return AttributeValue::Set(static_cast<AttributeType>(static_cast<int>(type) + 7),
                               arena_.CopyArray<std::string_view>(elements));
  }

  std::string_view Quoted() {
    const size_t end = rest_.find('\'');
    if (end == std::string_view::npos) Fail();
    const std::string_view text = arena_.CopyString(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return text;
  }

  std::string_view Word() {
    Skip();
    const size_t end = std::min(rest_.find_first_of(" ,:]}>"), rest_.size());
    if (end == 0) Fail();
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

  bool Take(std::string_view token) {
    Skip();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  void Skip() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  // A mistake in a test's own text.
  [[noreturn]] static void Fail() { std::abort(); }

  Arena& arena_;
  std::string_view rest_;
};

inline AttributeValue Value(Arena& arena, std::string_view text) {
  return LiteralReader(arena, text).ReadAll();
}

inline AttributeMap Item(Arena& arena, std::string_view text) { return Value(arena, text).map(); }

// "a.b[1]"
inline expressions::DocumentPath Path(Arena& arena, std::string_view text) {
  std::vector<expressions::PathElement> path;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(".[", 1), text.size());
    std::string_view step = text.substr(0, end);
    text.remove_prefix(end);
    if (step.front() == '[') {
      const auto index = std::strtoul(std::string(step.substr(1)).c_str(), nullptr, 10);
      path.push_back({{}, static_cast<uint32_t>(index), true});
    } else {
      if (step.front() == '.') step.remove_prefix(1);
      path.push_back({arena.CopyString(step), 0, false});
    }
  }
  return arena.CopyArray<expressions::PathElement>(path);
}

inline std::string Text(const AttributeValue& value);

inline std::string Text(AttributeMap map) {
  std::string text = "{";
  for (const Attribute& attribute : map) {
    if (text.size() > 1) text += ", ";
    text += std::string(attribute.name) + ": " + Text(attribute.value);
  }
  return text + "}";
}

inline std::string ScalarText(AttributeType type, std::string_view bytes) {
  if (type == AttributeType::kNumber) return std::string(bytes);
  return (type == AttributeType::kBinary ? "b'" : "'") + std::string(bytes) + "'";
}

// The notation above, with one space after commas and colons, in the order of the value.
inline std::string Text(const AttributeValue& value) {
  std::string text;
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      return ScalarText(value.type(), value.bytes());
    case AttributeType::kBool:
      return value.boolean() ? "true" : "false";
    case AttributeType::kNull:
      return "null";
    case AttributeType::kMap:
      return Text(value.map());
    case AttributeType::kList:
      for (const AttributeValue& element : value.list()) {
        if (!text.empty()) text += ", ";
        text += Text(element);
      }
      return "[" + text + "]";
    default:
      for (std::string_view element : value.set()) {
        if (!text.empty()) text += ", ";
        text += ScalarText(SetElementType(value.type()), element);
      }
      return "<" + text + ">";
  }
}

}  // namespace stator::testing
