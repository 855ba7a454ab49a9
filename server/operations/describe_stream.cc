#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/operations/description_fields.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/sequence_number.h"

namespace stator::server {
namespace {

using json::JsonValue;
using json::JsonWriter;

constexpr int64_t kMaxLimit = 100;

// Which shards of the stream are asked for.
struct ShardPage {
  size_t limit = 0;
  std::string_view exclusive_start_id;
  std::optional<std::string_view> children_of;
};

// DynamoDB Local's words throughout.
Result<ShardPage> ReadShardPage(const JsonValue& request) {
  const int64_t limit = ReadInt(request, "Limit").value_or(kMaxLimit);
  if (limit > kMaxLimit) {
    return ValidationError(
        "One or more parameter values were invalid: Limit cannot be greater than the maximum: 100");
  }
  ShardPage page;
  page.limit = static_cast<size_t>(limit);
  page.exclusive_start_id = ReadText(request, "ExclusiveStartShardId");
  const JsonValue* const filter = request.Member("ShardFilter");
  if (filter == nullptr) return page;
  if (filter->Member("Type") == nullptr) {
    return ValidationError(
        "1 validation error detected: Value 'null' at 'shardFilter.type' failed to satisfy "
        "constraint: Member must be CHILD_SHARDS");
  }
  page.children_of = ReadText(*filter, "ShardId");
  return page;
}

void WriteShard(const StreamShard& shard, JsonWriter& out) {
  out.BeginObject();
  Field(out, "ShardId", shard.id);
  out.Key("SequenceNumberRange");
  out.BeginObject();
  Field(out, "StartingSequenceNumber", SequenceNumberText(shard.starting_sequence));
  if (!shard.is_open()) {
    Field(out, "EndingSequenceNumber", SequenceNumberText(shard.ending_sequence));
  }
  out.EndObject();
  if (!shard.parent_id.empty()) Field(out, "ParentShardId", shard.parent_id);
  out.EndObject();
}

// The shards come in the order of their ids, so any id can be a start, whether or not it still is
// one of the stream's (DynamoDB Local does the same).
void WriteShards(const StreamSchema& stream, const ShardPage& page, JsonWriter& out) {
  std::vector<const StreamShard*> shards;
  for (const StreamShard& shard : stream.shards) {
    if (shard.id <= page.exclusive_start_id) continue;
    // Without a ShardId, no shard is its child; those without a parent are not either.
    if (page.children_of.has_value() &&
        (shard.parent_id.empty() || shard.parent_id != *page.children_of)) {
      continue;
    }
    shards.push_back(&shard);
  }
  const bool more = shards.size() > page.limit;
  if (more) shards.resize(page.limit);
  out.Key("Shards");
  out.BeginArray();
  for (const StreamShard* const shard : shards) WriteShard(*shard, out);
  out.EndArray();
  if (more) Field(out, "LastEvaluatedShardId", shards.back()->id);
}

KeySchema KeysOf(const StreamSchema& stream) {
  KeySchema keys;
  keys.hash = {stream.partition_key};
  if (stream.sort_key.has_value()) keys.range = {*stream.sort_key};
  return keys;
}

}  // namespace

Result<void> DescribeStream(OperationContext& context, const JsonValue& request,
                            JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const ShardPage page, ReadShardPage(request));
  const std::string_view arn = ReadText(request, "StreamArn");
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSchema> stream,
                          context.database.streams().Describe(arn));
  if (!stream.has_value()) {
    return Error{ErrorCode::kResourceNotFound,
                 "Requested resource not found: Stream: " + std::string(arn) + " not found",
                 nullptr};
  }
  response.BeginObject();
  response.Key("StreamDescription");
  response.BeginObject();
  Field(response, "StreamArn", stream->arn);
  Field(response, "StreamLabel", stream->label);
  Field(response, "StreamStatus", stream->is_enabled() ? "ENABLED" : "DISABLED");
  Field(response, "StreamViewType", StreamViewTypeName(stream->view_type));
  response.Key("CreationRequestDateTime");
  response.Timestamp(stream->creation_micros);
  Field(response, "TableName", stream->table_name);
  WriteKeySchema(KeysOf(*stream), response);
  WriteShards(*stream, page, response);
  response.EndObject();
  response.EndObject();
  return {};
}

}  // namespace stator::server
