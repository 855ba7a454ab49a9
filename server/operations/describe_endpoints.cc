#include "server/operations/operations.h"

namespace stator::server {

// Clients that discover endpoints shall find this server again: its address is the one that they
// called it by.
Result<void> DescribeEndpoints(OperationContext& context, const json::JsonValue& /*request*/,
                               json::JsonWriter& response) {
  response.BeginObject();
  response.Key("Endpoints");
  response.BeginArray();
  response.BeginObject();
  response.Key("Address");
  response.String(context.host);
  response.Key("CachePeriodInMinutes");
  response.Int(1440);
  response.EndObject();
  response.EndArray();
  response.EndObject();
  return {};
}

}  // namespace stator::server
