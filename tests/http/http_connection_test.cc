// What a client sees over a socket, request by request.
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <future>
#include <string>

#include "raw_client.h"
#include "running_server.h"
#include "zlib_oracle.h"

namespace stator::http {
namespace {

std::string CrcOf(const std::string& bytes) {
  return std::to_string(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

TEST(HttpConnection_Answer, HasTheHeadersOfTheService) {
  RunningServer server;
  RawClient client(server.port());
  const RawResponse response = client.Ask(Post(R"({"a":1})"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"a":1})");
  EXPECT_EQ(response.Header("server"), "Server");
  EXPECT_EQ(response.Header("date").size(), std::string("Sun, 06 Nov 1994 08:49:37 GMT").size());
  EXPECT_EQ(response.Header("content-type"), "application/x-amz-json-1.0");
  EXPECT_EQ(response.Header("connection"), "keep-alive");
  EXPECT_EQ(response.Header("x-amz-crc32"), CrcOf(R"({"a":1})"));
  EXPECT_EQ(response.Header("content-encoding"), "");
}

TEST(HttpConnection_Answer, PassesOnStatusHeadersAndBody) {
  RunningServer server({}, [](HttpRequest& request, HttpResponse& response) {
    response.status = 400;
    response.headers.append("x-one: 1\r\nx-two: 2\r\n");
    response.is_api_response = false;
    response.body.append(request.target).append(" ").append(request.amz_target);
  });
  RawClient client(server.port());
  const RawResponse response =
      client.Ask("POST /shell?x=y HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n\r\n");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, "/shell?x=y DynamoDB_20120810.PutItem");
  EXPECT_EQ(response.Header("x-one"), "1");
  EXPECT_EQ(response.Header("x-two"), "2");
  EXPECT_EQ(response.headers.count("x-amz-crc32"), 0U);
}

TEST(HttpConnection_Answer, StartsAfreshForEachRequest) {
  int calls = 0;
  RunningServer server({}, [&calls](HttpRequest&, HttpResponse& response) {
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(response.headers, "");
    if (++calls == 1) {
      response.status = 500;
      response.body.assign(100'000, 'x');
      response.headers.append("x-first: 1\r\n");
    }
  });
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(Post("1")).body.size(), 100'000U);
  const RawResponse second = client.Ask(Post("2"));
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(second.headers.count("x-first"), 0U);
}

// What takes long does not keep the only I/O thread from others, and its answer comes like any.
TEST(HttpConnection_LongWork, LeavesTheThreadToOthers) {
  std::promise<void> go_on;
  std::shared_future<void> may_go_on(go_on.get_future());
  RunningServer server({}, [&](HttpRequest& request, HttpResponse& response) {
    response.headers += "x-head: kept\r\n";
    if (request.target != "/long") {
      response.body = "short";
      return;
    }
    response.long_work = [&](HttpResponse& later) {
      may_go_on.wait();
      later.status = 404;
      later.body = "long";
    };
  });
  RawClient slow(server.port());
  // The second request comes with the first, and is answered behind it.
  ASSERT_TRUE(slow.Send("GET /long HTTP/1.1\r\n\r\nGET /short HTTP/1.1\r\n\r\n"));
  RawClient other(server.port());
  EXPECT_EQ(other.Ask("GET /short HTTP/1.1\r\n\r\n").body, "short");
  go_on.set_value();
  const RawResponse answer = slow.Read();
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "long");
  EXPECT_EQ(answer.Header("x-head"), "kept");
  EXPECT_EQ(answer.Header("connection"), "keep-alive");
  EXPECT_EQ(slow.Read().body, "short");
  EXPECT_EQ(slow.Ask("GET /long HTTP/1.1\r\n\r\n").body, "long");
}

TEST(HttpConnection_LongWork, AnswersStayInOrderBehindWhatIsNotSent) {
  const std::string large(8'000'000, 'x');
  RunningServer server({}, [&](HttpRequest& request, HttpResponse& response) {
    if (request.target == "/large") {
      response.body = large;
      return;
    }
    response.long_work = [](HttpResponse& later) { later.body = "long"; };
  });
  RawClient client(server.port());
  ASSERT_TRUE(
      client.Send("GET /large HTTP/1.1\r\n\r\nGET /long HTTP/1.1\r\n\r\n"
                  "GET /large HTTP/1.1\r\n\r\nGET /long HTTP/1.1\r\n\r\n"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(client.Read().body.size(), large.size());
    EXPECT_EQ(client.Read().body, "long");
  }
}

// The client that asked may be gone before the answer is there, and the server may be stopped.
TEST(HttpConnection_LongWork, EndsBeforeTheServerDoes) {
  std::atomic<int> done{0};
  std::promise<void> started;
  std::promise<void> go_on;
  {
    RunningServer server({}, [&](HttpRequest&, HttpResponse& response) {
      response.long_work = [&](HttpResponse& later) {
        if (done == 0) {
          started.set_value();
          go_on.get_future().wait();
        }
        later.body = std::to_string(++done);
      };
    });
    RawClient gone(server.port());
    ASSERT_TRUE(gone.Send("GET / HTTP/1.1\r\n\r\n"));
    started.get_future().wait();
    gone.Reset();
    server.server().Stop();
    go_on.set_value();
  }
  EXPECT_EQ(done, 1);
}

TEST(HttpConnection_KeepAlive, ServesManyRequestsOneAfterTheOther) {
  RunningServer server;
  RawClient client(server.port());
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(client.Ask(Post("body " + std::to_string(i))).body, "body " + std::to_string(i));
  }
}

TEST(HttpConnection_Close, IsDoneWhenTheClientAsksForIt) {
  RunningServer server;
  RawClient client(server.port());
  const RawResponse response = client.Ask(Post("x", "Connection: close\r\n"));
  EXPECT_EQ(response.body, "x");
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpConnection_Close, IsDoneWhenTheHandlerAsksForIt) {
  RunningServer server({}, [](HttpRequest&, HttpResponse& response) {
    response.body = "bye";
    response.close_connection = true;
  });
  RawClient client(server.port());
  // What is pipelined behind the last answer is not looked at, and causes no reset.
  const RawResponse response = client.Ask(Post("1") + Post("2"));
  EXPECT_EQ(response.body, "bye");
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpConnection_Http10, ClosesUnlessKeepAliveIsAskedFor) {
  RunningServer server;
  RawClient closing(server.port());
  EXPECT_EQ(closing.Ask("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx").body, "x");
  EXPECT_TRUE(closing.EndsCleanly());
  RawClient keeping(server.port());
  for (int i = 0; i < 2; ++i) {
    const RawResponse response =
        keeping.Ask("POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx");
    EXPECT_EQ(response.body, "x");
    EXPECT_EQ(response.Header("connection"), "keep-alive");
  }
}

TEST(HttpConnection_Head, GetsTheLengthButNoBody) {
  RunningServer server({}, [](HttpRequest& request, HttpResponse& response) {
    response.body.append("healthy: ").append(request.method);
  });
  RawClient client(server.port());
  ASSERT_TRUE(client.Send("HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(client.Read(true).Header("content-length"), "13");
  EXPECT_EQ(client.Read().body, "healthy: GET");
}

TEST(HttpConnection_Body, IsFollowedByATerminator) {
  RunningServer server({}, [](HttpRequest& request, HttpResponse& response) {
    response.body.append(request.body.data());
    for (char& c : request.body) c = '!';
  });
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("one") + Post("") + Post("two") + PostChunked("three", 2) +
                          Post(Compress("four", 31), "Content-Encoding: gzip\r\n")));
  for (const char* body : {"one", "", "two", "three", "four"}) EXPECT_EQ(client.Read().body, body);
}

TEST(HttpConnection_Continue, IsSentBeforeTheBodyIsRead) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(
      client.Ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n").status,
      100);
  const RawResponse response = client.Ask("body");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "body");
}

TEST(HttpConnection_Continue, IsNotSentToHttp10) {
  RunningServer server;
  RawClient client(server.port());
  ASSERT_TRUE(client.Send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"));
  EXPECT_EQ(client.Ask("body").status, 200);
}

TEST(HttpConnection_Continue, IsNotSentForABodyOverTheLimit) {
  HttpServerOptions options;
  options.max_body_bytes = 10;
  RunningServer server(options);
  RawClient client(server.port());
  EXPECT_EQ(
      client.Ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n").status,
      413);
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpConnection_Chunked, IsJoined) {
  RunningServer server;
  RawClient client(server.port());
  const std::string body(300'000, 'c');
  EXPECT_EQ(client.Ask(PostChunked(body, 1'000)).body, body);
  EXPECT_EQ(client.Ask(PostChunked("", 1)).body, "");
  EXPECT_EQ(client.Ask(PostChunked("tiny", 1)).body, "tiny");
}

TEST(HttpConnection_SplitRequest, ByteByByte_IsAnswered) {
  RunningServer server;
  RawClient client(server.port());
  for (const std::string& request : {Post("body"), PostChunked("body", 3)}) {
    for (const char byte : request) ASSERT_TRUE(client.Send({&byte, 1}));
    EXPECT_EQ(client.Read().body, "body");
  }
}

TEST(HttpConnection_SplitRequest, CutAtEveryByte_BehindACompleteOne_IsAnswered) {
  RunningServer server;
  const std::string first = Post("first");
  const std::string second = Post("second", "X-Amz-Target: x\r\n");
  for (size_t cut = 0; cut < second.size(); ++cut) {
    RawClient client(server.port());
    // The first answer shows that the server has read the beginning of the second request.
    EXPECT_EQ(client.Ask(first + second.substr(0, cut)).body, "first");
    EXPECT_EQ(client.Ask(second.substr(cut)).body, "second") << cut;
  }
}

TEST(HttpConnection_Pipelining, BurstIsAnsweredInOrder) {
  RunningServer server;
  RawClient client(server.port());
  std::string burst;
  for (int i = 0; i < 2'000; ++i) burst += Post(std::to_string(i));
  ASSERT_TRUE(client.Send(burst));
  for (int i = 0; i < 2'000; ++i) ASSERT_EQ(client.Read().body, std::to_string(i));
}

// 200 answers of 200 kB do not fit into any socket buffer: the server has to stop, and to go on
// when the client reads.
TEST(HttpConnection_Pipelining, SlowReaderGetsEverythingInOrder) {
  RunningServer server({}, [](HttpRequest& request, HttpResponse& response) {
    response.body.assign(200'000, request.body[0]);
  });
  RawClient client(server.port());
  std::string burst;
  for (int i = 0; i < 200; ++i) burst += Post(std::string(1, static_cast<char>('A' + i % 26)));
  ASSERT_TRUE(client.Send(burst));
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(client.Read().body, std::string(200'000, static_cast<char>('A' + i % 26))) << i;
  }
  EXPECT_EQ(client.Ask(Post("Z")).body.size(), 200'000U);
}

TEST(HttpConnection_RequestEncoding, GzipAndDeflate_AreUndone) {
  RunningServer server;
  RawClient client(server.port());
  const std::string body = "{\"text\":\"" + std::string(100'000, 'z') + "\"}";
  EXPECT_EQ(client.Ask(Post(Compress(body, 31), "Content-Encoding: gzip\r\n")).body, body);
  EXPECT_EQ(client.Ask(Post(Compress(body, 15), "Content-Encoding: deflate\r\n")).body, body);
  EXPECT_EQ(client.Ask(Post(Compress(body, -15), "Content-Encoding: deflate\r\n")).body, body);
  EXPECT_EQ(client.Ask(PostChunked(Compress(body, 31), 10, "Content-Encoding: gzip\r\n")).body,
            body);
  EXPECT_EQ(client.Ask(Post(body, "Content-Encoding: identity\r\n")).body, body);
  EXPECT_EQ(client.Ask(Post("", "Content-Encoding: gzip\r\n")).body, "");
}

TEST(HttpConnection_RequestEncoding, UnknownOrCorrupt_IsRefused) {
  RunningServer server;
  for (const std::string& request :
       {Post("x", "Content-Encoding: br\r\n"), Post("not gzip", "Content-Encoding: gzip\r\n"),
        Post("x", "Content-Encoding: gzip, deflate\r\n")}) {
    RawClient client(server.port());
    const RawResponse response = client.Ask(request);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, "bad content encoding");
  }
}

TEST(HttpConnection_ResponseEncoding, GzipIsUsedWhenAccepted_AndTheCrcIsOfWhatIsSent) {
  RunningServer server;
  RawClient client(server.port());
  const std::string body(50'000, 'q');
  const RawResponse response = client.Ask(Post(body, "Accept-Encoding: deflate, gzip\r\n"));
  EXPECT_EQ(response.Header("content-encoding"), "gzip");
  EXPECT_LT(response.body.size(), 1'000U);
  EXPECT_EQ(Uncompress(response.body, 31), body);
  EXPECT_EQ(response.Header("x-amz-crc32"), CrcOf(response.body));
}

TEST(HttpConnection_ResponseEncoding, DeflateIsUsedWhenOnlyThatIsAccepted) {
  RunningServer server;
  RawClient client(server.port());
  const RawResponse response =
      client.Ask(Post("some body", "Accept-Encoding: gzip;q=0, deflate\r\n"));
  EXPECT_EQ(response.Header("content-encoding"), "deflate");
  EXPECT_EQ(Uncompress(response.body, 15), "some body");
}

TEST(HttpConnection_ResponseEncoding, IsNotUsedUnasked) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* header : {"", "Accept-Encoding: identity\r\n", "Accept-Encoding: *\r\n",
                             "Accept-Encoding: gzip;q=0\r\n", "Accept-Encoding:\r\n"}) {
    const RawResponse response = client.Ask(Post("plain", header));
    EXPECT_EQ(response.Header("content-encoding"), "") << header;
    EXPECT_EQ(response.body, "plain");
  }
}

// wget, netcat and some test tools shut down their side as soon as they have sent the request.
TEST(HttpConnection_HalfClose, RequestBeforeItIsAnswered) {
  RunningServer server(
      {}, [](HttpRequest&, HttpResponse& response) { response.body.assign(5'000'000, 'x'); });
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("x")));
  client.ShutdownSend();
  EXPECT_EQ(client.Read().body.size(), 5'000'000U);
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpConnection_HalfClose, InTheMiddleOfARequest_EndsTheConnection) {
  RunningServer server;
  RawClient client(server.port());
  ASSERT_TRUE(client.Send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"));
  client.ShutdownSend();
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpConnection_Reset, AtAnyMoment_LeavesTheServerRunning) {
  RunningServer server(
      {}, [](HttpRequest&, HttpResponse& response) { response.body.assign(3'000'000, 'x'); });
  const std::string request = Post("body");
  for (size_t sent = 0; sent <= request.size(); sent += 5) {
    RawClient client(server.port());
    ASSERT_TRUE(client.Send(request.substr(0, sent)));
    client.Reset();
  }
  RawClient pipelining(server.port());
  ASSERT_TRUE(pipelining.Send(request + request + request));
  pipelining.Reset();
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(request).status, 200);
}

}  // namespace
}  // namespace stator::http
