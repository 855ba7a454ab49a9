#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "storage/thread_number.h"

namespace stator::storage {

// What the store was asked to do since it was opened: tests hold operations to it, so that a
// PutItem stays one get and one commit.
struct WorkCounts {
  uint64_t gets = 0;
  uint64_t commits = 0;
  uint64_t iterators = 0;
  uint64_t iterator_steps = 0;
  uint64_t changes = 0;  // keys put and deleted by commits; a range counts as one

  friend bool operator==(const WorkCounts&, const WorkCounts&) = default;
};

// Counts for many threads without a cache line that all of them write.
class WorkCounters {
 public:
  enum class Kind : uint8_t { kGet, kCommit, kIterator, kIteratorStep, kChange };

  void Add(Kind kind, uint64_t count = 1) {
    shards_[NumberOfThread() % kShards].counts[static_cast<size_t>(kind)].fetch_add(
        count, std::memory_order_relaxed);
  }

  WorkCounts Sum() const {
    std::array<uint64_t, kKinds> sums{};
    for (const Shard& shard : shards_) {
      for (size_t i = 0; i < kKinds; ++i)
        sums[i] += shard.counts[i].load(std::memory_order_relaxed);
    }
    return {sums[0], sums[1], sums[2], sums[3], sums[4]};
  }

 private:
  static constexpr size_t kKinds = 5;
  static constexpr size_t kShards = 16;

  struct alignas(64) Shard {
    std::array<std::atomic<uint64_t>, kKinds> counts{};
  };

  std::array<Shard, kShards> shards_;
};

}  // namespace stator::storage
