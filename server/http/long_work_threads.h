#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stator::http {

// Threads for the few requests that take long, so that no I/O thread waits for them. They are
// started when there is something to do.
class LongWorkThreads {
 public:
  ~LongWorkThreads() { Finish(); }

  // Thread-safe. Work waits for its turn when as much as there are threads is going on.
  void Run(std::function<void()> work);

  // Does what is left and ends the threads; nothing may be given to it afterwards.
  void Finish();

 private:
  static constexpr size_t kMaxThreads = 4;

  void Work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_
  size_t idle_ = 0;                            // guarded by mutex_: threads that wait for work
  bool finish_ = false;                        // guarded by mutex_
  std::vector<std::thread> threads_;           // guarded by mutex_
};

}  // namespace stator::http
