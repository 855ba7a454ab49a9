#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <shared_mutex>

namespace stator::storage {

// Many threads may be inside, or one that is alone. Going in costs as little as a lock that no
// other thread wants: each thread goes through a door of its own, as long as there are enough.
class Gate {
 public:
  // Inside for its lifetime; waits for whoever is alone. A thread that is inside must not go in
  // again, nor wait for one that does.
  class Inside {
   public:
    explicit Inside(Gate& gate) : lock_(gate.doors_[DoorOfThread()].mutex) {}

   private:
    const std::shared_lock<std::shared_mutex> lock_;
  };

  // Alone for its lifetime; waits for all that are inside, and lets nobody else in meanwhile.
  class Alone {
   public:
    explicit Alone(Gate& gate) : gate_(gate) {
      for (Door& door : gate_.doors_) door.mutex.lock();
    }
    ~Alone() {
      for (Door& door : gate_.doors_) door.mutex.unlock();
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

   private:
    Gate& gate_;
  };

 private:
  static constexpr size_t kDoors = 64;

  struct alignas(64) Door {
    std::shared_mutex mutex;
  };

  static size_t DoorOfThread() {
    static std::atomic<size_t> threads{0};
    thread_local const size_t door = threads.fetch_add(1, std::memory_order_relaxed) % kDoors;
    return door;
  }

  std::array<Door, kDoors> doors_;
};

}  // namespace stator::storage
