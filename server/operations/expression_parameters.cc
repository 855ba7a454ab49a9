#include "server/operations/expression_parameters.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "expressions/parser.h"
#include "server/json/attribute_codec.h"

namespace stator::server {
namespace {

using expressions::Placeholders;
using json::JsonValue;

using NameList = std::span<const std::string_view>;

std::string Join(NameList names, std::string_view separator) {
  std::string joined;
  for (std::string_view name : names) {
    if (!joined.empty()) joined += separator;
    joined += name;
  }
  return joined;
}

bool AnyGiven(const JsonValue& request, NameList names) {
  return std::any_of(names.begin(), names.end(),
                     [&request](std::string_view name) { return request.Member(name) != nullptr; });
}

std::vector<std::string_view> Given(const JsonValue& request, NameList names) {
  std::vector<std::string_view> given;
  std::copy_if(names.begin(), names.end(), std::back_inserter(given),
               [&request](std::string_view name) { return request.Member(name) != nullptr; });
  return given;
}

Error MixedParameters(const JsonValue& request, const ExpressionParameters& parameters) {
  std::vector<std::string_view> expressions = Given(request, parameters.expressions);
  if (parameters.has_projection && request.Member("ProjectionExpression") != nullptr) {
    expressions.insert(expressions.begin(), "ProjectionExpression");
  }
  return ValidationError(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      Join(Given(request, parameters.legacy), ", ") + "} Expression parameters: {" +
      Join(expressions, ", ") + "}");
}

Error UnusableValues(const ExpressionParameters& parameters) {
  return ValidationError(
      "ExpressionAttributeValues can only be specified when using expressions: " +
      Join(parameters.expressions, " and ") +
      (parameters.expressions.size() == 1 ? " is null" : " are null"));
}

std::span<const Placeholders::Name> ReadNames(Arena& arena, const JsonValue& request) {
  const JsonValue* member = request.Member("ExpressionAttributeNames");
  if (member == nullptr) return {};
  const auto names = arena.NewArray<Placeholders::Name>(member->object().size());
  std::transform(member->object().begin(), member->object().end(), names.begin(),
                 [](const json::JsonMember& name) {
                   return Placeholders::Name{name.name, name.value.text()};
                 });
  return names;
}

// The service names the placeholder around the value's own error (DynamoDB Local and dynalite
// agree).
Error WrongValue(std::string_view placeholder, const Error& error) {
  return ValidationError("ExpressionAttributeValues contains invalid value: " + error.message +
                         " for key " + std::string(placeholder));
}

}  // namespace

Result<void> CheckExpressionParameters(const JsonValue& request,
                                       const ExpressionParameters& parameters) {
  const bool legacy_given = AnyGiven(request, parameters.legacy);
  const bool values_usable = AnyGiven(request, parameters.expressions);
  const bool names_usable = values_usable || (parameters.has_projection &&
                                              request.Member("ProjectionExpression") != nullptr);
  if (legacy_given && names_usable) return MixedParameters(request, parameters);
  // An empty map counts as given: dynalite and dynoxide agree, and it is what the service's check
  // for null does.
  if (!names_usable && request.Member("ExpressionAttributeNames") != nullptr) {
    return ValidationError("ExpressionAttributeNames can only be specified when using expressions");
  }
  if (!values_usable && !parameters.expressions.empty() &&
      request.Member("ExpressionAttributeValues") != nullptr) {
    return UnusableValues(parameters);
  }
  return {};
}

Result<Placeholders> ReadPlaceholders(Arena& arena, const JsonValue& request) {
  const JsonValue* values_member = request.Member("ExpressionAttributeValues");
  std::span<Attribute> values;
  std::optional<Error> wrong_value;
  if (values_member != nullptr) {
    values = arena.NewArray<Attribute>(values_member->object().size());
    size_t count = 0;
    for (const json::JsonMember& member : values_member->object()) {
      Result<AttributeValue> value = json::ReadAttributeValue(arena, member.value);
      if (!value.ok() && value.error().code != ErrorCode::kValidation) {
        return std::move(value).error();
      }
      if (!value.ok() && !wrong_value.has_value()) {
        wrong_value = WrongValue(member.name, value.error());
      }
      values[count++] = {member.name, value.ok() ? *value : AttributeValue{}};
    }
    std::sort(values.begin(), values.end(),
              [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
  }
  // All placeholders are looked at before the first value is (DynamoDB Local and dynalite agree).
  Result<Placeholders> placeholders =
      Placeholders::Create(arena, request.Member("ExpressionAttributeNames") != nullptr,
                           ReadNames(arena, request), values_member != nullptr, values);
  if (placeholders.ok() && wrong_value.has_value()) return *std::move(wrong_value);
  return placeholders;
}

Result<Placeholders> ReadNamePlaceholders(Arena& arena, const JsonValue& request) {
  return Placeholders::Create(arena, request.Member("ExpressionAttributeNames") != nullptr,
                              ReadNames(arena, request), false, {});
}

std::optional<std::string_view> ExpressionText(const JsonValue& request,
                                               std::string_view parameter) {
  const JsonValue* member = request.Member(parameter);
  if (member == nullptr) return std::nullopt;
  return member->text();
}

Result<const expressions::Condition*> ReadCondition(Arena& arena, const JsonValue& request,
                                                    Placeholders& placeholders,
                                                    std::string_view parameter) {
  const std::optional<std::string_view> text = ExpressionText(request, parameter);
  if (!text.has_value()) return nullptr;
  return expressions::ParseCondition(arena, placeholders, parameter, *text);
}

Result<const expressions::Projection*> ReadProjection(Arena& arena, const JsonValue& request,
                                                      Placeholders& placeholders) {
  const std::optional<std::string_view> text = ExpressionText(request, "ProjectionExpression");
  if (!text.has_value()) return nullptr;
  return expressions::ParseProjection(arena, placeholders, *text);
}

}  // namespace stator::server
