#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>

#include "model/clock.h"

namespace stator {

// The system's time until somebody moves it: ahead, back, or to a standstill. Thread-safe. Reading
// it costs two loads more than reading the system's.
class MovableClock final : public Clock {
 public:
  int64_t NowMicros() const override;

  // Moves by so much; runs on or stands still as before. Times beyond kMaxMicros (and below 0) are
  // cut off there.
  void Advance(int64_t micros);
  // Moves to this time; runs on or stands still as before.
  void Set(int64_t now_micros);
  // Stands still at its present time, until Release().
  void Freeze();
  // Runs on from its present time.
  void Release();
  // The system's time again, and running.
  void Reset();

  bool frozen() const { return frozen_at_.load(std::memory_order_acquire) != kRunning; }
  // By how much it is ahead of the system's time.
  int64_t OffsetMicros() const;

  // 9999-12-31T23:59:59Z, the last time that all clients can print.
  static constexpr int64_t kMaxMicros = 253'402'300'799 * int64_t{1'000'000};

 private:
  static constexpr int64_t kRunning = std::numeric_limits<int64_t>::min();

  void MoveTo(int64_t now_micros);

  const SystemClock system_;
  std::mutex change_mutex_;
  std::atomic<int64_t> offset_{0};
  std::atomic<int64_t> frozen_at_{kRunning};
};

}  // namespace stator
