#include "server/seeding/template_values.h"

#include <charconv>
#include <utility>

#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

constexpr int kMaxDepth = 60;
// Values looked at. References and aliases can make few bytes stand for very many values.
constexpr size_t kMaxWork = 1'000'000;
constexpr size_t kMaxTextBytes = size_t{1} << 20;

constexpr std::string_view kNoValue = "AWS::NoValue";

bool IsFunction(const JsonValue& value) {
  if (!value.is_object() || value.object().size() != 1) return false;
  const std::string_view name = value.object().front().name;
  return name == "Ref" || name == "Condition" || name.starts_with("Fn::");
}

std::string_view ScalarText(const JsonValue& value) {
  if (value.is_bool()) return value.boolean() ? "true" : "false";
  return value.text();
}

bool IsScalar(const JsonValue& value) {
  return value.is_string() || value.is_number() || value.is_bool();
}

bool SameValue(const JsonValue& a, const JsonValue& b) {
  return IsScalar(a) && IsScalar(b) && ScalarText(a) == ScalarText(b);
}

}  // namespace

bool IsTableResource(const JsonValue& resource) {
  const std::string_view type = TextMember(resource, "Type");
  return type == "AWS::DynamoDB::Table" || type == "AWS::DynamoDB::GlobalTable";
}

// One level of nesting for its lifetime.
struct TemplateValues::Depth {
  explicit Depth(int& value) : depth(value) { ++depth; }
  ~Depth() { --depth; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

  int& depth;
};

TemplateValues::TemplateValues(Document& document, const JsonValue& root,
                               const JsonValue& resources, Owner owner)
    : document_(document), root_(root), resources_(resources), owner_(std::move(owner)) {}

Result<void> TemplateValues::Enter(const JsonValue& where) {
  if (depth_ >= kMaxDepth) {
    return ErrorAt(where, "values refer to each other in a circle, or are nested too deeply");
  }
  if (++work_ > kMaxWork) return ErrorAt(where, "the template has too many values");
  return {};
}

Result<TemplateValues::Value> TemplateValues::Resolve(const JsonValue& value) {
  STATOR_RETURN_IF_ERROR(Enter(value));
  const Depth depth(depth_);
  if (IsFunction(value)) {
    const JsonMember& function = value.object().front();
    return ResolveFunction(function.name, function.value);
  }
  if (value.is_object()) {
    STATOR_ASSIGN_OR_RETURN(const JsonValue object, ResolveObject(value));
    return Value(object);
  }
  if (value.is_array()) {
    STATOR_ASSIGN_OR_RETURN(const JsonValue array, ResolveArray(value));
    return Value(array);
  }
  return Value(value);
}

Result<JsonValue> TemplateValues::ResolveObject(const JsonValue& value) {
  std::vector<JsonMember> members;
  for (const JsonMember& member : value.object()) {
    STATOR_ASSIGN_OR_RETURN(const Value resolved, Resolve(member.value));
    if (resolved.has_value()) members.push_back({member.name, *resolved});
  }
  return ObjectOf(document_.arena(), std::move(members));
}

Result<JsonValue> TemplateValues::ResolveArray(const JsonValue& value) {
  std::vector<JsonValue> elements;
  for (const JsonValue& element : value.array()) {
    STATOR_ASSIGN_OR_RETURN(const Value resolved, Resolve(element));
    if (resolved.has_value()) elements.push_back(*resolved);
  }
  return ArrayOf(document_.arena(), elements);
}

Result<TemplateValues::Value> TemplateValues::ResolveFunction(std::string_view name,
                                                              const JsonValue& argument) {
  const auto plain = [](Result<JsonValue> value) -> Result<Value> {
    if (!value.ok()) return std::move(value).error();
    return Value(*value);
  };
  if (name == "Ref" && argument.is_string()) return Ref(argument.text(), argument);
  if (name == "Fn::Sub") return plain(Sub(argument));
  if (name == "Fn::Join") return plain(Join(argument));
  if (name == "Fn::If") return If(argument);
  if (name == "Fn::FindInMap") return FindInMap(argument);
  if (name == "Fn::Select") return Select(argument);
  if (name == "Fn::Split") return plain(Split(argument));
  if (name == "Fn::GetAtt") {
    STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 2));
    STATOR_ASSIGN_OR_RETURN(const std::string attribute, Text(parts[1]));
    STATOR_ASSIGN_OR_RETURN(const std::string text, GetAtt(TextOf(parts[0]), attribute, argument));
    return Value(StringOf(document_.arena(), text));
  }
  return ErrorAt(argument, std::string(name) + " cannot be resolved from the template alone");
}

Result<std::string> TemplateValues::PseudoParameter(std::string_view name,
                                                    const JsonValue& where) const {
  if (name == "AWS::Region") return owner_.region;
  if (name == "AWS::AccountId") return owner_.account_id;
  if (name == "AWS::Partition") return std::string("aws");
  if (name == "AWS::URLSuffix") return std::string("amazonaws.com");
  if (name == "AWS::StackName") return std::string("stator");
  return ErrorAt(where, std::string(name) + " has no value without a stack");
}

Result<TemplateValues::Value> TemplateValues::Ref(std::string_view name, const JsonValue& where) {
  if (name == kNoValue) return Value();
  if (name.starts_with("AWS::")) {
    STATOR_ASSIGN_OR_RETURN(const std::string text, PseudoParameter(name, where));
    return Value(StringOf(document_.arena(), text));
  }
  const JsonValue* const parameters = ObjectMember(root_, "Parameters");
  const JsonValue* const parameter =
      parameters == nullptr ? nullptr : ObjectMember(*parameters, name);
  if (parameter != nullptr) {
    const JsonValue* const fallback = parameter->Member("Default");
    if (fallback == nullptr) {
      return ErrorAt(where, "the parameter " + std::string(name) + " has no default");
    }
    return Resolve(*fallback);
  }
  const JsonValue* const resource = ObjectMember(resources_, name);
  if (resource == nullptr) {
    return ErrorAt(where, "there is no parameter or resource " + std::string(name));
  }
  if (!IsTableResource(*resource)) return Value(StringOf(document_.arena(), name));
  STATOR_ASSIGN_OR_RETURN(const std::string table, TableNameOf(name));
  return Value(StringOf(document_.arena(), table));
}

Result<std::string> TemplateValues::TableNameOf(std::string_view resource_id) {
  const JsonValue* const resource = ObjectMember(resources_, resource_id);
  const JsonValue* const properties =
      resource == nullptr ? nullptr : ObjectMember(*resource, "Properties");
  const JsonValue* const name = properties == nullptr ? nullptr : properties->Member("TableName");
  if (name == nullptr) return std::string(resource_id);
  STATOR_ASSIGN_OR_RETURN(const Value resolved, Resolve(*name));
  if (!resolved.has_value()) return std::string(resource_id);
  if (!IsScalar(*resolved)) return ErrorAt(*name, "TableName is not a text");
  return std::string(ScalarText(*resolved));
}

Result<std::string> TemplateValues::GetAtt(std::string_view resource_id, std::string_view attribute,
                                           const JsonValue& where) {
  const JsonValue* const resource = ObjectMember(resources_, resource_id);
  if (resource != nullptr && IsTableResource(*resource) && attribute == "Arn") {
    STATOR_ASSIGN_OR_RETURN(const std::string name, TableNameOf(resource_id));
    return "arn:aws:dynamodb:" + owner_.region + ":" + owner_.account_id + ":table/" + name;
  }
  return ErrorAt(where, "Fn::GetAtt of " + std::string(resource_id) + "." + std::string(attribute) +
                            " cannot be resolved from the template alone");
}

Result<std::string> TemplateValues::Text(const JsonValue& value) {
  STATOR_ASSIGN_OR_RETURN(const Value resolved, Resolve(value));
  if (!resolved.has_value() || !IsScalar(*resolved)) {
    return ErrorAt(value, "there is no text where one has to be");
  }
  return std::string(ScalarText(*resolved));
}

Result<std::vector<JsonValue>> TemplateValues::List(const JsonValue& value, size_t least) {
  JsonValue list = value;
  if (!value.is_array()) {
    STATOR_ASSIGN_OR_RETURN(const Value resolved, Resolve(value));
    if (resolved.has_value()) list = *resolved;
  }
  if (!list.is_array() || list.array().size() < least) {
    return ErrorAt(value, "there is no list of " + std::to_string(least) +
                              " or more values where one has to be");
  }
  return std::vector<JsonValue>(list.array().begin(), list.array().end());
}

Result<JsonValue> TemplateValues::Sub(const JsonValue& argument) {
  std::string_view pattern = TextOf(argument);
  const JsonValue* variables = nullptr;
  if (argument.is_array() && argument.array().size() == 2) {
    pattern = TextOf(argument.array()[0]);
    variables = &argument.array()[1];
  } else if (!argument.is_string()) {
    return ErrorAt(argument, "Fn::Sub takes a text, or a text and a mapping");
  }
  std::string text;
  while (!pattern.empty()) {
    const size_t start = pattern.find("${");
    text += pattern.substr(0, start);
    if (start == std::string_view::npos) break;
    const size_t end = pattern.find('}', start);
    if (end == std::string_view::npos) return ErrorAt(argument, "a ${ has no }");
    const std::string_view name = pattern.substr(start + 2, end - start - 2);
    pattern.remove_prefix(end + 1);
    const JsonValue* const own =
        variables == nullptr || !variables->is_object() ? nullptr : variables->Member(name);
    const size_t dot = name.find('.');
    if (name.starts_with('!')) {
      text.append("${").append(name.substr(1)).append("}");
    } else if (own != nullptr) {
      STATOR_ASSIGN_OR_RETURN(const std::string part, Text(*own));
      text += part;
    } else if (dot != std::string_view::npos) {
      STATOR_ASSIGN_OR_RETURN(const std::string part,
                              GetAtt(name.substr(0, dot), name.substr(dot + 1), argument));
      text += part;
    } else {
      STATOR_ASSIGN_OR_RETURN(const Value part, Ref(name, argument));
      if (!part.has_value() || !IsScalar(*part)) {
        return ErrorAt(argument, "${" + std::string(name) + "} is not a text");
      }
      text += ScalarText(*part);
    }
    if (text.size() > kMaxTextBytes) return ErrorAt(argument, "a text becomes too long");
  }
  return StringOf(document_.arena(), text);
}

Result<JsonValue> TemplateValues::Join(const JsonValue& argument) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 2));
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> elements, List(parts[1], 0));
  std::string text;
  for (size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) text += TextOf(parts[0]);
    STATOR_ASSIGN_OR_RETURN(const std::string element, Text(elements[i]));
    text += element;
    if (text.size() > kMaxTextBytes) return ErrorAt(argument, "a text becomes too long");
  }
  return StringOf(document_.arena(), text);
}

Result<TemplateValues::Value> TemplateValues::If(const JsonValue& argument) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 3));
  STATOR_ASSIGN_OR_RETURN(const bool holds, Holds(TextOf(parts[0]), argument));
  return Resolve(parts[holds ? 1 : 2]);
}

Result<TemplateValues::Value> TemplateValues::FindInMap(const JsonValue& argument) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 3));
  const JsonValue* at = ObjectMember(root_, "Mappings");
  for (size_t i = 0; i < 3; ++i) {
    STATOR_ASSIGN_OR_RETURN(const std::string key, Text(parts[i]));
    at = at == nullptr || !at->is_object() ? nullptr : at->Member(key);
    if (at == nullptr) return ErrorAt(argument, "Fn::FindInMap does not find " + key);
  }
  return Resolve(*at);
}

Result<TemplateValues::Value> TemplateValues::Select(const JsonValue& argument) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 2));
  STATOR_ASSIGN_OR_RETURN(const std::string number, Text(parts[0]));
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> elements, List(parts[1], 0));
  size_t index = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc() || end != number.data() + number.size() || index >= elements.size()) {
    return ErrorAt(argument, "Fn::Select has no element " + number);
  }
  return Resolve(elements[index]);
}

Result<JsonValue> TemplateValues::Split(const JsonValue& argument) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 2));
  const std::string_view delimiter = TextOf(parts[0]);
  STATOR_ASSIGN_OR_RETURN(const std::string text, Text(parts[1]));
  if (delimiter.empty()) return ErrorAt(argument, "Fn::Split takes a text to split at");
  std::vector<JsonValue> elements;
  std::string_view rest = text;
  for (;;) {
    const size_t end = rest.find(delimiter);
    elements.push_back(StringOf(document_.arena(), rest.substr(0, end)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + delimiter.size());
  }
  return ArrayOf(document_.arena(), elements);
}

Result<bool> TemplateValues::Holds(std::string_view condition, const JsonValue& where) {
  const JsonValue* const conditions = ObjectMember(root_, "Conditions");
  const JsonValue* const found =
      conditions == nullptr ? nullptr : ObjectMember(*conditions, condition);
  if (found == nullptr) {
    return ErrorAt(where, "there is no condition " + std::string(condition));
  }
  return Evaluate(*found);
}

Result<bool> TemplateValues::Evaluate(const JsonValue& condition) {
  STATOR_RETURN_IF_ERROR(Enter(condition));
  const Depth depth(depth_);
  if (!IsFunction(condition)) return ErrorAt(condition, "this is not a condition");
  const std::string_view name = condition.object().front().name;
  const JsonValue& argument = condition.object().front().value;
  if (name == "Condition") return Holds(TextOf(argument), condition);
  STATOR_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts, List(argument, 1));
  if (name == "Fn::Not") {
    STATOR_ASSIGN_OR_RETURN(const bool holds, Evaluate(parts[0]));
    return !holds;
  }
  if (name == "Fn::Equals" && parts.size() == 2) {
    STATOR_ASSIGN_OR_RETURN(const Value left, Resolve(parts[0]));
    STATOR_ASSIGN_OR_RETURN(const Value right, Resolve(parts[1]));
    return left.has_value() && right.has_value() && SameValue(*left, *right);
  }
  if (name != "Fn::And" && name != "Fn::Or") {
    return ErrorAt(condition, std::string(name) + " is not a condition");
  }
  for (const JsonValue& part : parts) {
    STATOR_ASSIGN_OR_RETURN(const bool holds, Evaluate(part));
    if (holds == (name == "Fn::Or")) return holds;
  }
  return name == "Fn::And";
}

}  // namespace stator::server
