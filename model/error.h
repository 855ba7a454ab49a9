#pragma once

#include <memory>
#include <string>
#include <utility>

namespace stator {

// What a client is told went wrong: one value for each exception of the API that this server can
// answer. server/json/error_response.cc maps a code to its wire type and HTTP status.
enum class ErrorCode {
  // Of the DynamoDB API.
  kValidation,
  kConditionalCheckFailed,
  kItemCollectionSizeLimitExceeded,
  kLimitExceeded,
  kProvisionedThroughputExceeded,
  kResourceInUse,
  kResourceNotFound,
  kTableInUse,
  kTableNotFound,
  kTransactionCanceled,
  kTransactionConflict,
  kInternalServerError,
  // Of the protocol in front of it.
  kAccessDenied,
  kIncompleteSignature,
  kMissingAuthenticationToken,
  kSerialization,
  kUnknownOperation,
  kRequestTooLarge,
};

// Structured parts of an error beyond its message.
struct ErrorDetail {
  // kConditionalCheckFailed with ReturnValuesOnConditionCheckFailure ALL_OLD: the old item in the
  // stored encoding (storage/encoding/item_codec.h). Empty: no Item member is sent.
  std::string old_item;
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

inline Error InternalError(std::string message) {
  return {ErrorCode::kInternalServerError, std::move(message), nullptr};
}

}  // namespace stator
