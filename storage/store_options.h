#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace stator::storage {

// What an acknowledged write in a directory survives.
enum class Durability : uint8_t {
  kNone,   // a clean stop only: there is no log, and a killed process loses the writes since the
           // last time that memtables were written out, but never a part of one
  kOs,     // the end of the process, however it ends; not that of the machine
  kFsync,  // power loss: the log is synced before the acknowledgement, once for all who wait
};

inline constexpr size_t kDefaultEngineMemoryBytes = size_t{32} * 1024 * 1024;

struct StoreOptions {
  // nullopt: in memory, gone with the process.
  std::optional<std::string> data_dir;
  Durability durability = Durability::kOs;  // in memory: means nothing
  // For memtables and the block cache together. In memory the data comes on top, and no more than
  // a sixteenth of this is cache.
  size_t engine_memory_bytes = kDefaultEngineMemoryBytes;
};

}  // namespace stator::storage
