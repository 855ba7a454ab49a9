#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

class TransactionTokenTest : public OperationTest {
 protected:
  TransactionTokenTest() { CreateTables(); }

  static constexpr int64_t kTenMinutes = 600;

  // Adds one to the counter "c".
  Answer Count(std::string_view token, std::string_view more = "") {
    return Call("TransactWriteItems",
                R"({"TransactItems":[{"Update":{"TableName":"hash","Key":{"p":{"S":"c"}},)"
                R"("UpdateExpression":"ADD n :v","ExpressionAttributeValues":{":v":{"N":"1"}}}}],)"
                R"("ClientRequestToken":")" +
                    std::string(token) + "\"" + std::string(more) + "}");
  }

  Answer Counter(int n) {
    return Ok(R"({"Item":{"n":{"N":")" + std::to_string(n) + R"("},"p":{"S":"c"}}})");
  }
  Answer Stored() { return Get("hash", R"({"p":{"S":"c"}})"); }

  static Answer Mismatch() {
    return {400,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",)"
            R"("Message":"DynamoDB rejected the request because you retried a request with a )"
            R"(different payload but with an idempotent token that was already used."})"};
  }
};

TEST_F(TransactionTokenTest, SameRequestAgain_ChangesNothingAndCostsReads) {
  EXPECT_EQ(Count("t", R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0}]})"));
  // What is to be returned is no part of what is to be done (emulators agree).
  EXPECT_EQ(Count("t", R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("ReadCapacityUnits":2.0,"Table":{"CapacityUnits":2.0,)"
               R"("ReadCapacityUnits":2.0}}]})"));
  EXPECT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(1));
  EXPECT_EQ(Count("another"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(2));
}

TEST_F(TransactionTokenTest, Token_IsValidForTenMinutesAfterTheCommit) {
  ASSERT_EQ(Count("t"), Ok("{}"));
  clock_.AdvanceSeconds(kTenMinutes - 1);
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(1));
  clock_.AdvanceSeconds(1);
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(2));
  // From now on the second use counts.
  clock_.AdvanceSeconds(kTenMinutes - 1);
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(2));
}

TEST_F(TransactionTokenTest, AnotherRequest_IsAMismatchUntilTheTokenIsForgotten) {
  const std::string other =
      R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"p":{"S":"x"}}}}],)"
      R"("ClientRequestToken":"t"})";
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Call("TransactWriteItems", other), Mismatch());
  EXPECT_EQ(Get("hash", R"({"p":{"S":"x"}})"), Ok("{}"));
  clock_.AdvanceSeconds(kTenMinutes);
  EXPECT_EQ(Call("TransactWriteItems", other), Ok("{}"));
}

// Verified against the service by a report on another emulator: the order does not matter.
TEST_F(TransactionTokenTest, MembersInAnotherOrder_AreTheSameRequest) {
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Call("TransactWriteItems",
                 R"({"ClientRequestToken":"t","TransactItems":[{"Put":null,"Update":{)"
                 R"("ExpressionAttributeValues":{":v":{"N":"1"}},"UpdateExpression":"ADD n :v",)"
                 R"("Key":{"p":{"S":"c"}},"TableName":"hash"}}]})"),
            Ok("{}"));
  EXPECT_EQ(Stored(), Counter(1));
}

TEST_F(TransactionTokenTest, CanceledTransaction_LeavesItsTokenUnused) {
  const std::string check =
      R"({"TransactItems":[{"ConditionCheck":{"TableName":"hash","Key":{"p":{"S":"c"}},)"
      R"x("ConditionExpression":"attribute_exists(p)"}}],"ClientRequestToken":"t"})x";
  EXPECT_EQ(Call("TransactWriteItems", check).status, 400);
  ASSERT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(1));
}

TEST_F(TransactionTokenTest, TransactionThatOnlyChecks_IsRemembered) {
  const std::string check =
      R"({"TransactItems":[{"ConditionCheck":{"TableName":"hash","Key":{"p":{"S":"x"}},)"
      R"x("ConditionExpression":"attribute_not_exists(p)"}}],"ClientRequestToken":"t"})x";
  ASSERT_EQ(Call("TransactWriteItems", check), Ok("{}"));
  Put("hash", R"({"p":{"S":"x"}})");
  EXPECT_EQ(Call("TransactWriteItems", check), Ok("{}"));
  EXPECT_EQ(Count("t"), Mismatch());
}

TEST_F(TransactionTokenTest, LengthOfAToken_IsOneTo36) {
  EXPECT_EQ(Count(std::string(36, 't')), Ok("{}"));
  EXPECT_EQ(Count(std::string(37, 't')).status, 400);
  EXPECT_EQ(Count("").status, 400);
  EXPECT_EQ(Stored(), Counter(1));
}

TEST_F(TransactionTokenTest, Tokens_OutliveARestart) {
  Reopen();
  CreateTables();
  ASSERT_EQ(Count("t"), Ok("{}"));
  clock_.AdvanceSeconds(kTenMinutes - 1);
  Reopen();
  EXPECT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(1));
  clock_.AdvanceSeconds(1);
  Reopen();
  EXPECT_EQ(Count("t"), Ok("{}"));
  EXPECT_EQ(Stored(), Counter(2));
}

// Each period of ten minutes throws away what the one before the last left behind.
TEST_F(TransactionTokenTest, ManyTokensOverTime_AreForgottenButTheValidOnes) {
  int expected = 0;
  for (int period = 0; period < 20; ++period) {
    clock_.AdvanceSeconds(kTenMinutes / 2);
    for (int i = 0; i < 3; ++i) {
      ASSERT_EQ(Count("t" + std::to_string(period) + "/" + std::to_string(i)), Ok("{}"));
      ++expected;
    }
    if (period > 0) {
      ASSERT_EQ(Count("t" + std::to_string(period - 1) + "/0"), Ok("{}"));
    }
  }
  EXPECT_EQ(Stored(), Counter(expected));
}

TEST_F(TransactionTokenTest, SameRequestAtTheSameTime_IsCarriedOutOnce) {
  constexpr int kThreads = 8;
  constexpr int kTokens = 50;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < kTokens; ++i) {
        if (Count("t" + std::to_string(i)) != Ok("{}")) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(Stored(), Counter(kTokens));
}

}  // namespace
}  // namespace stator::testing
