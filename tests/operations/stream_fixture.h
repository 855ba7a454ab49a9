#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

namespace stator::testing {

// The contents of every `"name":"content"` in a body (without quotes in them), in its order.
inline std::vector<std::string> TextsNamed(std::string_view body, std::string_view name) {
  std::vector<std::string> texts;
  const std::string start = "\"" + std::string(name) + "\":\"";
  for (size_t at = body.find(start); at != std::string_view::npos; at = body.find(start, at)) {
    at += start.size();
    texts.emplace_back(body.substr(at, body.find('"', at) - at));
  }
  return texts;
}

inline std::string TextNamed(std::string_view body, std::string_view name) {
  const std::vector<std::string> texts = TextsNamed(body, name);
  return texts.empty() ? std::string() : texts.front();
}

// ExpiredIteratorException and TrimmedDataAccessException.
inline Answer StreamsError(std::string_view type, std::string_view message) {
  return {400, R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + std::string(type) +
                   R"(","message":")" + std::string(message) + "\"}"};
}

inline constexpr int64_t kHourSeconds = 3600;

// A table "table" with the keys p (S) and r (N), and a stream of it.
class StreamTest : public OperationTest {
 protected:
  explicit StreamTest(std::string_view view_type = "NEW_AND_OLD_IMAGES",
                      storage::DatabaseOptions options = {})
      : OperationTest(std::move(options)) {
    CreateTable(view_type);
  }

  void CreateTable(std::string_view view_type) {
    const Answer created =
        Call("CreateTable",
             TableOf("H:p R:r", "p:S r:N",
                     {R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":")" +
                      std::string(view_type) + "\"}"}));
    EXPECT_EQ(created.status, 200) << created.body;
    arn_ = TextNamed(created.body, "LatestStreamArn");
  }

  // {"p":"k","r":1,"v":value}
  void PutValue(std::string_view value) {
    Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"v":{"S":")" + std::string(value) + "\"}}");
  }

  // `more` are more members, with a comma in front.
  Answer Describe(std::string_view more = {}) {
    return Call("DescribeStream", R"({"StreamArn":")" + arn_ + "\"" + std::string(more) + "}");
  }
  std::vector<std::string> ShardIds() { return TextsNamed(Describe().body, "ShardId"); }

  Answer GetIterator(std::string_view shard_id, std::string_view type,
                     std::string_view sequence_number = {}) {
    std::string request = R"({"StreamArn":")" + arn_ + R"(","ShardId":")" + std::string(shard_id) +
                          R"(","ShardIteratorType":")" + std::string(type) + "\"";
    if (!sequence_number.empty()) {
      request += R"(,"SequenceNumber":")" + std::string(sequence_number) + "\"";
    }
    return Call("GetShardIterator", request + "}");
  }
  std::string Iterator(std::string_view type = "TRIM_HORIZON",
                       std::string_view sequence_number = {}) {
    return TextNamed(GetIterator(ShardIds().front(), type, sequence_number).body, "ShardIterator");
  }

  Answer Records(std::string_view iterator, std::string_view more = {}) {
    return Call("GetRecords",
                R"({"ShardIterator":")" + std::string(iterator) + "\"" + std::string(more) + "}");
  }

  std::string arn_;
};

}  // namespace stator::testing
