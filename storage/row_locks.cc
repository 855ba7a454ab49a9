#include "storage/row_locks.h"

#include <functional>

namespace stator::storage {

uint16_t RowLocks::StripeOf(std::string_view key) {
  return static_cast<uint16_t>(std::hash<std::string_view>()(key) % kStripes);
}

RowLocks::Guard::Guard(RowLocks& locks, std::span<const uint16_t> stripes)
    : locks_(locks), stripes_(stripes) {
  for (uint16_t stripe : stripes_) locks_.stripes_[stripe].mutex.lock();
}

RowLocks::Guard::~Guard() {
  for (size_t i = stripes_.size(); i-- > 0;) locks_.stripes_[stripes_[i]].mutex.unlock();
}

void RowLocks::WaitForHolders() {
  for (Stripe& stripe : stripes_) {
    const std::scoped_lock lock(stripe.mutex);
  }
}

}  // namespace stator::storage
