#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <array>
#include <atomic>
#include <memory>

namespace stator::storage {

// What the engine runs on: some files, the system's clock, and the threads of Env::Default(), which
// begin with the first work for them or with StartThreads(). The engine asks for them when a store
// is opened, which would have to wait for them.
class EngineEnv final : public rocksdb::EnvWrapper {
 public:
  explicit EngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files);

  // Begins those that were asked for. An error is the system's, which has no more threads to give:
  // better now than in the middle of a write.
  rocksdb::Status StartThreads();

  void IncBackgroundThreadsIfNeeded(int number, Priority priority) override;
  int GetBackgroundThreads(Priority priority) override;
  void Schedule(void (*work)(void*), void* argument, Priority priority, void* tag,
                void (*unscheduled)(void*)) override;

 private:
  std::array<std::atomic<int>, Priority::TOTAL> wanted_{};
};

}  // namespace stator::storage
