#include "model/movable_clock.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace stator {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kHour = 3600 * kSecond;

// The system's clock runs meanwhile: these are bounds that hold unless the machine stands still for
// an hour.
void ExpectNear(int64_t micros, int64_t expected) {
  EXPECT_GE(micros, expected);
  EXPECT_LT(micros, expected + kHour);
}

TEST(MovableClock, IsTheSystemsTimeUntilItIsMoved) {
  const MovableClock clock;
  ExpectNear(clock.NowMicros(), SystemClock().NowMicros() - kSecond);
  EXPECT_EQ(clock.OffsetMicros(), 0);
  EXPECT_FALSE(clock.frozen());
}

TEST(MovableClock, Advance_AddsUpAndGoesBack) {
  MovableClock clock;
  const int64_t start = clock.NowMicros();
  clock.Advance(25 * kHour);
  clock.Advance(5 * kHour);
  clock.Advance(-10 * kHour);
  ExpectNear(clock.NowMicros(), start + 20 * kHour);
  ExpectNear(clock.OffsetMicros() + kSecond, 20 * kHour);
}

TEST(MovableClock, Frozen_StandsStillAndCanBeMoved) {
  MovableClock clock;
  clock.Freeze();
  const int64_t now = clock.NowMicros();
  EXPECT_TRUE(clock.frozen());
  EXPECT_EQ(clock.NowMicros(), now);
  clock.Advance(7);
  EXPECT_EQ(clock.NowMicros(), now + 7);
  clock.Set(42 * kSecond);
  EXPECT_EQ(clock.NowMicros(), 42 * kSecond);
  clock.Freeze();
  EXPECT_EQ(clock.NowMicros(), 42 * kSecond);
}

TEST(MovableClock, Released_RunsOnFromWhereItStood) {
  MovableClock clock;
  clock.Freeze();
  clock.Set(1000 * kSecond);
  clock.Release();
  EXPECT_FALSE(clock.frozen());
  ExpectNear(clock.NowMicros(), 1000 * kSecond);
  const int64_t offset = clock.OffsetMicros();
  clock.Release();  // changes nothing
  EXPECT_EQ(clock.OffsetMicros(), offset);
}

TEST(MovableClock, Reset_IsTheSystemsTimeAgain) {
  MovableClock clock;
  clock.Freeze();
  clock.Advance(1000 * kHour);
  clock.Reset();
  EXPECT_FALSE(clock.frozen());
  EXPECT_EQ(clock.OffsetMicros(), 0);
}

TEST(MovableClock, StaysWithinTheTimesThatCanBeWritten) {
  MovableClock clock;
  clock.Freeze();
  clock.Advance(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(clock.NowMicros(), MovableClock::kMaxMicros);
  clock.Advance(std::numeric_limits<int64_t>::min());
  EXPECT_EQ(clock.NowMicros(), 0);
  clock.Set(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(clock.NowMicros(), MovableClock::kMaxMicros);
  clock.Set(-5);
  EXPECT_EQ(clock.NowMicros(), 0);
}

}  // namespace
}  // namespace stator
