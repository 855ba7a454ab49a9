#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "expressions/partiql/translator.h"
#include "expressions/set_operand.h"
#include "model/number.h"

namespace stator::expressions::partiql {
namespace {

constexpr std::string_view kRoot = "root";

std::string_view TypeText(const Expr& expression) {
  return expression.kind == Expr::Kind::kMissing ? "MISSING" : expression.text;
}

}  // namespace

bool Translator::IsValue(const Expr& expression) {
  switch (expression.kind) {
    case Expr::Kind::kString:
    case Expr::Kind::kNumber:
    case Expr::Kind::kBool:
    case Expr::Kind::kNull:
    case Expr::Kind::kIon:
    case Expr::Kind::kParameter:
    case Expr::Kind::kList:
    case Expr::Kind::kTuple:
    case Expr::Kind::kBag:
      return true;
    case Expr::Kind::kSign:
      return expression.children[0]->kind == Expr::Kind::kNumber;
    default:
      return false;
  }
}

AttributeValue Translator::Value(const Expr& expression, const std::string& place, size_t depth) {
  const bool container =
      expression.kind == Expr::Kind::kList || expression.kind == Expr::Kind::kTuple;
  if (container && depth >= kMaxContainers) return TooDeep();
  switch (expression.kind) {
    case Expr::Kind::kString:
      return AttributeValue::String(expression.text);
    case Expr::Kind::kNumber:
      return NumberValue(expression, false);
    case Expr::Kind::kSign:
      if (!IsValue(expression)) break;
      return NumberValue(*expression.children[0], expression.text == "-");
    case Expr::Kind::kBool:
      return AttributeValue::Bool(!expression.negated);
    case Expr::Kind::kNull:
      return AttributeValue::Null();
    case Expr::Kind::kParameter: {
      const AttributeValue& parameter = parameters_[expression.index];
      return NestsDeeperThan(parameter, kMaxContainers - depth) ? TooDeep() : parameter;
    }
    case Expr::Kind::kList: {
      const std::span<AttributeValue> elements =
          arena_.NewArray<AttributeValue>(expression.children.size());
      for (size_t i = 0; i < elements.size(); ++i) {
        elements[i] = Value(*expression.children[i], place, depth + 1);
      }
      return AttributeValue::List(elements);
    }
    case Expr::Kind::kTuple:
      return AttributeValue::Map(MapValue(expression, place, depth + 1));
    case Expr::Kind::kBag:
      return SetValue(expression);
    case Expr::Kind::kIon:
      FailAt("Ion Literals are not supported under key " + place, expression);
      return {};
    default:
      break;
  }
  FailAt("Unsupported data type: " + std::string(TypeText(expression)) + " under key " + place,
         expression);
  return {};
}

AttributeValue Translator::TooDeep() {
  Fail(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
      "levels beyond supported limit");
  return {};
}

AttributeValue Translator::NumberValue(const Expr& expression, bool negative) {
  Result<Number> number = Number::Parse(expression.text);
  if (!number.ok()) {
    Fail(number.error().message);
    return {};
  }
  char text[Number::kMaxTextLength];
  const size_t length = (negative ? number->Negated() : *number).WriteText(text);
  return AttributeValue::Number(arena_.CopyString({text, length}));
}

// A bag is a set: of strings or of numbers, or of binaries, which only parameters can be.
AttributeValue Translator::SetValue(const Expr& expression) {
  if (expression.children.empty()) {
    FailAt("Empty bags are not supported", expression);
    return {};
  }
  const std::span<std::string_view> elements =
      arena_.NewArray<std::string_view>(expression.children.size());
  AttributeType type = AttributeType::kString;
  for (size_t i = 0; i < elements.size(); ++i) {
    const Expr& child = *expression.children[i];
    const AttributeValue element = Value(child, std::string(kRoot), 0);
    if (!error_.empty()) return {};
    if (i == 0) type = element.type();
    const bool scalar = element.is(AttributeType::kString) || element.is(AttributeType::kNumber) ||
                        element.is(AttributeType::kBinary);
    if (!scalar || !element.is(type)) {
      Fail(
          "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags" +
          (scalar ? "" : PositionText(text_, child.begin, child.length)));
      return {};
    }
    elements[i] = element.bytes();
  }
  std::sort(elements.begin(), elements.end(), [&](std::string_view left, std::string_view right) {
    return CompareSetElements(type, left, right) < 0;
  });
  if (std::adjacent_find(elements.begin(), elements.end()) != elements.end()) {
    Fail("Input collection contains duplicates");
    return {};
  }
  const AttributeType set_type = type == AttributeType::kString   ? AttributeType::kStringSet
                                 : type == AttributeType::kNumber ? AttributeType::kNumberSet
                                                                  : AttributeType::kBinarySet;
  return AttributeValue::Set(set_type, elements);
}

AttributeMap Translator::MapValue(const Expr& expression, const std::string& place, size_t depth) {
  const std::span<Attribute> attributes =
      arena_.NewArray<Attribute>(expression.children.size() / 2);
  for (size_t i = 0; i < attributes.size(); ++i) {
    const Expr& name = *expression.children[2 * i];
    if (name.kind != Expr::Kind::kString) {
      FailAt("Tuple keys must be of type String. Actual type: " +
                 std::string(name.kind == Expr::Kind::kPath ? "VariableReference" : name.text) +
                 " under " + place,
             name);
      return {};
    }
    if (name.text.empty()) Fail("Path component cannot be an empty string");
    attributes[i] = {name.text, Value(*expression.children[2 * i + 1], place, depth)};
  }
  std::stable_sort(
      attributes.begin(), attributes.end(),
      [](const Attribute& left, const Attribute& right) { return left.name < right.name; });
  const auto repeated = std::adjacent_find(
      attributes.begin(), attributes.end(),
      [](const Attribute& left, const Attribute& right) { return left.name == right.name; });
  if (repeated != attributes.end()) {
    // Reported at the second of the two.
    const Expr* second = nullptr;
    for (size_t i = 0, seen = 0; i < attributes.size() && seen < 2; ++i) {
      if (expression.children[2 * i]->text != repeated->name) continue;
      second = expression.children[2 * i];
      ++seen;
    }
    FailAt("Duplicate keys in tuple. Key: " + std::string(repeated->name) + " under " + place,
           *second);
  }
  return attributes;
}

AttributeMap Translator::TranslateItem(const Expr& expression) {
  if (expression.kind != Expr::Kind::kTuple) {
    FailAt(
        "Unsupported format in item expression. Please use struct format {...} to express item "
        "values for insert statement.",
        expression);
    return {};
  }
  return MapValue(expression, std::string(kRoot), 0);
}

}  // namespace stator::expressions::partiql
