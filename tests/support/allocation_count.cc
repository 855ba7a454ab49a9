#include "tests/support/allocation_count.h"

#include <cstdlib>
#include <new>

namespace stator::testing {
namespace {

thread_local uint64_t allocations = 0;

}  // namespace

uint64_t AllocationsByThisThread() { return allocations; }

}  // namespace stator::testing

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// In place of the library's, for the whole program.
void* operator new(size_t bytes) {
  ++stator::testing::allocations;
  if (void* block = std::malloc(bytes)) return block;
  std::abort();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, size_t /*bytes*/) noexcept { std::free(block); }
#endif
