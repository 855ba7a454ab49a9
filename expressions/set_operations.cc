#include "expressions/set_operations.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace stator::expressions {
namespace {

using Elements = std::span<const std::string_view>;

// The order in which sets hold their elements.
auto ElementOrder(const AttributeValue& set) {
  return [type = SetElementType(set.type())](std::string_view left, std::string_view right) {
    return CompareSetElements(type, left, right) < 0;
  };
}

AttributeValue MakeSet(AttributeType type, std::span<std::string_view> room,
                       std::span<std::string_view>::iterator end) {
  return AttributeValue::Set(type, room.first(static_cast<size_t>(end - room.begin())));
}

}  // namespace

AttributeValue UnionOf(Arena& arena, const AttributeValue& left, const AttributeValue& right) {
  const Elements one = left.set();
  const Elements two = right.set();
  const auto room = arena.NewArray<std::string_view>(one.size() + two.size());
  const auto end = std::set_union(one.begin(), one.end(), two.begin(), two.end(), room.begin(),
                                  ElementOrder(left));
  return MakeSet(left.type(), room, end);
}

AttributeValue DifferenceOf(Arena& arena, const AttributeValue& left, const AttributeValue& right) {
  const Elements one = left.set();
  const Elements two = right.set();
  const auto room = arena.NewArray<std::string_view>(one.size());
  const auto end = std::set_difference(one.begin(), one.end(), two.begin(), two.end(), room.begin(),
                                       ElementOrder(left));
  return MakeSet(left.type(), room, end);
}

}  // namespace stator::expressions
