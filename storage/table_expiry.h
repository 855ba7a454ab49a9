#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <set>
#include <string>

namespace stator::storage {

// What writes and sweeps of one table know of its time to live. Thread-safe.
class TableExpiry {
 public:
  // The attribute that says when items expire, nullptr: none does. Writes take it under row locks.
  const std::string* attribute() const { return attribute_.load(std::memory_order_acquire); }

  // Makes writes that start from now on follow the attribute; empty: none.
  void Follow(const std::string& attribute) {
    const std::scoped_lock lock(mutex_);
    const std::string* followed = nullptr;
    if (!attribute.empty()) followed = &*attributes_.insert(attribute).first;
    attribute_.store(followed, std::memory_order_release);
    earliest_seconds_ = 0;
  }

  // No entry expires earlier. A sweep takes it, looks at the entries and gives back what it finds;
  // whoever adds an entry notes it after the commit at the latest. So an entry that the sweep's
  // look missed is noted after the taking, and none is forgotten.
  int64_t earliest_seconds() const { return earliest_seconds_; }
  void TakeEarliest() { earliest_seconds_ = std::numeric_limits<int64_t>::max(); }
  void NoteEntry(int64_t expiry_seconds) {
    int64_t earliest = earliest_seconds_;
    while (expiry_seconds < earliest &&
           !earliest_seconds_.compare_exchange_weak(earliest, expiry_seconds)) {
    }
  }

 private:
  std::atomic<const std::string*> attribute_{nullptr};
  std::atomic<int64_t> earliest_seconds_{0};
  std::mutex mutex_;
  std::set<std::string> attributes_;  // all that were ever followed: readers may still look at one
};

}  // namespace stator::storage
