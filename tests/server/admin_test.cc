#include "server/admin.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/service.h"
#include "server/time_text.h"
#include "tests/support/manual_clock.h"

namespace stator::server {
namespace {

class AdminTest : public ::testing::Test {
 protected:
  AdminTest() {
    storage::DatabaseOptions options;
    options.clock = &clock_;
    auto opened = storage::ServedDatabase::Open(options);
    EXPECT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    Start(AdminMode::kAuto, "127.0.0.1");
    request_.method = "POST";
    request_.target = "/_stator/clock";
    request_.host = "localhost:8000";
    request_.content_type = "application/json";
  }

  void Start(AdminMode mode, std::string host) {
    admin_ = std::make_unique<AdminSurface>(mode, std::move(host), *database_, clock_, background_);
    ServiceOptions options;
    options.admin = admin_.get();
    service_ = std::make_unique<Service>(*database_, clock_, options);
  }

  const http::HttpResponse& Handle(std::string body = "{}") {
    request_.body = body;
    Arena arena;
    response_ = http::HttpResponse();
    service_->Handle(request_, arena, response_);
    if (response_.long_work) response_.long_work(response_);
    return response_;
  }
  int Status(std::string body = "{}") { return Handle(std::move(body)).status; }
  std::string FormatNow() const { return FormatTime(clock_.NowMicros()); }
  bool AnswerHas(std::string_view text) const {
    return response_.body.find(text) != std::string::npos;
  }

  testing::ManualClock system_clock_;
  MovableClock clock_{system_clock_};
  BackgroundTasks background_{clock_, [](std::string_view, const Error&) {}};
  std::unique_ptr<storage::ServedDatabase> database_;
  std::unique_ptr<AdminSurface> admin_;
  std::unique_ptr<Service> service_;
  http::HttpRequest request_;
  http::HttpResponse response_;
};

TEST_F(AdminTest, Clock_IsRead) {
  request_.method = "GET";
  request_.content_type = {};
  EXPECT_EQ(Status(""), 200);
  EXPECT_EQ(response_.content_type, "application/json");
  EXPECT_EQ(response_.body,
            R"({"now":"2026-01-02T03:04:05.678Z","now_seconds":1767323045.678,"frozen":false,)"
            R"("offset_seconds":0})");
}

TEST_F(AdminTest, Clock_IsAdvanced) {
  EXPECT_EQ(Status(R"({"advance":"25h"})"), 200);
  EXPECT_EQ(response_.body,
            R"({"now":"2026-01-03T04:04:05.678Z","now_seconds":1767413045.678,"frozen":false,)"
            R"("offset_seconds":90000})");
  EXPECT_EQ(Status(R"({"advance":-90000.5})"), 200);
  EXPECT_TRUE(AnswerHas(R"("offset_seconds":-0.5})")) << response_.body;
}

TEST_F(AdminTest, Clock_IsSetAndFrozenAndReleased) {
  EXPECT_EQ(Status(R"({"set":"2030-01-31T12:00:00Z","frozen":true})"), 200);
  system_clock_.AdvanceSeconds(60);
  EXPECT_EQ(FormatNow(), "2030-01-31T12:00:00.000Z");
  EXPECT_EQ(Status(R"({"frozen":false})"), 200);
  system_clock_.AdvanceSeconds(60);
  EXPECT_EQ(FormatNow(), "2030-01-31T12:01:00.000Z");
  EXPECT_EQ(Status(R"({"set":1896091200})"), 200);
  EXPECT_EQ(FormatNow(), "2030-01-31T12:00:00.000Z");
  EXPECT_EQ(Status(R"({"set":"system"})"), 200);
  EXPECT_EQ(clock_.NowMicros(), system_clock_.NowMicros());
}

TEST_F(AdminTest, BadChangesOfTheClock_AreRefusedAndChangeNothing) {
  const int64_t before = clock_.NowMicros();
  for (const char* bad :
       {"", "{}", "[]", "{", "null", R"({"advance":"25"})", R"({"advance":true})",
        R"({"advance":null})", R"({"advance":{"hours":1}})", R"({"set":"tomorrow"})",
        R"({"set":-1})", R"({"set":1e9})", R"({"set":false})", R"({"frozen":"yes"})",
        R"({"frozen":1})", R"({"advance":"1h","unknown":1})", R"({"advance":"-100000d"})"}) {
    EXPECT_EQ(Status(bad), 400) << bad;
    EXPECT_EQ(response_.body.rfind(R"({"error":")", 0), 0U) << bad << response_.body;
    EXPECT_EQ(clock_.NowMicros(), before) << bad;
  }
}

TEST_F(AdminTest, UnknownRoutes_ListWhatThereIs) {
  for (const char* target : {"/_stator/nothing", "/_stator/clock/x", "/_stator/Clock"}) {
    request_.target = target;
    EXPECT_EQ(Status(), 404) << target;
    EXPECT_TRUE(AnswerHas(R"("error":)")) << response_.body;
    EXPECT_TRUE(AnswerHas(R"("path":"/_stator/clock","methods":"GET, POST")")) << response_.body;
  }
  for (const char* target : {"/_stator", "/_stator/", "/_stator?x=1"}) {
    request_.method = "GET";
    request_.target = target;
    EXPECT_EQ(Status(), 200) << target;
    EXPECT_FALSE(AnswerHas(R"("error":)")) << response_.body;
  }
}

// Not the admin surface's: the API answers at every other path.
TEST_F(AdminTest, OtherPaths_AreTheApis) {
  request_.target = "/_statorx";
  EXPECT_EQ(Status(), 400);
  EXPECT_TRUE(AnswerHas("UnknownOperationException"));
}

TEST_F(AdminTest, Routes_AreFoundWithAQueryOrASlashBehind) {
  for (const char* target : {"/_stator/clock?x=1", "/_stator/clock/"}) {
    request_.target = target;
    EXPECT_EQ(Status(R"({"advance":"1s"})"), 200) << target;
  }
}

TEST_F(AdminTest, OtherMethods_AreNotAllowed) {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
    request_.method = method;
    EXPECT_EQ(Status(), 405) << method;
    EXPECT_NE(response_.headers.find("Allow: GET, POST\r\n"), std::string::npos) << method;
  }
}

// A page may send text/plain, forms and bodies without a type anywhere without asking first.
TEST_F(AdminTest, BodiesThatAreNotJson_AreRefused) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                           "application/x-amz-json-1.0", "application/jsonp"}) {
    request_.content_type = type;
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 415) << type;
  }
  EXPECT_EQ(clock_.Read().offset_micros, 0);
  request_.content_type = "Application/JSON; charset=utf-8";
  EXPECT_EQ(Status(R"({"advance":"1h"})"), 200);
}

TEST_F(AdminTest, OtherOrigins_AreRefusedAndGetNoLeaveToRead) {
  for (const char* origin : {"null", "https://example.com", "http://localhost:3000",
                             "http://localhost", "https://localhost:8000"}) {
    request_.origin = origin;
    for (const char* method : {"POST", "GET", "OPTIONS"}) {
      request_.method = method;
      EXPECT_EQ(Status(R"({"advance":"1h"})"), 403) << origin;
      EXPECT_EQ(response_.headers.find("Access-Control"), std::string::npos) << origin;
    }
  }
  EXPECT_EQ(clock_.Read().offset_micros, 0);
  request_.method = "POST";
  request_.origin = "http://localhost:8000";
  EXPECT_EQ(Status(R"({"advance":"1h"})"), 200);
}

// DNS rebinding: the page's own name resolves to this machine, and so Origin and Host agree.
TEST_F(AdminTest, ForeignNamesOfThisMachine_AreRefused) {
  for (const char* host : {"evil.example", "evil.example:8000", "localhost.evil.example:8000",
                           "127.0.0.1.evil.example", "", "[::2]:8000", "[", "10.0.0.1:8000"}) {
    request_.host = host;
    const std::string origin = "http://" + std::string(host);
    request_.origin = origin;
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 403) << host;
  }
  request_.origin = {};
  for (const char* host :
       {"localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000", "[::1]"}) {
    request_.host = host;
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 200) << host;
  }
}

TEST_F(AdminTest, OtherAddresses_NeedTheFlag) {
  for (const char* host : {"0.0.0.0", "::", "192.168.0.7", "myhost", "127.evil.example"}) {
    Start(AdminMode::kAuto, host);
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 404) << host;
    EXPECT_TRUE(AnswerHas("--admin on")) << response_.body;
    Start(AdminMode::kOn, host);
    request_.host = "dynamodb.internal:8000";
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 200) << host;
  }
  for (const char* host : {"localhost", "::1", "127.0.0.2"}) {
    request_.host = "localhost:8000";
    Start(AdminMode::kAuto, host);
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 200) << host;
    Start(AdminMode::kOff, host);
    EXPECT_EQ(Status(R"({"advance":"1h"})"), 404) << host;
  }
}

TEST_F(AdminTest, TtlSweep_SaysHowManyItemsWent) {
  request_.target = "/_stator/ttl/sweep";
  EXPECT_EQ(Status(""), 200);
  EXPECT_EQ(response_.body, R"({"deleted_items":0})");
  EXPECT_EQ(Status(R"({"TableName":"t"})"), 400);
  request_.method = "GET";
  EXPECT_EQ(Status(""), 405);
}

}  // namespace
}  // namespace stator::server
