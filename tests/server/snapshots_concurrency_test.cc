// Requests in flight while the state is replaced under them.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/server/served_service.h"
#include "tests/support/temporary_directory.h"

namespace stator::server {
namespace {

using stator::testing::ServedService;
using stator::testing::ServiceAnswer;
using stator::testing::TemporaryDirectory;

constexpr const char* kTable =
    R"({"TableName":"pairs","BillingMode":"PAY_PER_REQUEST",)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"v","AttributeType":"S"}],)"
    R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by-v","Projection":{"ProjectionType":"ALL"},)"
    R"("KeySchema":[{"AttributeName":"v","KeyType":"HASH"}]}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})";

// Both halves of a pair get the same value, in one transaction.
std::string WritePair(int pair, int value) {
  std::string body = R"({"TransactItems":[)";
  for (const char* half : {"a", "b"}) {
    body += std::string(body.back() == '[' ? "" : ",") +
            R"({"Put":{"TableName":"pairs","Item":{"p":{"S":")" + half + std::to_string(pair) +
            R"("},"v":{"S":")" + std::to_string(value) + R"("}}}})";
  }
  return body + "]}";
}

std::string ReadPair(int pair) {
  const std::string number = std::to_string(pair);
  return R"({"TransactItems":[{"Get":{"TableName":"pairs","Key":{"p":{"S":"a)" + number +
         R"("}}}},{"Get":{"TableName":"pairs","Key":{"p":{"S":"b)" + number + R"("}}}}]})";
}

// What is there, or that there is no such table, and never anything else.
bool IsClean(const ServiceAnswer& answer) {
  if (answer.status == 200) return true;
  for (const char* error : {"ResourceNotFoundException", "TransactionCanceledException",
                            "TransactionConflictException", "ResourceInUseException"}) {
    if (answer.status == 400 && answer.body.find(error) != std::string::npos) return true;
  }
  return false;
}

class SnapshotsConcurrencyTest : public ::testing::TestWithParam<bool> {
 protected:
  SnapshotsConcurrencyTest() : service_(Options()) {
    service_.Do("CreateTable", kTable);
    for (int pair = 0; pair < kPairs; ++pair) service_.Do("TransactWriteItems", WritePair(pair, 0));
  }

  storage::DatabaseOptions Options() {
    storage::DatabaseOptions options;
    if (!GetParam()) options.data_dir = directory_.path();
    return options;
  }

  void Client(int seed) {
    unsigned random = static_cast<unsigned>(seed);
    for (int i = 1; !done_; ++i) {
      random = random * 1664525U + 1013904223U;
      const int pair = static_cast<int>(random >> 16) % kPairs;
      const ServiceAnswer answer = Step(static_cast<int>(random >> 8) % 6, pair, i);
      ++requests_;
      if (!IsClean(answer)) {
        ++unclean_;
        ADD_FAILURE() << answer.status << " " << answer.body;
      }
    }
  }

  ServiceAnswer Step(int kind, int pair, int value) {
    switch (kind) {
      case 0:
        return service_.Call("Scan", R"({"TableName":"pairs","IndexName":"by-v"})");
      case 1:
        return service_.Call("Query", R"({"TableName":"pairs","KeyConditionExpression":"p = :p",)"
                                      R"("ExpressionAttributeValues":{":p":{"S":"a1"}}})");
      case 2: {
        const ServiceAnswer answer = service_.Call("TransactGetItems", ReadPair(pair));
        if (answer.status == 200) {
          const auto values = stator::testing::ScalarsNamed(answer.body, "v");
          EXPECT_TRUE(values.empty() || (values.size() == 2 && values[0] == values[1]))
              << answer.body;
        }
        return answer;
      }
      case 3:
        return service_.Call("ListStreams", "{}");
      default:
        return service_.Call("TransactWriteItems", WritePair(pair, value));
    }
  }

  template <typename Change>
  void ChangeUnderRequests(int times, Change change) {
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) clients.emplace_back([this, i] { Client(i * 77 + 1); });
    if (!GetParam()) times /= 4;  // each syncs files
    for (int i = 0; i < times; ++i) {
      const int before = requests_;
      change(i);
      while (requests_ < before + 20 && unclean_ == 0) std::this_thread::yield();
    }
    done_ = true;
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(unclean_, 0);
  }

  static constexpr int kPairs = 20;
  TemporaryDirectory directory_;
  ServedService service_;
  std::atomic<bool> done_{false};
  std::atomic<int> requests_{0};
  std::atomic<int> unclean_{0};
};

TEST_P(SnapshotsConcurrencyTest, Restores_LeaveNoTraceOfWhatCameAfterTheSnapshot) {
  ASSERT_EQ(service_.Admin("POST", "/_stator/snapshots/s").status, 200);
  const std::string before = service_.Dump();
  ChangeUnderRequests(40, [this](int) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/s/restore").status, 200);
  });
  EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/s/restore").status, 200);
  EXPECT_EQ(service_.Dump(), before);
}

// Each snapshot is of one moment: no transaction is in it by half.
TEST_P(SnapshotsConcurrencyTest, SnapshotsUnderWrites_AreOfOneMoment) {
  int saved = 0;
  ChangeUnderRequests(20, [&](int i) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/s" + std::to_string(i)).status, 200);
    ++saved;
  });
  for (int i = 0; i < saved; ++i) {
    const std::string target = "/_stator/snapshots/s" + std::to_string(i) + "/restore";
    ASSERT_EQ(service_.Admin("POST", target).status, 200);
    for (int pair = 0; pair < kPairs; ++pair) {
      const auto values =
          stator::testing::ScalarsNamed(service_.Do("TransactGetItems", ReadPair(pair)), "v");
      ASSERT_EQ(values.size(), 2U);
      EXPECT_EQ(values[0], values[1]);
    }
    EXPECT_EQ(stator::testing::ScalarsNamed(
                  service_.Do("Scan", R"({"TableName":"pairs","IndexName":"by-v"})"), "p")
                  .size(),
              2U * kPairs);
  }
}

TEST_P(SnapshotsConcurrencyTest, Resets_LeaveAnEmptyStore) {
  ChangeUnderRequests(40, [this](int i) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/reset").status, 200);
    if (i % 2 == 0) service_.Do("CreateTable", kTable);
  });
  EXPECT_EQ(service_.Admin("POST", "/_stator/reset").status, 200);
  EXPECT_EQ(service_.Do("ListTables", "{}"), R"({"TableNames":[]})");
}

TEST_P(SnapshotsConcurrencyTest, ResetsOfTheTable_PartNoPair) {
  ChangeUnderRequests(60, [this](int) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/reset", R"({"TableName":"pairs"})").status, 200);
  });
  const auto items =
      stator::testing::ScalarsNamed(service_.Do("Scan", R"({"TableName":"pairs"})"), "p");
  EXPECT_EQ(items.size() % 2, 0U);
  EXPECT_NE(service_.Do("DescribeTable", R"({"TableName":"pairs"})")
                .find("\"ItemCount\":" + std::to_string(items.size())),
            std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Stores, SnapshotsConcurrencyTest, ::testing::Bool(),
                         [](const auto& of) { return of.param ? "InMemory" : "InADirectory"; });

}  // namespace
}  // namespace stator::server
