#pragma once

#include <cstdint>

namespace stator::testing {

// How often this thread asked the C++ allocator for memory so far. Programs that are linked with
// allocation_count.cc count; under a sanitizer, which has an allocator of its own, it stays 0.
uint64_t AllocationsByThisThread();

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kCountsAllocations = false;
#else
inline constexpr bool kCountsAllocations = true;
#endif

}  // namespace stator::testing
