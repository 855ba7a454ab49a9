#include <string_view>

#include "server/operations/item_put.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {

Result<void> PutItem(OperationContext& context, const json::JsonValue& request,
                     json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(ItemPut put, ItemPut::Read(arena, request, ActionSource::kOperation));
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  WriteMetrics metrics(context, request, ReadText(request, "TableName"), table->schema());
  STATOR_RETURN_IF_ERROR(put.Run(context.database, *table, metrics.report()));

  response.BeginObject();
  if (put.return_values() == ReturnValues::kAllOld && put.old_item().has_value()) {
    response.Key("Attributes");
    response.Item(*put.old_item());
  }
  metrics.Write(put.key(), put.old_size(), put.new_size(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
