#include "expressions/path_overlap.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace stator::expressions {
namespace {

using Path = std::vector<PathElement>;

PathElement Name(std::string_view name) { return {name, 0, false}; }
PathElement Index(uint32_t index) { return {{}, index, true}; }

std::optional<PathClash> Find(const std::vector<Path>& paths) {
  Arena arena;
  return FindPathClash(arena, std::vector<DocumentPath>(paths.begin(), paths.end()));
}

enum class Expected { kNone, kOverlap, kConflict };

Expected Compare(const Path& left, const Path& right) {
  for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (left[i].is_index != right[i].is_index) return Expected::kConflict;
    if (!(left[i] == right[i])) return Expected::kNone;
  }
  return Expected::kOverlap;
}

TEST(PathOverlap, DisjointPaths_DoNotClash) {
  EXPECT_FALSE(Find({}).has_value());
  EXPECT_FALSE(Find({{Name("a")}}).has_value());
  EXPECT_FALSE(Find({{Name("a"), Index(0)}, {Name("a"), Index(1)}, {Name("b")}}).has_value());
  EXPECT_FALSE(Find({{Name("a"), Name("b")}, {Name("a"), Name("c")}, {Name("ab")}}).has_value());
}

TEST(PathOverlap, RandomPaths_GiveTheLastPathThatClashesWithALaterOne) {
  std::mt19937 random(17);
  const std::vector<PathElement> elements{Name("a"), Name("b"), Name("c"), Index(0), Index(1)};
  for (int round = 0; round < 20000; ++round) {
    std::vector<Path> paths(random() % 7);
    for (Path& path : paths) {
      path.push_back(elements[random() % 3]);
      while (random() % 2 == 0) path.push_back(elements[random() % elements.size()]);
    }
    const std::optional<PathClash> found = Find(paths);
    std::optional<PathClash> wanted;
    for (size_t one = paths.size(); one-- > 0 && !wanted.has_value();) {
      for (size_t two = one + 1; two < paths.size() && !wanted.has_value(); ++two) {
        const Expected expected = Compare(paths[one], paths[two]);
        if (expected == Expected::kNone) continue;
        wanted = PathClash{one, two, expected == Expected::kConflict};
      }
    }
    ASSERT_EQ(found.has_value(), wanted.has_value());
    if (!found.has_value()) continue;
    ASSERT_EQ(found->one, wanted->one);
    ASSERT_EQ(found->two, wanted->two);
    ASSERT_EQ(found->conflict, wanted->conflict);
  }
}

}  // namespace
}  // namespace stator::expressions
