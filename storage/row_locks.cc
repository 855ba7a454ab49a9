#include "storage/row_locks.h"

#include <functional>
#include <numeric>

#include "storage/encoding/key_codec.h"
#include "storage/table.h"

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

std::span<const uint16_t> RowLocks::All() {
  static const auto all = [] {
    std::array<uint16_t, kStripes> stripes{};
    std::iota(stripes.begin(), stripes.end(), uint16_t{0});
    return stripes;
  }();
  return all;
}

void RowLocks::WaitForHolders() {
  for (Stripe& stripe : stripes_) {
    const std::scoped_lock lock(stripe.mutex);
  }
}

uint16_t StripeOfRow(const Table& table, std::string_view item_key) {
  return RowLocks::StripeOf(
      table.has_local_indexes() ? item_key.substr(0, PartitionPrefixBytes(item_key)) : item_key);
}

}  // namespace stator::storage
