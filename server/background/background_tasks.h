#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "model/clock.h"

namespace stator::server {

// Work that comes around again and again, in a thread of its own: what expires, what is trimmed.
// Intervals are of the clock, so that moving it makes tasks due. Thread-safe.
class BackgroundTasks {
 public:
  // Borrows the clock.
  explicit BackgroundTasks(const Clock& clock) : clock_(clock) {}
  ~BackgroundTasks() { Stop(); }
  BackgroundTasks(const BackgroundTasks&) = delete;
  BackgroundTasks& operator=(const BackgroundTasks&) = delete;

  // Before Start(). `run` does what is due at the clock's present time, and looks at stop()
  // when that may take long. It is called one `interval_micros` after the last call began, or
  // earlier.
  void Add(int64_t interval_micros, std::function<void()> run);
  void Start();

  // Returns once every task has run from beginning to end after the call: for whoever has moved the
  // clock and wants what became due to have happened. At once when the tasks don't run.
  void RunAllNow();

  // Ends the thread after the task that runs.
  void Stop();
  // Becomes true when the tasks are to end.
  const std::atomic<bool>& stop() const { return stop_; }

 private:
  struct Task {
    int64_t interval_micros = 0;
    std::function<void()> run;
    int64_t last_run_micros = 0;
  };

  void Work();
  // Of the clock, until the next task is due; not more than kLongestWaitMicros.
  int64_t MicrosToWait() const;

  const Clock& clock_;
  std::vector<Task> tasks_;  // changed by the thread alone once it runs

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> stop_{false};  // changed under mutex_
  uint64_t wanted_ = 0;            // guarded by mutex_: how many times RunAllNow() was called
  uint64_t done_ = 0;              // guarded by mutex_: which of these calls are served
  std::thread thread_;
};

}  // namespace stator::server
