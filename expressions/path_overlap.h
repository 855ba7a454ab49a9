#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "expressions/ast.h"
#include "model/arena.h"

namespace stator::expressions {

// Two document paths of one expression that cannot both be meant, by their indexes.
struct PathClash {
  size_t one = 0;
  size_t two = 0;
  // One path uses a list index where the other uses a name; otherwise one leads to the other or
  // they are the same.
  bool conflict = false;
};

// The pair of paths that the service names when paths overlap or conflict: going from the last
// path to the first, the first path (one) that clashes with a path written after it (two, the
// nearest such). Takes O(n log n) comparisons of paths.
//
// DynamoDB Local confirms this order. Where several paths are involved its second path is
// sometimes one that does not clash at all; we name one that does.
// The arena lends working memory.
std::optional<PathClash> FindPathClash(Arena& arena, std::span<const DocumentPath> paths);

// The same in the service's words; nullopt: no paths clash.
std::optional<std::string> DescribePathClash(Arena& arena, std::span<const DocumentPath> paths);

}  // namespace stator::expressions
