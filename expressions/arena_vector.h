#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>

#include "model/arena.h"

namespace stator::expressions {

// A growing array in an arena, for lists whose length is known only after parsing. What growing
// leaves behind stays in the arena: never more than the final size.
template <typename T>
class ArenaVector {
 public:
  static_assert(std::is_trivially_copyable_v<T>);

  explicit ArenaVector(Arena& arena) : arena_(&arena) {}

  void Append(const T& element) {
    if (size_ == storage_.size()) Grow();
    storage_[size_++] = element;
  }

  size_t size() const { return size_; }
  T& operator[](size_t i) { return storage_[i]; }
  // Valid until the next Append.
  std::span<const T> view() const { return storage_.first(size_); }

 private:
  void Grow() {
    const std::span<T> larger = arena_->NewArray<T>(std::max<size_t>(2, size_ * 2));
    std::copy(storage_.begin(), storage_.end(), larger.begin());
    storage_ = larger;
  }

  Arena* arena_;
  std::span<T> storage_;
  size_t size_ = 0;
};

}  // namespace stator::expressions
