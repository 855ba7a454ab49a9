#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/result.h"

namespace stator::expressions {

// The ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them the
// request's expressions have used so far. One object serves all expressions of a request.
class Placeholders {
 public:
  struct Name {
    std::string_view placeholder;     // "#n"
    std::string_view attribute_name;  // "name"
  };

  Placeholders() = default;

  // `names` is nullopt-like when `names_given` is false: the request had no
  // ExpressionAttributeNames at all, which the service tells apart from an empty map. Placeholder
  // syntax ("#" and ":" first, then at least one character of [A-Za-z0-9_], 255 bytes at most) and
  // emptiness are checked here, with the service's messages. `values` is keyed by ":v". Views are
  // kept: names and values must outlive this object.
  static Result<Placeholders> Create(Arena& arena, bool names_given, std::span<const Name> names,
                                     bool values_given, AttributeMap values);

  bool names_given() const { return names_given_; }
  bool values_given() const { return values_given_; }
  // Of ExpressionAttributeValues, by their placeholders.
  AttributeMap values() const { return values_; }

  // The attribute name behind "#n", marking it used; nullptr when not defined.
  const std::string_view* UseName(std::string_view placeholder);
  // The value behind ":v", marking it used; nullptr when not defined.
  const AttributeValue* UseValue(std::string_view placeholder);

  // After all expressions have been parsed: an error names the placeholders that none used.
  Result<void> CheckAllUsed() const;

 private:
  bool names_given_ = false;
  bool values_given_ = false;
  std::span<const Name> names_;
  AttributeMap values_;
  std::span<bool> name_used_;
  std::span<bool> value_used_;
};

}  // namespace stator::expressions
