#include "server/json/error_response.h"

#include <string_view>

#include "server/json/json_writer.h"

namespace stator::json {
namespace {

constexpr std::string_view kApi = "com.amazonaws.dynamodb.v20120810#";
constexpr std::string_view kCoral = "com.amazon.coral.service#";
constexpr std::string_view kValidate = "com.amazon.coral.validate#";

// How the service writes one of its errors. Exceptions of the API and ValidationException spell
// "message"; of those of the protocol in front of it, serialization and access errors spell
// "Message", and an unknown operation has none at all (recorded answers of the service).
struct Wire {
  int status;
  std::string_view prefix;
  std::string_view name;
  std::string_view message_key;
};

Wire WireOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kValidation:
      return {400, kValidate, "ValidationException", "message"};
    case ErrorCode::kConditionalCheckFailed:
      return {400, kApi, "ConditionalCheckFailedException", "message"};
    case ErrorCode::kDuplicateItem:
      return {400, kApi, "DuplicateItemException", "message"};
    case ErrorCode::kIdempotentParameterMismatch:
      return {400, kApi, "IdempotentParameterMismatchException", "Message"};
    case ErrorCode::kItemCollectionSizeLimitExceeded:
      return {400, kApi, "ItemCollectionSizeLimitExceededException", "message"};
    case ErrorCode::kLimitExceeded:
      return {400, kApi, "LimitExceededException", "message"};
    case ErrorCode::kProvisionedThroughputExceeded:
      return {400, kApi, "ProvisionedThroughputExceededException", "message"};
    case ErrorCode::kResourceInUse:
      return {400, kApi, "ResourceInUseException", "message"};
    case ErrorCode::kResourceNotFound:
      return {400, kApi, "ResourceNotFoundException", "message"};
    case ErrorCode::kTableInUse:
      return {400, kApi, "TableInUseException", "message"};
    case ErrorCode::kTableNotFound:
      return {400, kApi, "TableNotFoundException", "message"};
    case ErrorCode::kTransactionCanceled:
      return {400, kApi, "TransactionCanceledException", "Message"};
    case ErrorCode::kTransactionConflict:
      return {400, kApi, "TransactionConflictException", "message"};
    case ErrorCode::kTransactionInProgress:
      return {400, kApi, "TransactionInProgressException", "Message"};
    case ErrorCode::kInternalServerError:
      return {500, kApi, "InternalServerError", "message"};
    case ErrorCode::kExpiredIterator:
      return {400, kApi, "ExpiredIteratorException", "message"};
    case ErrorCode::kTrimmedDataAccess:
      return {400, kApi, "TrimmedDataAccessException", "message"};
    case ErrorCode::kAccessDenied:
      return {400, kCoral, "AccessDeniedException", "Message"};
    case ErrorCode::kIncompleteSignature:
      return {400, kCoral, "IncompleteSignatureException", "message"};
    case ErrorCode::kInvalidSignature:
      return {400, kCoral, "InvalidSignatureException", "message"};
    case ErrorCode::kMissingAuthenticationToken:
      return {400, kCoral, "MissingAuthenticationTokenException", "message"};
    case ErrorCode::kSerialization:
      return {400, kCoral, "SerializationException", "Message"};
    case ErrorCode::kUnrecognizedClient:
      return {400, kCoral, "UnrecognizedClientException", "message"};
    case ErrorCode::kUnknownOperation:
      return {400, kCoral, "UnknownOperationException", "message"};
    case ErrorCode::kRequestTooLarge:
      return {413, kCoral, "RequestEntityTooLargeException", "message"};
  }
  return {500, kApi, "InternalServerError", "message"};
}

// {"Code":"None"}, or with what stands against the action. "If no error occurred for the associated
// item an error with a Null code and Null message will be present" (API reference); the code is
// "None" on the wire (recorded answers of the service).
void WriteCancellationReason(const CancellationReason& reason, JsonWriter& writer) {
  writer.BeginObject();
  writer.Key("Code");
  writer.String(CancellationCode(reason.code));
  if (reason.code.has_value()) {
    writer.Key("Message");
    writer.String(reason.message);
  }
  if (!reason.old_item.empty()) {
    writer.Key("Item");
    writer.Item(storage::EncodedItem(reason.old_item));
  }
  writer.EndObject();
}

}  // namespace

std::string_view CancellationCode(std::optional<ErrorCode> code) {
  if (!code.has_value()) return "None";
  switch (*code) {
    case ErrorCode::kConditionalCheckFailed:
      return "ConditionalCheckFailed";
    case ErrorCode::kDuplicateItem:
      return "DuplicateItem";
    case ErrorCode::kItemCollectionSizeLimitExceeded:
      return "ItemCollectionSizeLimitExceeded";
    case ErrorCode::kTransactionConflict:
      return "TransactionConflict";
    default:
      return "ValidationError";
  }
}

std::string_view BatchStatementCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kResourceNotFound:
      return "ResourceNotFound";
    case ErrorCode::kInternalServerError:
      return "InternalServerError";
    case ErrorCode::kAccessDenied:
      return "AccessDenied";
    default:
      return CancellationCode(code);
  }
}

int HttpStatus(ErrorCode code) { return WireOf(code).status; }

void WriteError(const Error& error, std::string& out) {
  const Wire wire = WireOf(error.code);
  out.clear();
  JsonWriter writer(out);
  writer.BeginObject();
  writer.Key("__type");
  writer.String(std::string(wire.prefix).append(wire.name));
  if (error.code == ErrorCode::kTransactionCanceled && error.detail != nullptr) {
    writer.Key("CancellationReasons");
    writer.BeginArray();
    for (const CancellationReason& reason : error.detail->cancellation_reasons) {
      WriteCancellationReason(reason, writer);
    }
    writer.EndArray();
  }
  if (!error.message.empty()) {
    writer.Key(wire.message_key);
    writer.String(error.message);
  }
  if (error.code == ErrorCode::kConditionalCheckFailed && error.detail != nullptr &&
      !error.detail->old_item.empty()) {
    writer.Key("Item");
    writer.Item(storage::EncodedItem(error.detail->old_item));
  }
  writer.EndObject();
}

}  // namespace stator::json
