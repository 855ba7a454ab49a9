#include "tests/support/operation_fixture.h"

#include <ostream>

#include "server/operations/dispatch.h"
#include "server/operations/registry.h"

namespace stator::testing {
namespace {

Answer ErrorAnswer(std::string_view type, std::string_view message) {
  std::string body = R"({"__type":")";
  body += type;
  body += R"(","message":")";
  for (const char c : message) {
    if (c == '"' || c == '\\') body += '\\';
    body += c;
  }
  body += "\"}";
  return {400, body};
}

}  // namespace

void PrintTo(const Answer& answer, std::ostream* out) {
  *out << answer.status << ' ' << answer.body;
}

Answer Ok(std::string_view body) { return {200, std::string(body)}; }

Answer Invalid(std::string_view message) {
  return ErrorAnswer("com.amazon.coral.validate#ValidationException", message);
}

Answer NotFound(std::string_view message) {
  return ErrorAnswer("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", message);
}

Answer LimitExceeded(std::string_view message) {
  return ErrorAnswer("com.amazonaws.dynamodb.v20120810#LimitExceededException", message);
}

Answer InUse(std::string_view message) {
  return ErrorAnswer("com.amazonaws.dynamodb.v20120810#ResourceInUseException", message);
}

Answer ConditionFailed() {
  return ErrorAnswer("com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
                     "The conditional request failed");
}

Answer Canceled(std::string_view codes, std::string_view reasons) {
  std::string body = R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
                     R"("CancellationReasons":[)";
  body.append(reasons);
  body += R"(],"Message":"Transaction cancelled, please refer cancellation reasons for specific )"
          R"(reasons [)";
  body.append(codes);
  body += "]\"}";
  return {400, body};
}

Answer Conflict() {
  return ErrorAnswer("com.amazonaws.dynamodb.v20120810#TransactionConflictException",
                     "Transaction is ongoing for the item");
}

OperationTest::OperationTest(storage::DatabaseOptions options) : options_(std::move(options)) {
  options_.clock = &clock_;
  auto database = storage::Database::Open(options_);
  EXPECT_TRUE(database.ok());
  database_ = std::move(database).value();
}

void OperationTest::OpenIn(const std::string& directory) {
  database_.reset();
  options_.data_dir = directory;
  auto database = storage::Database::Open(options_);
  ASSERT_TRUE(database.ok()) << database.error().message;
  database_ = std::move(database).value();
}

void OperationTest::Reopen() {
  if (!directory_.has_value()) directory_.emplace();
  OpenIn(directory_->path());
}

Answer OperationTest::Call(std::string_view operation, std::string_view request) {
  const server::Operation* found = server::FindOperation(operation);
  if (found == nullptr) return {0, "no such operation"};
  Arena arena;
  server::OperationContext context{*database_,
                                   clock_,
                                   arena,
                                   caller_,
                                   "localhost:8000",
                                   hold_micros_,
                                   transition_delay_micros_,
                                   index_transition_delay_micros_};
  std::string body(request);
  Answer answer;
  answer.status = server::RunOperation(context, *found, body, answer.body);
  return answer;
}

void OperationTest::CreateTables() {
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"hash","BillingMode":"PAY_PER_REQUEST",
      "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                .status,
            200);
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"range","BillingMode":"PAY_PER_REQUEST",
      "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                              {"AttributeName":"r","AttributeType":"N"}]})")
                .status,
            200);
}

void OperationTest::Put(std::string_view table, std::string_view item) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":")" + std::string(table) + R"(","Item":)" +
                                std::string(item) + "}"),
            Ok("{}"));
}

Answer OperationTest::Get(std::string_view table, std::string_view key) {
  return Call("GetItem",
              R"({"TableName":")" + std::string(table) + R"(","Key":)" + std::string(key) + "}");
}

}  // namespace stator::testing
