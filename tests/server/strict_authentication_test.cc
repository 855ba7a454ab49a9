#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/authentication/canonical_request.h"
#include "server/authentication/timestamp.h"
#include "server/service.h"
#include "storage/served_database.h"
#include "tests/support/manual_clock.h"

// A service that checks signatures; how these are checked is tested in authentication/.
namespace stator::server {
namespace {

constexpr std::string_view kUnknownKey =
    R"({"__type":"com.amazon.coral.service#UnrecognizedClientException",)"
    R"("message":"The security token included in the request is invalid."})";

class StrictAuthenticationTest : public ::testing::Test {
 protected:
  StrictAuthenticationTest()
      : database_(storage::ServedDatabase::Open({std::nullopt, &clock_}).value()),
        verifier_(Credentials::Parse("[a]\naws_access_key_id=KEY\naws_secret_access_key=secret\n"
                                     "aws_account_id=123456789012\n")
                      .value(),
                  clock_),
        service_(*database_, clock_, ServiceOptions{.signature_verifier = &verifier_}) {}

  // The answer to a request that is signed with this key and secret now.
  std::string Call(std::string_view operation, std::string body, std::string_view key = "KEY",
                   std::string_view secret = "secret") {
    const std::string date = FormatTimestamp(clock_.NowSeconds());
    const std::string day = date.substr(0, 8);
    const std::string target = "DynamoDB_20120810." + std::string(operation);
    const std::string headers = "Host: localhost\r\nX-Amz-Date: " + date;
    http::HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.host = "localhost";
    request.content_type = "application/x-amz-json-1.0";
    request.amz_target = target;
    request.amz_date = date;
    request.header_lines = headers;
    request.payload = body;
    request.body = body;
    const std::string scope = day + "/eu-west-1/dynamodb/aws4_request";
    Authorization authorization;
    authorization.signed_headers = "host;x-amz-date";
    const std::string signature =
        SignatureHex(SigningKey(secret, day, "eu-west-1", "dynamodb"),
                     "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" +
                         Sha256Hex(CanonicalRequest(request, authorization)));
    const std::string header = "AWS4-HMAC-SHA256 Credential=" + std::string(key) + "/" + scope +
                               ", SignedHeaders=host;x-amz-date, Signature=" + signature;
    request.authorization = header;
    Arena arena;
    http::HttpResponse response;
    service_.Handle(request, arena, response);
    return response.body;
  }

  stator::testing::ManualClock clock_;
  std::unique_ptr<storage::ServedDatabase> database_;
  SignatureVerifier verifier_;
  Service service_;
};

TEST_F(StrictAuthenticationTest, RightSignature_IsServed) {
  EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":[]})");
}

TEST_F(StrictAuthenticationTest, WrongSecret_IsAnInvalidSignature) {
  const std::string answer = Call("ListTables", "{}", "KEY", "other");
  EXPECT_TRUE(answer.starts_with(
      R"({"__type":"com.amazon.coral.service#InvalidSignatureException","message":"The request )"
      R"(signature we calculated does not match)"))
      << answer;
}

TEST_F(StrictAuthenticationTest, UnknownKey_IsAnUnrecognizedClient) {
  EXPECT_EQ(Call("ListTables", "{}", "OTHER"), kUnknownKey);
}

// As without the check: first whether the body is JSON, then the target, then who asks.
TEST_F(StrictAuthenticationTest, Order_IsTheSameAsWithoutTheCheck) {
  EXPECT_EQ(Call("Nope", "{}", "OTHER"),
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(Call("ListTables", "{", "OTHER"),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(Call("ListTables", R"({"Limit":0})", "OTHER"), kUnknownKey);
  EXPECT_EQ(Call("ListTables", "", "OTHER"), kUnknownKey);
}

TEST_F(StrictAuthenticationTest, AccountOfTheKey_IsTheCallers) {
  EXPECT_NE(Call("CreateTable", R"({"TableName":"orders","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                .find("arn:aws:dynamodb:eu-west-1:123456789012:table/orders"),
            std::string::npos);
}

// The clock is the server's, which tests may move.
TEST_F(StrictAuthenticationTest, Clock_IsTheServers) {
  clock_.AdvanceSeconds(int64_t{86'400} * 365);
  EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":[]})");
}

}  // namespace
}  // namespace stator::server
