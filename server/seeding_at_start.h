#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "model/clock.h"
#include "model/function_ref.h"
#include "model/result.h"
#include "server/options.h"
#include "storage/database.h"

namespace stator::server {

// What --seed is without the flag: the environment's STATOR_SEED, if that is not empty.
std::optional<std::string> SeedDirOfEnvironment();

// Loads options.seed_dir into the database, unless there are tables in it. The tables belong to
// whom AWS_ACCESS_KEY_ID and AWS_REGION (or AWS_DEFAULT_REGION) name, as far as the server tells
// callers apart. Ends with an error when `stop` becomes true.
Result<void> SeedAtStart(storage::Database& database, const Clock& clock, const Options& options,
                         const std::atomic<bool>& stop,
                         FunctionRef<void(const std::string& line)> note);

}  // namespace stator::server
