#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "server/admin.h"
#include "server/service.h"
#include "tests/support/manual_clock.h"

namespace stator::server {
namespace {

class AdminStreamsTest : public ::testing::Test {
 protected:
  AdminStreamsTest() {
    storage::DatabaseOptions options;
    options.clock = &clock_;
    auto opened = storage::ServedDatabase::Open(options);
    EXPECT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    admin_ = std::make_unique<AdminSurface>(AdminMode::kAuto, "127.0.0.1", *database_, clock_,
                                            background_);
    ServiceOptions service_options;
    service_options.admin = admin_.get();
    service_ = std::make_unique<Service>(*database_, clock_, service_options);
    TableSchema schema;
    schema.name = "streamed";
    schema.arn = "arn:aws:dynamodb:us-east-1:000000000000:table/streamed";
    schema.partition_key = {"p", AttributeType::kString};
    schema.stream_view_type = StreamViewType::kNewImage;
    EXPECT_TRUE(database_->Use()->CreateTable(schema).ok());
    schema.name = "plain";
    schema.stream_view_type.reset();
    EXPECT_TRUE(database_->Use()->CreateTable(schema).ok());
    clock_.Apply({.advance_micros = 1'000'000});
  }

  // The status of the answer, whose body is in response_.
  int Split(std::string body) {
    http::HttpRequest request;
    request.method = "POST";
    request.target = "/_stator/streams/split";
    request.host = "localhost:8000";
    request.content_type = "application/json";
    request.body = body;
    Arena arena;
    response_ = http::HttpResponse();
    service_->Handle(request, arena, response_);
    if (response_.long_work) response_.long_work(response_);
    return response_.status;
  }

  StreamSchema Stream() {
    const std::string arn = database_->Use()->streams().List({}, {}, 1).front().arn;
    return **database_->Use()->streams().Describe(arn);
  }
  long OpenShards() {
    const StreamSchema stream = Stream();
    return std::count_if(stream.shards.begin(), stream.shards.end(),
                         [](const StreamShard& shard) { return shard.is_open(); });
  }

  testing::ManualClock system_clock_;
  MovableClock clock_{system_clock_};
  BackgroundTasks background_{clock_, [](std::string_view, const Error&) {}};
  std::unique_ptr<storage::ServedDatabase> database_;
  std::unique_ptr<AdminSurface> admin_;
  std::unique_ptr<Service> service_;
  http::HttpResponse response_;
};

TEST_F(AdminStreamsTest, Split_OpensTwoChildrenOfEachShard) {
  EXPECT_EQ(Split(R"({"TableName":"streamed"})"), 200);
  EXPECT_EQ(OpenShards(), 2);
  const StreamSchema stream = Stream();
  std::string open;
  for (const StreamShard& shard : stream.shards) {
    if (shard.is_open()) open += (open.empty() ? "\"" : ",\"") + shard.id + "\"";
  }
  EXPECT_EQ(response_.body, R"({"StreamArn":")" + stream.arn + R"(","OpenShards":[)" + open + "]}");
  EXPECT_EQ(Split(R"({"StreamArn":")" + stream.arn + "\"}"), 200);
  EXPECT_EQ(OpenShards(), 4);
}

TEST_F(AdminStreamsTest, Split_OfOneShardOrToOneChild) {
  const std::string first = Stream().shards.front().id;
  EXPECT_EQ(Split(R"({"TableName":"streamed","Children":1})"), 200);
  EXPECT_EQ(OpenShards(), 1);
  const std::string second = Stream().shards.back().id;
  EXPECT_EQ(Split(R"({"TableName":"streamed","ShardId":")" + second + R"(","Children":2})"), 200);
  EXPECT_EQ(OpenShards(), 2);
  EXPECT_EQ(Split(R"({"TableName":"streamed","ShardId":")" + first + "\"}"), 400);
  EXPECT_NE(response_.body.find("is closed"), std::string::npos);
}

TEST_F(AdminStreamsTest, WhatIsNotThere_IsNotFound) {
  EXPECT_EQ(Split(R"({"TableName":"absent"})"), 404);
  EXPECT_EQ(Split(R"({"TableName":"plain"})"), 404);
  EXPECT_EQ(Split(R"({"StreamArn":"arn"})"), 404);
  EXPECT_EQ(Split(R"({"TableName":"streamed","ShardId":"x"})"), 404);
}

TEST_F(AdminStreamsTest, OtherBodies_AreRefused) {
  for (const char* body :
       {"", "{}", R"({"TableName":"streamed","StreamArn":"x"})", R"({"TableName":1})",
        R"({"TableName":""})", R"({"TableName":"streamed","Children":3})",
        R"({"TableName":"streamed","Children":"2"})", R"({"TableName":"streamed","shard":"x"})"}) {
    EXPECT_EQ(Split(body), 400) << body;
  }
  EXPECT_EQ(OpenShards(), 1);
}

}  // namespace
}  // namespace stator::server
