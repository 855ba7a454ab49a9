#include <string_view>
#include <vector>

#include "server/operations/description_fields.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"

namespace stator::server {

Result<void> ListStreams(OperationContext& context, const json::JsonValue& request,
                         json::JsonWriter& response) {
  constexpr int64_t kMaxLimit = 100;
  const int64_t limit = ReadInt(request, "Limit").value_or(kMaxLimit);
  // DynamoDB Local's words.
  if (limit > kMaxLimit) {
    return ValidationError(
        "One or more parameter values were invalid: Limit cannot be greater than the maximum "
        "allowed size: 100");
  }
  // One more than asked for tells whether there is a next page.
  std::vector<StreamSchema> streams = context.database.streams().List(
      ReadText(request, "TableName"), ReadText(request, "ExclusiveStartStreamArn"),
      static_cast<size_t>(limit) + 1);
  const bool more = streams.size() > static_cast<size_t>(limit);
  if (more) streams.pop_back();
  response.BeginObject();
  response.Key("Streams");
  response.BeginArray();
  for (const StreamSchema& stream : streams) {
    response.BeginObject();
    Field(response, "StreamArn", stream.arn);
    Field(response, "TableName", stream.table_name);
    Field(response, "StreamLabel", stream.label);
    response.EndObject();
  }
  response.EndArray();
  if (more) Field(response, "LastEvaluatedStreamArn", streams.back().arn);
  response.EndObject();
  return {};
}

}  // namespace stator::server
