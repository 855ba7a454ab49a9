#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

class TransactWriteItemsTest : public OperationTest {
 protected:
  TransactWriteItemsTest() { CreateTables(); }

  // TransactWriteItems with these TransactItems and further members of the request.
  Answer Transact(std::string_view actions, std::string_view more = "") {
    return Call("TransactWriteItems",
                R"({"TransactItems":[)" + std::string(actions) + "]" + std::string(more) + "}");
  }

  // Actions on the table "hash".
  static std::string PutOf(std::string_view p, std::string_view more = "") {
    return R"({"Put":{"TableName":"hash","Item":{"p":{"S":")" + std::string(p) + R"("}})" +
           std::string(more) + "}}";
  }
  static std::string DeleteOf(std::string_view p, std::string_view more = "") {
    return R"({"Delete":{"TableName":"hash","Key":{"p":{"S":")" + std::string(p) + R"("}})" +
           std::string(more) + "}}";
  }
  static std::string CheckOf(std::string_view p, std::string_view condition,
                             std::string_view more = "") {
    return R"({"ConditionCheck":{"TableName":"hash","Key":{"p":{"S":")" + std::string(p) +
           R"("}},"ConditionExpression":")" + std::string(condition) + "\"" + std::string(more) +
           "}}";
  }
  static std::string UpdateOf(std::string_view p, std::string_view expression,
                              std::string_view value) {
    return R"({"Update":{"TableName":"hash","Key":{"p":{"S":")" + std::string(p) +
           R"("}},"UpdateExpression":")" + std::string(expression) +
           R"(","ExpressionAttributeValues":{":v":)" + std::string(value) + "}}}";
  }

  Answer Item(std::string_view p) {
    return Get("hash", R"({"p":{"S":")" + std::string(p) + "\"}}");
  }
};

constexpr std::string_view kFailed =
    R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"})";
constexpr std::string_view kNone = R"({"Code":"None"})";

TEST_F(TransactWriteItemsTest, AllActions_AreCarriedOutOverSeveralTables) {
  Put("hash", R"({"p":{"S":"gone"}})");
  Put("hash", R"({"p":{"S":"counter"},"n":{"N":"41"}})");
  EXPECT_EQ(Transact(PutOf("new", R"x(,"ConditionExpression":"attribute_not_exists(p)")x") + "," +
                     DeleteOf("gone") + "," + CheckOf("absent", "attribute_not_exists(p)") + "," +
                     UpdateOf("counter", "ADD n :v", R"({"N":"1"})") + "," +
                     R"({"Put":{"TableName":"range","Item":{"p":{"S":"a"},"r":{"N":"1"}}}})"),
            Ok("{}"));
  EXPECT_EQ(Item("new"), Ok(R"({"Item":{"p":{"S":"new"}}})"));
  EXPECT_EQ(Item("gone"), Ok("{}"));
  EXPECT_EQ(Item("absent"), Ok("{}"));
  EXPECT_EQ(Item("counter"), Ok(R"({"Item":{"n":{"N":"42"},"p":{"S":"counter"}}})"));
  EXPECT_EQ(Get("range", R"({"p":{"S":"a"},"r":{"N":"1"}})"),
            Ok(R"({"Item":{"p":{"S":"a"},"r":{"N":"1"}}})"));
}

TEST_F(TransactWriteItemsTest, FailedConditions_CancelAllAndAreListedInOrder) {
  Put("hash", R"({"p":{"S":"there"},"n":{"N":"1"}})");
  EXPECT_EQ(
      Transact(PutOf("new") + "," + CheckOf("absent", "attribute_exists(p)") + "," +
               DeleteOf("there", R"x(,"ConditionExpression":"attribute_not_exists(p)",)x"
                                 R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD")") +
               "," + UpdateOf("other", "SET n = :v", R"({"N":"1"})")),
      Canceled(
          "None, ConditionalCheckFailed, ConditionalCheckFailed, None",
          std::string(kNone) + "," + std::string(kFailed) +
              R"(,{"Code":"ConditionalCheckFailed","Message":"The conditional request failed",)"
              R"("Item":{"n":{"N":"1"},"p":{"S":"there"}}},)" +
              std::string(kNone)));
  EXPECT_EQ(Item("new"), Ok("{}"));
  EXPECT_EQ(Item("other"), Ok("{}"));
  EXPECT_NE(Item("there"), Ok("{}"));
}

// DynamoDB Local and dynoxide agree: an item is shown only when there is one.
TEST_F(TransactWriteItemsTest, AbsentItemAskedFor_IsNotInTheReason) {
  EXPECT_EQ(Transact(CheckOf("absent", "attribute_exists(p)",
                             R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")")),
            Canceled("ConditionalCheckFailed", kFailed));
}

TEST_F(TransactWriteItemsTest, ErrorsOfEvaluation_AreValidationErrorsOfTheirActions) {
  Put("hash", R"({"p":{"S":"a"}})");
  EXPECT_EQ(Transact(UpdateOf("a", "SET n = n + :v", R"({"N":"1"})") + "," +
                     CheckOf("absent", "attribute_exists(p)") + "," +
                     UpdateOf("b", "SET n.x = :v", R"({"N":"1"})")),
            Canceled("ValidationError, ConditionalCheckFailed, ValidationError",
                     R"({"Code":"ValidationError","Message":"The provided expression refers to an )"
                     R"(attribute that does not exist in the item"},)" +
                         std::string(kFailed) +
                         R"(,{"Code":"ValidationError","Message":"The document path provided in )"
                         R"(the update expression is invalid for update"})"));
}

TEST_F(TransactWriteItemsTest, ItemThatAnUpdateMakesTooLarge_IsAValidationError) {
  const std::string large = R"({"S":")" + std::string(300'000, 'x') + "\"}";
  ASSERT_EQ(Transact(UpdateOf("a", "SET x = :v", large)), Ok("{}"));
  EXPECT_EQ(Transact(UpdateOf("a", "SET y = :v", large)),
            Canceled("ValidationError", R"({"Code":"ValidationError","Message":"Item size to )"
                                        R"(update has exceeded the maximum allowed size"})"));
}

// Where the emulators agree on the level (reason or answer), the service's own words are here.
TEST_F(TransactWriteItemsTest, KeysThatDoNotFitTheSchema_AreReasons) {
  EXPECT_EQ(
      Transact(PutOf("a") + R"(,{"Put":{"TableName":"hash","Item":{"p":{"N":"1"}}}},)" +
               R"({"Delete":{"TableName":"range","Key":{"p":{"S":"a"}}}})"),
      Canceled("None, ValidationError, ValidationError",
               std::string(kNone) +
                   R"(,{"Code":"ValidationError","Message":"One or more parameter values were )"
                   R"(invalid: Type mismatch for key p expected: S actual: N"},)"
                   R"({"Code":"ValidationError","Message":"The provided key element does not )"
                   R"(match the schema"})"));
  EXPECT_EQ(Item("a"), Ok("{}"));
  EXPECT_EQ(Transact(UpdateOf("a", "SET p = :v", R"({"S":"b"})")),
            Canceled("ValidationError",
                     R"({"Code":"ValidationError","Message":"One or more parameter values were )"
                     R"(invalid: Cannot update attribute p. This attribute is part of the key"})"));
}

TEST_F(TransactWriteItemsTest, EmptyKeyValue_IsNoReasonButTheAnswer) {
  EXPECT_EQ(Transact(PutOf("a") + "," + DeleteOf("")),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(TransactWriteItemsTest, TwoActionsOnOneItem_AreRefused) {
  const Answer refused =
      Invalid("Transaction request cannot include multiple operations on one item");
  EXPECT_EQ(Transact(PutOf("a") + "," + CheckOf("a", "attribute_exists(p)")), refused);
  // Numbers are compared by value. What is wrong otherwise comes after (DynamoDB Local).
  EXPECT_EQ(Transact(R"({"Delete":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1"}}}},)"
                     R"({"Delete":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1.0"}}}},)"
                     R"({"Delete":{"TableName":"absent","Key":{"p":{"S":"a"}}}})"),
            refused);
  EXPECT_EQ(Transact(R"({"Delete":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1"}}}},)"
                     R"({"Delete":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"2"}}}},)" +
                     DeleteOf("a")),
            Ok("{}"));
}

TEST_F(TransactWriteItemsTest, MissingTable_IsNotFound) {
  EXPECT_EQ(Transact(PutOf("a") + R"(,{"Delete":{"TableName":"absent","Key":{"p":{"S":"a"}}}})"),
            NotFound("Requested resource not found"));
  EXPECT_EQ(Item("a"), Ok("{}"));
}

TEST_F(TransactWriteItemsTest, TableNameAsArn_IsTheSameTable) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
  EXPECT_EQ(
      Transact(R"({"Delete":{"TableName":")" + arn + R"(","Key":{"p":{"S":"a"}}}},)" + PutOf("a")),
      Invalid("Transaction request cannot include multiple operations on one item"));
}

TEST_F(TransactWriteItemsTest, MalformedActions_AreRefused) {
  EXPECT_EQ(Transact("{}"),
            Invalid("Invalid Request: TransactWriteRequest should contain Delete or Put or Update "
                    "request"));
  EXPECT_EQ(Transact(R"({"Put":{"TableName":"hash","Item":{"p":{"S":"a"}}},)"
                     R"("Delete":{"TableName":"hash","Key":{"p":{"S":"b"}}}})"),
            Invalid("TransactItems can only contain one of Check, Put, Update or Delete"));
  EXPECT_EQ(Transact(PutOf("a", R"(,"ConditionExpression":"")")),
            Invalid("Invalid ConditionExpression: The expression can not be empty;"));
  EXPECT_EQ(Transact(PutOf("a", R"(,"ExpressionAttributeValues":{":v":{"S":"b"}})")),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "ConditionExpression is null"));
  EXPECT_EQ(Transact(DeleteOf("a", R"(,"ConditionExpression":"p.x = p")")),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
}

TEST_F(TransactWriteItemsTest, OneHundredActions_AreTheLimit) {
  std::string actions = PutOf("0");
  for (int i = 1; i < 100; ++i) actions += "," + PutOf(std::to_string(i));
  EXPECT_EQ(Transact(actions), Ok("{}"));
  EXPECT_EQ(Item("99"), Ok(R"({"Item":{"p":{"S":"99"}}})"));
  EXPECT_EQ(Transact(actions + "," + PutOf("100")).status, 400);
  EXPECT_EQ(Item("100"), Ok("{}"));
}

TEST_F(TransactWriteItemsTest, FourMegabytes_AreTheLimit) {
  const auto puts = [](size_t last_size) {
    std::string actions;
    for (int i = 0; i < 11; ++i) {
      const size_t size = i == 10 ? last_size : 400'000;
      actions += std::string(i == 0 ? "" : ",") +
                 R"({"Put":{"TableName":"hash","Item":{"p":{"S":")" + static_cast<char>('a' + i) +
                 R"("},"x":{"S":")" + std::string(size, 'x') + "\"}}}}";
    }
    return actions;
  };
  // Each item has 3 bytes besides the text.
  constexpr size_t kRest = 4 * 1024 * 1024 - 10 * 400'003 - 3;
  EXPECT_EQ(Transact(puts(kRest)), Ok("{}"));
  EXPECT_EQ(Transact(puts(kRest + 1)),
            Invalid("Transaction payload size cannot exceed 4MB. Payload Size: 4194305"));
}

TEST_F(TransactWriteItemsTest, Capacity_IsDoubleAndToldByTable) {
  Put("hash", R"({"p":{"S":"a"},"x":{"S":")" + std::string(1500, 'x') + "\"}}");
  const std::string actions =
      CheckOf("a", "attribute_exists(p)") + "," + PutOf("b") +
      R"(,{"Put":{"TableName":"range","Item":{"p":{"S":"a"},"r":{"N":"1"}}}})";
  EXPECT_EQ(Transact(actions, R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":6.0,)"
               R"("WriteCapacityUnits":6.0},{"TableName":"range","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0}]})"));
  EXPECT_EQ(Transact(PutOf("b"), R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0,"Table":{"CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0}}]})"));
}

class TransactWriteIndexedTest : public TransactWriteItemsTest {
 protected:
  TransactWriteIndexedTest() {
    EXPECT_EQ(Call("CreateTable", R"({"TableName":"local","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                                {"AttributeName":"r","AttributeType":"N"},
                                {"AttributeName":"l","AttributeType":"S"}],
        "LocalSecondaryIndexes":[{"IndexName":"lidx","KeySchema":[
            {"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"ALL"}}]})")
                  .status,
              200);
  }

  static std::string PutLocal(std::string_view r, std::string_view l) {
    return R"({"Put":{"TableName":"local","Item":{"p":{"S":"a"},"r":{"N":")" + std::string(r) +
           R"("},"l":)" + std::string(l) + "}}}";
  }
};

TEST_F(TransactWriteIndexedTest, IndexesAndCollections_AreMaintainedAndReported) {
  EXPECT_EQ(
      Transact(
          PutLocal("1", R"({"S":"x"})") + "," + PutLocal("2", R"({"S":"y"})") + "," + PutOf("a"),
          R"(,"ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE")"),
      Ok(R"({"ConsumedCapacity":[{"TableName":"local","CapacityUnits":8.0,)"
         R"("WriteCapacityUnits":8.0,"Table":{"CapacityUnits":4.0,"WriteCapacityUnits":4.0},)"
         R"("LocalSecondaryIndexes":{"lidx":{"CapacityUnits":4.0,"WriteCapacityUnits":4.0}}},)"
         R"({"TableName":"hash","CapacityUnits":2.0,"WriteCapacityUnits":2.0,)"
         R"("Table":{"CapacityUnits":2.0,"WriteCapacityUnits":2.0}}],)"
         R"("ItemCollectionMetrics":{"local":[{"ItemCollectionKey":{"p":{"S":"a"}},)"
         R"("SizeEstimateRangeGB":[0.0,1.0]}]}})"));
  EXPECT_EQ(Call("Query", R"({"TableName":"local","IndexName":"lidx",
      "KeyConditionExpression":"p = :p AND l = :l",
      "ExpressionAttributeValues":{":p":{"S":"a"},":l":{"S":"y"}}})"),
            Ok(R"({"Items":[{"l":{"S":"y"},"p":{"S":"a"},"r":{"N":"2"}}],"Count":1,)"
               R"("ScannedCount":1})"));
}

TEST_F(TransactWriteIndexedTest, ItemCollectionsThatGrowTooLarge_AreReasonsOfWhatGrows) {
  storage::DatabaseOptions options{std::nullopt, &clock_};
  options.max_item_collection_bytes = 20;
  auto small = storage::Database::Open(options);
  ASSERT_TRUE(small.ok());
  auto schema = database_->FindTable("local")->schema();
  database_ = std::move(small).value();
  ASSERT_TRUE(database_->CreateTable(std::move(schema)).ok());
  CreateTables();
  ASSERT_EQ(Transact(PutLocal("1", R"({"S":"x"})")), Ok("{}"));
  EXPECT_EQ(Transact(PutOf("a") + "," + PutLocal("2", R"({"S":"y"})") +
                     R"(,{"Delete":{"TableName":"local","Key":{"p":{"S":"a"},"r":{"N":"3"}}}})"),
            Canceled("None, ItemCollectionSizeLimitExceeded, None",
                     std::string(kNone) +
                         R"(,{"Code":"ItemCollectionSizeLimitExceeded","Message":"Collection size )"
                         R"(exceeded."},)" +
                         std::string(kNone)));
  EXPECT_EQ(Item("a"), Ok("{}"));
}

TEST_F(TransactWriteIndexedTest, IndexKeys_OfAWrongTypeAreReasons_EmptyOnesTheAnswer) {
  EXPECT_EQ(Transact(PutOf("a") + "," + PutLocal("1", R"({"N":"1"})")),
            Canceled("None, ValidationError",
                     std::string(kNone) +
                         R"(,{"Code":"ValidationError","Message":"One or more parameter values )"
                         R"(were invalid: Type mismatch for Index Key l Expected: S Actual: N )"
                         R"(IndexName: lidx"})"));
  EXPECT_EQ(Transact(PutOf("a") + "," + PutLocal("1", R"({"S":""})")),
            Invalid("One or more parameter values are not valid. A value specified for a secondary "
                    "index key is not supported. The AttributeValue for a key attribute cannot "
                    "contain an empty string value. IndexName: lidx, IndexKey: l"));
  EXPECT_EQ(
      Transact(R"({"Update":{"TableName":"local","Key":{"p":{"S":"a"},"r":{"N":"1"}},)"
               R"("UpdateExpression":"SET l = :l","ExpressionAttributeValues":{":l":{"S":""}}}})"),
      Invalid("One or more parameter values are not valid. The update expression attempted to "
              "update a secondary index key to a value that is not supported. The AttributeValue "
              "for a key attribute cannot contain an empty string value."));
}

// One commit, however many actions; a condition check alone commits nothing.
TEST_F(TransactWriteItemsTest, Transaction_IsOneCommit) {
  const auto before = database_->work().commits;
  ASSERT_EQ(Transact(PutOf("a") + "," + PutOf("b") + "," + PutOf("c")), Ok("{}"));
  EXPECT_EQ(database_->work().commits, before + 1);
  ASSERT_EQ(Transact(CheckOf("a", "attribute_exists(p)")), Ok("{}"));
  EXPECT_EQ(database_->work().commits, before + 1);
}

}  // namespace
}  // namespace stator::testing
