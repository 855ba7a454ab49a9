#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stator {

// What a client is told went wrong: one value for each exception of the API that this server can
// answer. server/json/error_response.cc maps a code to its wire type and HTTP status.
enum class ErrorCode {
  // Of the DynamoDB API.
  kValidation,
  kConditionalCheckFailed,
  kDuplicateItem,
  kIdempotentParameterMismatch,
  kItemCollectionSizeLimitExceeded,
  kLimitExceeded,
  kProvisionedThroughputExceeded,
  kResourceInUse,
  kResourceNotFound,
  kTableInUse,
  kTableNotFound,
  kTransactionCanceled,
  kTransactionConflict,
  kTransactionInProgress,
  kInternalServerError,
  // Of the DynamoDB Streams API.
  kExpiredIterator,
  kTrimmedDataAccess,
  // Of the protocol in front of it.
  kAccessDenied,
  kIncompleteSignature,
  kInvalidSignature,
  kMissingAuthenticationToken,
  kSerialization,
  kUnrecognizedClient,
  kUnknownOperation,
  kRequestTooLarge,
};

// Why an action of a transaction stood, or did not stand, against it.
struct CancellationReason {
  std::optional<ErrorCode> code;  // nullopt: nothing to say against it
  std::string message;
  std::string old_item;  // as in ErrorDetail
};

// Structured parts of an error beyond its message.
struct ErrorDetail {
  // kConditionalCheckFailed with ReturnValuesOnConditionCheckFailure ALL_OLD: the old item in the
  // stored encoding (storage/encoding/item_codec.h). Empty: no Item member is sent.
  std::string old_item;
  // kValidation in one action of a transaction: the whole request is invalid, so that this is the
  // answer; it is no reason of a cancellation.
  bool ends_transaction = false;
  // kTransactionCanceled: one for each action, in order.
  std::vector<CancellationReason> cancellation_reasons = {};
};

struct Error {
  ErrorCode code = ErrorCode::kInternalServerError;
  // In the service's words; what the client sees.
  std::string message;
  std::shared_ptr<const ErrorDetail> detail;
};

inline Error ValidationError(std::string message) {
  return {ErrorCode::kValidation, std::move(message), nullptr};
}

// Of a value that is to become a key and is empty. In a transaction the service refuses it as it
// refuses malformed requests (DynamoDB Local and dynoxide agree).
inline Error EmptyKeyValueError(std::string message) {
  static const auto detail = [] {
    ErrorDetail ends_transaction;
    ends_transaction.ends_transaction = true;
    return std::make_shared<const ErrorDetail>(std::move(ends_transaction));
  }();
  return {ErrorCode::kValidation, std::move(message), detail};
}

inline Error InternalError(std::string message) {
  return {ErrorCode::kInternalServerError, std::move(message), nullptr};
}

}  // namespace stator
