#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace stator::storage {

// Pieces of memory that can be used again, by size. Sizes are rounded up so that what held an item
// holds the next one that is about as long: by 16 bytes up to 1 KiB, and by an eighth above.
class FreeMemory {
 public:
  // Of the pieces that are to be asked for and given; at least `bytes`, which is not 0.
  static size_t RoundedUp(size_t bytes);

  // `piece` has `bytes`, which were rounded up, aligned for a pointer.
  void Give(void* piece, size_t bytes);
  // A piece of `bytes`, which were rounded up; nullptr: there is none.
  void* Take(size_t bytes);

 private:
  struct Piece {
    Piece* next;
  };

  static constexpr size_t kStep = 16;
  static constexpr size_t kSmall = 1024;
  static constexpr size_t kStepsOfDoubling = 8;
  static constexpr size_t kSmallClasses = kSmall / kStep + 1;
  // Up to 1 MiB, which no item comes near to; what is longer is not kept.
  static constexpr size_t kDoublings = 10;
  static constexpr size_t kClasses = kSmallClasses + kDoublings * kStepsOfDoubling;

  static size_t ClassOf(size_t bytes);

  std::array<Piece*, kClasses> first_{};
};

}  // namespace stator::storage
