#pragma once

#include "server/admin/admin.h"

// The one list of what the admin surface does.
namespace stator::server {

// clock_routes.cc
Result<void> ReadClock(AdminContext& context, const json::JsonValue& body,
                       json::JsonWriter& response);
Result<void> MoveClock(AdminContext& context, const json::JsonValue& body,
                       json::JsonWriter& response);
// ttl_routes.cc
Result<void> SweepTimeToLive(AdminContext& context, const json::JsonValue& body,
                             json::JsonWriter& response);

inline constexpr AdminRoute kAdminRoutes[] = {
    {"GET", "/_stator/clock", "the server's time", ReadClock},
    {"POST", "/_stator/clock",
     R"(move it: {"advance":"25h"}, {"set":"2026-11-21T00:00:00Z"}, {"freeze":true}, )"
     R"({"release":true}, {"reset":true})",
     MoveClock},
    {"POST", "/_stator/ttl/sweep", "delete the items that have expired", SweepTimeToLive},
};

}  // namespace stator::server
