#pragma once

#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "model/attribute_value.h"
#include "model/limits.h"
#include "model/number.h"
#include "tests/support/literal.h"

// What fuzz targets evaluate expressions on, and how they look at what comes out.
namespace stator::testing {

inline void Require(bool condition) {
  if (!condition) std::abort();
}

inline void CheckScalar(AttributeType type, std::string_view bytes) {
  if (type != AttributeType::kNumber) return;
  const Result<Number> number = Number::Parse(bytes);
  Require(number.ok() && number->ToText() == bytes);
}

inline void CheckMap(AttributeMap map, size_t depth);

// The invariants of AttributeValue, and the nesting limit.
inline void CheckValue(const AttributeValue& value, size_t depth) {
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      return CheckScalar(value.type(), value.bytes());
    case AttributeType::kBool:
    case AttributeType::kNull:
      return;
    case AttributeType::kMap:
      return CheckMap(value.map(), depth + 1);
    case AttributeType::kList:
      Require(depth + 1 <= limits::kMaxNestingDepth);
      for (const AttributeValue& element : value.list()) CheckValue(element, depth + 1);
      return;
    default:
      break;
  }
  const AttributeType type = SetElementType(value.type());
  Require(!value.set().empty());
  for (size_t i = 0; i < value.set().size(); ++i) {
    CheckScalar(type, value.set()[i]);
    Require(i == 0 || CompareSetElements(type, value.set()[i - 1], value.set()[i]) < 0);
  }
}

inline void CheckMap(AttributeMap map, size_t depth) {
  Require(depth <= limits::kMaxNestingDepth);
  for (size_t i = 0; i < map.size(); ++i) {
    Require(i == 0 || map[i - 1].name < map[i].name);
    CheckValue(map[i].value, depth);
  }
}

// An item with values of all types.
inline AttributeMap MakeItem(Arena& arena) {
  return Item(arena,
              "{a: 1, b: b'xyz', bs: <b'x', b'y'>, l: [0, 'a', {x: [1, 2]}, [[], {}]], "
              "m: {a: {b: 'c'}, b: -1.5, l: [1, 2, 3], m: {}, ss: <'SS'>}, n: 41, "
              "ns: <-1, 1, 20>, s: 'SS text', ss: <'SS', 'z'>, t: true, u: null}");
}

}  // namespace stator::testing
