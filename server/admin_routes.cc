#include "server/admin_routes.h"

#include <array>

namespace stator::server {

std::span<const AdminRoute> AdminRoutes() {
  static constexpr std::array kRoutes = {
      AdminRoute{"/_stator/clock", ReadClock, ChangeClock, nullptr,
                 "read, set, advance, freeze and release the server's clock"},
      AdminRoute{"/_stator/reset", nullptr, Reset, nullptr,
                 "empty everything, or one table, which keeps its schema"},
      AdminRoute{"/_stator/snapshots", ListSnapshots, nullptr, nullptr, "list the snapshots"},
      AdminRoute{"/_stator/snapshots/{NAME}", ReadSnapshot, SaveSnapshot, RemoveSnapshot,
                 "read, save and remove a snapshot of everything"},
      AdminRoute{"/_stator/snapshots/{NAME}/restore", nullptr, RestoreSnapshot, nullptr,
                 "bring back everything as it was when the snapshot was saved"},
      AdminRoute{"/_stator/streams/split", nullptr, SplitShards, nullptr,
                 "close open shards of a stream and open their children"},
      AdminRoute{"/_stator/ttl/sweep", nullptr, SweepTimeToLive, nullptr,
                 "delete the items whose time to live is over"},
  };
  return kRoutes;
}

}  // namespace stator::server
