#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/clock.h"

namespace stator::storage {

// What transactions that are held open hold: items, by their stored keys, and tokens, by theirs.
// Thread-safe. Nobody ever waits for a held key: whoever meets one gives up with an error, so that
// holding adds nothing to what threads can wait for.
class HeldItems {
 public:
  explicit HeldItems(const Clock& clock) : clock_(clock) {}

  // Costs one load as long as nothing was ever held.
  bool Holds(std::string_view key) const;
  // From now on, for so long. Called under the keys' row locks, so that whoever has these next
  // sees it.
  void Hold(std::span<const std::string_view> keys, int64_t micros);

 private:
  const Clock& clock_;
  std::atomic<bool> any_{false};
  mutable std::mutex mutex_;
  std::unordered_map<std::string, int64_t> until_micros_;  // guarded by mutex_
};

}  // namespace stator::storage
