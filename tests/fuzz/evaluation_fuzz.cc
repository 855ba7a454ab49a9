// Parses arbitrary text as an expression of the kind that the first byte says and evaluates it on
// an item with values of all types. What comes out must be an item again.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "tests/fuzz/checked_item.h"

namespace stator::expressions {
namespace {

using testing::CheckMap;
using testing::MakeItem;
using testing::Require;

AttributeMap MakeValues(Arena& arena) {
  const AttributeMap named =
      testing::Item(arena,
                    "{b: b'x', bs: <b'x'>, l: [1, 'a'], m: {a: [1]}, n: 1, null: null, ns: <1, 2>, "
                    "s: 'SS', ss: <'SS'>, t: 'S'}");
  const std::span<Attribute> values = arena.CopyArray(named);
  for (Attribute& value : values) {
    const std::span<char> placeholder = arena.NewArray<char>(value.name.size() + 1);
    placeholder[0] = ':';
    std::copy(value.name.begin(), value.name.end(), placeholder.begin() + 1);
    value.name = {placeholder.data(), placeholder.size()};
  }
  return values;
}

void EvaluateAs(uint8_t kind, std::string_view text) {
  Arena arena;
  static constexpr Placeholders::Name kNames[] = {{"#a", "a"}};
  Placeholders placeholders = *Placeholders::Create(arena, true, kNames, true, MakeValues(arena));
  const AttributeMap item = MakeItem(arena);
  CheckMap(item, 1);
  if (kind % 3 == 0) {
    const auto condition = ParseCondition(arena, placeholders, "FilterExpression", text);
    if (!condition.ok()) return;
    (void)Evaluate(**condition, item);
    (void)Evaluate(**condition, {});
  } else if (kind % 3 == 1) {
    const auto update = ParseUpdate(arena, placeholders, text);
    if (!update.ok()) return;
    const Result<AttributeMap> updated = Apply(arena, **update, item);
    CheckMap(UpdatedAttributes(arena, **update, item), 1);
    if (!updated.ok()) return Require(updated.error().code == ErrorCode::kValidation);
    CheckMap(*updated, 1);
    CheckMap(UpdatedAttributes(arena, **update, *updated), 1);
  } else {
    const auto projection = ParseProjection(arena, placeholders, text);
    if (projection.ok()) CheckMap(Project(arena, **projection, item), 1);
  }
}

}  // namespace
}  // namespace stator::expressions

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  stator::expressions::EvaluateAs(
      data[0], std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  return 0;
}
