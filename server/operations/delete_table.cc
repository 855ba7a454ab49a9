#include "server/operations/operations.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr auto kCheckDeletable = [](const TableSchema& schema) -> Result<void> {
  if (!schema.deletion_protection) return {};
  return ValidationError(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
      "protection first.");
};

}  // namespace

Result<void> DeleteTable(OperationContext& context, const json::JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.database.DeleteTable(table_name, kCheckDeletable));
  response.BeginObject();
  response.Key("TableDescription");
  WriteTableDescription(table->schema(), *table, TableStatus::kDeleting, context.clock.NowSeconds(),
                        response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
