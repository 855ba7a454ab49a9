#include "server/authentication/canonical_request.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/authentication/signing.h"
#include "tests/server/authentication/raw_request.h"

// The requests and signatures are those of the published Signature Version 4 test suite, all signed
// on one day with one key, for the service "service". A second implementation, botocore's, computes
// the same.
namespace stator::server {
namespace {

using stator::testing::RawRequest;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr std::string_view kDate = "20150830";
constexpr std::string_view kHost = "host;x-amz-date";
constexpr std::string_view kAlphabet =
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct Vector {
  std::string name;
  std::string request_line;
  std::string headers;  // but Host and X-Amz-Date
  std::string body;
  std::string_view signed_headers;
  std::string_view signature;
};

std::string Signature(const Vector& vector) {
  RawRequest raw("X / HTTP/1.1\nHost:example.amazonaws.com\n" + vector.headers +
                 "X-Amz-Date:20150830T123600Z\n\n" + vector.body);
  const size_t space = vector.request_line.find(' ');
  // The suite has targets that HTTP does not let through; they are canonicalized all the same.
  raw.request().method = std::string_view(vector.request_line).substr(0, space);
  raw.request().target = std::string_view(vector.request_line).substr(space + 1);
  Authorization authorization;
  authorization.signed_headers = vector.signed_headers;
  const std::string canonical = CanonicalRequest(raw.request(), authorization);
  const Sha256Digest key = SigningKey(kSecret, kDate, "us-east-1", "service");
  return SignatureHex(key,
                      "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/"
                      "aws4_request\n" +
                          Sha256Hex(canonical));
}

void ExpectSigned(const Vector& vector) {
  EXPECT_EQ(Signature(vector), vector.signature) << vector.name;
}

TEST(CanonicalRequest, Paths_AreNormalizedAndEncoded) {
  constexpr std::string_view kVanilla =
      "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
  ExpectSigned({"get-vanilla", "GET /", "", "", kHost, kVanilla});
  ExpectSigned({"get-slash", "GET //", "", "", kHost, kVanilla});
  ExpectSigned({"get-slash-dot-slash", "GET /./", "", "", kHost, kVanilla});
  ExpectSigned({"get-relative", "GET /example/..", "", "", kHost, kVanilla});
  ExpectSigned({"get-relative-relative", "GET /example1/example2/../..", "", "", kHost, kVanilla});
  ExpectSigned({"get-slash-pointless-dot", "GET /./example", "", "", kHost,
                "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"});
  ExpectSigned({"get-slashes", "GET //example//", "", "", kHost,
                "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"});
  ExpectSigned({"get-space", "GET /example space/", "", "", kHost,
                "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"});
  ExpectSigned({"get-utf8", "GET /\xE1\x88\xB4", "", "", kHost,
                "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"});
  ExpectSigned({"get-unreserved", "GET /" + std::string(kAlphabet), "", "", kHost,
                "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"});
}

TEST(CanonicalRequest, QueryParameters_AreSortedAndEncoded) {
  ExpectSigned({"get-vanilla-empty-query-key", "GET /?Param1=value1", "", "", kHost,
                "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"});
  ExpectSigned({"get-vanilla-query-order-key-case", "GET /?Param2=value2&Param1=value1", "", "",
                kHost, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"});
  ExpectSigned({"get-vanilla-query-order-key", "GET /?Param1=value2&Param1=Value1", "", "", kHost,
                "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"});
  ExpectSigned({"get-vanilla-query-order-value", "GET /?Param1=value2&Param1=value1", "", "", kHost,
                "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"});
  ExpectSigned({"get-vanilla-query-unreserved",
                "GET /?" + std::string(kAlphabet) + "=" + std::string(kAlphabet), "", "", kHost,
                "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"});
  constexpr std::string_view kUtf8 =
      "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04";
  ExpectSigned({"get-vanilla-utf8-query", "GET /?\xE1\x88\xB4=bar", "", "", kHost, kUtf8});
  // Encoded or not, upper case or lower, it is the same parameter.
  ExpectSigned({"encoded", "GET /?%E1%88%B4=bar", "", "", kHost, kUtf8});
  ExpectSigned({"encoded in lower case", "GET /?%e1%88%b4=bar", "", "", kHost, kUtf8});
  ExpectSigned({"empty pairs", "GET /?&%E1%88%B4=b%61r&", "", "", kHost, kUtf8});
}

TEST(CanonicalRequest, Headers_AreTrimmedJoinedAndSorted) {
  constexpr std::string_view kOne = "host;my-header1;x-amz-date";
  ExpectSigned({"get-header-key-duplicate", "GET /",
                "My-Header1:value2\nMy-Header1:value2\nMy-Header1:value1\n", "", kOne,
                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"});
  ExpectSigned({"get-header-value-multiline", "GET /", "My-Header1:value1\n  value2\n     value3\n",
                "", kOne, "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd"});
  ExpectSigned({"get-header-value-order", "GET /",
                "My-Header1:value4\nMy-Header1:value1\nMy-Header1:value3\nMy-Header1:value2\n", "",
                kOne, "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"});
  ExpectSigned({"get-header-value-trim", "GET /", "My-Header1: value1\nMy-Header2: \"a   b   c\"\n",
                "", "host;my-header1;my-header2;x-amz-date",
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"});
  ExpectSigned({"post-header-key-case", "POST /", "", "", kHost,
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"});
  ExpectSigned({"post-header-key-sort", "POST /", "My-Header1:value1\n", "", kOne,
                "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"});
  ExpectSigned({"post-header-value-case", "POST /", "My-Header1:VALUE1\n", "", kOne,
                "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"});
  ExpectSigned(
      {"post-sts-header-before", "POST /",
       "X-Amz-Security-Token:AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4F"
       "ZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4"
       "IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAki"
       "Y9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx"
       "3iSIlTJabIQwj2ICCR/oLxBA==\n",
       "", "host;x-amz-date;x-amz-security-token",
       "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"});
}

TEST(CanonicalRequest, Body_IsHashed) {
  ExpectSigned({"post-x-www-form-urlencoded", "POST /",
                "Content-Type:application/x-www-form-urlencoded\n", "Param1=value1",
                "content-type;host;x-amz-date",
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"});
}

std::string Canonical(std::string_view text, std::string_view signed_headers,
                      Authorization::Place place = Authorization::Place::kHeader) {
  RawRequest raw(text);
  Authorization authorization;
  authorization.place = place;
  authorization.signed_headers = signed_headers;
  return CanonicalRequest(raw.request(), authorization);
}

constexpr std::string_view kEmptyHash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// As in recorded answers of the service to clients behind a proxy that drops a header.
TEST(CanonicalRequest, SignedHeaderThatWasNotSent_IsEmpty) {
  EXPECT_EQ(Canonical("POST / HTTP/1.1\nHost: a\n\n", "connection;host"),
            "POST\n/\n\nconnection:\nhost:a\n\nconnection;host\n" + std::string(kEmptyHash));
}

TEST(CanonicalRequest, SignedHeaders_CountOnceInTheirOrder) {
  EXPECT_EQ(Canonical("POST / HTTP/1.1\nB: 1\nHost: a\nb: \t2 \t 3\n\n", "Host;b;;host;B"),
            "POST\n/\n\nb:1,2 3\nhost:a\n\nb;host\n" + std::string(kEmptyHash));
}

// The signature of a presigned URL covers its other parameters.
TEST(CanonicalRequest, SignatureOfAPresignedUrl_IsLeftOut) {
  constexpr std::string_view kRequest =
      "GET /?X-Amz-Signature=1&X-Amz-Date=2 HTTP/1.1\nHost: a\n\n";
  EXPECT_EQ(Canonical(kRequest, "host", Authorization::Place::kQuery),
            "GET\n/\nX-Amz-Date=2\nhost:a\n\nhost\n" + std::string(kEmptyHash));
  EXPECT_EQ(Canonical(kRequest, "host"),
            "GET\n/\nX-Amz-Date=2&X-Amz-Signature=1\nhost:a\n\nhost\n" + std::string(kEmptyHash));
}

TEST(CanonicalRequest, EscapedPath_IsEscapedOnceMore) {
  EXPECT_EQ(Canonical("GET /a%20b/c+d HTTP/1.1\nHost: a\n\n", "host"),
            "GET\n/a%2520b/c%2Bd\n\nhost:a\n\nhost\n" + std::string(kEmptyHash));
}

TEST(CanonicalRequest, AbsoluteTarget_IsItsPath) {
  EXPECT_EQ(Canonical("GET http://a:1/b?c HTTP/1.1\nHost: a\n\n", "host"),
            "GET\n/b\nc=\nhost:a\n\nhost\n" + std::string(kEmptyHash));
  EXPECT_EQ(Canonical("GET http://a HTTP/1.1\nHost: a\n\n", "host"),
            "GET\n/\n\nhost:a\n\nhost\n" + std::string(kEmptyHash));
}

TEST(CanonicalRequest, PlusAndBrokenEscapes_AreReadAsInForms) {
  EXPECT_EQ(Canonical("GET /?a=b+c&d=%zz&e=%2&f==g HTTP/1.1\nHost: a\n\n", "host"),
            "GET\n/\na=b%20c&d=%25zz&e=%252&f=%3Dg\nhost:a\n\nhost\n" + std::string(kEmptyHash));
}

TEST(CanonicalRequest, UnsignedPayload_IsNotHashed) {
  EXPECT_EQ(
      Canonical("POST / HTTP/1.1\nHost: a\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\n\nbody", "host"),
      "POST\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD");
  EXPECT_EQ(Canonical("POST /?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD HTTP/1.1\nHost: a\n\nbody",
                      "host", Authorization::Place::kQuery),
            "POST\n/\nX-Amz-Content-Sha256=UNSIGNED-PAYLOAD\nhost:a\n\nhost\nUNSIGNED-PAYLOAD");
  // Whatever else the client says about it, the body that came counts.
  EXPECT_EQ(Canonical("POST / HTTP/1.1\nHost: a\nX-Amz-Content-Sha256: 00\n\n", "host"),
            "POST\n/\n\nhost:a\n\nhost\n" + std::string(kEmptyHash));
}

// The derived key of the documentation's example.
TEST(SigningKey, OfTheDocumentation_IsItsExample) {
  const Sha256Digest key = SigningKey(kSecret, kDate, "us-east-1", "iam");
  std::string hex;
  for (const unsigned char byte : key) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 0xF];
  }
  EXPECT_EQ(hex, "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
}

TEST(EqualInConstantTime, Texts_AreCompared) {
  EXPECT_TRUE(EqualInConstantTime("", ""));
  EXPECT_TRUE(EqualInConstantTime("abc", "abc"));
  EXPECT_FALSE(EqualInConstantTime("abc", "abd"));
  EXPECT_FALSE(EqualInConstantTime("abc", "ab"));
}

}  // namespace
}  // namespace stator::server
