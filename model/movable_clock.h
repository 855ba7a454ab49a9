#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>

#include "model/clock.h"

namespace stator {

// A clock that goes with another one until it is told otherwise: it can be set, moved on and
// stopped. Thread-safe. Reading it costs two atomic loads more than reading the other one.
//
// Whoever reads it must not rely on time never going back: set() may do that.
class MovableClock final : public Clock {
 public:
  // The times that it can be set to: 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z.
  static constexpr int64_t kMinMicros = 0;
  static constexpr int64_t kMaxMicros = 253'402'300'800'000'000 - 1;

  // `base` outlives the clock.
  explicit MovableClock(const Clock& base) : base_(base) {}

  int64_t NowMicros() const override {
    const int64_t frozen_at = frozen_at_.load(std::memory_order_acquire);
    return frozen_at != kRunning ? frozen_at
                                 : base_.NowMicros() + offset_.load(std::memory_order_relaxed);
  }

  // What becomes of the clock, in the order of the members.
  struct Change {
    std::optional<int64_t> set_micros = std::nullopt;  // to this time
    bool set_to_base = false;                          // to the time of the other clock
    int64_t advance_micros = 0;                        // by so much, which may be negative
    std::optional<bool> frozen = std::nullopt;  // stopped; or going on from the time that it shows
  };

  struct State {
    int64_t now_micros = 0;
    bool frozen = false;
    int64_t offset_micros = 0;  // how far it is ahead of the other clock
  };

  // All of the change at one moment. nullopt, with nothing changed: it would leave the range above.
  std::optional<State> Apply(const Change& change);
  State Read() const;

 private:
  static constexpr int64_t kRunning = std::numeric_limits<int64_t>::min();

  State StateAt(int64_t base_now) const;

  const Clock& base_;
  mutable std::mutex mutex_;  // held by whoever changes the two
  std::atomic<int64_t> offset_{0};
  std::atomic<int64_t> frozen_at_{kRunning};
};

}  // namespace stator
