#include "server/admin_routes.h"

#include <array>

namespace stator::server {

std::span<const AdminRoute> AdminRoutes() {
  static constexpr std::array kRoutes = {
      AdminRoute{"/_stator/clock", ReadClock, ChangeClock,
                 "read, set, advance, freeze and release the server's clock"},
      AdminRoute{"/_stator/streams/split", nullptr, SplitShards,
                 "close open shards of a stream and open their children"},
      AdminRoute{"/_stator/ttl/sweep", nullptr, SweepTimeToLive,
                 "delete the items whose time to live is over"},
  };
  return kRoutes;
}

}  // namespace stator::server
