#pragma once

#include <atomic>
#include <cstddef>

namespace stator::http {

// How many bytes the connections of a server may hold for requests that have not arrived whole and
// answers that have not been taken whole. Thread-safe.
class BufferBudget {
 public:
  explicit BufferBudget(size_t limit) : limit_(limit) {}

  // False, and nothing taken: it would be more than the limit.
  bool TryTake(size_t bytes) {
    size_t held = held_.load(std::memory_order_relaxed);
    do {
      if (bytes > limit_ || held > limit_ - bytes) return false;
    } while (!held_.compare_exchange_weak(held, held + bytes, std::memory_order_relaxed));
    return true;
  }

  // Also beyond the limit: for bytes that are there already and cannot be refused any more.
  void Take(size_t bytes) { held_.fetch_add(bytes, std::memory_order_relaxed); }
  void Give(size_t bytes) { held_.fetch_sub(bytes, std::memory_order_relaxed); }

  size_t held() const { return held_.load(std::memory_order_relaxed); }

 private:
  const size_t limit_;
  std::atomic<size_t> held_{0};
};

}  // namespace stator::http
