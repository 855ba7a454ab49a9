#include "server/healthcheck.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "model/clock.h"
#include "server/service.h"
#include "storage/served_database.h"
#include "tests/http/running_server.h"

namespace stator::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{10'000};

// A port of the loopback interface that somebody listens on and nobody answers.
class SilentPort {
 public:
  SilentPort() : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(fd_, generic, length), 0);
    EXPECT_EQ(listen(fd_, 1), 0);
    EXPECT_EQ(getsockname(fd_, generic, &length), 0);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { Close(); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;

  uint16_t port() const { return port_; }
  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
  uint16_t port_ = 0;
};

TEST(Healthcheck, ServerThatAnswers_IsHealthy) {
  http::RunningServer server({}, [](http::HttpRequest& request, http::HttpResponse& response) {
    response.status = request.method == "GET" && request.target == "/health" ? 200 : 400;
  });
  const Result<void> healthy = CheckHealth({"127.0.0.1", server.port()}, kPatience);
  EXPECT_TRUE(healthy.ok()) << healthy.error().message;
  EXPECT_TRUE(CheckHealth({"localhost", server.port()}, kPatience).ok());
}

TEST(Healthcheck, ServiceThatRefusesUnsignedGets_AnswersItAllTheSame) {
  const SystemClock clock;
  auto database = storage::ServedDatabase::Open({std::nullopt, &clock});
  ASSERT_TRUE(database.ok());
  ServiceOptions options;
  options.like_dynamodb_local = true;
  Service service(**database, clock, options);
  http::RunningServer server({}, [&](http::HttpRequest& request, http::HttpResponse& response) {
    Arena arena;
    service.Handle(request, arena, response);
  });
  EXPECT_TRUE(CheckHealth({"127.0.0.1", server.port()}, kPatience).ok());
}

TEST(Healthcheck, ServerThatComplains_IsNotHealthy) {
  http::RunningServer server(
      {}, [](http::HttpRequest&, http::HttpResponse& response) { response.status = 500; });
  const Result<void> healthy = CheckHealth({"127.0.0.1", server.port()}, kPatience);
  ASSERT_FALSE(healthy.ok());
  EXPECT_EQ(healthy.error().message, "127.0.0.1 port " + std::to_string(server.port()) +
                                         ": it does not say that it is healthy");
}

TEST(Healthcheck, NobodyListening_IsNotHealthy) {
  SilentPort port;
  port.Close();
  const Result<void> healthy = CheckHealth({"127.0.0.1", port.port()}, kPatience);
  ASSERT_FALSE(healthy.ok());
  EXPECT_NE(healthy.error().message.find("refused"), std::string::npos) << healthy.error().message;
}

TEST(Healthcheck, SilentServer_IsNotHealthyWhenPatienceEnds) {
  const SilentPort port;
  const Result<void> healthy = CheckHealth({"127.0.0.1", port.port()}, milliseconds(20));
  ASSERT_FALSE(healthy.ok());
  EXPECT_NE(healthy.error().message.find("no answer in time"), std::string::npos);
}

TEST(Healthcheck, HostThatIsNone_IsNotHealthy) {
  EXPECT_FALSE(CheckHealth({"no-such-host.invalid", 8000}, kPatience).ok());
}

// What /proc/1/cmdline holds of a process that was started with these words.
std::string InitRuns(std::initializer_list<std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) (text += word) += '\0';
  return text;
}

void ExpectTarget(const HealthTarget& target, std::string_view host, uint16_t port) {
  EXPECT_EQ(target.host, host);
  EXPECT_EQ(target.port, port);
}

TEST(HealthTarget, NothingKnown_IsTheDefault) {
  ExpectTarget(FindHealthTarget({}, ""), "127.0.0.1", 8000);
  ExpectTarget(FindHealthTarget({}, InitRuns({"/sbin/init", "splash"})), "127.0.0.1", 8000);
  ExpectTarget(FindHealthTarget({}, InitRuns({"stator", "--prot", "9000"})), "127.0.0.1", 8000);
  ExpectTarget(FindHealthTarget({}, InitRuns({"stator", "--port", "0"})), "127.0.0.1", 8000);
}

TEST(HealthTarget, ServerOfTheContainer_SaysWhereItServes) {
  ExpectTarget(FindHealthTarget({}, InitRuns({"/usr/local/bin/stator", "--port", "9000"})),
               "127.0.0.1", 9000);
  ExpectTarget(FindHealthTarget({}, InitRuns({"stator", "--host", "10.0.0.7"})), "10.0.0.7", 8000);
  ExpectTarget(FindHealthTarget({}, InitRuns({"java", "-jar", "DynamoDBLocal.jar", "-inMemory",
                                              "-port", "9000"})),
               "127.0.0.1", 9000);
  // docker run --init
  ExpectTarget(
      FindHealthTarget({}, InitRuns({"/sbin/docker-init", "--", "java", "--port", "9000"})),
      "127.0.0.1", 9000);
}

TEST(HealthTarget, ServerOfTheContainerThatIsItselfACheck_SaysNothing) {
  ExpectTarget(FindHealthTarget({}, InitRuns({"stator", "healthcheck", "--port", "9000"})),
               "127.0.0.1", 8000);
}

TEST(HealthTarget, WhatIsGiven_Wins) {
  ExpectTarget(FindHealthTarget({"::1", 9001}, InitRuns({"stator", "--port", "9000"})), "::1",
               9001);
}

}  // namespace
}  // namespace stator::server
