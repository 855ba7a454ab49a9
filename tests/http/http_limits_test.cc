// Sizes and times at their limits.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "raw_client.h"
#include "running_server.h"
#include "zlib_oracle.h"

namespace stator::http {
namespace {

using std::chrono::milliseconds;

constexpr size_t kMaxBody = 1'000'000;

HttpServerOptions Limited() {
  HttpServerOptions options;
  options.max_body_bytes = kMaxBody;
  options.max_header_bytes = 4'096;
  return options;
}

// Sends no faster than the server takes it, and reads the answer wherever it comes.
void ExpectRefused(uint16_t port, const std::string& request, int status) {
  RawClient client(port);
  EXPECT_TRUE(client.Send(request));
  const RawResponse response = client.Read();
  EXPECT_EQ(response.status, status);
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpLimits_Body, AtTheLimit_IsAnswered) {
  RunningServer server(Limited());
  RawClient client(server.port());
  const std::string body(kMaxBody, 'b');
  EXPECT_EQ(client.Ask(Post(body)).body, body);
  EXPECT_EQ(client.Ask(PostChunked(body, 100'000)).body, body);
  EXPECT_EQ(client.Ask(Post(Compress(body, 31), "Content-Encoding: gzip\r\n")).body, body);
}

// The client sends all of the body before it looks for an answer, and still gets to read it.
TEST(HttpLimits_Body, OverTheLimit_IsRefusedWithoutAReset) {
  RunningServer server(Limited());
  ExpectRefused(server.port(), Post(std::string(kMaxBody + 1, 'b')), 413);
  ExpectRefused(server.port(), PostChunked(std::string(kMaxBody + 1, 'b'), 70'000), 413);
  ExpectRefused(server.port(), Post(std::string(20 * kMaxBody, 'b')), 413);
  ExpectRefused(server.port(), PostChunked(std::string(20 * kMaxBody, 'b'), 1'000), 413);
}

TEST(HttpLimits_Body, InflatingPastTheLimit_IsRefused) {
  RunningServer server(Limited());
  ExpectRefused(server.port(),
                Post(Compress(std::string(kMaxBody + 1, 'b'), 31), "Content-Encoding: gzip\r\n"),
                413);
  ExpectRefused(
      server.port(),
      Post(Compress(std::string(50 * kMaxBody, 'b'), 15), "Content-Encoding: deflate\r\n"), 413);
}

// Three large requests, none of which is there whole, where there is room for two: one is refused,
// and the others are answered. Afterwards the room is there again.
TEST(HttpLimits_Body, MoreAtOnceThanThereIsRoomFor_IsRefused) {
  constexpr size_t kBody = size_t{2} * 1024 * 1024;
  HttpServerOptions options;
  options.max_body_bytes = kBody;
  options.max_buffered_bytes = 1;  // which is taken for two bodies
  options.threads = 2;
  RunningServer server(options);
  const std::string request = Post(std::string(kBody, 'b'));
  const std::string_view start = std::string_view(request).substr(0, request.size() - 1000);
  for (int round = 0; round < 2; ++round) {
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back(server.port());
      static_cast<void>(clients.back().Send(start));  // who is refused may be told so before
    }
    const auto refused = [&] {
      for (;;) {
        for (auto client = clients.begin(); client != clients.end(); ++client) {
          if (client->HasAnswer()) return client;
        }
        std::this_thread::yield();
      }
    }();
    EXPECT_EQ(refused->Read().status, 503);
    clients.erase(refused);
    RawClient small(server.port());
    EXPECT_EQ(small.Ask(Post("small")).status, 200);
    for (RawClient& client : clients) {
      EXPECT_TRUE(client.Send(std::string_view(request).substr(start.size())));
      EXPECT_EQ(client.Read().body.size(), kBody);
    }
  }
}

TEST(HttpLimits_Head, AtTheLimit_IsAnswered_PastItIsRefused) {
  RunningServer server(Limited());
  const std::string fixed = "GET / HTTP/1.1\r\nX-Padding: \r\n\r\n";
  const auto request = [&](size_t bytes) {
    return "GET / HTTP/1.1\r\nX-Padding: " + std::string(bytes - fixed.size(), 'p') + "\r\n\r\n";
  };
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(request(4'096)).status, 200);
  ExpectRefused(server.port(), request(4'097), 431);
  ExpectRefused(server.port(), request(500'000), 431);
  ExpectRefused(server.port(), "GET /" + std::string(100'000, 'u') + " HTTP/1.1\r\n\r\n", 431);
}

TEST(HttpLimits_Malformed, IsAnsweredAndClosed) {
  RunningServer server(Limited());
  for (const std::string& request :
       {std::string("NONSENSE\r\n\r\n"), std::string("\x16\x03\x01\x02\x00\x01", 6),
        std::string("GET / HTTP/1.1\n\n"), std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Post("x").replace(0, 4, "P ST"), std::string("GET / HTTP/1.1\r\n\r\n\0", 19).substr(18)}) {
    ExpectRefused(server.port(), request, 400);
  }
}

TEST(HttpLimits_Malformed, BehindAGoodRequest_BothAreAnswered) {
  RunningServer server(Limited());
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("good") + "bad\r\n\r\n" + Post("unread")));
  EXPECT_EQ(client.Read().body, "good");
  EXPECT_EQ(client.Read().status, 400);
  EXPECT_TRUE(client.EndsCleanly());
}

HttpServerOptions Hasty() {
  HttpServerOptions options;
  options.request_timeout = milliseconds(60);
  options.idle_timeout = milliseconds(60);
  return options;
}

TEST(HttpTimeout_Idle, ConnectionIsClosed) {
  HttpServerOptions options = Hasty();
  options.request_timeout = milliseconds(60'000);
  RunningServer server(options);
  RawClient silent(server.port());
  EXPECT_TRUE(silent.EndsCleanly());
  RawClient used(server.port());
  EXPECT_EQ(used.Ask(Post("x")).body, "x");
  EXPECT_TRUE(used.EndsCleanly());
}

TEST(HttpTimeout_Request, StalledInTheHeadOrTheBody_IsClosed) {
  HttpServerOptions options = Hasty();
  options.idle_timeout = milliseconds(60'000);
  RunningServer server(options);
  for (const char* start : {"POST / HT", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab",
                            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawClient client(server.port());
    ASSERT_TRUE(client.Send(start));
    EXPECT_TRUE(client.EndsCleanly()) << start;
  }
}

// The client takes nothing of an answer that no socket buffer holds.
TEST(HttpTimeout_Request, StalledReader_IsClosed) {
  HttpServerOptions options = Hasty();
  RunningServer server(
      options, [](HttpRequest&, HttpResponse& response) { response.body.assign(50'000'000, 'x'); });
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("x")));
  // When this younger connection has run into its timeout, so has the other.
  RawClient younger(server.port());
  EXPECT_TRUE(younger.EndsCleanly());
  EXPECT_LT(client.ReadToEnd().size(), 50'000'000U);
}

TEST(HttpTimeout_Linger, ClientThatNeverCloses_IsClosed) {
  HttpServerOptions options = Hasty();
  options.idle_timeout = milliseconds(60'000);
  RunningServer server(options);
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(Post("x", "Connection: close\r\n")).body, "x");
  EXPECT_TRUE(client.EndsCleanly());
  // Once the server has given up, what is sent meets a reset sooner or later.
  while (client.Send("more")) {
  }
}

}  // namespace
}  // namespace stator::http
