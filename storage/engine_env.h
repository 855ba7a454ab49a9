#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>

namespace stator::storage {

// What the engine runs on: these files, the system's clock, and the threads of Env::Default(),
// which begin with the first work for them. The engine asks for them when a store is opened, which
// would have to wait for them, and many a store never needs one.
std::unique_ptr<rocksdb::Env> NewEngineEnv(const std::shared_ptr<rocksdb::FileSystem>& files);

}  // namespace stator::storage
