// Listening, running, stopping.
#include "server/http/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "raw_client.h"
#include "running_server.h"

namespace stator::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Long enough for a loaded machine, short enough to tell that nothing waits for a timeout.
constexpr milliseconds kAtOnce{1'000};

std::string ListenMessage(const HttpServerOptions& options) {
  TestHandler handler;
  const auto listening = HttpServer::Listen(options, handler);
  return listening.ok() ? "(listens)" : listening.error().message;
}

TEST(HttpServer_Listen, PortTaken_SaysSo) {
  RunningServer server;
  HttpServerOptions options;
  options.port = server.port();
  EXPECT_EQ(ListenMessage(options), "cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
                                        ": address already in use; choose another with --port");
}

// 192.0.2.0/24 is set aside for documentation (RFC 5737) and on no machine.
TEST(HttpServer_Listen, AddressOfAnotherMachine_SaysSo) {
  HttpServerOptions options;
  options.host = "192.0.2.1";
  EXPECT_EQ(ListenMessage(options),
            "cannot listen on 192.0.2.1:8000: this machine has no such address; choose another "
            "with --host");
}

// The top-level domain "invalid" never has addresses (RFC 6761).
TEST(HttpServer_Listen, UnknownName_SaysSo) {
  HttpServerOptions options;
  options.host = "no-such-host.invalid";
  EXPECT_EQ(ListenMessage(options),
            "cannot listen on no-such-host.invalid:8000: no address is known for this name; choose "
            "another with --host");
}

TEST(HttpServer_Listen, TakesNamesAndIpv6) {
  HttpServerOptions options;
  options.host = "localhost";
  RunningServer by_name(options);
  RawClient client(by_name.port());
  EXPECT_EQ(client.Ask(Post("x")).body, "x");
  options.host = "::1";
  options.port = 0;
  if (ListenMessage(options) != "(listens)") GTEST_SKIP() << "no IPv6 on this machine";
  RunningServer on_ipv6(options);
  RawClient client6(on_ipv6.port(), "::1");
  EXPECT_EQ(client6.Ask(Post("x")).body, "x");
  HttpServerOptions taken = options;
  taken.port = on_ipv6.port();
  EXPECT_TRUE(ListenMessage(taken).starts_with("cannot listen on [::1]:")) << ListenMessage(taken);
}

TEST(HttpServer_Listen, UnspecifiedIpv6_TakesIpv4Too) {
  HttpServerOptions options;
  options.host = "::";
  options.port = 0;
  if (ListenMessage(options) != "(listens)") GTEST_SKIP() << "no IPv6 on this machine";
  RunningServer server(options);
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(Post("x")).body, "x");
}

TEST(HttpServer_Listen, PortIsFreeAgainAfterwards) {
  HttpServerOptions options;
  {
    RunningServer server;
    options.port = server.port();
    RawClient client(server.port());
    EXPECT_EQ(client.Ask(Post("x", "Connection: close\r\n")).body, "x");
  }
  EXPECT_EQ(ListenMessage(options), "(listens)");
}

// On a free port, and not running yet.
std::unique_ptr<HttpServer> ListeningServer(TestHandler& handler, unsigned threads = 1) {
  HttpServerOptions options;
  options.port = 0;
  options.threads = threads;
  auto listening = HttpServer::Listen(options, handler);
  EXPECT_TRUE(listening.ok());
  return std::move(listening).value();
}

// As while a store is being opened: there is a listener, and no server yet.
TEST(HttpServer_Listen, ConnectionsMadeBeforeThereIsAServer_AreServed) {
  auto listener = Listener::Open("127.0.0.1", 0);
  ASSERT_TRUE(listener.ok()) << listener.error().message;
  const uint16_t port = listener->port();
  std::vector<RawClient> clients;
  for (int i = 0; i < 5; ++i) {
    clients.emplace_back(port);
    ASSERT_TRUE(clients.back().connected());
    ASSERT_TRUE(clients.back().Send(Post(std::to_string(i))));
  }
  TestHandler handler;
  HttpServerOptions options;
  options.threads = 2;
  auto made = HttpServer::Make(options, handler, std::move(listener).value());
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ((*made)->port(), port);
  std::thread running([&] { (*made)->Run(); });
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(clients[static_cast<size_t>(i)].Read().body, std::to_string(i));
  (*made)->Stop();
  running.join();
}

TEST(HttpServer_Listen, ListenerWithoutAServer_RefusesWhoWaitsWhenItGoes) {
  std::optional<RawClient> client;
  {
    const auto listener = Listener::Open("127.0.0.1", 0);
    ASSERT_TRUE(listener.ok());
    client.emplace(listener->port());
    ASSERT_TRUE(client->connected());
  }
  EXPECT_EQ(client->Read().status, 0);
}

TEST(HttpServer_Stop, WithIdleConnections_ReturnsAtOnce) {
  HttpServerOptions options;
  options.threads = 3;
  RunningServer server(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 10; ++i) clients.emplace_back(server.port());
  for (RawClient& client : clients) EXPECT_EQ(client.Ask(Post("x")).body, "x");
  const auto start = steady_clock::now();
  server.server().Stop();
  server.Join();
  EXPECT_LT(steady_clock::now() - start, kAtOnce);
  for (RawClient& client : clients) EXPECT_TRUE(client.EndsCleanly());
}

TEST(HttpServer_Stop, BeforeRun_MakesRunReturn) {
  TestHandler handler;
  const auto server = ListeningServer(handler, 2);
  server->Stop();
  server->Stop();
  server->Run();
}

TEST(HttpServer_Run, TellsOnItsThreadThatItHasStarted) {
  TestHandler handler;
  const auto server = ListeningServer(handler);
  int times = 0;
  std::thread::id thread;
  std::thread running([&] {
    server->Run([&] {
      ++times;
      thread = std::this_thread::get_id();
      server->Stop();
    });
    EXPECT_EQ(thread, std::this_thread::get_id());
  });
  running.join();
  EXPECT_EQ(times, 1);
}

TEST(HttpServer_Run, StoppedBefore_TellsNothing) {
  TestHandler handler;
  const auto server = ListeningServer(handler);
  server->Stop();
  server->Run([] { ADD_FAILURE(); });
}

TEST(HttpServer_Stop, RefusesNewConnections) {
  RunningServer server;
  const uint16_t port = server.port();
  server.server().Stop();
  server.Join();
  RawClient client(port);
  EXPECT_FALSE(client.connected());
}

TEST(HttpServer_Stop, RequestBeingHandled_IsAnswered) {
  std::promise<void> entered;
  std::promise<void> leave;
  auto may_leave = leave.get_future();
  RunningServer server({}, [&](HttpRequest&, HttpResponse& response) {
    entered.set_value();
    may_leave.wait();
    response.body = "answered";
  });
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(Post("x")));
  entered.get_future().wait();
  server.server().Stop();
  leave.set_value();
  const auto start = steady_clock::now();
  EXPECT_EQ(client.Read().body, "answered");
  // Also when the client keeps its side open.
  server.Join();
  EXPECT_LT(steady_clock::now() - start, kAtOnce);
  EXPECT_TRUE(client.EndsCleanly());
}

// Both halves of the request are sent, and the server is stopped in between.
TEST(HttpServer_Stop, RequestHalfSent_IsReadToItsEndAndAnswered) {
  HttpServerOptions options;
  options.stop_grace = milliseconds(60'000);
  RunningServer server(options);
  RawClient client(server.port());
  const std::string request = Post("second half");
  EXPECT_EQ(client.Ask(Post("first") + request.substr(0, 20)).body, "first");
  server.server().Stop();
  RawClient witness(server.port());
  while (witness.connected()) witness = RawClient(server.port());
  const RawResponse response = client.Ask(request.substr(20));
  EXPECT_EQ(response.body, "second half");
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_TRUE(client.EndsCleanly());
  server.Join();
}

TEST(HttpServer_Stop, StalledRequest_IsGivenUpAfterTheGrace) {
  HttpServerOptions options;
  options.stop_grace = milliseconds(50);
  RunningServer server(options);
  RawClient client(server.port());
  EXPECT_EQ(client.Ask(Post("x") + "POST / HT").body, "x");
  const auto start = steady_clock::now();
  server.server().Stop();
  server.Join();
  EXPECT_LT(steady_clock::now() - start, kAtOnce);
}

TEST(HttpServer_Stop, UnderLoad_NoAnswerIsCutShort) {
  for (int round = 0; round < 5; ++round) {
    HttpServerOptions options;
    options.threads = 2;
    RunningServer server(options);
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        RawClient client(server.port());
        for (;;) {
          if (!client.Send(Post("load"))) return;
          const RawResponse response = client.Read();
          if (response.status == 0) return;
          EXPECT_EQ(response.body, "load");
          ++answered;
          if (response.Header("connection") == "close") return;
        }
      });
    }
    while (answered < 50) std::this_thread::yield();
    server.server().Stop();
    server.Join();
    for (std::thread& thread : threads) thread.join();
  }
}

TEST(HttpServer_Load, ManyConnectionsAtATime_EachGetsItsOwnAnswers) {
  HttpServerOptions options;
  options.threads = 4;
  RunningServer server(options);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&server, t] {
      std::vector<RawClient> clients;
      for (int c = 0; c < 25; ++c) clients.emplace_back(server.port());
      for (int round = 0; round < 20; ++round) {
        const auto body = [&](size_t c) {
          const size_t size = c % 5 == 0 ? 100'000 : 10;
          return std::to_string(t) + "/" + std::to_string(c) + "/" + std::to_string(round) +
                 std::string(size, 'x');
        };
        for (size_t c = 0; c < clients.size(); ++c) ASSERT_TRUE(clients[c].Send(Post(body(c))));
        for (size_t c = 0; c < clients.size(); ++c) ASSERT_EQ(clients[c].Read().body, body(c));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// Descriptors run out in real life too; here connections come and go much faster.
TEST(HttpServer_Load, ManyShortConnections_AreAllServed) {
  HttpServerOptions options;
  options.threads = 2;
  RunningServer server(options);
  for (int i = 0; i < 500; ++i) {
    RawClient client(server.port());
    ASSERT_EQ(client.Ask(Post("x", "Connection: close\r\n")).body, "x") << i;
  }
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
size_t AllocatedBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(HttpServer_Memory, IdleConnectionIsCheap_AlsoAfterABigRequest) {
  RunningServer server({}, [](HttpRequest&, HttpResponse&) {});
  std::vector<RawClient> clients;
  clients.reserve(400);
  RawClient first(server.port());
  const std::string big = Post(std::string(3'000'000, 'x'));
  EXPECT_EQ(first.Ask(big).status, 200);
  clients.emplace_back(server.port());
  const size_t before = AllocatedBytes();
  for (size_t i = 0; i < 400; ++i) {
    clients.emplace_back(server.port());
    ASSERT_EQ(clients.back().Ask(i % 50 == 0 ? big : Post("x")).status, 200);
  }
  // Counts the client's side too.
  EXPECT_LT(AllocatedBytes(), before + 400 * size_t{4'096});
}
#endif

}  // namespace
}  // namespace stator::http
