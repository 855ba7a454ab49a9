#pragma once

// For rocksdb_*.cc alone.

#include <rocksdb/table.h>

#include <memory>

namespace stator::storage {

// Makes and reads files as `inner` does. The engine looks over the options of a table factory, and
// puts them into words for its log, for each family at each start; that would be a sixth of the
// start, for options that are always the same and a log that nobody keeps.
std::shared_ptr<rocksdb::TableFactory> NewQuietTableFactory(
    std::unique_ptr<rocksdb::TableFactory> inner);

}  // namespace stator::storage
