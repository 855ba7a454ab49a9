#include "storage/engine_env.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace stator::storage
