#include "server/background/background_tasks.h"

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "model/movable_clock.h"
#include "tests/support/manual_clock.h"

namespace stator::server {
namespace {

constexpr int64_t kSecond = 1'000'000;

void Ignore(std::string_view /*task_name*/, const Error& /*error*/) {}

BackgroundTask Counter(std::atomic<int>& count, int64_t interval_micros) {
  return {"counter", interval_micros, [&count](const std::atomic<bool>&) {
            ++count;
            return Result<void>();
          }};
}

TEST(BackgroundTasks, RunAll_HasRunEveryTaskInOrderWhenItReturns) {
  testing::ManualClock clock;
  std::vector<std::string> ran;
  BackgroundTasks tasks(clock, Ignore);
  for (const char* name : {"first", "second", "third"}) {
    tasks.Add({name, 3600 * kSecond, [&ran, name](const std::atomic<bool>&) {
                 ran.emplace_back(name);
                 return Result<void>();
               }});
  }
  tasks.Start();
  EXPECT_TRUE(tasks.RunAll());
  EXPECT_EQ(ran, (std::vector<std::string>{"first", "second", "third"}));
  EXPECT_TRUE(tasks.RunAll());
  EXPECT_EQ(ran.size(), 6U);
}

TEST(BackgroundTasks, RunAll_SeesTheClockAsItWasMoved) {
  const testing::ManualClock system_clock;
  MovableClock clock(system_clock);
  int64_t seen = 0;
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add({"reader", 3600 * kSecond, [&](const std::atomic<bool>&) {
               seen = clock.NowMicros();
               return Result<void>();
             }});
  tasks.Start();
  for (int i = 0; i < 100; ++i) {
    const auto state = clock.Apply({.advance_micros = kSecond});
    tasks.RunAll();
    EXPECT_EQ(seen, state->now_micros);
  }
}

TEST(BackgroundTasks, RunAll_OfManyCallers_AnswersEach) {
  testing::ManualClock clock;
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add(Counter(count, 3600 * kSecond));
  tasks.Start();
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        const int before = count;
        EXPECT_TRUE(tasks.RunAll());
        EXPECT_GT(count, before);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
}

TEST(BackgroundTasks, DueTask_RunsByItself) {
  const SystemClock clock;
  std::promise<void> ran;
  std::atomic<int> runs{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add({"often", 1000, [&](const std::atomic<bool>&) {
               if (++runs == 3) ran.set_value();
               return Result<void>();
             }});
  tasks.Start();
  EXPECT_EQ(ran.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST(BackgroundTasks, Failure_IsToldAndDoesNotEndTheOthers) {
  testing::ManualClock clock;
  std::vector<std::string> told;
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, [&](std::string_view task_name, const Error& error) {
    told.push_back(std::string(task_name) + ": " + error.message);
  });
  tasks.Add({"broken", 3600 * kSecond,
             [](const std::atomic<bool>&) { return Result<void>(InternalError("disk is full")); }});
  tasks.Add(Counter(count, 3600 * kSecond));
  tasks.Start();
  EXPECT_TRUE(tasks.RunAll());
  EXPECT_TRUE(tasks.RunAll());
  EXPECT_EQ(told, (std::vector<std::string>{"broken: disk is full", "broken: disk is full"}));
  EXPECT_EQ(count, 2);
}

TEST(BackgroundTasks, Stop_EndsTheTaskInHandAndThoseWhoWait) {
  testing::ManualClock clock;
  std::promise<void> started;
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add({"endless", 3600 * kSecond, [&](const std::atomic<bool>& stop) {
               started.set_value();
               while (!stop) std::this_thread::yield();
               return Result<void>();
             }});
  tasks.Add(Counter(count, 3600 * kSecond));
  tasks.Start();
  auto waiting = std::async(std::launch::async, [&] { return tasks.RunAll(); });
  started.get_future().wait();
  tasks.Stop();
  EXPECT_FALSE(waiting.get());
  EXPECT_EQ(count, 0);
  EXPECT_FALSE(tasks.RunAll());
  tasks.Stop();
}

// What is about the process itself must not wait for a clock that a test holds.
TEST(BackgroundTasks, TaskWithAClockOfItsOwn_RunsByThat) {
  testing::ManualClock frozen;
  const SystemClock system;
  std::promise<void> ran;
  BackgroundTasks tasks(frozen, Ignore);
  tasks.Add({"own clock", 1000,
             [&, told = false](const std::atomic<bool>&) mutable {
               if (!std::exchange(told, true)) ran.set_value();
               return Result<void>();
             },
             &system});
  tasks.Start();
  ran.get_future().wait();
}

// A server starts them when it has answered those who waited, of whom one may move the clock.
TEST(BackgroundTasks, RunAll_OfTasksThatAreNotStarted_StartsThem) {
  testing::ManualClock clock;
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add(Counter(count, 3600 * kSecond));
  EXPECT_TRUE(tasks.RunAll());
  EXPECT_EQ(count, 1);
}

TEST(BackgroundTasks, StoppedBeforeTheyWereStarted_RunNothing) {
  testing::ManualClock clock;
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add(Counter(count, 1));
  tasks.Stop();
  tasks.Start();
  EXPECT_FALSE(tasks.RunAll());
  EXPECT_EQ(count, 0);
}

// Otherwise a task would wait for all the time that the clock was set back by.
TEST(BackgroundTasks, ClockSetBack_DoesNotPutTasksOff) {
  const SystemClock system_clock;
  MovableClock clock(system_clock);
  std::atomic<int> count{0};
  BackgroundTasks tasks(clock, Ignore);
  tasks.Add(Counter(count, 1000));
  std::promise<void> ran;
  tasks.Add({"watcher", 1000, [&](const std::atomic<bool>&) {
               if (count == 5) ran.set_value();
               return Result<void>();
             }});
  clock.Apply({.advance_micros = -1'000'000 * kSecond});
  tasks.Start();
  EXPECT_EQ(ran.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

}  // namespace
}  // namespace stator::server
