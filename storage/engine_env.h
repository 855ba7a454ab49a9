#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

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

  // From now on files are not merged, until EndHold(), StartThreads() or until a memtable is
  // written out, which may have to wait for that: what is due when a store is opened would take a
  // core and the disk from the first requests.
  void HoldMerging();
  void EndHold();

  void IncBackgroundThreadsIfNeeded(int number, Priority priority) override;
  int GetBackgroundThreads(Priority priority) override;
  void Schedule(void (*work)(void*), void* argument, Priority priority, void* tag,
                void (*unscheduled)(void*)) override;
  int UnSchedule(void* tag, Priority priority) override;

 private:
  struct Work {
    void (*work)(void*);
    void* argument;
    void* tag;
    void (*unscheduled)(void*);
  };

  // Keeps it if merging is held.
  bool Hold(const Work& work);

  std::array<std::atomic<int>, Priority::TOTAL> wanted_{};
  std::mutex mutex_;
  bool holds_merging_ = false;  // guarded by mutex_
  std::vector<Work> held_;      // guarded by mutex_
};

}  // namespace stator::storage
