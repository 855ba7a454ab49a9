#include "server/background/background_tasks.h"

#include <algorithm>
#include <utility>

namespace stator::server {

void BackgroundTasks::Add(BackgroundTask task) {
  const int64_t due = NowFor(task) + task.interval_micros;
  entries_.push_back({std::move(task), due});
}

int64_t BackgroundTasks::NowFor(const BackgroundTask& task) const {
  return (task.clock == nullptr ? clock_ : *task.clock).NowMicros();
}

void BackgroundTasks::Start() {
  const std::scoped_lock lock(mutex_);
  StartLocked();
}

void BackgroundTasks::StartLocked() {
  if (!stop_ && !thread_.joinable()) thread_ = std::thread([this] { Work(); });
}

bool BackgroundTasks::RunAll() {
  std::unique_lock lock(mutex_);
  StartLocked();
  if (stop_) return false;
  const uint64_t run = ++wanted_runs_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return stop_ || done_runs_ >= run; });
  return done_runs_ >= run;
}

void BackgroundTasks::Stop() {
  std::thread thread;
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
    thread = std::exchange(thread_, std::thread());
    changed_.notify_all();
  }
  if (thread.joinable()) thread.join();
}

std::chrono::microseconds BackgroundTasks::TimeToNext() const {
  // The condition variable adds this to its own time, which must not overflow.
  int64_t micros = 3600 * int64_t{1'000'000};
  for (const Entry& entry : entries_) {
    micros = std::min({micros, entry.due_micros - NowFor(entry.task), entry.task.interval_micros});
  }
  return std::chrono::microseconds(std::max<int64_t>(micros, 0));
}

void BackgroundTasks::Run(bool all) {
  for (Entry& entry : entries_) {
    if (stop_) return;
    const int64_t now = NowFor(entry.task);
    // A clock that was set back must not put the next run off.
    entry.due_micros = std::min(entry.due_micros, now + entry.task.interval_micros);
    if (!all && now < entry.due_micros) continue;
    const Result<void> done = entry.task.run(stop_);
    if (!done.ok()) on_error_(entry.task.name, done.error());
    entry.due_micros = NowFor(entry.task) + entry.task.interval_micros;
  }
}

void BackgroundTasks::Work() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    // As long as the clock is frozen this wakes up at times and finds nothing due.
    changed_.wait_for(lock, TimeToNext(), [this] { return stop_ || wanted_runs_ > done_runs_; });
    const uint64_t run = wanted_runs_;
    const bool all = run > done_runs_;
    lock.unlock();
    Run(all);
    lock.lock();
    if (!stop_) done_runs_ = run;
    changed_.notify_all();
  }
}

}  // namespace stator::server
