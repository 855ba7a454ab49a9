#include "server/operations/table_name.h"

#include <algorithm>
#include <string>

namespace stator::server {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

}  // namespace

bool IsTableName(std::string_view text) {
  return text.size() >= 3 && text.size() <= 255 &&
         std::all_of(text.begin(), text.end(), IsNameCharacter);
}

std::string_view ReadTableName(const json::JsonValue& request) {
  const json::JsonValue* member = request.Member("TableName");
  if (member == nullptr) return {};
  std::string_view text = member->text();
  if (text.starts_with("arn:")) {
    constexpr std::string_view kResource = ":table/";
    if (size_t at = text.find(kResource); at != std::string_view::npos) {
      text.remove_prefix(at + kResource.size());
    }
  }
  return text;
}

Result<storage::TablePtr> FindTableForItems(const OperationContext& context,
                                            std::string_view table_name) {
  storage::TablePtr table = context.database.FindTable(table_name);
  if (table == nullptr) {
    return Error{ErrorCode::kResourceNotFound, "Requested resource not found", nullptr};
  }
  return table;
}

Error TableNotFoundError(std::string_view table_name) {
  return {ErrorCode::kResourceNotFound,
          "Requested resource not found: Table: " + std::string(table_name) + " not found",
          nullptr};
}

}  // namespace stator::server
