#include "expressions/path_order.h"

#include <algorithm>

namespace stator::expressions {
namespace {

bool Before(const DocumentPath& left, const DocumentPath& right) {
  return ComparePaths(left, right) < 0;
}

}  // namespace

int ComparePathElements(const PathElement& left, const PathElement& right) {
  if (left.is_index != right.is_index) return left.is_index ? -1 : 1;
  if (left.is_index) return left.index < right.index ? -1 : left.index > right.index ? 1 : 0;
  // Names that came from one placeholder share their bytes, which spares comparing long ones.
  if (left.name.data() == right.name.data() && left.name.size() == right.name.size()) return 0;
  return left.name.compare(right.name);
}

int ComparePaths(const DocumentPath& left, const DocumentPath& right) {
  const size_t common = std::min(left.size(), right.size());
  for (size_t i = 0; i < common; ++i) {
    const int order = ComparePathElements(left[i], right[i]);
    if (order != 0) return order;
  }
  return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

std::span<const DocumentPath> SortedPaths(Arena& arena, std::span<const DocumentPath> paths) {
  if (std::is_sorted(paths.begin(), paths.end(), Before)) return paths;
  const std::span<DocumentPath> sorted = arena.CopyArray(paths);
  std::sort(sorted.begin(), sorted.end(), Before);
  return sorted;
}

}  // namespace stator::expressions
