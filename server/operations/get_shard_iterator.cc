#include <optional>
#include <string_view>

#include "server/operations/description_fields.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/sequence_number.h"
#include "server/operations/shard_iterator.h"

namespace stator::server {
namespace {

using json::JsonValue;
using storage::ShardIteratorType;

ShardIteratorType ReadType(const JsonValue& request) {
  const std::string_view type = ReadText(request, "ShardIteratorType");
  if (type == "LATEST") return ShardIteratorType::kLatest;
  if (type == "AT_SEQUENCE_NUMBER") return ShardIteratorType::kAtSequenceNumber;
  if (type == "AFTER_SEQUENCE_NUMBER") return ShardIteratorType::kAfterSequenceNumber;
  return ShardIteratorType::kTrimHorizon;
}

// DynamoDB Local's words.
Result<uint64_t> ReadSequenceNumber(const JsonValue& request, ShardIteratorType type) {
  const bool given = request.Member("SequenceNumber") != nullptr;
  if (type == ShardIteratorType::kTrimHorizon || type == ShardIteratorType::kLatest) {
    if (!given) return 0;
    return ValidationError(
        "One or more parameter values were invalid: SequenceNumber should not be passed for this "
        "iterator type");
  }
  const std::optional<uint64_t> sequence = ParseSequenceNumber(ReadText(request, "SequenceNumber"));
  if (sequence.has_value()) return *sequence;
  return ValidationError("One or more parameter values were invalid: Invalid SequenceNumber");
}

}  // namespace

Result<void> GetShardIterator(OperationContext& context, const JsonValue& request,
                              json::JsonWriter& response) {
  const ShardIteratorType type = ReadType(request);
  STATOR_ASSIGN_OR_RETURN(const uint64_t sequence, ReadSequenceNumber(request, type));
  ShardIterator iterator;
  iterator.stream_arn = ReadText(request, "StreamArn");
  iterator.creation_micros = context.clock.NowMicros();
  STATOR_ASSIGN_OR_RETURN(iterator.position,
                          context.database.streams().Find(
                              iterator.stream_arn, ReadText(request, "ShardId"), type, sequence));
  response.BeginObject();
  Field(response, "ShardIterator", EncodeShardIterator(iterator));
  response.EndObject();
  return {};
}

}  // namespace stator::server
