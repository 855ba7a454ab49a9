#include "expressions/placeholders.h"

#include <algorithm>
#include <string>

#include "expressions/lexer.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

constexpr std::string_view kNames = "ExpressionAttributeNames";
constexpr std::string_view kValues = "ExpressionAttributeValues";

Error InvalidKey(std::string_view parameter, std::string_view reason) {
  std::string message(parameter);
  message += " contains invalid key: ";
  message += reason;
  return ValidationError(std::move(message));
}

// The service runs its lexer over a key and takes what is one placeholder token; that is why it
// accepts white space around the token (DynamoDB Local shows it: " #a" is only ever unused).
Result<void> CheckKey(std::string_view parameter, TokenKind kind, std::string_view key) {
  if (key.empty()) {
    return InvalidKey(parameter, "The expression attribute map contains an empty key;");
  }
  if (key.size() > limits::kMaxPlaceholderBytes) {
    std::string reason = "The expression attribute map contains a key that is too long;";
    if (kind == TokenKind::kNamePlaceholder)
      reason += " size of key: " + std::to_string(key.size());
    return InvalidKey(parameter, reason);
  }
  Lexer lexer(key);
  const Token token = lexer.Next();
  if (token.kind != kind || lexer.Next().kind != TokenKind::kEnd) {
    return InvalidKey(parameter, "Syntax error; key: \"" + std::string(key) + "\"");
  }
  return {};
}

Result<void> CheckNames(std::span<const Placeholders::Name> names) {
  if (names.empty()) return ValidationError("ExpressionAttributeNames must not be empty");
  for (const Placeholders::Name& name : names) {
    STATOR_RETURN_IF_ERROR(CheckKey(kNames, TokenKind::kNamePlaceholder, name.placeholder));
  }
  return {};
}

// Only after the keys of both maps.
Result<void> CheckAttributeNames(std::span<const Placeholders::Name> names) {
  for (const Placeholders::Name& name : names) {
    std::string_view reason;
    if (name.attribute_name.empty()) {
      reason = "Empty attribute name";
    } else if (name.attribute_name.size() > limits::kMaxAttributeNameBytes) {
      reason = "Attribute name is too large, must be less than 65536 bytes";
    } else {
      continue;
    }
    return ValidationError("ExpressionAttributeNames contains invalid value: " +
                           std::string(reason) + " for key " + std::string(name.placeholder));
  }
  return {};
}

Result<void> CheckValues(AttributeMap values) {
  if (values.empty()) return ValidationError("ExpressionAttributeValues must not be empty");
  for (const Attribute& value : values) {
    STATOR_RETURN_IF_ERROR(CheckKey(kValues, TokenKind::kValuePlaceholder, value.name));
  }
  return {};
}

template <typename T, typename GetKey>
Result<void> CheckUsed(std::string_view parameter, std::span<const T> entries,
                       std::span<const bool> used, GetKey key) {
  if (std::find(used.begin(), used.end(), false) == used.end()) return {};
  std::string message = "Value provided in ";
  message += parameter;
  message += " unused in expressions: keys: {";
  bool first = true;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (used[i]) continue;
    if (!first) message += ", ";
    first = false;
    message += key(entries[i]);
  }
  message += '}';
  return ValidationError(std::move(message));
}

}  // namespace

Result<Placeholders> Placeholders::Create(Arena& arena, bool names_given,
                                          std::span<const Name> names, bool values_given,
                                          AttributeMap values) {
  Placeholders placeholders;
  placeholders.names_given_ = names_given;
  placeholders.values_given_ = values_given;
  if (names_given) STATOR_RETURN_IF_ERROR(CheckNames(names));
  if (values_given) STATOR_RETURN_IF_ERROR(CheckValues(values));
  STATOR_RETURN_IF_ERROR(CheckAttributeNames(names));
  if (names_given) {
    std::span<Name> sorted = arena.CopyArray(names);
    std::sort(sorted.begin(), sorted.end(), [](const Name& left, const Name& right) {
      return left.placeholder < right.placeholder;
    });
    placeholders.names_ = sorted;
    placeholders.name_used_ = arena.NewArray<bool>(names.size());
  }
  if (values_given) {
    placeholders.values_ = values;
    placeholders.value_used_ = arena.NewArray<bool>(values.size());
  }
  return placeholders;
}

const std::string_view* Placeholders::UseName(std::string_view placeholder) {
  auto it = std::lower_bound(
      names_.begin(), names_.end(), placeholder,
      [](const Name& name, std::string_view wanted) { return name.placeholder < wanted; });
  if (it == names_.end() || it->placeholder != placeholder) return nullptr;
  name_used_[static_cast<size_t>(it - names_.begin())] = true;
  return &it->attribute_name;
}

const AttributeValue* Placeholders::UseValue(std::string_view placeholder) {
  auto it = std::lower_bound(
      values_.begin(), values_.end(), placeholder,
      [](const Attribute& value, std::string_view wanted) { return value.name < wanted; });
  if (it == values_.end() || it->name != placeholder) return nullptr;
  value_used_[static_cast<size_t>(it - values_.begin())] = true;
  return &it->value;
}

Result<void> Placeholders::CheckAllUsed() const {
  STATOR_RETURN_IF_ERROR(CheckUsed<Name>(kNames, names_, name_used_,
                                         [](const Name& name) { return name.placeholder; }));
  return CheckUsed<Attribute>(kValues, values_, value_used_,
                              [](const Attribute& value) { return value.name; });
}

}  // namespace stator::expressions
