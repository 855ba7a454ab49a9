#include "storage/free_memory.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>

namespace stator::storage {
namespace {

TEST(FreeMemoryTest, Sizes_AreRoundedUpByAnEighthAtMost) {
  for (size_t bytes = 1; bytes < 600'000; bytes += bytes / 50 + 1) {
    const size_t rounded = FreeMemory::RoundedUp(bytes);
    ASSERT_GE(rounded, bytes);
    ASSERT_LE(rounded, std::max(bytes + bytes / 8, bytes + 15)) << bytes;
    ASSERT_EQ(rounded % 16, 0U);
    ASSERT_EQ(FreeMemory::RoundedUp(rounded), rounded);
  }
}

TEST(FreeMemoryTest, Piece_IsTakenOnceAndForItsSizeOnly) {
  // Of neighbouring sizes, around the ends of the ranges.
  for (const size_t asked : {1UL, 16UL, 17UL, 1008UL, 1024UL, 1025UL, 2048UL, 2049UL, 400'000UL}) {
    const size_t bytes = FreeMemory::RoundedUp(asked);
    const auto memory = std::make_unique<std::max_align_t[]>(bytes / sizeof(std::max_align_t) + 1);
    FreeMemory free;
    EXPECT_EQ(free.Take(bytes), nullptr);
    free.Give(memory.get(), bytes);
    EXPECT_EQ(free.Take(FreeMemory::RoundedUp(bytes + 1)), nullptr) << bytes;
    if (bytes > 16) {
      const size_t shorter = bytes <= 1024 ? bytes - 16 : FreeMemory::RoundedUp(bytes - bytes / 8);
      ASSERT_LT(shorter, bytes);
      EXPECT_EQ(free.Take(shorter), nullptr) << bytes;
    }
    EXPECT_EQ(free.Take(bytes), memory.get()) << bytes;
    EXPECT_EQ(free.Take(bytes), nullptr);
  }
}

TEST(FreeMemoryTest, VeryLongPiece_IsNotKept) {
  const size_t bytes = FreeMemory::RoundedUp(size_t{3} * 1024 * 1024);
  const auto memory = std::make_unique<std::max_align_t[]>(bytes / sizeof(std::max_align_t) + 1);
  FreeMemory free;
  free.Give(memory.get(), bytes);
  EXPECT_EQ(free.Take(bytes), nullptr);
}

}  // namespace
}  // namespace stator::storage
