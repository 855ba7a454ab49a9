#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace stator::storage {

// The files that the engine works with: those of `files`, but for its OPTIONS files, of which none
// is made. The engine writes one at each start and each change of its options, and reads it again
// to compare, which was more than half of a start; only its own tools ever want them. `files` has
// to outlive the result.
std::unique_ptr<rocksdb::Env> NewEngineFiles(rocksdb::Env& files);

}  // namespace stator::storage
