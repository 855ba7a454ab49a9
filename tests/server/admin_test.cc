#include "server/admin/admin.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/service.h"

namespace stator::server {
namespace {

using ::testing::Test;

// The admin surface as the service serves it.
class AdminTest : public Test {
 protected:
  explicit AdminTest(AdminOptions options = {true, true})
      : tasks_(clock_),
        admin_(OpenDatabase(), clock_, tasks_, options),
        service_(*database_, clock_, {}, &admin_) {
    clock_.Freeze();
    clock_.Set(1'795'246'800 * int64_t{1'000'000});
    request_.host = "localhost:8000";
  }

  const http::HttpResponse& Send(std::string_view method, std::string_view target,
                                 std::string body = "") {
    body_ = std::move(body);
    request_.method = method;
    request_.target = target;
    request_.body = body_;
    arena_.Reset();
    response_ = http::HttpResponse();
    service_.Handle(request_, arena_, response_);
    return response_;
  }
  std::string Clock(std::string body) { return Send("POST", "/_stator/clock", body).body; }

  MovableClock clock_;
  BackgroundTasks tasks_;
  std::unique_ptr<storage::Database> database_;
  Admin admin_;
  Service service_;
  http::HttpRequest request_;
  http::HttpResponse response_;

 private:
  storage::Database& OpenDatabase() {
    storage::DatabaseOptions options;
    options.clock = &clock_;
    auto opened = storage::Database::Open(options);
    EXPECT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    return *database_;
  }

  Arena arena_;
  std::string body_;
};

constexpr std::string_view kFrozen = R"("frozen":true,"offset_seconds":)";

TEST_F(AdminTest, Clock_IsReadAndMoved) {
  EXPECT_TRUE(Send("GET", "/_stator/clock")
                  .body.starts_with(R"({"now":"2026-11-21T07:40:00.000Z",)"
                                    R"("now_seconds":1795246800.000,"frozen":true,)"));
  EXPECT_EQ(response_.content_type, "application/json");
  EXPECT_TRUE(Clock(R"({"advance":"25h"})").starts_with(R"({"now":"2026-11-22T08:40:00.000Z")"));
  EXPECT_TRUE(Clock(R"({"set":"2030-01-01T00:00:00Z"})")
                  .starts_with(R"({"now":"2030-01-01T00:00:00.000Z")"));
  EXPECT_TRUE(Clock(R"({"set":1795246800.5,"advance":"-500ms"})")
                  .starts_with(R"({"now":"2026-11-21T07:40:00.000Z")"));
  EXPECT_NE(Clock(R"({"freeze":true})").find(kFrozen), std::string::npos);
  EXPECT_NE(Clock(R"({"release":true})").find(R"("frozen":false)"), std::string::npos);
  EXPECT_NE(Clock(R"({"reset":true})").find(R"("offset_seconds":0.000)"), std::string::npos);
}

TEST_F(AdminTest, BadMove_SaysWhatIsWantedAndMovesNothing) {
  const int64_t before = clock_.NowMicros();
  const auto error = [&](std::string body) {
    const std::string answer = Clock(std::move(body));
    EXPECT_EQ(response_.status, 400);
    return answer;
  };
  EXPECT_EQ(
      error(R"({"advance":"five hours"})"),
      R"({"error":"'advance' must be a duration like \"25h\", \"1d12h\", \"90m\", \"30s\" or )"
      R"(\"-10s\""})");
  EXPECT_EQ(error(R"({"set":"2030-01-01T00:00:00Z","advance":5})"), error(R"({"advance":"5"})"));
  EXPECT_EQ(error(R"({"advance":"5h","set":true})"),
            R"({"error":"'set' must be a time like \"2026-11-21T07:40:00Z\", or seconds since )"
            R"(1970"})");
  EXPECT_EQ(error(R"({"advance":"5h","freeze":1})"),
            R"({"error":"'freeze' must be true or false"})");
  EXPECT_EQ(error(R"({"freeze":true,"release":true})"),
            R"({"error":"a clock cannot be frozen and released at once; send one of them"})");
  EXPECT_EQ(error(R"({"advance":"5h","forward":"5h"})"),
            R"({"error":"'forward' is not known here; the clock takes advance, set, freeze, )"
            R"(release and reset"})");
  EXPECT_EQ(error(""),
            R"({"error":"say how to move the clock, for example {\"advance\":\"25h\"}"})");
  for (const char* body : {"{", "[]", "null", "\"25h\""}) {
    EXPECT_EQ(error(body), R"({"error":"the body must be a JSON object, or empty"})") << body;
  }
  EXPECT_EQ(clock_.NowMicros(), before);
}

TEST_F(AdminTest, UnknownRoute_ListsTheKnownOnes) {
  for (const auto& [method, target] : {std::pair{"POST", "/_stator/nothing"},
                                       {"GET", "/_stator/ttl/sweep"},
                                       {"PUT", "/_stator/clock"}}) {
    const std::string answer = Send(method, target).body;
    EXPECT_EQ(response_.status, 404);
    EXPECT_NE(answer.find("POST /_stator/ttl/sweep (delete the items"), std::string::npos)
        << answer;
  }
}

TEST_F(AdminTest, PageOfAnotherOrigin_IsRefused) {
  request_.origin = "http://example.com";
  Clock(R"({"freeze":true})");
  EXPECT_EQ(response_.status, 403);
  EXPECT_TRUE(response_.headers.find("Access-Control") == std::string::npos);
  request_.origin = "null";
  Clock(R"({"freeze":true})");
  EXPECT_EQ(response_.status, 403);
  EXPECT_EQ(Send("OPTIONS", "/_stator/clock").status, 403);
  request_.origin = "http://localhost:8000";
  Clock(R"({"freeze":true})");
  EXPECT_EQ(response_.status, 200);
}

TEST_F(AdminTest, NameThatOnlyLeadsHere_IsRefused) {
  for (const char* host : {"example.com", "example.com:8000", "127.0.0.1.example.com", "10.0.0.1",
                           "[::2]:8000", "", "localhost.example.com"}) {
    request_.host = host;
    EXPECT_EQ(Send("GET", "/_stator/clock").status, 403) << host;
  }
  for (const char* host :
       {"localhost", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000", "dynamodb.localhost:8000"}) {
    request_.host = host;
    EXPECT_EQ(Send("GET", "/_stator/clock").status, 200) << host;
  }
}

class AdminOnAllAddressesTest : public AdminTest {
 protected:
  AdminOnAllAddressesTest() : AdminTest({false, true}) {}
};

TEST_F(AdminOnAllAddressesTest, IsOffWithoutTheFlag) {
  EXPECT_EQ(Send("GET", "/_stator/clock").status, 403);
  EXPECT_NE(response_.body.find("--admin"), std::string::npos);
}

class AdminByFlagTest : public AdminTest {
 protected:
  AdminByFlagTest() : AdminTest({true, false}) {}
};

TEST_F(AdminByFlagTest, AnswersToEveryName) {
  request_.host = "stator:8000";
  EXPECT_EQ(Send("GET", "/_stator/clock").status, 200);
}

}  // namespace
}  // namespace stator::server
