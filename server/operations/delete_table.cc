#include "server/operations/operations.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"
#include "server/operations/table_transition.h"

namespace stator::server {
namespace {

// "If table is already in the DELETING state, no error is returned" (API reference); but the
// service refuses it then, too (recorded in reports of users).
constexpr auto kCheckDeletable = [](const TableSchema& schema) -> Result<void> {
  STATOR_RETURN_IF_ERROR(CheckNotInTransition(schema));
  STATOR_RETURN_IF_ERROR(CheckIndexesNotInTransition(schema));
  if (!schema.deletion_protection) return {};
  return ValidationError(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
      "protection first.");
};

// The table is DELETING for a while, and goes when that is over.
Result<storage::TablePtr> DeleteLater(OperationContext& context, std::string_view table_name) {
  const int64_t end = context.clock.NowMicros() + context.transition_delay_micros;
  const auto change = [end](const TableSchema& schema) -> Result<TableSchema> {
    STATOR_RETURN_IF_ERROR(kCheckDeletable(schema));
    TableSchema deleting = schema;
    deleting.transition = {TableStatus::kDeleting, end, {}};
    return deleting;
  };
  return context.database.UpdateTable(table_name, change);
}

}  // namespace

Result<void> DeleteTable(OperationContext& context, const json::JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.transition_delay_micros > 0
                              ? DeleteLater(context, table_name)
                              : context.database.DeleteTable(table_name, kCheckDeletable));
  TableSchema shown = table->schema();
  shown.transition = {TableStatus::kDeleting, 0, {}};
  response.BeginObject();
  response.Key("TableDescription");
  WriteTableDescription(shown, *table, context.clock.NowSeconds(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
