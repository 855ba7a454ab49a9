#include "server/authentication/signature_verifier.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "model/arena.h"
#include "tests/server/authentication/raw_request.h"
#include "tests/support/manual_clock.h"

// All signatures were computed by botocore, at 2015-08-30T12:36:00Z.
namespace stator::server {
namespace {

using stator::testing::RawRequest;
using stator::testing::Replaced;

constexpr int64_t kSignedSeconds = 1440938160;

constexpr std::string_view kSigned =
    "POST / HTTP/1.1\n"
    "Host: localhost:8000\n"
    "Content-Type: application/x-amz-json-1.0\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\n"
    "X-Amz-Date: 20150830T123600Z\n"
    "Authorization: AWS4-HMAC-SHA256 "
    "Credential=AKIDEXAMPLE/20150830/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
    "Signature=84591588aa798066b0440423277aed3cee2075866aa1eca6964e52736208b345\n"
    "\n"
    "{\"Limit\":10}";

constexpr std::string_view kSignedWithToken =
    "POST / HTTP/1.1\n"
    "Host: localhost:8000\n"
    "Content-Type: application/x-amz-json-1.0\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\n"
    "X-Amz-Date: 20150830T123600Z\n"
    "X-Amz-Security-Token: token/+=\n"
    "Authorization: AWS4-HMAC-SHA256 "
    "Credential=AKIDTOKEN/20150830/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
    "Signature=3daab30f61677de31b6ce944f4d95c351f9f48b0929ec60b1784451fe119c8df\n"
    "\n"
    "{\"Limit\":10}";

constexpr std::string_view kUnsignedPayload =
    "POST / HTTP/1.1\n"
    "Host: localhost:8000\n"
    "Content-Type: application/x-amz-json-1.0\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\n"
    "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\n"
    "X-Amz-Date: 20150830T123600Z\n"
    "Authorization: AWS4-HMAC-SHA256 "
    "Credential=AKIDEXAMPLE/20150830/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target, "
    "Signature=375fc93aa9d48c91cc49b679fffae634a1a9de426fce579795ecc2eedf2e46aa\n"
    "\n"
    "{\"Limit\":10}";

constexpr std::string_view kPresigned =
    "POST /?Limit=10&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDTOKEN%2F20150830%2F"
    "us-east-1%2Fdynamodb%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&"
    "X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target&X-Amz-Security-Token=token%2F%2B%3D&"
    "X-Amz-Signature=c8ac07049b421665ec3f5b47d9c0dbcfc0fcfe4e757042d88b11678c0875c3aa HTTP/1.1\n"
    "Host: localhost:8000\n"
    "Content-Type: application/x-amz-json-1.0\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\n\n";

constexpr std::string_view kInvalidToken = "The security token included in the request is invalid.";

Credentials TestKeys() {
  return Credentials::Parse(
             "[a]\naws_access_key_id=AKIDEXAMPLE\n"
             "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n"
             "[b]\naws_access_key_id=AKIDTOKEN\n"
             "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n"
             "aws_session_token=token/+=\n")
      .value();
}

class SignatureVerifierTest : public ::testing::Test {
 protected:
  SignatureVerifierTest() { SetTime(kSignedSeconds); }

  void SetTime(int64_t seconds) { clock_.AdvanceSeconds(seconds - clock_.NowSeconds()); }

  // The key that signed, or what is wrong.
  Result<std::string> Verify(std::string_view text) {
    RawRequest raw(text);
    Arena arena;
    STATOR_RETURN_IF_ERROR(SignatureVerifier::CheckHeader(raw.request()));
    STATOR_ASSIGN_OR_RETURN(const Authorization authorization,
                            ReadAuthorization(raw.request(), arena));
    STATOR_ASSIGN_OR_RETURN(const Credential* const credential,
                            verifier_.Verify(raw.request(), authorization));
    return credential->access_key_id;
  }

  void ExpectKey(std::string_view text, std::string_view key) {
    const Result<std::string> signer = Verify(text);
    ASSERT_TRUE(signer.ok()) << signer.error().message;
    EXPECT_EQ(*signer, key);
  }

  void ExpectError(std::string_view text, ErrorCode code, std::string_view message) {
    const Result<std::string> signer = Verify(text);
    ASSERT_FALSE(signer.ok()) << text;
    EXPECT_EQ(signer.error().code, code);
    EXPECT_EQ(signer.error().message, message);
  }

  void ExpectMismatch(std::string_view text) {
    const Result<std::string> signer = Verify(text);
    ASSERT_FALSE(signer.ok()) << text;
    EXPECT_EQ(signer.error().code, ErrorCode::kInvalidSignature);
    EXPECT_TRUE(signer.error().message.starts_with("The request signature we calculated does not"))
        << signer.error().message;
  }

  stator::testing::ManualClock clock_;
  SignatureVerifier verifier_{TestKeys(), clock_};
};

TEST_F(SignatureVerifierTest, RightSignature_NamesTheKey) {
  ExpectKey(kSigned, "AKIDEXAMPLE");
  ExpectKey(kSignedWithToken, "AKIDTOKEN");
  ExpectKey(kUnsignedPayload, "AKIDEXAMPLE");
  ExpectKey(kPresigned, "AKIDTOKEN");
}

TEST_F(SignatureVerifierTest, HeadersThatAreNotSigned_MayBeThere) {
  ExpectKey(Replaced(kSigned, "Host:", "User-Agent: x\nHost:"), "AKIDEXAMPLE");
}

TEST_F(SignatureVerifierTest, BodyOfAnUnsignedPayload_MayChange) {
  ExpectKey(Replaced(kUnsignedPayload, "10}", "11}"), "AKIDEXAMPLE");
}

TEST_F(SignatureVerifierTest, WhatIsSigned_MayNotChange) {
  ExpectMismatch(Replaced(kSigned, "10}", "11}"));
  ExpectMismatch(Replaced(kSigned, "ListTables", "DeleteTable"));
  ExpectMismatch(Replaced(kSigned, "localhost:8000", "localhost:8001"));
  ExpectMismatch(Replaced(kSigned, "POST / ", "POST /x "));
  ExpectMismatch(Replaced(kSigned, "POST / ", "POST /?a=b "));
  ExpectMismatch(Replaced(kSigned, "Signature=8", "Signature=9"));
  ExpectMismatch(Replaced(kSigned, "Signature=8", "Signature="));
  ExpectMismatch(Replaced(kSigned, "us-east-1", "us-east-2"));
  ExpectMismatch(Replaced(kPresigned, "Limit=10", "Limit=11"));
  ExpectMismatch(Replaced(kPresigned, "Expires=300", "Expires=301"));
}

// A recorded answer of the service, with our strings.
TEST_F(SignatureVerifierTest, Mismatch_PrintsWhatShouldHaveBeenSigned) {
  ExpectError(
      Replaced(kSigned, "10}", "11}"), ErrorCode::kInvalidSignature,
      "The request signature we calculated does not match the signature you provided. Check your "
      "AWS Secret Access Key and signing method. Consult the service documentation for details.\n"
      "\n"
      "The Canonical String for this request should have been\n"
      "'POST\n"
      "/\n"
      "\n"
      "content-type:application/x-amz-json-1.0\n"
      "host:localhost:8000\n"
      "x-amz-date:20150830T123600Z\n"
      "x-amz-target:DynamoDB_20120810.ListTables\n"
      "\n"
      "content-type;host;x-amz-date;x-amz-target\n"
      "162ff84dc0d159935d571dd5df58eb1899f683e8d4d6b40cf9256cf81809612e'\n"
      "\n"
      "The String-to-Sign should have been\n"
      "'AWS4-HMAC-SHA256\n"
      "20150830T123600Z\n"
      "20150830/us-east-1/dynamodb/aws4_request\n"
      "cdda9482cd67380ef31df98ae41562725a4c9ed8b172d13b7df013b6bbbcfcf6'\n");
}

TEST_F(SignatureVerifierTest, KeysAndTokensThatAreNotKnown_AreInvalidTokens) {
  const ErrorCode code = ErrorCode::kUnrecognizedClient;
  ExpectError(Replaced(kSigned, "AKIDEXAMPLE", "AKIDOTHER"), code, kInvalidToken);
  ExpectError(Replaced(kSigned, "AKIDEXAMPLE", ""), code, kInvalidToken);
  ExpectError(Replaced(kSigned, "AKIDEXAMPLE", "AKIDTOKEN"), code, kInvalidToken);
  ExpectError(Replaced(kSigned, "Host:", "X-Amz-Security-Token: token\nHost:"), code,
              kInvalidToken);
  ExpectError(Replaced(kSignedWithToken, "token/+=", "token/+"), code, kInvalidToken);
  ExpectError(Replaced(kPresigned, "token%2F%2B%3D", "token"), code, kInvalidToken);
}

TEST_F(SignatureVerifierTest, ClientsClock_MayBeFifteenMinutesWrong) {
  SetTime(kSignedSeconds + 900);
  ExpectKey(kSigned, "AKIDEXAMPLE");
  SetTime(kSignedSeconds - 900);
  ExpectKey(kSigned, "AKIDEXAMPLE");
  SetTime(kSignedSeconds + 901);
  ExpectError(kSigned, ErrorCode::kInvalidSignature,
              "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
              "(20150830T125101Z - 15 min.)");
  SetTime(kSignedSeconds - 901);
  ExpectError(kSigned, ErrorCode::kInvalidSignature,
              "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
              "(20150830T122059Z + 15 min.)");
}

TEST_F(SignatureVerifierTest, PresignedUrl_IsGoodForAsLongAsItSays) {
  SetTime(kSignedSeconds + 300);
  ExpectKey(kPresigned, "AKIDTOKEN");
  SetTime(kSignedSeconds + 301);
  ExpectError(kPresigned, ErrorCode::kInvalidSignature,
              "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
              "(20150830T124101Z - 300 sec.)");
  SetTime(kSignedSeconds - 901);
  const Result<std::string> early = Verify(kPresigned);
  ASSERT_FALSE(early.ok());
  EXPECT_TRUE(early.error().message.starts_with("Signature not yet current: "));
}

TEST_F(SignatureVerifierTest, ExpiresThatIsNoTime_IsRefused) {
  const ErrorCode code = ErrorCode::kIncompleteSignature;
  ExpectError(Replaced(kPresigned, "Expires=300", "Expires=5m"), code,
              "X-Amz-Expires should be a number");
  ExpectError(Replaced(kPresigned, "Expires=300", "Expires=-1"), code,
              "X-Amz-Expires must be non-negative");
  for (const char* text : {"Expires=604801", "Expires=99999999999999999999"}) {
    ExpectError(Replaced(kPresigned, "Expires=300", text), code,
                "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                "X-Amz-Expires must be less than 604800 seconds");
  }
}

TEST_F(SignatureVerifierTest, CredentialOfOtherForm_IsIncomplete) {
  const std::string message =
      "Credential must have exactly 5 slash-delimited elements, e.g. "
      "keyid/date/region/service/term, got '";
  const ErrorCode code = ErrorCode::kIncompleteSignature;
  ExpectError(Replaced(kSigned, "AKIDEXAMPLE", "AKID/EXAMPLE"), code,
              message + "AKID/EXAMPLE/20150830/us-east-1/dynamodb/aws4_request'");
  ExpectError(Replaced(kSigned, "/dynamodb", ""), code,
              message + "AKIDEXAMPLE/20150830/us-east-1/aws4_request'");
}

TEST_F(SignatureVerifierTest, BlankInTheHeader_IsNoPair) {
  ExpectError(Replaced(kSigned, "EXAMPLE/", "EXAMPLE /"), ErrorCode::kIncompleteSignature,
              "'/20150830/us-east-1/dynamodb/aws4_request' not a valid key=value pair (missing "
              "equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE "
              "/20150830/us-east-1/dynamodb/aws4_request, "
              "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
              "Signature=84591588aa798066b0440423277aed3cee2075866aa1eca6964e52736208b345'.");
}

TEST_F(SignatureVerifierTest, DateThatIsNone_IsIncomplete) {
  ExpectError(Replaced(kSigned, "Date: 20150830T123600Z", "Date: 20154030T123600Z"),
              ErrorCode::kIncompleteSignature,
              "Date must be in ISO-8601 'basic format'. Got '20154030T123600Z'. See "
              "http://en.wikipedia.org/wiki/ISO_8601");
  ExpectError(Replaced(kSigned, "Host:", "X-Amz-Date: 20150830T123600Z\nHost:"),
              ErrorCode::kIncompleteSignature,
              "Date must be in ISO-8601 'basic format'. Got '20150830T123600Z,20150830T123600Z'. "
              "See http://en.wikipedia.org/wiki/ISO_8601");
}

TEST_F(SignatureVerifierTest, ScopeOfSomethingElse_IsInvalid) {
  const ErrorCode code = ErrorCode::kInvalidSignature;
  ExpectError(Replaced(kSigned, "/dynamodb/", "/s3/"), code,
              "Credential should be scoped to correct service: 'dynamodb'. ");
  ExpectError(Replaced(kSigned, "aws4_request", "aws3_request"), code,
              "Credential should be scoped with a valid terminator: 'aws4_request', not "
              "'aws3_request'. ");
  ExpectError(Replaced(kSigned, "EXAMPLE/20150830", "EXAMPLE/20150829"), code,
              "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
              "HTTP: '20150829' != '20150830', from '20150830T123600Z'.");
}

TEST_F(SignatureVerifierTest, Host_MustBeSigned) {
  ExpectError(Replaced(kSigned, "content-type;host;", "content-type;"),
              ErrorCode::kInvalidSignature,
              "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

TEST_F(SignatureVerifierTest, OtherAlgorithms_AreNotSupported) {
  ExpectError(Replaced(kSigned, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
              ErrorCode::kIncompleteSignature,
              "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.");
}

// Keys are kept; threads that meet over one get the same.
TEST_F(SignatureVerifierTest, ManyThreads_GetTheSameAnswer) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int j = 0; j < 50; ++j) {
        ExpectKey(kSigned, "AKIDEXAMPLE");
        ExpectMismatch(Replaced(kSigned, "us-east-1", "region-" + std::to_string(j)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace stator::server
