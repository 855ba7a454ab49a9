#include "storage/free_memory.h"

#include <bit>
#include <new>

namespace stator::storage {

namespace {

size_t RoundUp(size_t bytes, size_t step) { return (bytes + step - 1) / step * step; }

}  // namespace

size_t FreeMemory::RoundedUp(size_t bytes) {
  if (bytes <= kSmall) return RoundUp(bytes, kStep);
  return RoundUp(bytes, std::bit_floor(bytes - 1) / kStepsOfDoubling);
}

size_t FreeMemory::ClassOf(size_t bytes) {
  if (bytes <= kSmall) return bytes / kStep;
  // Above a power of two, and up to the next one.
  const size_t power = std::bit_floor(bytes - 1);
  const auto doublings = static_cast<size_t>(std::countr_zero(power / kSmall));
  const size_t steps = (bytes - power) / (power / kStepsOfDoubling);
  return kSmallClasses + doublings * kStepsOfDoubling + steps - 1;
}

void FreeMemory::Give(void* piece, size_t bytes) {
  const size_t number = ClassOf(bytes);
  if (number >= kClasses) return;
  first_[number] = new (piece) Piece{first_[number]};
}

void* FreeMemory::Take(size_t bytes) {
  const size_t number = ClassOf(bytes);
  if (number >= kClasses || first_[number] == nullptr) return nullptr;
  Piece* const piece = first_[number];
  first_[number] = piece->next;
  return piece;
}

}  // namespace stator::storage
