#include "storage/held_items.h"

namespace stator::storage {

bool HeldItems::Holds(std::string_view key) const {
  if (!any_.load(std::memory_order_acquire)) return false;
  const std::scoped_lock lock(mutex_);
  const auto it = until_micros_.find(std::string(key));
  return it != until_micros_.end() && clock_.NowMicros() < it->second;
}

void HeldItems::Hold(std::span<const std::string_view> keys, int64_t micros) {
  const std::scoped_lock lock(mutex_);
  const int64_t now = clock_.NowMicros();
  std::erase_if(until_micros_, [now](const auto& held) { return held.second <= now; });
  for (const std::string_view key : keys) until_micros_[std::string(key)] = now + micros;
  any_.store(true, std::memory_order_release);
}

}  // namespace stator::storage
