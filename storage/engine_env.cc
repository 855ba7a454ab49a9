#include "storage/engine_env.h"

#include <algorithm>
#include <system_error>

namespace stator::storage {

EngineEnv::EngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files)
    : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
  file_system_ = target()->GetFileSystem();
  system_clock_ = target()->GetSystemClock();
}

rocksdb::Status EngineEnv::StartThreads() {
  try {
    for (const Priority priority : {Priority::HIGH, Priority::LOW}) {
      EnvWrapper::IncBackgroundThreadsIfNeeded(wanted_[priority], priority);
    }
  } catch (const std::system_error& failure) {
    return rocksdb::Status::Aborted("no thread for writing files; allow more threads",
                                    failure.what());
  }
  return {};
}

void EngineEnv::IncBackgroundThreadsIfNeeded(int number, Priority priority) {
  std::atomic<int>& wanted = wanted_[priority];
  int before = wanted;
  while (before < number && !wanted.compare_exchange_weak(before, number)) {
  }
}

// The engine has flushes wait behind compactions where no thread is set aside for them.
int EngineEnv::GetBackgroundThreads(Priority priority) {
  return std::max(wanted_[priority].load(), EnvWrapper::GetBackgroundThreads(priority));
}

void EngineEnv::Schedule(void (*work)(void*), void* argument, Priority priority, void* tag,
                         void (*unscheduled)(void*)) {
  EnvWrapper::IncBackgroundThreadsIfNeeded(wanted_[priority], priority);
  EnvWrapper::Schedule(work, argument, priority, tag, unscheduled);
}

}  // namespace stator::storage
