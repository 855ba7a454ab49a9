#include "server/process_limits.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>

namespace stator::server {
namespace {

constexpr int kLargeBlockBytes = 128 * 1024;

// Only what can never differ from the file that it was mapped from.
int DropReadOnlySegments(dl_phdr_info* object, size_t /*size*/, void* /*unused*/) {
  static const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  const uintptr_t base = object->dlpi_addr;
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const uintptr_t begin = (base + segment.p_vaddr) & ~(page - 1);
    const uintptr_t end = (base + segment.p_vaddr + segment.p_memsz) & ~(page - 1);
    // What cannot be dropped stays: nothing depends on it.
    if (end > begin) {
      madvise(reinterpret_cast<void*>(begin), end - begin,  // NOLINT(performance-no-int-to-ptr)
              MADV_DONTNEED);
    }
  }
  return 0;
}

}  // namespace

void LetLargeBlocksGo() { mallopt(M_MMAP_THRESHOLD, kLargeBlockBytes); }

void GiveBackProcessMemory() {
  malloc_trim(0);
  dl_iterate_phdr(DropReadOnlySegments, nullptr);
}

void AllowManyFiles() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  // What cannot be had is missed only by those who use so much.
  static_cast<void>(setrlimit(RLIMIT_NOFILE, &files));
}

}  // namespace stator::server
