#pragma once

#include <string_view>

#include "model/movable_clock.h"
#include "model/result.h"
#include "storage/served_database.h"

namespace stator::server {

// Emptying, saving and bringing back what a server serves, its clock included: what the admin
// surface does, and a test in the server's own process.
struct ServedState {
  storage::ServedDatabase& served;
  MovableClock& clock;

  // Makes it as it was at the first start, but for snapshots. Unless the clock is to be kept it
  // goes with the system's.
  Result<void> Reset(bool keep_clock = false) const;
  // Takes everything out of one table. kResourceNotFound.
  Result<void> ResetTable(std::string_view table_name) const;
  // All of these: kValidation when the name is not one for a snapshot.
  Result<storage::Snapshot> SaveSnapshot(std::string_view name) const;
  // Unless the clock is to be kept it is set as it was. kResourceNotFound.
  Result<storage::Snapshot> RestoreSnapshot(std::string_view name, bool keep_clock = false) const;
  Result<void> RemoveSnapshot(std::string_view name) const;
};

// Whether a snapshot may have this name: so that it can be a file's name everywhere, and stand in a
// path as it is.
Result<void> CheckSnapshotName(std::string_view name);

}  // namespace stator::server
