#pragma once

#include <cstddef>
#include <span>

#include "expressions/ast.h"
#include "model/arena.h"

namespace stator::expressions {

// Orders steps as the containers they lead into are ordered: indexes by number, names by unsigned
// bytes, indexes before names. Negative, zero or positive.
int ComparePathElements(const PathElement& left, const PathElement& right);

// Orders paths step by step; a path comes before those that it leads to.
int ComparePaths(const DocumentPath& left, const DocumentPath& right);

// The same paths in order: those that lead through the same container lie side by side.
std::span<const DocumentPath> SortedPaths(Arena& arena, std::span<const DocumentPath> paths);

// How many entries at the start of `sorted`, which is not empty, take the same step at `depth` as
// the first one does. `path_of` gives the path of an entry; each is longer than `depth`.
template <typename T, typename PathOf>
size_t CountSameStep(std::span<const T> sorted, size_t depth, PathOf path_of) {
  const PathElement& step = path_of(sorted.front())[depth];
  size_t count = 1;
  while (count < sorted.size() && ComparePathElements(path_of(sorted[count])[depth], step) == 0) {
    ++count;
  }
  return count;
}

}  // namespace stator::expressions
