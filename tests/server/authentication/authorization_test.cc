#include "server/authentication/authorization.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/caller.h"

// The texts are those on which dynalite and dynoxide agree.
namespace stator::server {
namespace {

constexpr std::string_view kWhole =
    "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=00";

class AuthorizationTest : public ::testing::Test {
 protected:
  Result<Caller> FromHeader(std::string_view authorization,
                            std::string_view amz_date = "20260101T000000Z",
                            std::string_view date = "") {
    http::HttpRequest request;
    request.target = "/";
    request.authorization = authorization;
    request.amz_date = amz_date;
    request.date = date;
    return Read(request);
  }
  Result<Caller> FromUrl(std::string_view target, std::string_view authorization = "") {
    http::HttpRequest request;
    request.target = target;
    request.authorization = authorization;
    return Read(request);
  }
  Result<Caller> Read(const http::HttpRequest& request) {
    STATOR_ASSIGN_OR_RETURN(const Authorization authorization, ReadAuthorization(request, arena_));
    return CallerOf(authorization);
  }
  Result<Caller> OfCredential(const std::string& credential) {
    header_ = "AWS4-HMAC-SHA256 Credential=" + credential + ",SignedHeaders=a,Signature=b";
    return FromHeader(header_);
  }

  Arena arena_;
  std::string header_;
};

void ExpectCaller(const Result<Caller>& caller, std::string_view account, std::string_view region) {
  ASSERT_TRUE(caller.ok()) << caller.error().message;
  EXPECT_EQ(caller->account_id, account);
  EXPECT_EQ(caller->region, region);
}

void ExpectError(const Result<Caller>& caller, ErrorCode code, std::string_view message) {
  ASSERT_FALSE(caller.ok());
  EXPECT_EQ(caller.error().code, code);
  EXPECT_EQ(caller.error().message, message);
}

TEST_F(AuthorizationTest, Credential_NamesTheRegion) {
  ExpectCaller(FromHeader(kWhole), "000000000000", "eu-west-1");
}

// Any key is accepted; test suites that want an account use its number as the key.
TEST_F(AuthorizationTest, AccessKeyOf12Digits_IsTheAccount) {
  ExpectCaller(OfCredential("123456789012/20260101/us-west-2/dynamodb/aws4_request"),
               "123456789012", "us-west-2");
  ExpectCaller(OfCredential("12345678901/20260101/us-west-2/dynamodb/aws4_request"), "000000000000",
               "us-west-2");
  ExpectCaller(OfCredential("12345678901x/20260101/us-west-2/dynamodb/aws4_request"),
               "000000000000", "us-west-2");
}

TEST_F(AuthorizationTest, CredentialWithoutAUsableRegion_GetsTheDefault) {
  for (const char* credential : {"key", "key/20260101", "key/20260101/", "key/20260101//dynamodb/x",
                                 "key/20260101/a\"b/dynamodb/x", "key/20260101/a:b/dynamodb/x"}) {
    ExpectCaller(OfCredential(credential), "000000000000", "us-east-1");
  }
}

TEST_F(AuthorizationTest, DateHeader_DoesForXAmzDate) {
  ExpectCaller(FromHeader(kWhole, "", "Thu, 01 Jan 2026 00:00:00 GMT"), "000000000000",
               "eu-west-1");
}

TEST_F(AuthorizationTest, Components_MayComeInAnyOrderWithoutSpaces) {
  ExpectCaller(FromHeader("AWS4-HMAC-SHA256 Signature=00,SignedHeaders=host,"
                          "Credential=k/20260101/eu-west-1/dynamodb/aws4_request"),
               "000000000000", "eu-west-1");
}

TEST_F(AuthorizationTest, ComponentGivenAgain_IsTheFirstWithAValueSign) {
  ExpectCaller(FromHeader("AWS4-HMAC-SHA256 Credential, Credential=k/d/eu-west-1/s/r,,  "
                          "Credential=k/d/us-west-2/s/r, Signature=a=b SignedHeaders=c"),
               "000000000000", "eu-west-1");
}

TEST_F(AuthorizationTest, NoCredentials_AreAMissingToken) {
  const std::string_view missing = "Request is missing Authentication Token";
  for (const char* authorization : {"", "Basic abc", "Bearer x", "aws4-hmac-sha256 Credential=a"}) {
    ExpectError(FromHeader(authorization), ErrorCode::kMissingAuthenticationToken, missing);
  }
}

TEST_F(AuthorizationTest, HalfAHeader_IsAnIncompleteSignature) {
  ExpectError(FromHeader("AWS4-HMAC-SHA256", ""), ErrorCode::kIncompleteSignature,
              "Authorization header requires 'Credential' parameter. Authorization header requires "
              "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
              "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
              "header. Authorization=AWS4-HMAC-SHA256");
  ExpectError(FromHeader("AWS4-HMAC-SHA256 Credential=a/b/c/d/e"), ErrorCode::kIncompleteSignature,
              "Authorization header requires 'Signature' parameter. Authorization header requires "
              "'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 Credential=a/b/c/d/e");
  ExpectError(FromHeader(kWhole, ""), ErrorCode::kIncompleteSignature,
              "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
              "header. Authorization=" +
                  std::string(kWhole));
}

TEST_F(AuthorizationTest, EmptyOrMisspeltComponents_AreMissing) {
  ExpectError(FromHeader("AWS4-HMAC-SHA256 Credential=, SignedHeaders=a, Signature=b"),
              ErrorCode::kIncompleteSignature,
              "Authorization header requires 'Credential' parameter. Authorization="
              "AWS4-HMAC-SHA256 Credential=, SignedHeaders=a, Signature=b");
  ExpectError(FromHeader("AWS4-HMAC-SHA256 XCredential=k, SignedHeaders=a, Signature=b"),
              ErrorCode::kIncompleteSignature,
              "Authorization header requires 'Credential' parameter. Authorization="
              "AWS4-HMAC-SHA256 XCredential=k, SignedHeaders=a, Signature=b");
}

// Any algorithm of the family will do here.
TEST_F(AuthorizationTest, OtherAlgorithmsOfTheFamily_AreLookedAt) {
  ExpectCaller(FromHeader("AWS4-ECDSA-P256-SHA256 Credential=k/d/eu-west-1/dynamodb/aws4_request, "
                          "SignedHeaders=a, Signature=b"),
               "000000000000", "eu-west-1");
  ExpectError(FromHeader("AWS4-X Credential=a"), ErrorCode::kIncompleteSignature,
              "Authorization header requires 'Signature' parameter. Authorization header requires "
              "'SignedHeaders' parameter. Authorization=AWS4-X Credential=a");
  ExpectError(FromHeader("AWS4"), ErrorCode::kMissingAuthenticationToken,
              "Request is missing Authentication Token");
}

constexpr std::string_view kPresigned =
    "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=123456789012%2F20260101%2Feu-north-1%2F"
    "dynamodb%2faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&"
    "X-Amz-Signature=00";

TEST_F(AuthorizationTest, PresignedUrl_NamesTheCaller) {
  ExpectCaller(FromUrl(kPresigned), "123456789012", "eu-north-1");
  ExpectCaller(FromUrl(std::string(kPresigned) + "&X-Amz-Credential=b"), "123456789012",
               "eu-north-1");
}

// It is one by its X-Amz-Algorithm alone, whatever the others say.
TEST_F(AuthorizationTest, UrlWithoutAnAlgorithm_IsNotPresigned) {
  for (const char* target :
       {"/", "/?", "/?X-Amz-Credential=a", "/?X-Amz-Date=a&X-Amz-Signature=b",
        "/?X-Amz-AlgorithmX=a", "/?a=b&&c=X-Amz-Algorithm", "/?x-amz-algorithm=a"}) {
    ExpectError(FromUrl(target), ErrorCode::kMissingAuthenticationToken,
                "Request is missing Authentication Token");
  }
}

TEST_F(AuthorizationTest, HalfAPresignedUrl_IsAnIncompleteSignature) {
  constexpr std::string_view kParts[] = {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature",
                                         "X-Amz-SignedHeaders", "X-Amz-Date"};
  const auto without = [](std::string_view part, std::string_view instead) {
    std::string target(kPresigned);
    const size_t at = target.find(std::string(part) + "=");
    const size_t end = std::min(target.find('&', at), target.size());
    return target.replace(at, end - at, instead);
  };
  for (const std::string_view part : kParts) {
    const std::string message = "AWS query-string parameters must include '" + std::string(part) +
                                "'. Re-examine the query-string parameters.";
    // Empty is as good as missing.
    ExpectError(FromUrl(without(part, std::string(part) + "=")), ErrorCode::kIncompleteSignature,
                message);
    ExpectError(FromUrl(without(part, part)), ErrorCode::kIncompleteSignature, message);
    if (part == "X-Amz-Algorithm") continue;
    ExpectError(FromUrl(without(part, "x")), ErrorCode::kIncompleteSignature, message);
  }
  ExpectError(FromUrl("/?X-Amz-Algorithm"), ErrorCode::kIncompleteSignature,
              "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string "
              "parameters must include 'X-Amz-Credential'. AWS query-string parameters must "
              "include 'X-Amz-Signature'. AWS query-string parameters must include "
              "'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. "
              "Re-examine the query-string parameters.");
}

TEST_F(AuthorizationTest, HeaderAndPresignedUrlTogether_AreRefused) {
  for (const std::string_view header : {kWhole, std::string_view("Basic abc")}) {
    ExpectError(FromUrl("/?X-Amz-Algorithm=x", header), ErrorCode::kInvalidSignature,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP "
                "header.");
  }
}

}  // namespace
}  // namespace stator::server
