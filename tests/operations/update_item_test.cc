#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which DynamoDB Local, dynalite and
// dynoxide agree.
namespace stator::testing {
namespace {

class UpdateItemTest : public OperationTest {
 protected:
  UpdateItemTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"s":{"S":"x"},)"
                R"("m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}}})");
  }

  Answer Update(std::string_view key, std::string_view members) {
    return Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":")" + std::string(key) +
                                  R"("}})" + std::string(members) + "}");
  }
};

constexpr std::string_view kChange =
    R"(,"UpdateExpression":"SET n = n + :one, m.x = :nine, nw = :one REMOVE s",)"
    R"("ExpressionAttributeValues":{":one":{"N":"1"},":nine":{"N":"9"}})";

TEST_F(UpdateItemTest, ReturnValues_SelectWhatIsShown) {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"NONE", "{}"},
      {"ALL_OLD", R"({"Attributes":{"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},"n":{"N":"1"},)"
                  R"("p":{"S":"a"},"s":{"S":"x"}}})"},
      {"ALL_NEW", R"({"Attributes":{"m":{"M":{"x":{"N":"9"},"y":{"N":"2"}}},"n":{"N":"2"},)"
                  R"("nw":{"N":"1"},"p":{"S":"a"}}})"},
      // Of a nested path only the path (dynalite and dynoxide; DynamoDB Local gives all of m).
      {"UPDATED_OLD", R"({"Attributes":{"m":{"M":{"x":{"N":"1"}}},"n":{"N":"1"},"s":{"S":"x"}}})"},
      {"UPDATED_NEW", R"({"Attributes":{"m":{"M":{"x":{"N":"9"}}},"n":{"N":"2"},"nw":{"N":"1"}}})"},
  };
  for (const auto& [return_values, body] : expected) {
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"s":{"S":"x"},)"
                R"("m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}}})");
    EXPECT_EQ(Update("a", std::string(kChange) + ",\"ReturnValues\":\"" + return_values + "\""),
              Ok(body))
        << return_values;
  }
}

TEST_F(UpdateItemTest, MissingItem_IsCreated) {
  const std::string set =
      R"(,"UpdateExpression":"SET n = :one","ExpressionAttributeValues":{":one":{"N":"1"}})";
  EXPECT_EQ(Update("b", set), Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"), Ok(R"({"Item":{"n":{"N":"1"},"p":{"S":"b"}}})"));
  EXPECT_EQ(Update("c", set + R"(,"ReturnValues":"ALL_OLD")"), Ok("{}"));
  EXPECT_EQ(Update("d", set + R"(,"ReturnValues":"UPDATED_OLD")"), Ok("{}"));
  EXPECT_EQ(Update("e", set + R"(,"ReturnValues":"ALL_NEW")"),
            Ok(R"({"Attributes":{"n":{"N":"1"},"p":{"S":"e"}}})"));
  EXPECT_EQ(Update("f", set + R"(,"ReturnValues":"UPDATED_NEW")"),
            Ok(R"({"Attributes":{"n":{"N":"1"}}})"));
}

TEST_F(UpdateItemTest, MissingItem_IsCreatedEvenByWhatChangesNothing) {
  EXPECT_EQ(Update("b", ""), Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"), Ok(R"({"Item":{"p":{"S":"b"}}})"));
  EXPECT_EQ(Update("c", R"(,"UpdateExpression":"REMOVE n","ReturnValues":"ALL_NEW")"),
            Ok(R"({"Attributes":{"p":{"S":"c"}}})"));
  EXPECT_EQ(Update("d", R"(,"UpdateExpression":"DELETE ss :c","ReturnValues":"ALL_NEW",
      "ExpressionAttributeValues":{":c":{"SS":["a"]}})"),
            Ok(R"({"Attributes":{"p":{"S":"d"}}})"));
}

// DynamoDB Local and dynoxide leave an empty Attributes out.
TEST_F(UpdateItemTest, NoUpdateExpression_LeavesTheItemAlone) {
  const std::string item =
      R"({"Attributes":{"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},"n":{"N":"1"},)"
      R"("p":{"S":"a"},"s":{"S":"x"}}})";
  EXPECT_EQ(Update("a", R"(,"ReturnValues":"ALL_OLD")"), Ok(item));
  EXPECT_EQ(Update("a", R"(,"ReturnValues":"ALL_NEW")"), Ok(item));
  EXPECT_EQ(Update("a", R"(,"ReturnValues":"UPDATED_OLD")"), Ok("{}"));
  EXPECT_EQ(Update("a", R"(,"ReturnValues":"UPDATED_NEW")"), Ok("{}"));
}

TEST_F(UpdateItemTest, UnknownReturnValues_AreAViolatedConstraint) {
  EXPECT_EQ(Update("a", R"(,"ReturnValues":"X")"),
            Invalid("1 validation error detected: Value 'X' at 'returnValues' failed to satisfy "
                    "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
                    "ALL_OLD, NONE, UPDATED_NEW]"));
}

TEST_F(UpdateItemTest, ConditionExpression_DecidesWhetherToUpdate) {
  const std::string set = R"(,"UpdateExpression":"SET n = :n","ConditionExpression":"n = :old",)";
  EXPECT_EQ(Update("a", set + R"("ExpressionAttributeValues":{":n":{"N":"5"},":old":{"N":"2"}})"),
            ConditionFailed());
  EXPECT_EQ(Update("a", set + R"("ExpressionAttributeValues":{":n":{"N":"5"},":old":{"N":"1"}},
      "ReturnValues":"UPDATED_NEW")"),
            Ok(R"({"Attributes":{"n":{"N":"5"}}})"));
}

TEST_F(UpdateItemTest, FailedConditionOnAMissingItem_CreatesNothing) {
  EXPECT_EQ(Update("b", R"j(,"UpdateExpression":"REMOVE n",
      "ConditionExpression":"attribute_exists(p)")j"),
            ConditionFailed());
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"), Ok("{}"));
}

TEST_F(UpdateItemTest, FailedCondition_ReturnsTheOldItemOnlyWhenAsked) {
  const std::string failing =
      R"(,"UpdateExpression":"REMOVE n","ConditionExpression":"n = :n",)"
      R"("ExpressionAttributeValues":{":n":{"N":"2"}},"ReturnValuesOnConditionCheckFailure":)";
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Update("a", failing + "\"NONE\""), ConditionFailed());
  EXPECT_EQ(Update("a", failing + "\"ALL_OLD\""),
            (Answer{400, R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                         R"(ConditionalCheckFailedException","message":)"
                         R"("The conditional request failed",)"
                         R"("Item":{"n":{"N":"1"},"p":{"S":"a"}}})"}));
  EXPECT_EQ(Update("b", failing + "\"ALL_OLD\""), ConditionFailed());
}

TEST_F(UpdateItemTest, ConsumedCapacity_CountsTheLargerOfOldAndNew) {
  const std::string big = R"({":b":{"S":")" + std::string(2000, 'x') + R"("}})";
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"SET big = :b","ExpressionAttributeValues":)" + big +
                            R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":2.0,)"
               R"("Table":{"CapacityUnits":2.0}}})"));
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"REMOVE big","ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":2.0}})"));
  EXPECT_EQ(Update("b", R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":1.0}})"));
  EXPECT_EQ(Update("b", R"(,"ReturnConsumedCapacity":"NONE")"), Ok("{}"));
}

TEST_F(UpdateItemTest, UpdatedItem_MayHave400Kilobytes) {
  Put("hash", R"({"p":{"S":"a"}})");
  // "p" + "a" + "x" + the text.
  const std::string fits(400 * 1024 - 3, 'x');
  const std::string set = R"(,"UpdateExpression":"SET x = :x","ExpressionAttributeValues":)";
  EXPECT_EQ(Update("a", set + R"({":x":{"S":")" + fits + R"("}})"), Ok("{}"));
  EXPECT_EQ(Update("a", set + R"({":x":{"S":")" + fits + R"(x"}})"),
            Invalid("Item size to update has exceeded the maximum allowed size"));
  // Nothing of a refused update is stored.
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"SET y = x")"),
            Invalid("Item size to update has exceeded the maximum allowed size"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"),
            Ok(R"({"Item":{"p":{"S":"a"},"x":{"S":")" + fits + R"("}}})"));
}

TEST_F(UpdateItemTest, Key_MustMatchTheSchema) {
  for (const char* key : {R"({})", R"({"p":{"N":"1"}})", R"({"p":{"S":"a"},"n":{"N":"1"}})"}) {
    EXPECT_EQ(Call("UpdateItem", R"({"TableName":"hash","Key":)" + std::string(key) + "}"),
              Invalid("The provided key element does not match the schema"))
        << key;
  }
  EXPECT_EQ(Update("", ""),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(UpdateItemTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"nope","Key":{"p":{"S":"a"}}})"),
            NotFound("Requested resource not found"));
}

TEST_F(UpdateItemTest, Placeholders_NeedAnExpressionAndUse) {
  EXPECT_EQ(Update("a", R"(,"ExpressionAttributeValues":{":o":{"N":"1"}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "UpdateExpression and ConditionExpression are null"));
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"SET n = :o",
      "ExpressionAttributeValues":{":o":{"N":"1"},":p":{"N":"1"}})"),
            Invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                    "{:p}"));
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"REMOVE n","ExpressionAttributeNames":{"#x":"y"})"),
            Invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                    "{#x}"));
}

// One placeholder may serve both expressions, and each counts as its use.
TEST_F(UpdateItemTest, Placeholders_AreSharedByBothExpressions) {
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"SET #n = #n + :o","ConditionExpression":"#n = :o",
      "ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":o":{"N":"1"}},
      "ReturnValues":"UPDATED_NEW")"),
            Ok(R"({"Attributes":{"n":{"N":"2"}}})"));
}

TEST_F(UpdateItemTest, ExpressionAndLegacyParameters_DoNotMix) {
  EXPECT_EQ(Update("a", R"(,"UpdateExpression":"REMOVE n",
      "AttributeUpdates":{"n":{"Value":{"N":"1"}}})"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {AttributeUpdates} Expression parameters: "
                    "{UpdateExpression}"));
}

// A read-modify-write is atomic: of all increments none is lost, and of those that name the value
// they have seen exactly one succeeds for each value.
TEST_F(UpdateItemTest, ConcurrentIncrements_AddUpExactly) {
  constexpr int kThreads = 8;
  constexpr int kIncrements = 100;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int j = 0; j < kIncrements; ++j) {
        EXPECT_EQ(Update("sum", R"(,"UpdateExpression":"ADD n :one",
            "ExpressionAttributeValues":{":one":{"N":"1"}})"),
                  Ok("{}"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Get("hash", R"({"p":{"S":"sum"}})"),
            Ok(R"({"Item":{"n":{"N":"800"},"p":{"S":"sum"}}})"));
}

TEST_F(UpdateItemTest, ConcurrentConditionalIncrements_SucceedOnceForEachValue) {
  constexpr int kThreads = 4;
  constexpr int kTarget = 100;
  Put("hash", R"({"p":{"S":"sum"},"n":{"N":"0"}})");
  std::atomic<int> succeeded = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int seen = 0; seen < kTarget; ++seen) {
        const Answer answer =
            Update("sum", R"(,"UpdateExpression":"SET n = n + :one","ConditionExpression":"n = :v",
                "ExpressionAttributeValues":{":one":{"N":"1"},":v":{"N":")" +
                              std::to_string(seen) + R"("}})");
        if (answer.status == 200) {
          ++succeeded;
        } else {
          EXPECT_EQ(answer, ConditionFailed());
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(succeeded, kTarget);
  EXPECT_EQ(Get("hash", R"({"p":{"S":"sum"}})"),
            Ok(R"({"Item":{"n":{"N":"100"},"p":{"S":"sum"}}})"));
}

}  // namespace
}  // namespace stator::testing
