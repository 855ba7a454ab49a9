#include "model/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace stator {
namespace {

uintptr_t Address(const void* pointer) { return reinterpret_cast<uintptr_t>(pointer); }

TEST(Arena, Allocations_AreAlignedAndDoNotOverlap) {
  Arena arena;
  std::vector<std::pair<uint8_t*, size_t>> pieces;
  for (size_t i = 0; i < 3'000; ++i) {
    const size_t size = 1 + i % 97;
    const size_t alignment = size_t{1} << (i % 7);
    auto* piece = static_cast<uint8_t*>(arena.Allocate(size, alignment));
    EXPECT_EQ(Address(piece) % alignment, 0U);
    std::memset(piece, static_cast<int>(i % 251), size);
    pieces.emplace_back(piece, size);
  }
  for (size_t i = 0; i < pieces.size(); ++i) {
    const std::vector<uint8_t> expected(pieces[i].second, static_cast<uint8_t>(i % 251));
    ASSERT_EQ(std::memcmp(pieces[i].first, expected.data(), expected.size()), 0) << i;
  }
}

TEST(Arena, AllocationLargerThanABlock_Succeeds) {
  Arena arena;
  const size_t size = 10 * Arena::kFirstBlockBytes;
  void* large = arena.Allocate(size);
  std::memset(large, 1, size);
  EXPECT_GE(arena.reserved_bytes(), size);
  EXPECT_NE(arena.Allocate(8), nullptr);
}

TEST(Arena, New_ConstructsFromItsArguments) {
  struct Pair {
    int first;
    std::string_view second;
  };
  Arena arena;
  const Pair* pair = arena.New<Pair>(7, "seven");
  EXPECT_EQ(pair->first, 7);
  EXPECT_EQ(pair->second, "seven");
}

TEST(Arena, NewArray_IsValueInitialisedEvenOnReusedMemory) {
  Arena arena;
  std::memset(arena.Allocate(4'000), 0xff, 4'000);
  arena.Reset();
  for (uint64_t element : arena.NewArray<uint64_t>(500)) ASSERT_EQ(element, 0U);
  EXPECT_TRUE(arena.NewArray<uint64_t>(0).empty());
}

TEST(Arena, Copies_OutliveTheirSource) {
  Arena arena;
  std::string text = "some text";
  std::vector<int> numbers{1, 2, 3};
  const std::string_view text_copy = arena.CopyString(text);
  const std::span<int> numbers_copy = arena.CopyArray<int>(numbers);
  text.assign(text.size(), 'x');
  numbers.assign(numbers.size(), 0);
  EXPECT_EQ(text_copy, "some text");
  EXPECT_EQ(std::vector<int>(numbers_copy.begin(), numbers_copy.end()),
            (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(arena.CopyString("").empty());
  EXPECT_TRUE(arena.CopyArray<int>({}).empty());
}

TEST(Arena, Reset_KeepsNoMoreThanTheRetainedBytes) {
  Arena arena;
  EXPECT_EQ(arena.reserved_bytes(), 0U);
  arena.Reset();
  for (int i = 0; i < 1'000; ++i) arena.Allocate(1'000);
  EXPECT_GE(arena.reserved_bytes(), 1'000'000U);
  arena.Reset();
  EXPECT_LE(arena.reserved_bytes(), Arena::kRetainedBytes);
  EXPECT_GT(arena.reserved_bytes(), 0U);

  Arena large;
  large.Allocate(16 * 1024 * 1024);
  large.Reset();
  EXPECT_EQ(large.reserved_bytes(), 0U);
  EXPECT_NE(large.Allocate(100), nullptr);
}

// Requests of the usual size must not reach the heap once the arena is warm.
TEST(Arena, ResetArena_ServesTheNextRequestFromTheSameBlock) {
  Arena arena;
  arena.Allocate(1'000);
  const size_t reserved = arena.reserved_bytes();
  for (int i = 0; i < 100; ++i) {
    arena.Reset();
    arena.Allocate(10'000);
    ASSERT_EQ(arena.reserved_bytes(), reserved);
  }
}

}  // namespace
}  // namespace stator
