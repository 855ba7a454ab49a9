#pragma once

#include <optional>

#include "model/attribute_value.h"

namespace stator {

// The key values of one item: scalars (S, N or B) of the types its table declares, not empty.
struct PrimaryKey {
  AttributeValue partition;
  std::optional<AttributeValue> sort;
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

// Which items of one partition a Query reads.
struct KeyCondition {
  AttributeValue partition;
  std::optional<SortKeyCondition> sort;
};

}  // namespace stator
