#pragma once

#include <atomic>
#include <cstdint>

#include "model/clock.h"

namespace stator::testing {

// A clock that stands still until a test moves it. Starts at 2026-01-02T03:04:05.678Z.
class ManualClock final : public Clock {
 public:
  int64_t NowMicros() const override { return micros_.load(); }
  void AdvanceMicros(int64_t micros) { micros_ += micros; }
  void AdvanceSeconds(int64_t seconds) { micros_ += seconds * 1'000'000; }

 private:
  std::atomic<int64_t> micros_{1'767'323'045'678'000};
};

}  // namespace stator::testing
