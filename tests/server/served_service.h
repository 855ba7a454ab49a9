#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/admin.h"
#include "server/service.h"
#include "tests/server/call_service.h"
#include "tests/support/answer_values.h"
#include "tests/support/manual_clock.h"

namespace stator::testing {

// A service with its admin surface, on a store of its own, without HTTP.
class ServedService {
 public:
  explicit ServedService(storage::DatabaseOptions options = {}) : options_(std::move(options)) {
    options_.clock = &clock_;
    Open();
  }

  void Open() {
    service_.reset();
    admin_.reset();
    served_.reset();
    auto opened = storage::ServedDatabase::Open(options_);
    if (!opened.ok()) {
      ADD_FAILURE() << opened.error().message;
      std::abort();
    }
    served_ = std::move(opened).value();
    admin_.emplace(server::AdminMode::kAuto, "127.0.0.1", *served_, clock_, background_);
    server::ServiceOptions service_options;
    service_options.admin = &*admin_;
    service_.emplace(*served_, clock_, service_options);
  }

  ServiceAnswer Call(std::string_view operation, std::string body) {
    return Client{}.Call(*service_, operation, std::move(body));
  }
  // Must succeed.
  std::string Do(std::string_view operation, std::string body) {
    ServiceAnswer answer = Call(operation, body);
    EXPECT_EQ(answer.status, 200) << operation << " " << body << ": " << answer.body;
    return std::move(answer.body);
  }
  ServiceAnswer Admin(std::string_view method, std::string_view target, std::string body = {}) {
    http::HttpRequest request;
    request.method = method;
    request.target = target;
    request.host = "localhost:8000";
    if (method == "POST") request.content_type = "application/json";
    request.body = body;
    Arena arena;
    http::HttpResponse response;
    service_->Handle(request, arena, response);
    if (response.long_work) response.long_work(response);
    return {response.status, response.body};
  }

  // Everything that a client can see, as one text.
  std::string Dump();

  ManualClock& system_clock() { return system_clock_; }
  MovableClock& clock() { return clock_; }
  storage::ServedDatabase& served() { return *served_; }

 private:
  std::string DumpTable(const std::string& name);
  std::string DumpStream(const std::string& arn);

  storage::DatabaseOptions options_;
  ManualClock system_clock_;
  MovableClock clock_{system_clock_};
  server::BackgroundTasks background_{clock_, [](std::string_view, const Error&) {}};
  std::unique_ptr<storage::ServedDatabase> served_;
  std::optional<server::AdminSurface> admin_;
  std::optional<server::Service> service_;
};

}  // namespace stator::testing
