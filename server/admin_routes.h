#pragma once

#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/movable_clock.h"
#include "model/result.h"
#include "server/background/background_tasks.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/served_state.h"
#include "storage/served_database.h"

namespace stator::server {

// What the functions of the admin surface work with.
struct AdminContext {
  // Give a lease back before waiting for `background`, whose tasks take leases.
  storage::ServedDatabase& served;
  MovableClock& clock;
  BackgroundTasks& background;
  Arena& arena;
  std::string_view name;  // what stands for {NAME} in the path; empty when it has none

  ServedState state() const { return {served, clock}; }
};

// Does what one route is for. `request` is the body's JSON object, empty when there is no body and
// with GET and DELETE. It writes the answer's JSON object; on an error what it wrote is thrown
// away, and the message goes to a person at a terminal: kValidation and kResourceNotFound are the
// caller's fault. It may take its time: it does not run on a thread that others wait for.
using AdminFunction = Result<void> (*)(AdminContext& context, const json::JsonValue& request,
                                       json::JsonWriter& response);

struct AdminRoute {
  std::string_view path;  // "/_stator/clock"; {NAME} in it stands for anything without a slash
  AdminFunction read;     // of GET; nullptr: not allowed
  AdminFunction change;   // of POST; nullptr: not allowed
  AdminFunction remove;   // of DELETE; nullptr: not allowed
  std::string_view does;  // one line, for the list of routes
};

// The one list of what the admin surface serves: admin_routes.cc.
std::span<const AdminRoute> AdminRoutes();

// admin_clock.cc
Result<void> ReadClock(AdminContext& context, const json::JsonValue& request,
                       json::JsonWriter& response);
Result<void> ChangeClock(AdminContext& context, const json::JsonValue& request,
                         json::JsonWriter& response);

// admin_reset.cc
Result<void> Reset(AdminContext& context, const json::JsonValue& request,
                   json::JsonWriter& response);

// admin_snapshots.cc
Result<void> ListSnapshots(AdminContext& context, const json::JsonValue& request,
                           json::JsonWriter& response);
Result<void> ReadSnapshot(AdminContext& context, const json::JsonValue& request,
                          json::JsonWriter& response);
Result<void> SaveSnapshot(AdminContext& context, const json::JsonValue& request,
                          json::JsonWriter& response);
Result<void> RemoveSnapshot(AdminContext& context, const json::JsonValue& request,
                            json::JsonWriter& response);
Result<void> RestoreSnapshot(AdminContext& context, const json::JsonValue& request,
                             json::JsonWriter& response);

// admin_streams.cc
Result<void> SplitShards(AdminContext& context, const json::JsonValue& request,
                         json::JsonWriter& response);
// admin_ttl.cc
Result<void> SweepTimeToLive(AdminContext& context, const json::JsonValue& request,
                             json::JsonWriter& response);

}  // namespace stator::server
