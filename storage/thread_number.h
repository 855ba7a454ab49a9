#pragma once

#include <atomic>
#include <cstddef>

namespace stator::storage {

// Threads in the order in which they first ask, from zero: to spread what all of them write over
// cache lines.
inline size_t NumberOfThread() {
  static std::atomic<size_t> next_number{0};
  thread_local const size_t number = next_number.fetch_add(1, std::memory_order_relaxed);
  return number;
}

}  // namespace stator::storage
