#include "server/operations/operations.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"

namespace stator::server {

Result<void> DescribeTable(OperationContext& context, const json::JsonValue& request,
                           json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  const storage::TablePtr table = context.database.FindTable(table_name);
  if (table == nullptr) return storage::TableNotFound(table_name);
  response.BeginObject();
  response.Key("Table");
  WriteTableDescription(table->schema(), *table, context.clock.NowSeconds(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
