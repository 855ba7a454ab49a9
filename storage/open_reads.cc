#include "storage/open_reads.h"

#include <algorithm>

#include "storage/thread_number.h"

namespace stator::storage {

namespace {

void RaiseTo(std::atomic<uint64_t>& number, uint64_t least) {
  uint64_t seen = number.load();
  while (seen < least && !number.compare_exchange_weak(seen, least)) {
  }
}

}  // namespace

// The newest commit is read before the places. A read that is not seen in its place has then yet to
// look for the newest commit, and finds this one or a later one.
void OpenReads::Committed(uint64_t number) {
  RaiseTo(newest_, number);
  const uint64_t newest = newest_.load();
  RaiseTo(oldest_, std::min(newest, OldestOfPlaces()));
}

uint64_t OpenReads::OldestOfPlaces() const {
  if (without_place_.load() != 0) return 0;
  uint64_t oldest = UINT64_MAX;
  const uint64_t used = places_used_.load();
  for (size_t i = 0; i < used; ++i) {
    const uint64_t began = places_[i].began.load();
    if (began != kFree) oldest = std::min(oldest, began - 1);
  }
  return oldest;
}

OpenReads::Read::Read(OpenReads& reads) : reads_(reads), place_(reads.TakePlace()) {
  if (place_ == nullptr) reads.without_place_.fetch_add(1);
  // What was committed up to here is what this read sees; see Committed().
  static_cast<void>(reads.newest_.load());
}

OpenReads::Read::~Read() {
  if (place_ == nullptr) {
    reads_.without_place_.fetch_sub(1);
  } else {
    place_->store(kFree, std::memory_order_release);
  }
}

std::atomic<uint64_t>* OpenReads::TakePlace() {
  const uint64_t now = newest_.load() + 1;
  const size_t first = NumberOfThread();
  for (size_t i = 0; i < kPlaces; ++i) {
    const size_t number = (first + i) % kPlaces;
    // Before the place is taken, so that nobody who looks for readers stops short of it.
    RaiseTo(places_used_, number + 1);
    std::atomic<uint64_t>& place = places_[number].began;
    uint64_t free = kFree;
    if (place.load(std::memory_order_relaxed) == kFree && place.compare_exchange_strong(free, now))
      return &place;
  }
  return nullptr;
}

}  // namespace stator::storage
