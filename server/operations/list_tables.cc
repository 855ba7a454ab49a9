#include <string>
#include <vector>

#include "server/operations/operations.h"
#include "server/operations/request_fields.h"

namespace stator::server {

Result<void> ListTables(OperationContext& context, const json::JsonValue& request,
                        json::JsonWriter& response) {
  constexpr int64_t kDefaultLimit = 100;
  const auto limit = static_cast<size_t>(ReadInt(request, "Limit").value_or(kDefaultLimit));
  // One more than asked for tells whether there is a next page.
  std::vector<std::string> names =
      context.database.ListTables(ReadText(request, "ExclusiveStartTableName"), limit + 1);
  const bool more = names.size() > limit;
  if (more) names.pop_back();
  response.BeginObject();
  response.Key("TableNames");
  response.BeginArray();
  for (const std::string& name : names) response.String(name);
  response.EndArray();
  if (more) {
    response.Key("LastEvaluatedTableName");
    response.String(names.back());
  }
  response.EndObject();
  return {};
}

}  // namespace stator::server
