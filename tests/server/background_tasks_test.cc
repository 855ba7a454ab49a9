#include "server/background/background_tasks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "tests/support/manual_clock.h"

namespace stator::server {
namespace {

constexpr int64_t kHourMicros = 3600 * int64_t{1'000'000};

TEST(BackgroundTasks, RunAllNow_ReturnsAfterEveryTaskHasRun) {
  testing::ManualClock clock;
  std::atomic<int> first = 0;
  std::atomic<int> second = 0;
  BackgroundTasks tasks(clock);
  tasks.Add(kHourMicros, [&] { ++first; });
  tasks.Add(kHourMicros, [&] { ++second; });
  tasks.Start();
  EXPECT_EQ(first, 0);
  tasks.RunAllNow();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(second, 1);
  tasks.RunAllNow();
  EXPECT_EQ(first, 2);
  EXPECT_EQ(second, 2);
}

// Nobody tells the tasks that the clock was moved; they find out.
TEST(BackgroundTasks, TaskThatIsDueByTheClock_Runs) {
  testing::ManualClock clock;
  std::mutex mutex;
  std::condition_variable changed;
  int runs = 0;
  BackgroundTasks tasks(clock);
  tasks.Add(kHourMicros, [&] {
    const std::scoped_lock lock(mutex);
    ++runs;
    changed.notify_all();
  });
  clock.AdvanceSeconds(3600);
  tasks.Start();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return runs == 1; });
}

TEST(BackgroundTasks, Stop_EndsThemAndWhoeverWaits) {
  testing::ManualClock clock;
  int runs = 0;
  BackgroundTasks tasks(clock);
  tasks.Add(kHourMicros, [&] { ++runs; });
  tasks.RunAllNow();  // does not wait for what has not started
  tasks.Start();
  tasks.Stop();
  EXPECT_TRUE(tasks.stop());
  tasks.RunAllNow();  // nor for what has ended
  tasks.Stop();
  EXPECT_LE(runs, 1);
}

}  // namespace
}  // namespace stator::server
