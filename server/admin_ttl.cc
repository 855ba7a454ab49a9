#include "server/admin_routes.h"

namespace stator::server {

Result<void> SweepTimeToLive(AdminContext& context, const json::JsonValue& request,
                             json::JsonWriter& response) {
  if (!request.object().empty()) {
    return ValidationError("A sweep is of all tables; leave the body empty");
  }
  const storage::ServedDatabase::Lease database = context.served.Use();
  STATOR_ASSIGN_OR_RETURN(const size_t deleted,
                          database->DeleteExpiredItems(context.background.stopping()));
  response.BeginObject();
  response.Key("deleted_items");
  response.Int(static_cast<int64_t>(deleted));
  response.EndObject();
  return {};
}

}  // namespace stator::server
