#include "model/arena.h"

#include <algorithm>

namespace stator {

void Arena::UseBlock(const Block& block) {
  cursor_ = reinterpret_cast<uintptr_t>(block.bytes.get());
  end_ = cursor_ + block.size;
}

void* Arena::AllocateFromNewBlock(size_t bytes, size_t alignment) {
  // Blocks double, so that the number of heap allocations grows with the logarithm of a request.
  size_t size = blocks_.empty() ? kFirstBlockBytes : blocks_.back().size * 2;
  size = std::max(size, bytes + alignment);
  blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size});
  reserved_bytes_ += size;
  UseBlock(blocks_.back());
  return Allocate(bytes, alignment);
}

void Arena::Reset() {
  if (blocks_.empty()) return;
  // The largest block that may be kept serves the next request best.
  auto keep = blocks_.end();
  for (auto it = blocks_.begin(); it != blocks_.end(); ++it) {
    if (it->size <= kRetainedBytes && (keep == blocks_.end() || it->size > keep->size)) keep = it;
  }
  if (keep == blocks_.end()) {
    blocks_.clear();
    cursor_ = end_ = 0;
    reserved_bytes_ = 0;
    return;
  }
  Block kept = std::move(*keep);
  blocks_.clear();
  reserved_bytes_ = kept.size;
  UseBlock(kept);
  blocks_.push_back(std::move(kept));
}

}  // namespace stator
