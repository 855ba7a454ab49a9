#include "model/movable_clock.h"

#include <algorithm>

namespace stator {

int64_t MovableClock::NowMicros() const {
  const int64_t frozen_at = frozen_at_.load(std::memory_order_acquire);
  if (frozen_at != kRunning) return frozen_at;
  return system_.NowMicros() + offset_.load(std::memory_order_relaxed);
}

int64_t MovableClock::OffsetMicros() const {
  const int64_t frozen_at = frozen_at_.load(std::memory_order_acquire);
  return frozen_at == kRunning ? offset_.load(std::memory_order_relaxed)
                               : frozen_at - system_.NowMicros();
}

void MovableClock::Advance(int64_t micros) {
  const std::scoped_lock lock(change_mutex_);
  const int64_t now = NowMicros();
  // Neither sum overflows: `now` lies within [0, kMaxMicros].
  MoveTo(micros > 0 ? now + std::min(micros, kMaxMicros - now) : now + std::max(micros, -now));
}

void MovableClock::Set(int64_t now_micros) {
  const std::scoped_lock lock(change_mutex_);
  MoveTo(now_micros);
}

void MovableClock::MoveTo(int64_t now_micros) {
  const int64_t now = std::clamp<int64_t>(now_micros, 0, kMaxMicros);
  if (frozen()) {
    frozen_at_.store(now, std::memory_order_release);
  } else {
    offset_.store(now - system_.NowMicros(), std::memory_order_relaxed);
  }
}

void MovableClock::Freeze() {
  const std::scoped_lock lock(change_mutex_);
  frozen_at_.store(NowMicros(), std::memory_order_release);
}

void MovableClock::Release() {
  const std::scoped_lock lock(change_mutex_);
  if (!frozen()) return;
  // The offset first: whoever sees the clock running sees the offset too.
  offset_.store(frozen_at_.load() - system_.NowMicros(), std::memory_order_relaxed);
  frozen_at_.store(kRunning, std::memory_order_release);
}

void MovableClock::Reset() {
  const std::scoped_lock lock(change_mutex_);
  offset_.store(0, std::memory_order_relaxed);
  frozen_at_.store(kRunning, std::memory_order_release);
}

}  // namespace stator
