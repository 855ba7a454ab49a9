#include "server/background/background_tasks.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace stator::server {
namespace {

// A clock may be moved without a word to us, by this process' tests for instance.
constexpr int64_t kLongestWaitMicros = 1'000'000;
constexpr int64_t kShortestWaitMicros = 1'000;

}  // namespace

void BackgroundTasks::Add(int64_t interval_micros, std::function<void()> run) {
  tasks_.push_back({interval_micros, std::move(run), clock_.NowMicros()});
}

void BackgroundTasks::Start() {
  if (tasks_.empty()) return;
  thread_ = std::thread([this] { Work(); });
}

void BackgroundTasks::RunAllNow() {
  std::unique_lock lock(mutex_);
  if (!thread_.joinable() || stop_) return;
  const uint64_t wanted = ++wanted_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return stop_ || done_ >= wanted; });
}

void BackgroundTasks::Stop() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

int64_t BackgroundTasks::MicrosToWait() const {
  int64_t wait = kLongestWaitMicros;
  const int64_t now = clock_.NowMicros();
  for (const Task& task : tasks_) {
    wait = std::min(wait, task.last_run_micros + task.interval_micros - now);
  }
  // A clock that was moved back makes tasks wait no longer than their interval from now on.
  return std::max(wait, kShortestWaitMicros);
}

void BackgroundTasks::Work() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    changed_.wait_for(lock, std::chrono::microseconds(MicrosToWait()),
                      [this] { return stop_ || wanted_ > done_; });
    const uint64_t wanted = wanted_;
    const bool all = wanted > done_;
    for (Task& task : tasks_) {
      if (stop_) return;
      const int64_t now = clock_.NowMicros();
      task.last_run_micros = std::min(task.last_run_micros, now);
      if (!all && now - task.last_run_micros < task.interval_micros) continue;
      task.last_run_micros = now;
      lock.unlock();
      task.run();
      lock.lock();
    }
    done_ = wanted;
    changed_.notify_all();
  }
}

}  // namespace stator::server
