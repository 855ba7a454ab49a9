#include "model/movable_clock.h"

namespace stator {

MovableClock::State MovableClock::StateAt(int64_t base_now) const {
  const int64_t frozen_at = frozen_at_.load(std::memory_order_relaxed);
  const bool frozen = frozen_at != kRunning;
  const int64_t now = frozen ? frozen_at : base_now + offset_.load(std::memory_order_relaxed);
  return {now, frozen, now - base_now};
}

MovableClock::State MovableClock::Read() const {
  const std::scoped_lock lock(mutex_);
  return StateAt(base_.NowMicros());
}

std::optional<MovableClock::State> MovableClock::Apply(const Change& change) {
  const std::scoped_lock lock(mutex_);
  const int64_t base_now = base_.NowMicros();
  const State before = StateAt(base_now);
  int64_t now = change.set_micros.value_or(change.set_to_base ? base_now : before.now_micros);
  if (__builtin_add_overflow(now, change.advance_micros, &now)) return std::nullopt;
  if (now < kMinMicros || now > kMaxMicros) return std::nullopt;
  if (change.frozen.value_or(before.frozen)) {
    frozen_at_.store(now, std::memory_order_relaxed);
  } else {
    // The offset first: who sees the clock running sees from where.
    offset_.store(now - base_now, std::memory_order_relaxed);
    frozen_at_.store(kRunning, std::memory_order_release);
  }
  return StateAt(base_now);
}

}  // namespace stator
