#include <string_view>

#include "server/operations/item_update.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {

Result<void> UpdateItem(OperationContext& context, const json::JsonValue& request,
                        json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(ItemUpdate update,
                          ItemUpdate::Read(arena, request, ActionSource::kOperation));
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  WriteMetrics metrics(context, request, ReadText(request, "TableName"), table->schema());
  STATOR_RETURN_IF_ERROR(update.Run(context.database, *table, metrics.report()));

  response.BeginObject();
  // An empty map is left out, whichever values were asked for (DynamoDB Local and dynoxide agree).
  if (const AttributeMap returned = update.ReturnedAttributes(); !returned.empty()) {
    response.Key("Attributes");
    response.Attributes(returned);
  }
  metrics.Write(update.key(), update.old_size(), update.new_size(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
