#include <string_view>

#include "server/operations/operations.h"
#include "server/operations/table_name.h"

namespace stator::server {

Result<void> DescribeTimeToLive(OperationContext& context, const json::JsonValue& request,
                                json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  const storage::TablePtr table = context.database.FindTable(table_name);
  if (table == nullptr) return storage::TableNotFound(table_name);
  const TimeToLive& time_to_live = table->schema().time_to_live;
  response.BeginObject();
  response.Key("TimeToLiveDescription");
  response.BeginObject();
  response.Key("TimeToLiveStatus");
  if (time_to_live.attribute_name.empty()) {
    response.String("DISABLED");
  } else {
    response.String(time_to_live.indexed ? "ENABLED" : "ENABLING");
    response.Key("AttributeName");
    response.String(time_to_live.attribute_name);
  }
  response.EndObject();
  response.EndObject();
  return {};
}

}  // namespace stator::server
