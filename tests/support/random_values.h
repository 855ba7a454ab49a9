#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/attribute_value.h"

namespace stator::testing {

// Random values from a fixed seed, so that a failure repeats. What it makes lives in the arena.
class RandomValues {
 public:
  RandomValues(uint64_t seed, Arena& arena) : random_(seed), arena_(arena) {}

  // 0 <= result < bound.
  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }
  bool OneIn(size_t n) { return Below(n) == 0; }

  // Bytes of few different values, 0x00 and 0xFF among them, so that prefixes and ties are common.
  std::string_view Bytes(size_t min_length, size_t max_length);
  // Canonical text of up to 38 digits, of any sign and of any exponent the service allows; small
  // integers and zero are common.
  std::string_view NumberText();
  // A scalar that may be a key.
  AttributeValue KeyScalar(AttributeType type);
  // Any value, with containers nested up to `depth` levels.
  AttributeValue Value(size_t depth);
  // Sorted, unique names.
  AttributeMap Attributes(size_t max_count, size_t depth);

 private:
  AttributeValue Container(AttributeType type, size_t depth);

  std::mt19937_64 random_;
  Arena& arena_;
};

}  // namespace stator::testing
