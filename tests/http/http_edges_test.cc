// A change of a socket is told to the server once. Here it stops reading or writing at every point
// where a change could be lost, and has to go on by itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "raw_client.h"
#include "running_server.h"

namespace stator::http {
namespace {

constexpr size_t kReadBytes = size_t{64} * 1024;  // what the server reads at once
constexpr size_t kLarge = 8'000'000;              // more than any socket buffer takes

// Of exactly this many bytes.
std::string RequestOf(size_t bytes) {
  const std::string body(bytes / 2, 'x');
  const std::string padding(bytes - Post(body, "X: \r\n").size(), 'p');
  return Post(body, "X: " + padding + "\r\n");
}

void AnswerShortly(HttpRequest& request, HttpResponse& response) {
  response.body = std::to_string(request.body.size());
}

TEST(HttpEdges_Read, RequestThatEndsWithTheRoomForIt_IsAnswered) {
  RunningServer server({}, AnswerShortly);
  RawClient client(server.port());
  for (size_t bytes = kReadBytes - 2; bytes <= kReadBytes + 2; ++bytes) {
    EXPECT_EQ(client.Ask(RequestOf(bytes)).status, 200) << bytes;
    EXPECT_EQ(client.Ask(Post("next")).body, "4") << bytes;
  }
}

TEST(HttpEdges_Read, PipelinedRequestsOfMoreThanATurn_AreAllAnswered) {
  RunningServer server({}, AnswerShortly);
  RawClient client(server.port());
  constexpr int kRequests = 5'000;
  std::string burst;
  for (int i = 0; i < kRequests; ++i) burst += Post(std::string(1'000, 'x'));
  ASSERT_TRUE(client.Send(burst));
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.Read().body, "1000") << i;
  EXPECT_EQ(client.Ask(Post("last")).body, "4");
}

TEST(HttpEdges_Read, WhoSendsWithoutAPause_LeavesOthersTheirTurn) {
  RunningServer server({}, AnswerShortly);
  std::atomic<bool> enough{false};
  std::thread sender([&] {
    RawClient busy(server.port());
    const std::string request = Post(std::string(3'000'000, 'x'));
    while (!enough) ASSERT_EQ(busy.Ask(request + request).status, 200);
  });
  for (int i = 0; i < 100; ++i) {
    RawClient other(server.port());
    EXPECT_EQ(other.Ask(Post("x")).body, "1");
  }
  enough = true;
  sender.join();
}

TEST(HttpEdges_End, RightBehindARequest_BothAreSeen) {
  HttpServerOptions options;
  options.max_header_bytes = 1'000'000;
  RunningServer server(options, AnswerShortly);
  for (const size_t bytes : {size_t{1000}, kReadBytes, kReadBytes + 1, size_t{300'000}}) {
    const std::string request = RequestOf(bytes);
    for (int i = 0; i < 50; ++i) {
      RawClient client(server.port());
      ASSERT_TRUE(client.Send(request));
      client.ShutdownSend();
      ASSERT_EQ(client.Read().status, 200);
      ASSERT_TRUE(client.EndsCleanly());
    }
  }
}

TEST(HttpEdges_End, BehindPipelinedRequests_AllAreAnswered) {
  RunningServer server({}, AnswerShortly);
  std::string burst;
  for (int i = 0; i < 300; ++i) burst += Post(std::string(1'000, 'x'));
  for (int i = 0; i < 20; ++i) {
    RawClient client(server.port());
    ASSERT_TRUE(client.Send(burst));
    client.ShutdownSend();
    for (int n = 0; n < 300; ++n) ASSERT_EQ(client.Read().body, "1000");
    ASSERT_TRUE(client.EndsCleanly());
  }
}

// The only thread of the server has done with what came before once another client is answered.
void WaitForTheServer(uint16_t port) {
  RawClient other(port);
  for (int i = 0; i < 2; ++i) EXPECT_NE(other.Ask(Post("")).status, 0);
}

void AnswerLargely(HttpRequest& request, HttpResponse& response) {
  if (!request.body.empty()) response.body.assign(kLarge, request.body.front());
}

TEST(HttpEdges_Write, ClientThatReadsLate_GetsAll_AndWhatItAskedMeanwhile) {
  RunningServer server({}, AnswerLargely);
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("a")));
  WaitForTheServer(server.port());
  // It comes while the server waits for room.
  ASSERT_TRUE(client.Send(Post("b")));
  WaitForTheServer(server.port());
  EXPECT_EQ(client.Read().body, std::string(kLarge, 'a'));
  EXPECT_EQ(client.Read().body, std::string(kLarge, 'b'));
  EXPECT_EQ(client.Ask(Post("c")).body.size(), kLarge);
}

TEST(HttpEdges_Write, ClientThatEndsItsInputMeanwhile_GetsAll) {
  RunningServer server({}, AnswerLargely);
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("a")));
  WaitForTheServer(server.port());
  client.ShutdownSend();
  WaitForTheServer(server.port());
  EXPECT_EQ(client.Read().body.size(), kLarge);
  EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpEdges_Write, ClientThatResetsMeanwhile_LeavesTheServerRunning) {
  RunningServer server({}, AnswerLargely);
  for (int i = 0; i < 20; ++i) {
    RawClient client(server.port());
    ASSERT_TRUE(client.Send(Post("a") + Post("b")));
    WaitForTheServer(server.port());
    client.Reset();
  }
  WaitForTheServer(server.port());
}

TEST(HttpEdges_Stop, AnswerThatIsNotTakenYet_IsSentToItsEnd) {
  HttpServerOptions options;
  options.stop_grace = std::chrono::milliseconds(60'000);
  RunningServer server(options, AnswerLargely);
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("a")));
  WaitForTheServer(server.port());
  server.server().Stop();
  EXPECT_EQ(client.Read().body.size(), kLarge);
  EXPECT_TRUE(client.EndsCleanly());
  server.Join();
}

TEST(HttpEdges_Stop, OfManyThreadsAtOnce_EndsTheServer) {
  for (int i = 0; i < 20; ++i) {
    HttpServerOptions options;
    options.threads = 3;
    RunningServer server(options);
    std::thread asking([&] {
      RawClient client(server.port());
      while (client.connected() && client.Ask(Post("x")).status == 200) {
      }
    });
    std::thread stopping([&] { server.server().Stop(); });
    server.server().Stop();
    stopping.join();
    server.Join();
    asking.join();
  }
}

// Long work that waits to be told to go on.
class HeldWork {
 public:
  void operator()(HttpResponse& response) {
    std::unique_lock lock(mutex_);
    ++started_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_ >= started_; });
    response.body = "long";
  }
  void Release() {
    const std::scoped_lock lock(mutex_);
    ++released_;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int started_ = 0;
  int released_ = 0;
};

// Asks for some short answers and one that takes long, over and over, and reads nothing: until the
// server has no more room for them, or the `held`th long answer is being worked on. Then reads what
// was sent, so that room comes while the work is going on. Returns how often it could ask.
int AskWithoutReading(int held) {
  constexpr int kShort = 4;
  constexpr size_t kShortBytes = 15'000;  // so that they are collected
  HeldWork work;
  std::atomic<int> long_asked{0};
  RunningServer server({}, [&](HttpRequest& request, HttpResponse& response) {
    if (request.target == "/short") response.body.assign(kShortBytes, 's');
    if (request.target != "/long") return;
    ++long_asked;
    response.long_work = [&](HttpResponse& later) { work(later); };
  });
  RawClient client(server.port());
  std::string burst;
  for (int i = 0; i < kShort; ++i) burst += "GET /short HTTP/1.1\r\n\r\n";
  burst += "GET /long HTTP/1.1\r\n\r\n";
  int asked = 0;
  while (true) {
    EXPECT_TRUE(client.Send(burst));
    ++asked;
    // The answer before may still be on its way from the thread that worked on it.
    for (int i = 0; i < 20 && long_asked < asked; ++i) WaitForTheServer(server.port());
    if (long_asked < asked || asked == held) break;
    work.Release();
  }
  const auto expect_short = [&] {
    for (int i = 0; i < kShort; ++i) EXPECT_EQ(client.Read().body.size(), kShortBytes);
  };
  for (int i = 1; i < asked; ++i) {
    expect_short();
    EXPECT_EQ(client.Read().body, "long");
  }
  WaitForTheServer(server.port());
  // What is not sent when the work begins is sent behind it at the latest.
  work.Release();
  expect_short();
  EXPECT_EQ(client.Read().body, "long");
  EXPECT_EQ(client.Ask("GET / HTTP/1.1\r\n\r\n").status, 200);
  return asked;
}

TEST(HttpEdges_LongWork, RoomThatComesMeanwhile_IsNotForgotten) {
  const int fit = AskWithoutReading(1'000);
  for (int held = std::max(1, fit - 3); held <= fit + 1; ++held) AskWithoutReading(held);
}

}  // namespace
}  // namespace stator::http
