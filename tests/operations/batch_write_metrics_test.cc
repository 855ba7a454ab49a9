#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

// What BatchWriteItem reports about capacity and item collections, and what indexes demand of it.
// The capacity of each write is as of PutItem and DeleteItem; that it is summed up for each table,
// and a collection reported once, is as dynoxide does it.
namespace stator::testing {
namespace {

class BatchWriteMetricsTest : public OperationTest {
 protected:
  BatchWriteMetricsTest() { CreateAllTables(); }

  void CreateAllTables() {
    CreateTables();
    EXPECT_EQ(Call("CreateTable", R"({"TableName":"indexed","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
            {"AttributeName":"r","AttributeType":"N"},{"AttributeName":"x","AttributeType":"S"}],
        "LocalSecondaryIndexes":[{"IndexName":"local","Projection":{"ProjectionType":"ALL"},
            "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                         {"AttributeName":"x","KeyType":"RANGE"}]}],
        "GlobalSecondaryIndexes":[{"IndexName":"global","Projection":{"ProjectionType":"KEYS_ONLY"},
            "KeySchema":[{"AttributeName":"x","KeyType":"HASH"}]}]})")
                  .status,
              200);
  }

  // BatchWriteItem with a ReturnConsumedCapacity and, unless empty, a ReturnItemCollectionMetrics.
  Answer Write(std::string_view items, std::string_view capacity,
               std::string_view collections = "") {
    std::string request = R"({"ReturnConsumedCapacity":")" + std::string(capacity) + "\",";
    if (!collections.empty()) {
      request += R"("ReturnItemCollectionMetrics":")" + std::string(collections) + "\",";
    }
    return Call("BatchWriteItem", request + R"("RequestItems":{)" + std::string(items) + "}}");
  }
};

std::string PutOf(std::string_view p, std::string_view r, std::string_view more = "") {
  return R"({"PutRequest":{"Item":{"p":{"S":")" + std::string(p) + R"("},"r":{"N":")" +
         std::string(r) + "\"}" + std::string(more) + "}}}";
}

std::string DeleteOf(std::string_view p, std::string_view r) {
  return R"({"DeleteRequest":{"Key":{"p":{"S":")" + std::string(p) + R"("},"r":{"N":")" +
         std::string(r) + "\"}}}}";
}

std::string Text(size_t bytes) { return std::string(bytes, 'z'); }

constexpr std::string_view kDone = R"({"UnprocessedItems":{})";

TEST_F(BatchWriteMetricsTest, Capacity_IsSummedUpForEachTable) {
  const std::string items =
      R"("range":[)" + PutOf("a", "1", R"(,"z":{"S":")" + Text(1100) + "\"}") + "," +
      DeleteOf("a", "2") + R"(],"hash":[{"PutRequest":{"Item":{"p":{"S":"a"}}}}])";
  EXPECT_EQ(
      Write(items, "TOTAL"),
      Ok(std::string(kDone) + R"(,"ConsumedCapacity":[{"TableName":"range","CapacityUnits":3.0},)"
                              R"({"TableName":"hash","CapacityUnits":1.0}]})"));
  EXPECT_EQ(Write(items, "INDEXES"),
            Ok(std::string(kDone) +
               R"(,"ConsumedCapacity":[)"
               R"({"TableName":"range","CapacityUnits":3.0,"Table":{"CapacityUnits":3.0}},)"
               R"({"TableName":"hash","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}]})"));
  EXPECT_EQ(Write(items, "NONE", "SIZE"), Ok(std::string(kDone) + "}"));
}

TEST_F(BatchWriteMetricsTest, ReplacedAndDeletedItems_CostTheirOldSize) {
  ASSERT_EQ(Write(R"("range":[)" + PutOf("a", "1", R"(,"z":{"S":")" + Text(3000) + "\"}") + "," +
                      PutOf("a", "2", R"(,"z":{"S":")" + Text(2000) + "\"}") + "]",
                  "NONE"),
            Ok(std::string(kDone) + "}"));
  EXPECT_EQ(Write(R"("range":[)" + PutOf("a", "1") + "," + DeleteOf("a", "2") + "]", "TOTAL"),
            Ok(std::string(kDone) +
               R"(,"ConsumedCapacity":[{"TableName":"range","CapacityUnits":5.0}]})"));
}

TEST_F(BatchWriteMetricsTest, IndexesOfATable_AreReportedBesideIt) {
  const std::string items = R"("indexed":[)" +
                            PutOf("a", "1", R"(,"x":{"S":"x"},"z":{"S":")" + Text(1500) + "\"}") +
                            "," + PutOf("a", "2", R"(,"x":{"S":"x"})") + "," + PutOf("b", "2") +
                            R"(],"hash":[{"PutRequest":{"Item":{"p":{"S":"a"}}}}])";
  EXPECT_EQ(Write(items, "INDEXES", "SIZE"),
            Ok(std::string(kDone) +
               R"(,"ConsumedCapacity":[)"
               R"({"TableName":"indexed","CapacityUnits":9.0,"Table":{"CapacityUnits":4.0},)"
               R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":3.0}},)"
               R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":2.0}}},)"
               R"({"TableName":"hash","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}],)"
               R"("ItemCollectionMetrics":{"indexed":[)"
               R"({"ItemCollectionKey":{"p":{"S":"a"}},"SizeEstimateRangeGB":[0.0,1.0]},)"
               R"({"ItemCollectionKey":{"p":{"S":"b"}},"SizeEstimateRangeGB":[0.0,1.0]}]}})"));
  // Nothing changes in the indexes, so they cost nothing and are not listed.
  EXPECT_EQ(Write(items, "INDEXES"),
            Ok(std::string(kDone) +
               R"(,"ConsumedCapacity":[)"
               R"({"TableName":"indexed","CapacityUnits":4.0,"Table":{"CapacityUnits":4.0}},)"
               R"({"TableName":"hash","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}]})"));
  EXPECT_EQ(Write(R"("indexed":[)" + DeleteOf("a", "1") + "," + DeleteOf("a", "7") + "]", "TOTAL"),
            Ok(std::string(kDone) +
               R"(,"ConsumedCapacity":[{"TableName":"indexed","CapacityUnits":6.0}]})"));
}

TEST_F(BatchWriteMetricsTest, PutItems_AreFoundInTheIndexes) {
  ASSERT_EQ(Write(R"("indexed":[)" + PutOf("a", "1", R"(,"x":{"S":"x"})") + "," +
                      PutOf("a", "2", R"(,"x":{"S":"x"})") + "," + PutOf("a", "3") + "]",
                  "NONE")
                .status,
            200);
  EXPECT_EQ(Call("Query", R"({"TableName":"indexed","IndexName":"global",
      "KeyConditionExpression":"x = :x","ExpressionAttributeValues":{":x":{"S":"x"}},
      "Select":"COUNT"})"),
            Ok(R"({"Count":2,"ScannedCount":2})"));
}

TEST_F(BatchWriteMetricsTest, IndexKeyOfAWrongType_IsRefusedBeforeDuplicatesAreFound) {
  const std::string wrong = PutOf("a", "1", R"(,"x":{"N":"1"})");
  for (const std::string& requests : {wrong, PutOf("a", "1") + "," + wrong}) {
    const Answer answer = Write(R"("indexed":[)" + requests + "]", "NONE");
    EXPECT_NE(answer.body.find("One or more parameter values were invalid: Type mismatch for Index "
                               "Key x Expected: S Actual: N IndexName: "),
              std::string::npos)
        << answer.body;
  }
}

// One collection that is too large ends the batch, with nothing written.
TEST_F(BatchWriteMetricsTest, FullItemCollection_EndsTheBatch) {
  storage::DatabaseOptions options;
  options.clock = &clock_;
  options.max_item_collection_bytes = 1000;
  auto database = storage::Database::Open(options);
  ASSERT_TRUE(database.ok());
  database_ = std::move(database).value();
  CreateAllTables();
  EXPECT_EQ(Write(R"("hash":[{"PutRequest":{"Item":{"p":{"S":"a"}}}}],"indexed":[)" +
                      PutOf("a", "1", R"(,"z":{"S":")" + Text(600) + "\"}") + "," +
                      PutOf("a", "2", R"(,"z":{"S":")" + Text(600) + "\"}") + "]",
                  "NONE"),
            (Answer{400, R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                         R"(ItemCollectionSizeLimitExceededException",)"
                         R"("message":"Collection size exceeded."})"}));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok("{}"));
  EXPECT_EQ(Write(R"("indexed":[)" + PutOf("a", "1", R"(,"z":{"S":")" + Text(600) + "\"}") + "," +
                      PutOf("b", "1", R"(,"z":{"S":")" + Text(600) + "\"}") + "]",
                  "NONE")
                .status,
            200);
}

}  // namespace
}  // namespace stator::testing
