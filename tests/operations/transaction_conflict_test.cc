#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

// Transactions that are held open; the clock is the test's.
class TransactionConflictTest : public OperationTest {
 protected:
  TransactionConflictTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"held"}})");
    Put("hash", R"({"p":{"S":"checked"}})");
  }

  // Holds the items "held" and "checked" for three seconds.
  void Hold() {
    hold_micros_ = 3'000'000;
    ASSERT_EQ(Call("TransactWriteItems", std::string(kRequest)), Ok("{}"));
    hold_micros_ = 0;
  }

  Answer TransactPut(std::string_view p, std::string_view q) {
    return Call("TransactWriteItems",
                R"({"TransactItems":[{"Put":{"TableName":"hash","Item":{"p":{"S":")" +
                    std::string(p) + R"("}}}},{"Put":{"TableName":"hash","Item":{"p":{"S":")" +
                    std::string(q) + R"("}}}}]})");
  }
  Answer PutItem(std::string_view p) {
    return Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":")" + std::string(p) + "\"}}}");
  }

  static constexpr std::string_view kRequest =
      R"({"TransactItems":[{"Update":{"TableName":"hash","Key":{"p":{"S":"held"}},)"
      R"("UpdateExpression":"ADD n :v","ExpressionAttributeValues":{":v":{"N":"1"}}}},)"
      R"({"ConditionCheck":{"TableName":"hash","Key":{"p":{"S":"checked"}},)"
      R"x("ConditionExpression":"attribute_exists(p)"}}],"ClientRequestToken":"t"})x";
  static constexpr std::string_view kConflict =
      R"({"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"})";
};

TEST_F(TransactionConflictTest, PlainWritesOfHeldItems_AreConflictsUntilTheHoldEnds) {
  Hold();
  EXPECT_EQ(PutItem("held"), Conflict());
  EXPECT_EQ(PutItem("checked"), Conflict());
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"held"}}})"), Conflict());
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":"held"}}})"), Conflict());
  EXPECT_EQ(PutItem("free"), Ok("{}"));
  clock_.AdvanceSeconds(2);
  EXPECT_EQ(PutItem("held"), Conflict());
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(PutItem("held"), Ok("{}"));
  EXPECT_EQ(PutItem("checked"), Ok("{}"));
}

TEST_F(TransactionConflictTest, TransactionsOnHeldItems_AreCanceled) {
  Hold();
  EXPECT_EQ(TransactPut("free", "held"),
            Canceled("None, TransactionConflict", R"({"Code":"None"},)" + std::string(kConflict)));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"free"}})"), Ok("{}"));
  EXPECT_EQ(TransactPut("free", "unheld"), Ok("{}"));
  clock_.AdvanceSeconds(3);
  EXPECT_EQ(TransactPut("free", "held"), Ok("{}"));
}

TEST_F(TransactionConflictTest, TransactGetItemsOfHeldItems_IsCanceled) {
  Hold();
  const std::string gets =
      R"({"TransactItems":[{"Get":{"TableName":"hash","Key":{"p":{"S":"held"}}}},)"
      R"({"Get":{"TableName":"hash","Key":{"p":{"S":"free"}}}}]})";
  EXPECT_EQ(Call("TransactGetItems", gets),
            Canceled("TransactionConflict, None", std::string(kConflict) + R"(,{"Code":"None"})"));
  clock_.AdvanceSeconds(3);
  EXPECT_EQ(Call("TransactGetItems", gets),
            Ok(R"({"Responses":[{"Item":{"n":{"N":"1"},"p":{"S":"held"}}},{}]})"));
}

TEST_F(TransactionConflictTest, PlainReadsOfHeldItems_AreAnswered) {
  Hold();
  EXPECT_EQ(Get("hash", R"({"p":{"S":"held"}})"),
            Ok(R"({"Item":{"n":{"N":"1"},"p":{"S":"held"}}})"));
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash","Select":"COUNT"})"),
            Ok(R"({"Count":2,"ScannedCount":2})"));
}

// The write of a batch that conflicts is left to be sent again; the others are done.
TEST_F(TransactionConflictTest, BatchWriteOfAHeldItem_LeavesItUnprocessed) {
  Hold();
  EXPECT_EQ(Call("BatchWriteItem",
                 R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"p":{"S":"free"}}}},)"
                 R"({"DeleteRequest":{"Key":{"p":{"S":"held"}}}}]}})"),
            Ok(R"({"UnprocessedItems":{"hash":[{"DeleteRequest":{"Key":{"p":{"S":"held"}}}}]}})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"free"}})"), Ok(R"({"Item":{"p":{"S":"free"}}})"));
}

TEST_F(TransactionConflictTest, TokenOfAHeldTransaction_IsInProgress) {
  Hold();
  EXPECT_EQ(
      Call("TransactWriteItems", kRequest),
      (Answer{400, R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionInProgressException",)"
                   R"("Message":"Transaction from previous request is still in progress"})"}));
  clock_.AdvanceSeconds(3);
  EXPECT_EQ(Call("TransactWriteItems", kRequest), Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"held"}})"),
            Ok(R"({"Item":{"n":{"N":"1"},"p":{"S":"held"}}})"));
}

TEST_F(TransactionConflictTest, CanceledTransaction_HoldsNothing) {
  hold_micros_ = 3'000'000;
  EXPECT_EQ(Call("TransactWriteItems", R"({"TransactItems":[{"ConditionCheck":{"TableName":"hash",)"
                                       R"("Key":{"p":{"S":"held"}},)"
                                       R"x("ConditionExpression":"attribute_not_exists(p)"}}]})x")
                .status,
            400);
  EXPECT_EQ(PutItem("held"), Ok("{}"));
}

}  // namespace
}  // namespace stator::testing
