#pragma once

#include <cstdint>

namespace stator {

// The one source of time. Everything that depends on time takes a Clock, so that tests move it
// instead of sleeping. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // Microseconds since 1970-01-01T00:00:00Z.
  virtual int64_t NowMicros() const = 0;

  int64_t NowSeconds() const { return NowMicros() / 1'000'000; }
};

class SystemClock final : public Clock {
 public:
  int64_t NowMicros() const override;
};

}  // namespace stator
