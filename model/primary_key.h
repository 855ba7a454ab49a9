#pragma once

#include <optional>
#include <span>

#include "model/attribute_value.h"

namespace stator {

// The key values of one item: scalars (S, N or B) of the types its table declares, not empty.
struct PrimaryKey {
  AttributeValue partition;
  std::optional<AttributeValue> sort;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

// The sort-key part of a key condition, inclusive or exclusive as the comparator says.
struct SortKeyCondition {
  enum class Comparator {
    kEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kBetween,     // low <= key <= high
    kBeginsWith,  // strings and binaries only
  };
  Comparator comparator = Comparator::kEqual;
  AttributeValue value;  // the operand; of kBetween the low one
  AttributeValue high;   // of kBetween only
};

// Which items of one partition of a table or an index a Query reads.
struct KeyCondition {
  // The values of all HASH attributes, in the order of the key schema.
  std::span<const AttributeValue> partition;
  // The values of the leading RANGE attributes that are bound by equality, apart from the last
  // attribute with a condition, which is in `sort`. Empty for a table and a local index.
  std::span<const AttributeValue> sort_equal;
  // The condition on the next RANGE attribute.
  std::optional<SortKeyCondition> sort;
};

}  // namespace stator
