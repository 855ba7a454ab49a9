#include <optional>
#include <string>
#include <string_view>

#include "server/admin_routes.h"

namespace stator::server {
namespace {

using json::JsonValue;

struct SplitRequest {
  std::string_view table_name;
  std::string_view stream_arn;
  std::string_view shard_id;  // empty: all that are open
  unsigned children = 2;
};

Result<void> ReadText(const json::JsonMember& member, std::string_view& text) {
  if (!member.value.is_string() || member.value.text().empty()) {
    return ValidationError(std::string(member.name) + " must be a string that is not empty");
  }
  text = member.value.text();
  return {};
}

Result<void> ReadChildren(const JsonValue& value, unsigned& children) {
  const bool valid = value.is_number() && (value.text() == "1" || value.text() == "2");
  if (!valid) return ValidationError("Children must be 1 or 2");
  children = value.text() == "1" ? 1 : 2;
  return {};
}

Result<SplitRequest> ReadRequest(const JsonValue& request) {
  SplitRequest split;
  for (const json::JsonMember& member : request.object()) {
    if (member.name == "TableName") {
      STATOR_RETURN_IF_ERROR(ReadText(member, split.table_name));
    } else if (member.name == "StreamArn") {
      STATOR_RETURN_IF_ERROR(ReadText(member, split.stream_arn));
    } else if (member.name == "ShardId") {
      STATOR_RETURN_IF_ERROR(ReadText(member, split.shard_id));
    } else if (member.name == "Children") {
      STATOR_RETURN_IF_ERROR(ReadChildren(member.value, split.children));
    } else {
      return ValidationError("The body has the member " + std::string(member.name) +
                             ", and only TableName, StreamArn, ShardId and Children mean something "
                             "here");
    }
  }
  if (split.table_name.empty() == split.stream_arn.empty()) {
    return ValidationError("The body must name one stream, by TableName or by StreamArn");
  }
  return split;
}

Result<std::string> ArnOfStream(storage::Database& database, const SplitRequest& split) {
  if (!split.stream_arn.empty()) return std::string(split.stream_arn);
  const storage::TablePtr table = database.FindTable(split.table_name);
  if (table == nullptr) return storage::TableNotFound(split.table_name);
  if (table->schema().stream_id == 0) {
    return Error{ErrorCode::kResourceNotFound,
                 "Table " + std::string(split.table_name) + " has no stream", nullptr};
  }
  return table->schema().arn + "/stream/" + table->schema().stream_label;
}

}  // namespace

// {"StreamArn": ..., "OpenShards": [...]}: as they are afterwards.
Result<void> SplitShards(AdminContext& context, const JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const SplitRequest split, ReadRequest(request));
  const storage::ServedDatabase::Lease database = context.served.Use();
  STATOR_ASSIGN_OR_RETURN(const std::string arn, ArnOfStream(*database, split));
  storage::Streams& streams = database->streams();
  STATOR_RETURN_IF_ERROR(streams.ReplaceShards(arn, split.shard_id, split.children));
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSchema> stream, streams.Describe(arn));
  response.BeginObject();
  response.Key("StreamArn");
  response.String(arn);
  response.Key("OpenShards");
  response.BeginArray();
  if (stream.has_value()) {
    for (const StreamShard& shard : stream->shards) {
      if (shard.is_open()) response.String(shard.id);
    }
  }
  response.EndArray();
  response.EndObject();
  return {};
}

}  // namespace stator::server
