#include "server/http/long_work_threads.h"

#include <utility>

namespace stator::http {

void LongWorkThreads::Run(std::function<void()> work) {
  const std::scoped_lock lock(mutex_);
  waiting_.push_back(std::move(work));
  if (idle_ < waiting_.size() && threads_.size() < kMaxThreads) {
    threads_.emplace_back([this] { Work(); });
  }
  changed_.notify_one();
}

void LongWorkThreads::Finish() {
  std::vector<std::thread> threads;
  {
    const std::scoped_lock lock(mutex_);
    finish_ = true;
    threads.swap(threads_);
    changed_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
}

void LongWorkThreads::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    changed_.wait(lock, [this] { return finish_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    const std::function<void()> work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

}  // namespace stator::http
