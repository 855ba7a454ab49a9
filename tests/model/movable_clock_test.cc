#include "model/movable_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/manual_clock.h"

namespace stator {
namespace {

constexpr int64_t kSecond = 1'000'000;

class MovableClockTest : public ::testing::Test {
 protected:
  MovableClock::State Apply(const MovableClock::Change& change) {
    const auto state = clock_.Apply(change);
    EXPECT_TRUE(state.has_value());
    return state.value_or(MovableClock::State());
  }

  testing::ManualClock base_;
  const int64_t start_ = base_.NowMicros();
  MovableClock clock_{base_};
};

TEST_F(MovableClockTest, Untouched_IsTheOtherClock) {
  EXPECT_EQ(clock_.NowMicros(), start_);
  base_.AdvanceSeconds(5);
  EXPECT_EQ(clock_.NowMicros(), start_ + 5 * kSecond);
  EXPECT_FALSE(clock_.Read().frozen);
  EXPECT_EQ(clock_.Read().offset_micros, 0);
}

TEST_F(MovableClockTest, Advanced_GoesOnFromThere) {
  const auto state = Apply({.advance_micros = 90 * kSecond});
  EXPECT_EQ(state.now_micros, start_ + 90 * kSecond);
  EXPECT_EQ(state.offset_micros, 90 * kSecond);
  base_.AdvanceSeconds(1);
  EXPECT_EQ(clock_.NowMicros(), start_ + 91 * kSecond);
  Apply({.advance_micros = -100 * kSecond});
  EXPECT_EQ(clock_.NowMicros(), start_ - 9 * kSecond);
}

TEST_F(MovableClockTest, Set_GoesOnFromThere) {
  Apply({.set_micros = 1000 * kSecond});
  base_.AdvanceSeconds(1);
  EXPECT_EQ(clock_.NowMicros(), 1001 * kSecond);
  Apply({.set_to_base = true});
  EXPECT_EQ(clock_.NowMicros(), base_.NowMicros());
}

TEST_F(MovableClockTest, Frozen_StandsStillUntilReleased) {
  EXPECT_TRUE(Apply({.frozen = true}).frozen);
  base_.AdvanceSeconds(10);
  EXPECT_EQ(clock_.NowMicros(), start_);
  EXPECT_EQ(clock_.Read().offset_micros, -10 * kSecond);
  // A frozen clock is moved like any other, and stays frozen.
  EXPECT_TRUE(Apply({.advance_micros = 3 * kSecond}).frozen);
  EXPECT_EQ(clock_.NowMicros(), start_ + 3 * kSecond);
  EXPECT_FALSE(Apply({.frozen = false}).frozen);
  EXPECT_EQ(clock_.NowMicros(), start_ + 3 * kSecond);
  base_.AdvanceSeconds(1);
  EXPECT_EQ(clock_.NowMicros(), start_ + 4 * kSecond);
}

TEST_F(MovableClockTest, SeveralChanges_HappenAtOnceAndInOrder) {
  const auto state =
      Apply({.set_micros = 100 * kSecond, .advance_micros = 5 * kSecond, .frozen = true});
  EXPECT_EQ(state.now_micros, 105 * kSecond);
  base_.AdvanceSeconds(1);
  EXPECT_EQ(clock_.NowMicros(), 105 * kSecond);
}

TEST_F(MovableClockTest, OutOfRange_ChangesNothing) {
  Apply({.frozen = true});
  EXPECT_FALSE(clock_.Apply({.set_micros = -1}).has_value());
  EXPECT_FALSE(clock_.Apply({.set_micros = MovableClock::kMaxMicros + 1}).has_value());
  EXPECT_FALSE(clock_.Apply({.advance_micros = INT64_MAX}).has_value());
  EXPECT_FALSE(clock_.Apply({.advance_micros = INT64_MIN, .frozen = false}).has_value());
  EXPECT_EQ(clock_.NowMicros(), start_);
  EXPECT_TRUE(clock_.Read().frozen);
  EXPECT_EQ(Apply({.set_micros = MovableClock::kMaxMicros}).now_micros, MovableClock::kMaxMicros);
  EXPECT_EQ(Apply({.set_micros = 0}).now_micros, 0);
}

// A reader never sees the mixture of two states: the clock is only ever at an even second.
TEST_F(MovableClockTest, Readers_SeeWholeChanges) {
  Apply({.set_micros = 0, .frozen = true});
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::thread reader([&] {
    int64_t last = 0;
    while (!stop) {
      const int64_t now = clock_.NowMicros();
      if (now < last || now % (2 * kSecond) != 0) ++wrong;
      last = now;
    }
  });
  for (int i = 0; i < 5'000; ++i) {
    Apply({.advance_micros = 2 * kSecond, .frozen = i % 2 == 0});
  }
  stop = true;
  reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace stator
