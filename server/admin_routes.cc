#include "server/admin_routes.h"

#include <array>

namespace stator::server {

std::span<const AdminRoute> AdminRoutes() {
  static constexpr std::array kRoutes = {
      AdminRoute{"/_stator/clock", ReadClock, ChangeClock,
                 "read, set, advance, freeze and release the server's clock"},
  };
  return kRoutes;
}

}  // namespace stator::server
