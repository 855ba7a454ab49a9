#include "server/admin/admin_routes.h"

namespace stator::server {

Result<void> SweepTimeToLive(AdminContext& context, const json::JsonValue& /*body*/,
                             json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const size_t deleted,
                          context.database.DeleteExpiredItems(context.tasks.stop()));
  response.BeginObject();
  response.Key("deleted_items");
  response.Int(static_cast<int64_t>(deleted));
  response.EndObject();
  return {};
}

}  // namespace stator::server
