#include "server/http/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace stator::http {
namespace {

// RFC 9110 section 5.6.7's own example of the preferred format.
TEST(DateLine_At, IsAnImfFixdate) {
  DateLine date;
  EXPECT_EQ(date.At(784111777), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
  EXPECT_EQ(date.At(784111777), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
  EXPECT_EQ(date.At(0), "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
  EXPECT_EQ(date.At(1709251199), "Date: Thu, 29 Feb 2024 23:59:59 GMT\r\n");
}

TEST(ResponseHead_Append, WritesEveryLine) {
  ResponseHead head;
  head.content_type = "application/x-amz-json-1.0";
  head.headers = "x-amzn-RequestId: R\r\n";
  head.content_coding = ContentCoding::kGzip;
  head.content_length = 1234567;
  head.crc32 = 4294967295U;
  std::string output = "before";
  AppendResponseHead(head, "Date: D\r\n", output);
  EXPECT_EQ(output,
            "beforeHTTP/1.1 200 OK\r\nServer: Server\r\nDate: D\r\n"
            "Content-Type: application/x-amz-json-1.0\r\nContent-Encoding: gzip\r\n"
            "Content-Length: 1234567\r\nConnection: keep-alive\r\nx-amzn-RequestId: R\r\n"
            "x-amz-crc32: 4294967295\r\n\r\n");
}

TEST(ResponseHead_Append, ClosingErrorWithoutOptionalLines) {
  ResponseHead head;
  head.status = 431;
  head.keep_alive = false;
  std::string output;
  AppendResponseHead(head, "Date: D\r\n", output);
  EXPECT_EQ(output,
            "HTTP/1.1 431 Request Header Fields Too Large\r\nServer: Server\r\nDate: D\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n");
}

// RFC 9110 section 8.6: no Content-Length in a 204.
TEST(ResponseHead_Append, NoContentHasNoLength) {
  ResponseHead head;
  head.status = 204;
  std::string output;
  AppendResponseHead(head, "Date: D\r\n", output);
  EXPECT_EQ(output,
            "HTTP/1.1 204 No Content\r\nServer: Server\r\nDate: D\r\n"
            "Connection: keep-alive\r\n\r\n");
}

}  // namespace
}  // namespace stator::http
