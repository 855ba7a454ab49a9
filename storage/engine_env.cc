#include "storage/engine_env.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace stator::storage {

EngineEnv::EngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files)
    : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
  file_system_ = target()->GetFileSystem();
  system_clock_ = target()->GetSystemClock();
}

rocksdb::Status EngineEnv::StartThreads() {
  try {
    EndHold();
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
  if (priority == Priority::LOW && Hold({work, argument, tag, unscheduled})) return;
  if (priority == Priority::HIGH) EndHold();
  EnvWrapper::IncBackgroundThreadsIfNeeded(wanted_[priority], priority);
  EnvWrapper::Schedule(work, argument, priority, tag, unscheduled);
}

int EngineEnv::UnSchedule(void* tag, Priority priority) {
  std::vector<Work> removed;
  if (priority == Priority::LOW) {
    const std::scoped_lock lock(mutex_);
    const auto of_tag = std::stable_partition(held_.begin(), held_.end(),
                                              [tag](const Work& work) { return work.tag != tag; });
    removed.assign(of_tag, held_.end());
    held_.erase(of_tag, held_.end());
  }
  for (const Work& work : removed) {
    if (work.unscheduled != nullptr) work.unscheduled(work.argument);
  }
  return static_cast<int>(removed.size()) + EnvWrapper::UnSchedule(tag, priority);
}

void EngineEnv::HoldMerging() {
  const std::scoped_lock lock(mutex_);
  holds_merging_ = true;
}

bool EngineEnv::Hold(const Work& work) {
  const std::scoped_lock lock(mutex_);
  if (holds_merging_) held_.push_back(work);
  return holds_merging_;
}

// What cannot be scheduled for want of a thread stays for the next time.
void EngineEnv::EndHold() {
  const std::scoped_lock lock(mutex_);
  holds_merging_ = false;
  if (held_.empty()) return;
  EnvWrapper::IncBackgroundThreadsIfNeeded(wanted_[Priority::LOW], Priority::LOW);
  for (const Work& work : std::exchange(held_, {})) {
    EnvWrapper::Schedule(work.work, work.argument, Priority::LOW, work.tag, work.unscheduled);
  }
}

}  // namespace stator::storage
