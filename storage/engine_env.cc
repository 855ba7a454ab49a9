#include "storage/engine_env.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

namespace stator::storage {
namespace {

class EngineEnv final : public rocksdb::EnvWrapper {
 public:
  explicit EngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files)
      : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
    file_system_ = target()->GetFileSystem();
    system_clock_ = target()->GetSystemClock();
  }

  void IncBackgroundThreadsIfNeeded(int number, Priority priority) override {
    std::atomic<int>& wanted = wanted_[priority];
    int before = wanted;
    while (before < number && !wanted.compare_exchange_weak(before, number)) {
    }
  }

  // The engine has flushes wait behind compactions where no thread is set aside for them.
  int GetBackgroundThreads(Priority priority) override {
    return std::max(wanted_[priority].load(), EnvWrapper::GetBackgroundThreads(priority));
  }

  void Schedule(void (*work)(void*), void* argument, Priority priority, void* tag,
                void (*unscheduled)(void*)) override {
    EnvWrapper::IncBackgroundThreadsIfNeeded(wanted_[priority], priority);
    EnvWrapper::Schedule(work, argument, priority, tag, unscheduled);
  }

 private:
  std::array<std::atomic<int>, Priority::TOTAL> wanted_{};
};

}  // namespace

std::unique_ptr<rocksdb::Env> NewEngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files) {
  return std::make_unique<EngineEnv>(files);
}

}  // namespace stator::storage
