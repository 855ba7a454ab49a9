#include "server/json/error_response.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "model/attribute_value.h"
#include "storage/encoding/item_codec.h"

namespace stator::json {
namespace {

std::string Written(const Error& error) {
  std::string out = "left over";
  WriteError(error, out);
  return out;
}

// Prefixes, names and the case of "message" as in raw responses of the service quoted in bug
// reports of its clients.
TEST(ErrorResponse_EveryCode, HasItsWireForm) {
  const struct {
    ErrorCode code;
    std::string_view body;
    int status;
  } cases[] = {
      {ErrorCode::kValidation,
       R"({"__type":"com.amazon.coral.validate#ValidationException","message":"m"})", 400},
      {ErrorCode::kConditionalCheckFailed,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"m"})",
       400},
      {ErrorCode::kResourceNotFound,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"m"})",
       400},
      {ErrorCode::kTransactionCanceled,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"m"})",
       400},
      {ErrorCode::kTransactionConflict,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException","message":"m"})",
       400},
      {ErrorCode::kTransactionInProgress,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionInProgressException","Message":"m"})",
       400},
      {ErrorCode::kIdempotentParameterMismatch,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException","Message":"m"})",
       400},
      {ErrorCode::kInternalServerError,
       R"({"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"m"})", 500},
      {ErrorCode::kAccessDenied,
       R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"m"})", 400},
      {ErrorCode::kMissingAuthenticationToken,
       R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"m"})",
       400},
      {ErrorCode::kIncompleteSignature,
       R"({"__type":"com.amazon.coral.service#IncompleteSignatureException","message":"m"})", 400},
      {ErrorCode::kSerialization,
       R"({"__type":"com.amazon.coral.service#SerializationException","Message":"m"})", 400},
      {ErrorCode::kRequestTooLarge,
       R"({"__type":"com.amazon.coral.service#RequestEntityTooLargeException","message":"m"})",
       413},
  };
  for (const auto& [code, body, status] : cases) {
    EXPECT_EQ(Written({code, "m", nullptr}), body);
    EXPECT_EQ(HttpStatus(code), status);
  }
}

TEST(ErrorResponse_NoMessage, HasOnlyItsType) {
  EXPECT_EQ(Written({ErrorCode::kUnknownOperation, "", nullptr}),
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

TEST(ErrorResponse_Message, IsEscaped) {
  EXPECT_EQ(
      Written(ValidationError("key: \"a\"\n")),
      R"({"__type":"com.amazon.coral.validate#ValidationException","message":"key: \"a\"\n"})");
}

TEST(ErrorResponse_ConditionalCheckFailedWithOldItem, HasItem) {
  const Attribute attributes[] = {{"a", AttributeValue::String("x")}};
  ErrorDetail detail;
  storage::EncodeItem(attributes, 2, detail.old_item);
  const Error error{ErrorCode::kConditionalCheckFailed, "The conditional request failed",
                    std::make_shared<const ErrorDetail>(detail)};
  EXPECT_EQ(Written(error),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"The conditional request failed","Item":{"a":{"S":"x"}}})");
}

}  // namespace
}  // namespace stator::json
