#include "server/operations/legacy_parameters.h"

#include <algorithm>
#include <optional>
#include <string>

#include "server/json/attribute_codec.h"

namespace stator::server {
namespace {

using expressions::AttributeComparison;
using expressions::ComparisonOperator;
using expressions::InvalidParameterValue;
using json::JsonMember;
using json::JsonValue;

// DynamoDB Local's words, which are those for an item's attributes.
Result<void> CheckName(std::string_view name) {
  if (name.empty()) return ValidationError("Empty attribute name");
  return {};
}

// Empty when the member is not given.
Result<std::span<const AttributeValue>> ReadValueList(Arena& arena, const JsonValue& condition) {
  const JsonValue* list = condition.Member("AttributeValueList");
  if (list == nullptr) return std::span<const AttributeValue>();
  const std::span<AttributeValue> values = arena.NewArray<AttributeValue>(list->array().size());
  for (size_t i = 0; i < values.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(values[i], json::ReadAttributeValue(arena, list->array()[i]));
  }
  return std::span<const AttributeValue>(values);
}

ComparisonOperator ReadComparisonOperator(const JsonValue& name) {
  // The request has been checked against the names there are.
  return expressions::FindComparisonOperator(name.text()).value_or(ComparisonOperator::kEqual);
}

expressions::ConditionalOperator ReadConditionalOperator(const JsonValue& request) {
  const JsonValue* member = request.Member("ConditionalOperator");
  return member != nullptr && member->text() == "OR" ? expressions::ConditionalOperator::kOr
                                                     : expressions::ConditionalOperator::kAnd;
}

// The members of an ExpectedAttributeValue; nullptr: not given.
struct ExpectedMembers {
  explicit ExpectedMembers(const JsonValue& expected)
      : comparison(expected.Member("ComparisonOperator")),
        values(expected.Member("AttributeValueList")),
        value(expected.Member("Value")),
        exists(expected.Member("Exists")) {}

  const JsonValue* comparison;
  const JsonValue* values;
  const JsonValue* value;
  const JsonValue* exists;

  bool must_not_exist() const { return exists != nullptr && !exists->boolean(); }
};

// With a ComparisonOperator, Value stands for a list of one. All emulators agree on the texts, and
// DynamoDB Local and dynalite that values are looked at later.
Result<void> CheckComparisonMembers(const ExpectedMembers& members, const std::string& attribute) {
  if (members.exists != nullptr) {
    return InvalidParameterValue(
        "Exists and ComparisonOperator cannot be used together for Attribute: " + attribute);
  }
  if (members.value != nullptr && members.values != nullptr) {
    return InvalidParameterValue(
        "Value and AttributeValueList cannot be used together for Attribute: " + attribute);
  }
  const ComparisonOperator comparison = ReadComparisonOperator(*members.comparison);
  const bool unary =
      comparison == ComparisonOperator::kNull || comparison == ComparisonOperator::kNotNull;
  if (!unary && members.value == nullptr && members.values == nullptr) {
    return InvalidParameterValue(
        "Value or AttributeValueList must be used with ComparisonOperator: " +
        std::string(members.comparison->text()) + " for Attribute: " + attribute);
  }
  return {};
}

// Without one, Value is what the attribute must be; Exists false: it must not be there.
Result<void> CheckValueMembers(const ExpectedMembers& members, const std::string& attribute) {
  if (members.values != nullptr) {
    return InvalidParameterValue(
        members.value != nullptr
            ? "Value and AttributeValueList cannot be used together for Attribute: " + attribute
            : "AttributeValueList can only be used with a ComparisonOperator for Attribute: " +
                  attribute);
  }
  if (members.must_not_exist() && members.value != nullptr) {
    return InvalidParameterValue("Value cannot be used when Exists is false for Attribute: " +
                                 attribute);
  }
  if (!members.must_not_exist() && members.value == nullptr) {
    return InvalidParameterValue(std::string("Value must be provided when Exists is ") +
                                 (members.exists == nullptr ? "null" : "true") +
                                 " for Attribute: " + attribute);
  }
  return {};
}

Result<AttributeComparison> ReadExpectedAttribute(Arena& arena, const JsonMember& expected) {
  STATOR_RETURN_IF_ERROR(CheckName(expected.name));
  const ExpectedMembers members(expected.value);
  const std::string attribute(expected.name);
  AttributeComparison result;
  result.attribute = expected.name;
  if (members.comparison != nullptr) {
    STATOR_RETURN_IF_ERROR(CheckComparisonMembers(members, attribute));
    result.comparison = ReadComparisonOperator(*members.comparison);
  } else {
    STATOR_RETURN_IF_ERROR(CheckValueMembers(members, attribute));
    result.comparison =
        members.must_not_exist() ? ComparisonOperator::kNull : ComparisonOperator::kEqual;
  }
  if (members.value != nullptr) {
    const std::span<AttributeValue> value = arena.NewArray<AttributeValue>(1);
    STATOR_ASSIGN_OR_RETURN(value[0], json::ReadAttributeValue(arena, *members.value));
    result.values = value;
  } else {
    STATOR_ASSIGN_OR_RETURN(result.values, ReadValueList(arena, expected.value));
  }
  STATOR_RETURN_IF_ERROR(expressions::CheckComparison(result));
  return result;
}

Result<AttributeComparison> ReadComparison(Arena& arena, const JsonMember& condition) {
  STATOR_RETURN_IF_ERROR(CheckName(condition.name));
  AttributeComparison result;
  result.attribute = condition.name;
  result.comparison = ReadComparisonOperator(*condition.value.Member("ComparisonOperator"));
  STATOR_ASSIGN_OR_RETURN(result.values, ReadValueList(arena, condition.value));
  STATOR_RETURN_IF_ERROR(expressions::CheckComparison(result));
  return result;
}

// Reads a map from attributes to conditions with `read`, in the order given.
Result<std::span<const AttributeComparison>> ReadEach(
    Arena& arena, const JsonValue* conditions,
    Result<AttributeComparison> (*read)(Arena& arena, const JsonMember& condition)) {
  if (conditions == nullptr) return std::span<const AttributeComparison>();
  const std::span<const JsonMember> members = conditions->object();
  const std::span<AttributeComparison> comparisons =
      arena.NewArray<AttributeComparison>(members.size());
  for (size_t i = 0; i < members.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(comparisons[i], read(arena, members[i]));
  }
  return std::span<const AttributeComparison>(comparisons);
}

expressions::AttributeAction ReadAction(const JsonValue& update) {
  const JsonValue* action = update.Member("Action");
  if (action == nullptr || action->text() == "PUT") return expressions::AttributeAction::kPut;
  return action->text() == "ADD" ? expressions::AttributeAction::kAdd
                                 : expressions::AttributeAction::kDelete;
}

}  // namespace

Result<std::span<const AttributeComparison>> ReadComparisons(Arena& arena, const JsonValue& request,
                                                             std::string_view parameter) {
  return ReadEach(arena, request.Member(parameter), ReadComparison);
}

// The texts are DynamoDB Local's, and known from questions of the service's users.
Result<void> CheckConditionalOperator(const JsonValue& request, size_t count) {
  if (request.Member("ConditionalOperator") == nullptr || count > 1) return {};
  return ValidationError(
      count == 0 ? "ConditionalOperator cannot be used without Filter or Expected"
                 : "ConditionalOperator can only be used when Filter or Expected has two or more "
                   "elements");
}

const expressions::Condition* JoinComparisons(Arena& arena, const JsonValue& request,
                                              std::span<const AttributeComparison> comparisons) {
  return expressions::TranslateComparisons(arena, ReadConditionalOperator(request), comparisons);
}

Result<const expressions::Condition*> ReadExpected(Arena& arena, const JsonValue& request) {
  STATOR_ASSIGN_OR_RETURN(const std::span<const AttributeComparison> comparisons,
                          ReadEach(arena, request.Member("Expected"), ReadExpectedAttribute));
  STATOR_RETURN_IF_ERROR(CheckConditionalOperator(request, comparisons.size()));
  return JoinComparisons(arena, request, comparisons);
}

Result<const expressions::Update*> ReadAttributeUpdates(Arena& arena, const JsonValue& request) {
  const JsonValue* updates = request.Member("AttributeUpdates");
  if (updates == nullptr) return nullptr;
  expressions::AttributeUpdatesTranslator translator(arena);
  for (const JsonMember& update : updates->object()) {
    STATOR_RETURN_IF_ERROR(CheckName(update.name));
    std::optional<AttributeValue> value;
    if (const JsonValue* member = update.value.Member("Value")) {
      STATOR_ASSIGN_OR_RETURN(value, json::ReadAttributeValue(arena, *member));
    }
    STATOR_RETURN_IF_ERROR(translator.Add(update.name, ReadAction(update.value), value));
  }
  return translator.Finish();
}

Result<const expressions::Projection*> ReadAttributesToGet(Arena& arena, const JsonValue& request) {
  const JsonValue* attributes = request.Member("AttributesToGet");
  if (attributes == nullptr) return nullptr;
  const std::span<const JsonValue> elements = attributes->array();
  const std::span<std::string_view> names = arena.NewArray<std::string_view>(elements.size());
  for (size_t i = 0; i < names.size(); ++i) {
    names[i] = elements[i].text();
    STATOR_RETURN_IF_ERROR(CheckName(names[i]));
  }
  return expressions::TranslateAttributesToGet(arena, names);
}

}  // namespace stator::server
