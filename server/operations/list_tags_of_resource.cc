#include <algorithm>
#include <string>
#include <string_view>

#include "server/json/base64.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"
#include "server/operations/tags.h"

namespace stator::server {
namespace {

// How many tags the service puts on a page is not documented; few, so that paging is exercised.
constexpr size_t kTagsPerPage = 10;

// The token is the key of the last tag of the page before, in base64. A tag that was taken away in
// the meantime does no harm.
Result<std::string_view> ReadExclusiveStartKey(Arena& arena, const json::JsonValue& request) {
  const std::string_view token = ReadText(request, "NextToken");
  if (token.empty()) return token;
  Result<std::string_view> key = json::DecodeBase64(arena, token);
  if (!key.ok()) return ValidationError("The NextToken is invalid: " + std::string(token));
  return key;
}

}  // namespace

Result<void> ListTagsOfResource(OperationContext& context, const json::JsonValue& request,
                                json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name,
                          ReadTaggedTableName(context, request, "ListTagsOfResource"));
  STATOR_ASSIGN_OR_RETURN(const std::string_view start,
                          ReadExclusiveStartKey(context.arena, request));
  const storage::TablePtr table = FindServingTable(context, table_name);
  if (table == nullptr) return TaggedTableNotFound(ReadText(request, "ResourceArn"));
  const std::vector<Tag>& tags = table->schema().tags;
  const auto first =
      std::find_if(tags.begin(), tags.end(), [start](const Tag& tag) { return tag.key > start; });
  const auto rest = static_cast<size_t>(tags.end() - first);
  const auto last = first + static_cast<ptrdiff_t>(std::min(rest, kTagsPerPage));
  response.BeginObject();
  response.Key("Tags");
  response.BeginArray();
  for (auto tag = first; tag != last; ++tag) {
    response.BeginObject();
    response.Key("Key");
    response.String(tag->key);
    response.Key("Value");
    response.String(tag->value);
    response.EndObject();
  }
  response.EndArray();
  if (last != tags.end()) {
    std::string token;
    json::AppendBase64((last - 1)->key, token);
    response.Key("NextToken");
    response.String(token);
  }
  response.EndObject();
  return {};
}

}  // namespace stator::server
