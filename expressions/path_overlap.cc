#include "expressions/path_overlap.h"

#include <algorithm>

#include "expressions/parsed_operand.h"

namespace stator::expressions {
namespace {

enum class Relation : uint8_t { kDisjoint, kOverlap, kConflict };

// Names that came from one placeholder share their bytes, which spares comparing long ones.
int CompareNames(std::string_view left, std::string_view right) {
  if (left.data() == right.data() && left.size() == right.size()) return 0;
  return left.compare(right);
}

int CompareElements(const PathElement& left, const PathElement& right) {
  if (left.is_index != right.is_index) return left.is_index ? -1 : 1;
  if (left.is_index) return left.index < right.index ? -1 : left.index > right.index ? 1 : 0;
  return CompareNames(left.name, right.name);
}

// Negative, zero or positive; a path comes before all paths that it leads to.
int ComparePaths(const DocumentPath& left, const DocumentPath& right) {
  const size_t common = std::min(left.size(), right.size());
  for (size_t i = 0; i < common; ++i) {
    const int order = CompareElements(left[i], right[i]);
    if (order != 0) return order;
  }
  return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

Relation Relate(const DocumentPath& left, const DocumentPath& right) {
  const size_t common = std::min(left.size(), right.size());
  for (size_t i = 0; i < common; ++i) {
    if (left[i].is_index != right[i].is_index) return Relation::kConflict;
    if (CompareElements(left[i], right[i]) != 0) return Relation::kDisjoint;
  }
  return Relation::kOverlap;
}

// Sorting brings clashing paths together: whatever lies between a path and one that it leads to
// is led to as well, and indexes meet names where a group of elements below one path changes kind.
// `order` is overwritten; it has room for all paths.
bool AnyClash(std::span<const DocumentPath> paths, std::span<const DocumentPath*> order) {
  order = order.first(paths.size());
  for (size_t i = 0; i < paths.size(); ++i) order[i] = &paths[i];
  std::sort(order.begin(), order.end(), [](const DocumentPath* left, const DocumentPath* right) {
    return ComparePaths(*left, *right) < 0;
  });
  for (size_t i = 1; i < order.size(); ++i) {
    if (Relate(*order[i - 1], *order[i]) != Relation::kDisjoint) return true;
  }
  return false;
}

}  // namespace

std::optional<PathClash> FindPathClash(Arena& arena, std::span<const DocumentPath> paths) {
  if (paths.size() < 2) return std::nullopt;
  const std::span<const DocumentPath*> order = arena.NewArray<const DocumentPath*>(paths.size());
  if (!AnyClash(paths, order)) return std::nullopt;
  // The shortest tail with a clash: a longer tail has one too, so bisection finds it.
  size_t shortest = 2;
  size_t longest = paths.size();
  while (shortest < longest) {
    const size_t middle = shortest + (longest - shortest) / 2;
    if (AnyClash(paths.last(middle), order)) {
      longest = middle;
    } else {
      shortest = middle + 1;
    }
  }
  const size_t one = paths.size() - shortest;
  for (size_t two = one + 1; two < paths.size(); ++two) {
    const Relation relation = Relate(paths[one], paths[two]);
    if (relation != Relation::kDisjoint) {
      return PathClash{one, two, relation == Relation::kConflict};
    }
  }
  return std::nullopt;
}

std::optional<std::string> DescribePathClash(Arena& arena, std::span<const DocumentPath> paths) {
  const std::optional<PathClash> clash = FindPathClash(arena, paths);
  if (!clash.has_value()) return std::nullopt;
  return std::string("Two document paths ") + (clash->conflict ? "conflict" : "overlap") +
         " with each other; must remove or rewrite one of these paths; path one: " +
         PathText(paths[clash->one]) + ", path two: " + PathText(paths[clash->two]);
}

}  // namespace stator::expressions
