#include "server/http/request_assembler.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include "raw_client.h"

namespace stator::http {
namespace {

using Status = RequestAssembler::Status;

constexpr size_t kMaxHeaderBytes = 1024;
constexpr size_t kMaxBodyBytes = 100;

// The bytes of one connection, handed over in the pieces that a test chooses.
class Feed {
 public:
  // The status after these further bytes.
  Status Add(std::string_view bytes) {
    input_.Append(bytes);
    return assembler_.Advance(input_, arena_);
  }

  Status AddByteByByte(std::string_view bytes) {
    Status status = Status::kNeedMore;
    for (size_t i = 0; i < bytes.size() && status == Status::kNeedMore; ++i) {
      status = Add(bytes.substr(i, 1));
    }
    return status;
  }

  std::string Body() const { return {assembler_.body().begin(), assembler_.body().end()}; }
  RequestHead& head() { return assembler_.head(); }
  void Finish() { assembler_.FinishRequest(input_); }
  std::string_view rest() const { return input_.view(); }
  RequestAssembler& assembler() { return assembler_; }

 private:
  InputBuffer input_;
  Arena arena_;
  RequestAssembler assembler_{kMaxHeaderBytes, kMaxBodyBytes};
};

void ExpectSameForEverySplit(const std::string& request, const std::string& body) {
  for (size_t split = 1; split < request.size(); ++split) {
    Feed feed;
    ASSERT_EQ(feed.Add(request.substr(0, split)), Status::kNeedMore) << split;
    ASSERT_EQ(feed.Add(request.substr(split) + "POST /next"), Status::kComplete) << split;
    ASSERT_EQ(feed.Body(), body) << split;
    ASSERT_EQ(feed.head().request.host, "localhost") << split;
    ASSERT_EQ(feed.head().request.amz_target, "T.Op") << split;
    feed.Finish();
    ASSERT_EQ(feed.rest(), "POST /next") << split;
  }
}

TEST(RequestAssembler_ContentLength, SplitAnywhere_GivesTheSameRequest) {
  ExpectSameForEverySplit(Post(R"({"a":"b"})", "x-amz-target: T.Op\r\n"), R"({"a":"b"})");
}

TEST(RequestAssembler_Chunked, SplitAnywhere_GivesTheSameRequest) {
  ExpectSameForEverySplit(PostChunked("0123456789", 3, "X-AMZ-TARGET: T.Op\r\n"), "0123456789");
}

TEST(RequestAssembler_Chunked, ByteByByte_IsDecoded) {
  Feed feed;
  EXPECT_EQ(feed.AddByteByByte(PostChunked("some body", 2)), Status::kComplete);
  EXPECT_EQ(feed.Body(), "some body");
}

// RFC 9112 section 7.1: extensions and trailers may be there and may be ignored.
TEST(RequestAssembler_Chunked, ExtensionsAndTrailers_AreSkipped) {
  Feed feed;
  EXPECT_EQ(
      feed.Add("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
               "3;name=\"value\"\r\nabc\r\n00A \r\n0123456789\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n"),
      Status::kComplete);
  EXPECT_EQ(feed.Body(), "abc0123456789");
  feed.Finish();
  EXPECT_EQ(feed.rest(), "");
}

TEST(RequestAssembler_Chunked, BadSyntax_IsMalformed) {
  const std::string head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* body :
       {"\r\n", "g\r\n", "-1\r\n", "0x3\r\nabc\r\n", "3\nabc", "3\r\nabcd", "3\r\nabc\rX",
        "3\r\nabc\n", "0\r\n\rX", "0\r\nbad\ntrailer", "3;ext\n"}) {
    Feed feed;
    EXPECT_EQ(feed.Add(head + body), Status::kMalformed) << body;
  }
}

TEST(RequestAssembler_Chunked, EndlessExtensionOrTrailer_IsMalformed) {
  const std::string head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  Feed extension;
  EXPECT_EQ(extension.Add(head + "1;" + std::string(2 * kMaxHeaderBytes, 'x')), Status::kMalformed);
  Feed trailer;
  EXPECT_EQ(trailer.Add(head + "0\r\n" + std::string(2 * kMaxHeaderBytes, 'x')),
            Status::kMalformed);
}

TEST(RequestAssembler_Chunked, BodyAtTheLimit_IsTaken_OneByteMoreIsNot) {
  Feed at_limit;
  EXPECT_EQ(at_limit.Add(PostChunked(std::string(kMaxBodyBytes, 'x'), 40)), Status::kComplete);
  Feed over;
  EXPECT_EQ(over.Add(PostChunked(std::string(kMaxBodyBytes + 1, 'x'), 40)), Status::kBodyTooLarge);
}

TEST(RequestAssembler_Chunked, SizeOverSixtyFourBits_IsTooLarge) {
  Feed feed;
  EXPECT_EQ(feed.Add("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1ffffffffffffffff\r\n"),
            Status::kBodyTooLarge);
}

TEST(RequestAssembler_ContentLength, AtTheLimit_IsTaken_OneMoreIsRefusedBeforeTheBody) {
  Feed at_limit;
  EXPECT_EQ(at_limit.Add(Post(std::string(kMaxBodyBytes, 'x'))), Status::kComplete);
  Feed over;
  EXPECT_EQ(over.Add("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n"), Status::kBodyTooLarge);
  Feed huge;
  EXPECT_EQ(huge.Add("POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n"),
            Status::kBodyTooLarge);
}

TEST(RequestAssembler_ContentLength, Missing_MeansNoBody) {
  Feed feed;
  EXPECT_EQ(feed.Add("GET /path?query HTTP/1.1\r\nHost: h\r\n\r\nnext"), Status::kComplete);
  EXPECT_EQ(feed.Body(), "");
  EXPECT_EQ(feed.head().request.method, "GET");
  EXPECT_EQ(feed.head().request.target, "/path?query");
  feed.Finish();
  EXPECT_EQ(feed.rest(), "next");
}

TEST(RequestAssembler_Head, AtTheLimit_IsTaken_OneByteMoreIsNot) {
  const std::string start = "GET / HTTP/1.1\r\nX: ";
  const std::string end = "\r\n\r\n";
  const std::string padding(kMaxHeaderBytes - start.size() - end.size(), 'x');
  Feed at_limit;
  EXPECT_EQ(at_limit.Add(start + padding + end), Status::kComplete);
  Feed over;
  EXPECT_EQ(over.Add(start + padding + "x" + end), Status::kHeadersTooLarge);
  Feed piecewise;
  EXPECT_EQ(piecewise.AddByteByByte(start + padding + "x" + end), Status::kHeadersTooLarge);
  Feed endless;
  EXPECT_EQ(endless.Add("GET /" + std::string(kMaxHeaderBytes, 'x')), Status::kHeadersTooLarge);
}

TEST(RequestAssembler_Head, Malformed_IsRefused) {
  for (const char* head :
       {"GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n",
        "GET / HTTX/1.1\r\n\r\n", "G(T / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nA B: x\r\n\r\n",
        "GET / HTTP/1.1\r\nA: x\x01\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        // Two ways to tell the length invite request smuggling (RFC 9112 section 6.3).
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    Feed feed;
    EXPECT_EQ(feed.Add(head), Status::kMalformed) << head;
  }
}

// RFC 9112 section 5.2 lets a server refuse folded lines.
TEST(RequestAssembler_Head, FoldedValue_IsRefused) {
  Feed feed;
  EXPECT_EQ(feed.Add("GET / HTTP/1.1\r\nX-Amz-Target: a\r\n b\r\n\r\n"), Status::kMalformed);
}

// A TLS handshake, or text without carriage returns, would otherwise wait for its timeout.
TEST(RequestAssembler_Head, WhatCannotBecomeARequest_IsRefusedAtOnce) {
  for (const char* start : {"\x16\x03\x01", "GET / HTTP/1.1\n", "\n", "hello, world", "\r\r",
                            "averyveryveryverylongmethodnameindeed"}) {
    Feed feed;
    EXPECT_EQ(feed.AddByteByByte(start), Status::kMalformed) << start;
  }
}

TEST(RequestAssembler_Head, EmptyLinesInFront_AreSkipped) {
  Feed feed;
  EXPECT_EQ(feed.AddByteByByte("\r\n\r\nGET / HTTP/1.1\r\n\r\n"), Status::kComplete);
}

TEST(RequestAssembler_Head, EveryHeaderOfTheContract_IsFound) {
  Feed feed;
  ASSERT_EQ(
      feed.Add(
          "OPTIONS * HTTP/1.1\r\nhost:h\r\nCONTENT-TYPE: c \r\nAuthorization:\ta\r\nOrigin: o\r\n"
          "Access-Control-Request-Headers: x, y\r\nX-Amz-Target: t\r\nx-amz-date: d\r\n"
          "X-Amz-Security-Token: s\r\nX-Stator-Hold-Transaction-Ms: 5\r\nX-Other: "
          "z\r\nEmpty:\r\n\r\n"),
      Status::kComplete);
  const HttpRequest& request = feed.head().request;
  EXPECT_EQ(request.method, "OPTIONS");
  EXPECT_EQ(request.target, "*");
  EXPECT_EQ(request.host, "h");
  EXPECT_EQ(request.content_type, "c");
  EXPECT_EQ(request.authorization, "a");
  EXPECT_EQ(request.origin, "o");
  EXPECT_EQ(request.access_control_request_headers, "x, y");
  EXPECT_EQ(request.amz_target, "t");
  EXPECT_EQ(request.amz_date, "d");
  EXPECT_EQ(request.amz_security_token, "s");
  EXPECT_EQ(request.stator_hold_transaction_ms, "5");
}

TEST(RequestAssembler_Head, HeaderGivenAgain_IsJoinedWithCommas) {
  Feed feed;
  ASSERT_EQ(feed.Add("GET / HTTP/1.1\r\nHost: a\r\nX-Amz-Date: 1\r\nhost: "
                     "b\r\nx-amz-date:\r\nHOST: c\r\n\r\n"),
            Status::kComplete);
  EXPECT_EQ(feed.head().request.host, "a,b,c");
  EXPECT_EQ(feed.head().request.amz_date, "1,");
}

// dynalite and dynoxide agree.
TEST(RequestAssembler_Head, AuthorizationGivenAgain_IsTheFirst) {
  Feed feed;
  ASSERT_EQ(feed.Add("GET / HTTP/1.1\r\nAuthorization: a\r\nauthorization: b\r\n\r\n"),
            Status::kComplete);
  EXPECT_EQ(feed.head().request.authorization, "a");
}

TEST(RequestAssembler_KeepAlive, FollowsVersionAndConnectionHeader) {
  const auto keeps = [](const std::string& version, const std::string& headers,
                        const std::string& body = "") {
    Feed feed;
    EXPECT_EQ(feed.Add("GET / " + version + "\r\n" + headers + "\r\n" + body), Status::kComplete);
    return feed.head().keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "connection: Upgrade, Close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", ""));
  EXPECT_TRUE(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
  // Chunks came with HTTP/1.1: somebody in between may see the end of the request elsewhere.
  const std::string chunked = "Connection: Keep-Alive\r\nTransfer-Encoding: chunked\r\n";
  EXPECT_TRUE(keeps("HTTP/1.1", chunked, "0\r\n\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", chunked, "0\r\n\r\n"));
}

TEST(RequestAssembler_Continue, IsWantedOnceAndOnlyBeforeTheBody) {
  const std::string request = Post("body", "Expect: 100-Continue\r\n");
  const size_t head_end = request.size() - 4;
  Feed waiting;
  EXPECT_EQ(waiting.Add(request.substr(0, head_end)), Status::kNeedMore);
  EXPECT_TRUE(waiting.assembler().TakeContinue());
  EXPECT_FALSE(waiting.assembler().TakeContinue());
  Feed hasty;
  EXPECT_EQ(hasty.Add(request.substr(0, head_end + 1)), Status::kNeedMore);
  EXPECT_FALSE(hasty.assembler().TakeContinue());
}

TEST(RequestAssembler_MissingBytes, TellsWhatTheBodyLacks) {
  Feed feed;
  EXPECT_EQ(feed.Add("POST / HTTP/1.1\r\nContent-Le"), Status::kNeedMore);
  EXPECT_EQ(feed.assembler().missing_bytes(), 0U);
  EXPECT_EQ(feed.Add("ngth: 10\r\n\r\nabc"), Status::kNeedMore);
  EXPECT_EQ(feed.assembler().missing_bytes(), 7U);
}

}  // namespace
}  // namespace stator::http
