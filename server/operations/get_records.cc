#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/description_fields.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/sequence_number.h"
#include "server/operations/shard_iterator.h"
#include "storage/encoding/key_codec.h"

namespace stator::server {
namespace {

using json::JsonValue;
using json::JsonWriter;
using storage::EncodedItem;
using storage::StreamEntry;
using storage::StreamEvent;
using storage::StreamRecord;

constexpr int64_t kMaxRecords = 1000;
constexpr size_t kMaxPageBytes = 1024 * 1024;
constexpr int64_t kMicrosPerSecond = 1'000'000;

std::string_view EventName(StreamEvent event) {
  switch (event) {
    case StreamEvent::kInsert:
      return "INSERT";
    case StreamEvent::kModify:
      return "MODIFY";
    case StreamEvent::kRemove:
      return "REMOVE";
  }
  return {};
}

// The same each time that a record is read, and of no other record. 32 hexadecimal digits.
std::string EventId(uint64_t stream_hash, uint64_t sequence) {
  std::string seed;
  storage::AppendSequence(stream_hash, seed);
  storage::AppendSequence(sequence, seed);
  const uint64_t high = storage::StoredHash(seed);
  const uint64_t low = storage::StoredHash(seed.append("event"));
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  return text.data();
}

void ItemField(JsonWriter& out, std::string_view name, const std::optional<EncodedItem>& item) {
  if (!item.has_value()) return;
  out.Key(name);
  out.Item(*item);
}

void WriteChange(const StreamEntry& entry, std::string_view view_type, JsonWriter& out) {
  const StreamRecord& record = entry.record;
  out.BeginObject();
  // "Rounded down to the closest second" (API reference).
  Field(out, "ApproximateCreationDateTime", record.creation_micros / kMicrosPerSecond);
  ItemField(out, "Keys", record.keys);
  ItemField(out, "NewImage", record.new_image);
  ItemField(out, "OldImage", record.old_image);
  Field(out, "SequenceNumber", SequenceNumberText(entry.sequence));
  Field(out, "SizeBytes", static_cast<int64_t>(record.size_bytes()));
  Field(out, "StreamViewType", view_type);
  out.EndObject();
}

// The wire spells userIdentity's members as the API model does; the guides show them as Lambda
// passes them on, in small letters.
void WriteServiceIdentity(JsonWriter& out) {
  out.Key("userIdentity");
  out.BeginObject();
  Field(out, "PrincipalId", "dynamodb.amazonaws.com");
  Field(out, "Type", "Service");
  out.EndObject();
}

void WriteRecord(const StreamEntry& entry, uint64_t stream_hash, std::string_view view_type,
                 std::string_view region, JsonWriter& out) {
  out.BeginObject();
  Field(out, "eventID", EventId(stream_hash, entry.sequence));
  Field(out, "eventName", EventName(entry.record.event));
  Field(out, "eventVersion", "1.1");
  Field(out, "eventSource", "aws:dynamodb");
  Field(out, "awsRegion", region);
  out.Key("dynamodb");
  WriteChange(entry, view_type, out);
  if (entry.record.by_time_to_live) WriteServiceIdentity(out);
  out.EndObject();
}

Result<ShardIterator> ReadIterator(OperationContext& context, const JsonValue& request,
                                   int64_t now_micros) {
  const auto iterator = DecodeShardIterator(ReadText(request, "ShardIterator"), context.arena);
  if (!iterator.has_value()) return ValidationError("Invalid ShardIterator");
  if (iterator->creation_micros <= now_micros - kShardIteratorLifetimeMicros) {
    // The words of the API reference.
    return Error{ErrorCode::kExpiredIterator,
                 "The shard iterator has expired and can no longer be used to retrieve stream "
                 "records. A shard iterator expires 15 minutes after it is retrieved using the "
                 "GetShardIterator action.",
                 nullptr};
  }
  return *iterator;
}

}  // namespace

Result<void> GetRecords(OperationContext& context, const JsonValue& request, JsonWriter& response) {
  const int64_t limit = ReadInt(request, "Limit").value_or(kMaxRecords);
  // DynamoDB Local's words.
  if (limit > kMaxRecords) {
    return ValidationError(
        "One or more parameter values were invalid: Limit should be less than or equal to 1000");
  }
  const int64_t now = context.clock.NowMicros();
  STATOR_ASSIGN_OR_RETURN(ShardIterator iterator, ReadIterator(context, request, now));
  STATOR_ASSIGN_OR_RETURN(
      const storage::StreamPage page,
      context.database.streams().Read(iterator.stream_arn, iterator.position,
                                      static_cast<size_t>(limit), kMaxPageBytes, context.arena));
  const uint64_t stream_hash = storage::StoredHash(iterator.stream_arn);
  response.BeginObject();
  response.Key("Records");
  response.BeginArray();
  for (const StreamEntry& entry : page.entries) {
    WriteRecord(entry, stream_hash, StreamViewTypeName(page.view_type), context.caller.region,
                response);
  }
  response.EndArray();
  if (page.next_sequence.has_value()) {
    iterator.position.sequence = *page.next_sequence;
    iterator.creation_micros = now;
    Field(response, "NextShardIterator", EncodeShardIterator(iterator));
  }
  response.EndObject();
  return {};
}

}  // namespace stator::server
