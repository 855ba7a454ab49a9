#pragma once

#include "model/attribute_value.h"
#include "model/primary_key.h"

namespace stator::storage {

// Whether a sort key meets a key condition, found out by comparing values: nothing in here knows
// how keys are stored.
inline bool Meets(const SortKeyCondition& condition, const AttributeValue& key) {
  using Comparator = SortKeyCondition::Comparator;
  const int order = CompareScalars(key, condition.value);
  switch (condition.comparator) {
    case Comparator::kEqual:
      return order == 0;
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    case Comparator::kGreaterOrEqual:
      return order >= 0;
    case Comparator::kBetween:
      return order >= 0 && CompareScalars(key, condition.high) <= 0;
    case Comparator::kBeginsWith:
      return key.bytes().substr(0, condition.value.bytes().size()) == condition.value.bytes();
  }
  return false;
}

}  // namespace stator::storage
