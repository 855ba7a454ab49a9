#include <string_view>
#include <unordered_set>

#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/tags.h"

namespace stator::server {

// Answers with an empty body, like TagResource. Keys that no tag has are no error.
Result<void> UntagResource(OperationContext& context, const json::JsonValue& request,
                           json::JsonWriter& /*response*/) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name,
                          ReadTaggedTableName(context, request, "UntagResource"));
  std::unordered_set<std::string_view> keys;
  for (const json::JsonValue& key : request.Member("TagKeys")->array()) keys.insert(key.text());
  if (keys.empty()) return ValidationError("Atleast one Tag Key needs to be provided as Input.");
  const auto change = [&keys](const TableSchema& schema) -> Result<TableSchema> {
    TableSchema changed = schema;
    std::erase_if(changed.tags, [&keys](const Tag& tag) { return keys.contains(tag.key); });
    return changed;
  };
  const auto updated = ChangeTags(context, table_name, change);
  if (updated.ok()) return {};
  // Unlike the other two operations, this one does not name the table (dynalite and dynoxide
  // agree).
  if (updated.error().code == ErrorCode::kResourceNotFound) return storage::TableOfItemsNotFound();
  return updated.error();
}

}  // namespace stator::server
