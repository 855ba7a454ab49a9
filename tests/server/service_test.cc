#include "server/service.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "storage/served_database.h"
#include "tests/support/manual_clock.h"

// Where no other source is named, dynalite and dynoxide agree on the answers.
namespace stator::server {
namespace {

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() : service_(OpenDatabase(), clock_) {
    request_.method = "POST";
    request_.target = "/";
    request_.host = "localhost:8000";
    request_.content_type = "application/x-amz-json-1.0";
    request_.amz_target = "DynamoDB_20120810.ListTables";
    request_.amz_date = "20260101T000000Z";
    request_.authorization =
        "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=host, Signature=00";
  }

  const http::HttpResponse& Handle(std::string body = "{}") {
    body_ = std::move(body);
    request_.body = body_;
    arena_.Reset();
    response_ = http::HttpResponse();
    service_.Handle(request_, arena_, response_);
    return response_;
  }
  bool HasHeader(std::string_view line) const {
    return response_.headers.find(std::string(line) + "\r\n") != std::string::npos;
  }

  testing::ManualClock clock_;
  std::unique_ptr<storage::ServedDatabase> database_;
  Service service_;
  http::HttpRequest request_;
  http::HttpResponse response_;

 private:
  storage::ServedDatabase& OpenDatabase() {
    auto opened = storage::ServedDatabase::Open({std::nullopt, &clock_});
    EXPECT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    return *database_;
  }

  Arena arena_;
  std::string body_;
};

// A table with an item that a transaction holds for half a second.
class HeldTransactionTest : public ServiceTest {
 protected:
  HeldTransactionTest() {
    Call(service_, "CreateTable", R"({"TableName":"hash","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})");
  }

  int Call(Service& service, std::string_view operation, std::string body) {
    const std::string target = "DynamoDB_20120810." + std::string(operation);
    request_.amz_target = target;
    request_.body = body;
    Arena arena;
    response_ = http::HttpResponse();
    service.Handle(request_, arena, response_);
    return response_.status;
  }
  int Hold(Service& service, std::string_view milliseconds) {
    request_.stator_hold_transaction_ms = milliseconds;
    const int status =
        Call(service, "TransactWriteItems",
             R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"p":{"S":"a"}}}}]})");
    request_.stator_hold_transaction_ms = {};
    return status;
  }
  int Put(Service& service) {
    return Call(service, "PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}}})");
  }

  Service holding_service_{*database_, clock_, {.allow_held_transactions = true}};
};

TEST_F(HeldTransactionTest, Header_HoldsTheItemsForSoLong) {
  EXPECT_EQ(Hold(holding_service_, "2000"), 200);
  EXPECT_EQ(Put(holding_service_), 400);
  EXPECT_EQ(response_.body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException",)"
            R"("message":"Transaction is ongoing for the item"})");
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(Put(holding_service_), 400);
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(Put(holding_service_), 200);
}

TEST_F(HeldTransactionTest, HeaderThatIsNotAllowed_IsIgnored) {
  EXPECT_EQ(Hold(service_, "2000"), 200);
  EXPECT_EQ(Hold(service_, "soon"), 200);
  EXPECT_EQ(Put(service_), 200);
}

TEST_F(HeldTransactionTest, HeaderThatIsNoNumberOfMilliseconds_IsRefused) {
  for (const char* bad : {"0", "-1", "60001", "1.5", "1s", "soon", " 1", "99999999999999999999"}) {
    EXPECT_EQ(Hold(holding_service_, bad), 400) << bad;
  }
  EXPECT_EQ(Put(holding_service_), 200);
  EXPECT_EQ(Hold(holding_service_, "60000"), 200);
  EXPECT_EQ(Put(holding_service_), 400);
}

// DynamoDB Local 3.3, asked without a signature.
constexpr std::string_view kDynamoDbLocalsRefusal =
    R"({"__type":"com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken",)"
    R"("Message":"Request must contain either a valid (registered) AWS access key ID or X.509 )"
    R"(certificate."})";

class JavaServiceTest : public ServiceTest {
 protected:
  JavaServiceTest() : java_service_(*database_, clock_, JavaOptions()) {}

  void Get(std::string_view method, std::string_view target) {
    request_.method = method;
    request_.target = target;
    response_ = http::HttpResponse();
    Arena arena;
    java_service_.Handle(request_, arena, response_);
  }
  const http::HttpResponse& HandleAsJava(std::string body) {
    request_.body = body;
    response_ = http::HttpResponse();
    Arena arena;
    java_service_.Handle(request_, arena, response_);
    return response_;
  }

 private:
  static ServiceOptions JavaOptions() {
    ServiceOptions options;
    options.like_dynamodb_local = true;
    options.cors_origins = {"http://a.example", "http://b.example"};
    return options;
  }

  Service java_service_;
};

TEST_F(JavaServiceTest, UnsignedGet_IsRefusedAsDynamoDbLocalDoes) {
  request_.authorization = {};
  for (const char* method : {"GET", "HEAD"}) {
    for (const char* target : {"/", "/shell", "/?x=y"}) {
      Get(method, target);
      EXPECT_EQ(response_.status, 400);
      EXPECT_EQ(response_.content_type, "application/x-amz-json-1.0");
      EXPECT_EQ(response_.body, kDynamoDbLocalsRefusal);
      EXPECT_NE(response_.headers.find("x-amzn-RequestId: "), std::string::npos);
    }
  }
}

TEST_F(JavaServiceTest, SignedGet_IsAnswered) {
  Get("GET", "/");
  EXPECT_EQ(response_.status, 200);
  request_.authorization = {};
  Get("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00");
  EXPECT_EQ(response_.status, 200);
}

TEST_F(JavaServiceTest, HealthPath_IsAnsweredUnsigned) {
  request_.authorization = {};
  Get("GET", "/health");
  EXPECT_EQ(response_.status, 200);
}

// DynamoDB Local reads them; the service says "STRING_VALUE cannot be converted to Long".
TEST_F(JavaServiceTest, NumbersInStrings_AreReadByOperationsOnTables) {
  const std::string body =
      R"({"TableName":"Form","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
      "ProvisionedThroughput":{"ReadCapacityUnits":"5","WriteCapacityUnits":"7"}})";
  request_.amz_target = "DynamoDB_20120810.CreateTable";
  EXPECT_EQ(Handle(body).status, 400);
  EXPECT_EQ(HandleAsJava(body).status, 200);
  EXPECT_NE(response_.body.find(R"("WriteCapacityUnits":7)"), std::string::npos) << response_.body;
}

// DynamoDB Local with -cors names the one that asks.
TEST_F(JavaServiceTest, OriginsOfTheList_MayCallAndNoOthers) {
  request_.origin = "http://b.example";
  Get("GET", "/");
  EXPECT_TRUE(HasHeader("Access-Control-Allow-Origin: http://b.example"));
  request_.origin = "http://c.example";
  Get("GET", "/");
  EXPECT_EQ(response_.headers.find("Access-Control"), std::string::npos);
}

constexpr std::string_view kUnknownOperation =
    R"({"__type":"com.amazon.coral.service#UnknownOperationException"})";

TEST_F(ServiceTest, ApiCall_IsAnswered) {
  Handle();
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(response_.body, R"({"TableNames":[]})");
  EXPECT_TRUE(response_.is_api_response);
  EXPECT_FALSE(response_.close_connection);
}

TEST_F(ServiceTest, OperationError_HasItsStatus) {
  Handle(R"({"Limit":0})");
  EXPECT_EQ(response_.status, 400);
  EXPECT_EQ(response_.content_type, "application/x-amz-json-1.0");
  EXPECT_NE(response_.body.find("#ValidationException\""), std::string::npos);
}

TEST_F(ServiceTest, EveryAnswer_HasARequestIdOfItsOwn) {
  const auto id = [this] {
    const size_t at = response_.headers.find("x-amzn-RequestId: ");
    return at == std::string::npos ? "" : response_.headers.substr(at, 18 + 52 + 2);
  };
  Handle();
  const std::string first = id();
  EXPECT_EQ(first.substr(first.size() - 2), "\r\n");
  Handle("{");
  EXPECT_NE(id(), first);
  EXPECT_NE(id(), "");
}

// The service echoes the content type, without its parameters.
TEST_F(ServiceTest, ContentType_IsEchoed) {
  for (const char* type : {"application/json", "application/json; charset=utf-8",
                           "application/json ;charset=utf-8", "application/json,text/plain"}) {
    request_.content_type = type;
    EXPECT_EQ(Handle().content_type, "application/json") << type;
  }
}

TEST_F(ServiceTest, OtherContentTypes_AreNotFound) {
  for (const char* type :
       {"", "text/plain", "application/x-amz-json-1.1", "application/x-amz-json-1.2",
        "application/jsonx", "text/plain,application/json"}) {
    request_.content_type = type;
    Handle();
    EXPECT_EQ(response_.status, 404) << type;
    EXPECT_EQ(response_.content_type, "");
    EXPECT_EQ(response_.body, "<UnknownOperationException/>\n");
  }
}

TEST_F(ServiceTest, OtherMethods_AreNotFound) {
  for (const char* method : {"HEAD", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "post"}) {
    request_.method = method;
    EXPECT_EQ(Handle().status, 404) << method;
  }
}

TEST_F(ServiceTest, UnknownTargets_AreUnknownOperations) {
  for (const char* target :
       {"", "ListTables", "DynamoDB_20120810.", "DynamoDB_20120810.Nope", "DynamoDB_20120810",
        "DynamoDB_20111205.ListTables", "DynamoDB_20120810.listTables", "X.ListTables"}) {
    request_.amz_target = target;
    Handle();
    EXPECT_EQ(response_.status, 400) << target;
    EXPECT_EQ(response_.body, kUnknownOperation) << target;
  }
}

TEST_F(ServiceTest, Streams_AreAnApiOfTheirOwn) {
  request_.amz_target = "DynamoDBStreams_20120810.ListStreams";
  EXPECT_EQ(Handle("{}").status, 200);
  EXPECT_EQ(response_.body, R"({"Streams":[]})");
  // Each API has its own operations only (DynamoDB Local does the same).
  for (const char* target :
       {"DynamoDB_20120810.ListStreams", "DynamoDB_20120810.GetRecords",
        "DynamoDBStreams_20120810.ListTables", "DynamoDBStreams_20120810.PutItem",
        "DynamoDBStreams_20120810.", "DynamoDBStreams_20120810", "DynamoDBStreams.ListStreams"}) {
    request_.amz_target = target;
    EXPECT_EQ(Handle("{}").status, 400) << target;
    EXPECT_EQ(response_.body, kUnknownOperation) << target;
  }
}

// An unknown operation is told before the caller is looked at.
TEST_F(ServiceTest, UnknownTarget_ComesBeforeMissingAuthorization) {
  request_.authorization = {};
  request_.amz_target = "DynamoDB_20120810.Nope";
  EXPECT_EQ(Handle().body, kUnknownOperation);
}

TEST_F(ServiceTest, MissingAuthorization_IsRefusedBeforeTheBodyIsChecked) {
  request_.authorization = {};
  for (const char* body : {"{}", "", R"({"Limit":"x"})", R"({"Limit":0})", "[]"}) {
    Handle(body);
    EXPECT_EQ(response_.status, 400) << body;
    EXPECT_EQ(response_.body,
              R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException",)"
              R"("message":"Request is missing Authentication Token"})");
  }
}

// Whether a body is JSON at all comes before target and authorization; whether there is one comes
// after them.
TEST_F(ServiceTest, BodyThatIsNotJson_IsToldFirst) {
  const auto is_serialization_error = [this] {
    return response_.body == R"({"__type":"com.amazon.coral.service#SerializationException"})";
  };
  for (const char* body : {"{", "{}x", "hello", R"({"a":1,})", "\xEF\xBB\xBF{}"}) {
    Handle(body);
    EXPECT_TRUE(is_serialization_error()) << body;
  }
  Handle("");
  EXPECT_TRUE(is_serialization_error());
  request_.authorization = {};
  Handle("{");
  EXPECT_TRUE(is_serialization_error());
  request_.amz_target = "DynamoDB_20120810.Nope";
  Handle("{");
  EXPECT_TRUE(is_serialization_error());
  EXPECT_EQ(Handle("").body, kUnknownOperation);
}

TEST_F(ServiceTest, HalfAnAuthorization_IsAnIncompleteSignature) {
  request_.authorization = "AWS4-HMAC-SHA256 Credential=a/b/c/d/e";
  request_.amz_date = {};
  Handle();
  EXPECT_EQ(response_.status, 400);
  EXPECT_EQ(
      response_.body,
      R"({"__type":"com.amazon.coral.service#IncompleteSignatureException","message":)"
      R"("Authorization header requires 'Signature' parameter. Authorization header requires )"
      R"('SignedHeaders' parameter. Authorization header requires existence of either a )"
      R"('X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 )"
      R"(Credential=a/b/c/d/e"})");
}

// Header bytes are ISO-8859-1, as in dynalite; JSON has to be UTF-8.
TEST_F(ServiceTest, HeaderThatIsNotAscii_IsRepeatedAsUtf8) {
  request_.authorization = "AWS4-HMAC-SHA256 Credential=\xFF\xC3\", Signature=a";
  Handle();
  EXPECT_EQ(response_.body,
            R"({"__type":"com.amazon.coral.service#IncompleteSignatureException","message":)"
            R"("Authorization header requires 'SignedHeaders' parameter. Authorization=)"
            "AWS4-HMAC-SHA256 Credential=\xC3\xBF\xC3\x83\\\", Signature=a\"}");
}

TEST_F(ServiceTest, Caller_NamesTheAccountAndRegionOfNewTables) {
  request_.amz_target = "DynamoDB_20120810.CreateTable";
  request_.authorization =
      "AWS4-HMAC-SHA256 Credential=123456789012/20260101/ap-south-1/dynamodb/aws4_request, "
      "SignedHeaders=host, Signature=00";
  Handle(R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",
      "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})");
  EXPECT_EQ(response_.status, 200);
  EXPECT_NE(response_.body.find(R"("arn:aws:dynamodb:ap-south-1:123456789012:table/table")"),
            std::string::npos);
}

TEST_F(ServiceTest, Host_IsTheEndpoint) {
  request_.amz_target = "DynamoDB_20120810.DescribeEndpoints";
  request_.host = "127.0.0.1:4567";
  EXPECT_NE(Handle().body.find(R"("Address":"127.0.0.1:4567")"), std::string::npos);
}

// The line of the service's own health check, its trailing space included (recorded answers).
TEST_F(ServiceTest, Get_IsTheHealthLine) {
  request_.content_type = {};
  request_.amz_target = {};
  request_.authorization = {};
  request_.method = "GET";
  for (const char* target : {"/", "/?a=b", "/anything"}) {
    request_.target = target;
    Handle("");
    EXPECT_EQ(response_.status, 200);
    EXPECT_EQ(response_.body, "healthy: localhost:8000 ");
  }
}

TEST_F(ServiceTest, GetHealth_IsJson) {
  request_.method = "GET";
  for (const char* target : {"/health", "/health?x=y"}) {
    request_.target = target;
    Handle("");
    EXPECT_EQ(response_.status, 200);
    EXPECT_EQ(response_.content_type, "application/json");
    EXPECT_EQ(response_.body, R"({"status":"healthy"})");
  }
}

TEST_F(ServiceTest, Preflight_AllowsWhatTheBrowserAsksFor) {
  request_.method = "OPTIONS";
  request_.origin = "http://localhost:3000";
  request_.access_control_request_headers = "x-amz-target,authorization";
  Handle("");
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.body, "");
  EXPECT_TRUE(HasHeader("Access-Control-Allow-Origin: *"));
  EXPECT_TRUE(HasHeader("Access-Control-Allow-Headers: x-amz-target,authorization"));
  EXPECT_TRUE(HasHeader("Access-Control-Max-Age: 172800"));
  EXPECT_NE(response_.headers.find("Access-Control-Allow-Methods: POST"), std::string::npos);
}

TEST_F(ServiceTest, CorsHeaders_AreGivenToBrowsersOnly) {
  Handle();
  EXPECT_EQ(response_.headers.find("Access-Control"), std::string::npos);
  request_.origin = "http://localhost:3000";
  Handle("{");
  EXPECT_EQ(response_.status, 400);
  EXPECT_TRUE(HasHeader("Access-Control-Allow-Origin: *"));
  EXPECT_NE(response_.headers.find("Access-Control-Expose-Headers: x-amzn-requestid,"),
            std::string::npos);
}

TEST_F(ServiceTest, RequestsThatCannotBeRead_EndTheConnection) {
  using BadRequest = http::RequestHandler::BadRequest;
  const auto expect = [this](BadRequest reason, int status, const std::string& type) {
    http::HttpResponse response;
    service_.HandleBadRequest(reason, response);
    EXPECT_EQ(response.status, status);
    EXPECT_TRUE(response.close_connection);
    EXPECT_TRUE(response.is_api_response);
    EXPECT_EQ(response.content_type, "application/x-amz-json-1.0");
    EXPECT_NE(response.headers.find("x-amzn-RequestId: "), std::string::npos);
    EXPECT_NE(response.body.find("com.amazon.coral.service#" + type), std::string::npos)
        << response.body;
  };
  expect(BadRequest::kMalformed, 400, "SerializationException");
  expect(BadRequest::kHeadersTooLarge, 431, "SerializationException");
  expect(BadRequest::kBodyTooLarge, 413, "RequestEntityTooLargeException");
  expect(BadRequest::kBadContentEncoding, 400, "SerializationException");
}

// A status that SDKs try again after.
TEST_F(ServiceTest, TooManyLargeRequests_AreToComeAgain) {
  http::HttpResponse response;
  service_.HandleBadRequest(http::RequestHandler::BadRequest::kTooManyBytes, response);
  EXPECT_EQ(response.status, 503);
  EXPECT_TRUE(response.close_connection);
  EXPECT_NE(response.body.find("--memory-limit"), std::string::npos) << response.body;
}

}  // namespace
}  // namespace stator::server
