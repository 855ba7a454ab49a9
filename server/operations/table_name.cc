#include "server/operations/table_name.h"

#include <algorithm>
#include <string>

#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

constexpr size_t kMinTableName = 3;
constexpr size_t kMaxTableName = 255;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

}  // namespace

bool IsTableName(std::string_view text) {
  return text.size() >= kMinTableName && text.size() <= kMaxTableName &&
         std::all_of(text.begin(), text.end(), IsNameCharacter);
}

Result<std::string_view> ReadTableName(const json::JsonValue& request) {
  return TableNameOf(ReadText(request, "TableName"));
}

Result<std::string_view> TableNameOf(std::string_view name_or_arn) {
  if (!name_or_arn.starts_with("arn:")) return name_or_arn;
  constexpr std::string_view kResource = ":table/";
  const size_t resource = name_or_arn.find(kResource);
  if (resource != std::string_view::npos) {
    const std::string_view name = name_or_arn.substr(resource + kResource.size());
    if (IsTableName(name)) return name;
  }
  // DynamoDB Local's words, the missing space included; no other source is known.
  return ValidationError(
      "Valid ARN format is 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/"
      "resourceName', where Resource name must have length less than or equal to 255, Resource "
      "name "
      "must have length greater than or equal to 3, Resource name must satisfyregular expression "
      "pattern: [a-zA-Z0-9_.-]+");
}

storage::TablePtr FindServingTable(const OperationContext& context, std::string_view table_name) {
  storage::TablePtr table = context.database.FindTable(table_name);
  return table != nullptr && table->serves_items() ? table : nullptr;
}

Result<storage::TablePtr> FindTableForItems(const OperationContext& context,
                                            std::string_view table_name) {
  storage::TablePtr table = FindServingTable(context, table_name);
  if (table == nullptr) return storage::TableOfItemsNotFound();
  return table;
}

}  // namespace stator::server
