#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/tags.h"

namespace stator::server {

// "If the action is successful, the service sends back an HTTP 200 response with an empty HTTP
// body" (API reference), so nothing is written.
Result<void> TagResource(OperationContext& context, const json::JsonValue& request,
                         json::JsonWriter& /*response*/) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name,
                          ReadTaggedTableName(context, request, "TagResource"));
  if (request.Member("Tags")->array().empty()) {
    return ValidationError("Atleast one Tag needs to be provided as Input.");
  }
  const auto change = [&](const TableSchema& schema) -> Result<TableSchema> {
    TableSchema changed = schema;
    STATOR_ASSIGN_OR_RETURN(changed.tags, WithRequestedTags(schema.tags, request));
    return changed;
  };
  const auto updated = ChangeTags(context, table_name, change);
  if (updated.ok()) return {};
  if (updated.error().code == ErrorCode::kResourceNotFound) {
    return TaggedTableNotFound(ReadText(request, "ResourceArn"));
  }
  return updated.error();
}

}  // namespace stator::server
