#include "storage/engine_env.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>

namespace stator::storage {
namespace {

using rocksdb::Env;

// Of a priority that no test's store uses, so that there are no threads of it yet.
constexpr Env::Priority kPriority = Env::Priority::BOTTOM;

TEST(EngineEnv, Threads_BeginWithTheFirstWork) {
  Env& system = *Env::Default();
  const int before = system.GetBackgroundThreads(kPriority);
  EngineEnv env(system.GetFileSystem());
  env.IncBackgroundThreadsIfNeeded(before + 2, kPriority);
  env.IncBackgroundThreadsIfNeeded(before + 1, kPriority);
  EXPECT_EQ(env.GetBackgroundThreads(kPriority), before + 2);
  EXPECT_EQ(system.GetBackgroundThreads(kPriority), before);
  std::promise<void> done;
  env.Schedule([](void* promise) { static_cast<std::promise<void>*>(promise)->set_value(); }, &done,
               kPriority, nullptr, nullptr);
  done.get_future().wait();
  EXPECT_EQ(system.GetBackgroundThreads(kPriority), before + 2);
}

TEST(EngineEnv, Threads_BeginWhenTheStartIsFinished) {
  Env& system = *Env::Default();
  EngineEnv env(system.GetFileSystem());
  const int flushing = system.GetBackgroundThreads(Env::Priority::HIGH);
  const int merging = system.GetBackgroundThreads(Env::Priority::LOW);
  env.IncBackgroundThreadsIfNeeded(flushing + 1, Env::Priority::HIGH);
  env.IncBackgroundThreadsIfNeeded(merging + 1, Env::Priority::LOW);
  EXPECT_TRUE(env.StartThreads().ok());
  EXPECT_EQ(system.GetBackgroundThreads(Env::Priority::HIGH), flushing + 1);
  EXPECT_EQ(system.GetBackgroundThreads(Env::Priority::LOW), merging + 1);
}

// Counts how often it was run and unscheduled.
struct CountedWork {
  std::atomic<int> runs{0};
  std::atomic<int> unscheduled{0};
  std::promise<void> ran;

  void ScheduleOn(EngineEnv& env, Env::Priority priority, void* tag = nullptr) {
    env.Schedule(
        [](void* work) {
          ++static_cast<CountedWork*>(work)->runs;
          static_cast<CountedWork*>(work)->ran.set_value();
        },
        this, priority, tag, [](void* work) { ++static_cast<CountedWork*>(work)->unscheduled; });
  }
  void Wait() { ran.get_future().wait(); }
};

TEST(EngineEnv, HeldMerging_WaitsForTheEndOfTheStart) {
  EngineEnv env(Env::Default()->GetFileSystem());
  env.IncBackgroundThreadsIfNeeded(1, Env::Priority::LOW);
  env.HoldMerging();
  CountedWork merging;
  merging.ScheduleOn(env, Env::Priority::LOW);
  EXPECT_EQ(env.GetThreadPoolQueueLen(Env::Priority::LOW), 0U);
  EXPECT_EQ(merging.runs, 0);
  EXPECT_TRUE(env.StartThreads().ok());
  merging.Wait();
  EXPECT_EQ(merging.runs, 1);
  CountedWork later;
  later.ScheduleOn(env, Env::Priority::LOW);
  later.Wait();
}

// Somebody writes; and a flush may wait for files to be merged.
TEST(EngineEnv, HeldMerging_EndsWithTheFirstFlush) {
  EngineEnv env(Env::Default()->GetFileSystem());
  env.IncBackgroundThreadsIfNeeded(1, Env::Priority::LOW);
  env.IncBackgroundThreadsIfNeeded(1, Env::Priority::HIGH);
  env.HoldMerging();
  CountedWork merging;
  merging.ScheduleOn(env, Env::Priority::LOW);
  CountedWork flushing;
  flushing.ScheduleOn(env, Env::Priority::HIGH);
  flushing.Wait();
  merging.Wait();
}

TEST(EngineEnv, HeldMerging_CanBeTakenBack) {
  EngineEnv env(Env::Default()->GetFileSystem());
  env.IncBackgroundThreadsIfNeeded(1, Env::Priority::LOW);
  env.HoldMerging();
  CountedWork mine;
  CountedWork other;
  int tag = 0;
  mine.ScheduleOn(env, Env::Priority::LOW, &tag);
  other.ScheduleOn(env, Env::Priority::LOW);
  EXPECT_EQ(env.UnSchedule(&tag, Env::Priority::LOW), 1);
  EXPECT_EQ(mine.unscheduled, 1);
  EXPECT_EQ(env.UnSchedule(&tag, Env::Priority::LOW), 0);
  EXPECT_TRUE(env.StartThreads().ok());
  other.Wait();
  EXPECT_EQ(mine.runs, 0);
  EXPECT_EQ(other.unscheduled, 0);
}

}  // namespace
}  // namespace stator::storage
