#include <cstddef>

#include "expressions/evaluate.h"
#include "expressions/path_order.h"

namespace stator::expressions {
namespace {

// Picks the parts of a value that paths name. Recursion follows the value, so the nesting limit of
// items bounds it. Every container takes one pass over the paths that lead into it.
class Projector {
 public:
  explicit Projector(Arena& arena) : arena_(arena) {}

  // `paths` is sorted, not empty, and all its paths agree before `depth`.
  AttributeMap PickFromMap(std::span<const DocumentPath> paths, size_t depth, AttributeMap map) {
    const std::span<Attribute> picked = arena_.NewArray<Attribute>(paths.size());
    size_t count = 0;
    while (!paths.empty()) {
      const size_t same = CountSameStep(paths, depth, PathOf);
      const PathElement& step = paths.front()[depth];
      const AttributeValue* value = step.is_index ? nullptr : Find(map, step.name);
      if (value != nullptr && PickFrom(paths.first(same), depth + 1, *value, picked[count].value)) {
        picked[count].name = step.name;
        ++count;
      }
      paths = paths.subspan(same);
    }
    return picked.first(count);
  }

 private:
  static const DocumentPath& PathOf(const DocumentPath& path) { return path; }

  std::span<const AttributeValue> PickFromList(std::span<const DocumentPath> paths, size_t depth,
                                               std::span<const AttributeValue> list) {
    const std::span<AttributeValue> picked = arena_.NewArray<AttributeValue>(paths.size());
    size_t count = 0;
    while (!paths.empty()) {
      const size_t same = CountSameStep(paths, depth, PathOf);
      const PathElement& step = paths.front()[depth];
      if (step.is_index && step.index < list.size() &&
          PickFrom(paths.first(same), depth + 1, list[step.index], picked[count])) {
        ++count;
      }
      paths = paths.subspan(same);
    }
    return picked.first(count);
  }

  // False where the paths lead to nothing: then the container is left out, too, as DynamoDB Local
  // does it.
  bool PickFrom(std::span<const DocumentPath> paths, size_t depth, const AttributeValue& value,
                AttributeValue& picked) {
    if (paths.front().size() == depth) {
      picked = value;
      return true;
    }
    if (value.is(AttributeType::kMap)) {
      const AttributeMap map = PickFromMap(paths, depth, value.map());
      picked = AttributeValue::Map(map);
      return !map.empty();
    }
    if (value.is(AttributeType::kList)) {
      const std::span<const AttributeValue> list = PickFromList(paths, depth, value.list());
      picked = AttributeValue::List(list);
      return !list.empty();
    }
    return false;
  }

  Arena& arena_;
};

AttributeMap Pick(Arena& arena, std::span<const DocumentPath> paths, AttributeMap item) {
  if (paths.empty()) return {};
  return Projector(arena).PickFromMap(SortedPaths(arena, paths), 0, item);
}

AttributeMap PickByName(Arena& arena, const Projection& projection, AttributeMap item) {
  const std::span<Attribute> picked = arena.NewArray<Attribute>(projection.paths.size());
  size_t count = 0;
  for (size_t i = 0; i < projection.paths.size(); ++i) {
    const AttributeValue* value = Resolve(projection.paths[i], item);
    if (value != nullptr) picked[count++] = {projection.names[i], *value};
  }
  return picked.first(count);
}

}  // namespace

AttributeMap Project(Arena& arena, const Projection& projection, AttributeMap item) {
  if (!projection.names.empty()) return PickByName(arena, projection, item);
  return Pick(arena, projection.paths, item);
}

// The service answers the fragments at the very paths, without their siblings: an element set
// beyond the end of a list is not among them, for nothing lies at that index (reports of the
// service's answers agree; DynamoDB Local returns the whole top-level attribute instead).
AttributeMap UpdatedAttributes(Arena& arena, const Update& update, AttributeMap item) {
  return Pick(arena, UpdatedPaths(arena, update), item);
}

}  // namespace stator::expressions
