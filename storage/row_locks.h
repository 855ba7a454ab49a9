#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>

namespace stator::storage {

class Table;

// One mutex for each of kStripes classes of stored keys. Whoever needs several rows locks their
// stripes in ascending order, each once, and takes no other lock of this kind meanwhile: a thread
// only ever waits for a stripe above all that it holds, so threads cannot wait in a circle. Single
// writes, batches and transactions alike take all that they need at once.
class RowLocks {
 public:
  static constexpr size_t kStripes = 1024;

  static uint16_t StripeOf(std::string_view key);

  // Holds stripes for its lifetime.
  class Guard {
   public:
    // `stripes` is strictly ascending and outlives the guard.
    Guard(RowLocks& locks, std::span<const uint16_t> stripes);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    RowLocks& locks_;
    const std::span<const uint16_t> stripes_;
  };

  // All stripes, for what no write may overlap with.
  static std::span<const uint16_t> All();

  // Returns once every guard that existed at the call is gone. Guards taken afterwards see what
  // this thread wrote before the call.
  void WaitForHolders();

 private:
  struct alignas(64) Stripe {
    std::mutex mutex;
  };

  std::array<Stripe, kStripes> stripes_;
};

// The stripe that locks an item, by its stored key. In a table with local indexes all items of a
// partition have one stripe, so that who holds it has their item collection for himself.
uint16_t StripeOfRow(const Table& table, std::string_view item_key);

}  // namespace stator::storage
