#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "model/clock.h"
#include "model/result.h"

namespace stator::server {

// Something that has to be done again and again as time goes by.
struct BackgroundTask {
  std::string_view name;        // for the log; static
  int64_t interval_micros = 0;  // of its clock, between two runs; at least 1
  // Does everything that is due by the clock. Returns early, at the next point where nothing is
  // left half done, when `stop` becomes true.
  std::function<Result<void>(const std::atomic<bool>& stop)> run;
  // Outlives the task. nullptr: the clock of the BackgroundTasks.
  const Clock* clock = nullptr;
};

// One thread that runs tasks at their intervals, one after the other in the order in which they
// were added. It never runs on the threads that serve requests, and sleeps when nothing is due.
class BackgroundTasks {
 public:
  using ErrorHandler = std::function<void(std::string_view task_name, const Error& error)>;

  // `on_error` is told, on the thread, what went wrong; the task is run again at its next turn.
  BackgroundTasks(const Clock& clock, ErrorHandler on_error)
      : clock_(clock), on_error_(std::move(on_error)) {}
  ~BackgroundTasks() { Stop(); }
  BackgroundTasks(const BackgroundTasks&) = delete;
  BackgroundTasks& operator=(const BackgroundTasks&) = delete;

  // Before Start() and RunAll().
  void Add(BackgroundTask task);
  void Start();

  // Runs every task once, whether it is due or not, and returns when all have run: for whoever
  // moved the clock and wants everything to have happened that is due at the new time. Callers
  // share a run that began after both had called. Starts what is not started. False: stopped before
  // they had run.
  bool RunAll();

  // Ends what is running and the thread with it; thread-safe, and may be called more than once.
  void Stop();
  // Becomes true with Stop(): for long work elsewhere that has to end with the server.
  const std::atomic<bool>& stopping() const { return stop_; }

 private:
  struct Entry {
    BackgroundTask task;
    int64_t due_micros = 0;
  };

  int64_t NowFor(const BackgroundTask& task) const;
  void StartLocked();  // under mutex_
  void Work();
  // Runs those that are due, or all, without the lock.
  void Run(bool all);
  // How long to sleep at most, by the clock as it is now.
  std::chrono::microseconds TimeToNext() const;

  const Clock& clock_;
  const ErrorHandler on_error_;
  std::vector<Entry> entries_;  // of the thread's alone once it runs

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t wanted_runs_ = 0;  // guarded by mutex_; so many times RunAll() was called
  uint64_t done_runs_ = 0;    // guarded by mutex_; up to which call all have run
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace stator::server
