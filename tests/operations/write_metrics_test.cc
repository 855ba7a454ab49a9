#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// ConsumedCapacity and ItemCollectionMetrics of PutItem, UpdateItem and DeleteItem on tables with
// indexes. Of capacity the developer guide is the source ("Global Secondary Indexes", write
// operations), and DynamoDB Local and dynoxide agree.
namespace stator::testing {
namespace {

class WriteMetricsTest : public OperationTest {
 protected:
  explicit WriteMetricsTest(storage::DatabaseOptions options = {})
      : OperationTest(std::move(options)) {
    EXPECT_EQ(Call("CreateTable",
                   TableOf("H:p R:r", "p:S r:N a:S b:S",
                           {Local({Index("local", "H:p R:a")}),
                            Global({Index("all", "H:a"), Index("keys", "H:b", kKeysOnly)})}))
                  .status,
              200);
  }

  // The three writes of the item {k, 1}, each with more members of the request.
  Answer PutWith(const std::string& attributes, const std::string& more) {
    return Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":"k"},"r":{"N":"1"})" +
                               attributes + "}," + more + "}");
  }
  Answer Update(const std::string& expression, const std::string& more) {
    return Call("UpdateItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},)"
                              R"("UpdateExpression":")" +
                                  expression + "\"," + more + "}");
  }
  Answer Delete(const std::string& more) {
    return Call("DeleteItem",
                R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},)" + more + "}");
  }
};

const std::string kIndexes = R"("ReturnConsumedCapacity":"INDEXES")";
const std::string kSize = R"("ReturnItemCollectionMetrics":"SIZE")";

// An INDEXES answer; empty members are left out.
Answer Consumed(const std::string& total, const std::string& table, const std::string& local,
                const std::string& global) {
  return Ok(R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":)" + total +
            R"(,"Table":{"CapacityUnits":)" + table + "}" +
            (local.empty() ? "" : R"(,"LocalSecondaryIndexes":{)" + local + "}") +
            (global.empty() ? "" : R"(,"GlobalSecondaryIndexes":{)" + global + "}") + "}}");
}

std::string Units(const std::string& index, const std::string& units) {
  return "\"" + index + R"(":{"CapacityUnits":)" + units + "}";
}

TEST_F(WriteMetricsTest, NewEntries_CostOneWriteEach) {
  EXPECT_EQ(PutWith("", kIndexes), Consumed("1.0", "1.0", "", ""));
  EXPECT_EQ(PutWith(R"(,"a":{"S":"x"},"b":{"S":"x"})", kIndexes),
            Consumed("4.0", "1.0", Units("local", "1.0"),
                     Units("all", "1.0") + "," + Units("keys", "1.0")));
}

TEST_F(WriteMetricsTest, UnchangedEntries_CostNothing) {
  const std::string item = R"(,"a":{"S":"x"},"b":{"S":"x"})";
  EXPECT_EQ(PutWith(item, kIndexes).status, 200);
  EXPECT_EQ(PutWith(item, kIndexes), Consumed("1.0", "1.0", "", ""));
  // An attribute that one of the indexes does not project.
  EXPECT_EQ(PutWith(item + R"(,"c":{"S":"x"})", kIndexes),
            Consumed("3.0", "1.0", Units("local", "1.0"), Units("all", "1.0")));
}

// "one to delete the previous item from the index and another write to put the new item".
TEST_F(WriteMetricsTest, MovedEntry_CostsTwoWrites) {
  EXPECT_EQ(PutWith(R"(,"a":{"S":"x"},"b":{"S":"x"})", kIndexes).status, 200);
  EXPECT_EQ(
      Update("SET a = b, b = :b", kIndexes + R"(,"ExpressionAttributeValues":{":b":{"S":"y"}})"),
      Consumed("5.0", "1.0", Units("local", "1.0"),
               Units("all", "1.0") + "," + Units("keys", "2.0")));
  EXPECT_EQ(Update("SET a = :a", kIndexes + R"(,"ExpressionAttributeValues":{":a":{"S":"z"}})"),
            Consumed("5.0", "1.0", Units("local", "2.0"), Units("all", "2.0")));
}

TEST_F(WriteMetricsTest, RemovedEntry_CostsOneWrite) {
  EXPECT_EQ(PutWith(R"(,"a":{"S":"x"},"b":{"S":"x"})", kIndexes).status, 200);
  EXPECT_EQ(Update("REMOVE b", kIndexes),
            Consumed("4.0", "1.0", Units("local", "1.0"),
                     Units("all", "1.0") + "," + Units("keys", "1.0")));
  EXPECT_EQ(Delete(kIndexes), Consumed("3.0", "1.0", Units("local", "1.0"), Units("all", "1.0")));
  EXPECT_EQ(Delete(kIndexes), Consumed("1.0", "1.0", "", ""));
}

TEST_F(WriteMetricsTest, Cost_IsByTheProjectedSizes) {
  const std::string three_kilobytes = R"(,"c":{"S":")" + std::string(3000, 'x') + "\"}";
  EXPECT_EQ(PutWith(R"(,"a":{"S":"x"},"b":{"S":"x"})" + three_kilobytes, kIndexes),
            Consumed("10.0", "3.0", Units("local", "3.0"),
                     Units("all", "3.0") + "," + Units("keys", "1.0")));
}

TEST_F(WriteMetricsTest, Total_IncludesTheIndexes) {
  EXPECT_EQ(PutWith(R"(,"a":{"S":"x"},"b":{"S":"x"})", R"("ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":4.0}})"));
}

// The form is that of the examples in the API reference.
TEST_F(WriteMetricsTest, ItemCollection_IsEstimatedWhenAskedFor) {
  const std::string metrics = R"("ItemCollectionMetrics":{"ItemCollectionKey":{"p":{"S":"k"}},)"
                              R"("SizeEstimateRangeGB":[0.0,1.0]})";
  EXPECT_EQ(PutWith("", kSize), Ok("{" + metrics + "}"));
  EXPECT_EQ(Update("REMOVE b", kSize), Ok("{" + metrics + "}"));
  EXPECT_EQ(Delete(kSize + R"(,"ReturnValues":"ALL_OLD")"),
            Ok(R"({"Attributes":{"p":{"S":"k"},"r":{"N":"1"}},)" + metrics + "}"));
  EXPECT_EQ(PutWith("", R"("ReturnItemCollectionMetrics":"NONE")"), Ok("{}"));
  EXPECT_EQ(
      PutWith("", kSize + R"(,"ReturnConsumedCapacity":"TOTAL")"),
      Ok(R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":1.0},)" + metrics + "}"));
}

// "If the table does not have a local secondary index, this information is not returned" (API
// reference).
TEST_F(WriteMetricsTest, TablesWithoutLocalIndexes_HaveNoItemCollections) {
  CreateTables();
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},)" + kSize + "}"),
            Ok("{}"));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"hash",)" + Definitions("a:S") +
                                    R"(,"GlobalSecondaryIndexUpdates":[{"Create":)" +
                                    Index("idx", "H:a") + "}]}")
                .status,
            200);
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},)" + kSize + "}"),
            Ok("{}"));
}

class ItemCollectionLimitTest : public WriteMetricsTest {
 protected:
  ItemCollectionLimitTest() : WriteMetricsTest(OfThousandBytes()) {}

  static storage::DatabaseOptions OfThousandBytes() {
    storage::DatabaseOptions options;
    options.max_item_collection_bytes = 1000;
    return options;
  }
  Answer PutText(const std::string& partition, const std::string& sort, size_t length) {
    return Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":")" + partition +
                               R"("},"r":{"N":")" + sort + R"("},"c":{"S":")" +
                               std::string(length, 'x') + R"("}}})");
  }
};

const Answer kTooLarge = {
    400, R"({"__type":"com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException",)"
         R"("message":"Collection size exceeded."})"};

// The limit is 10 GB; here it is lower.
TEST_F(ItemCollectionLimitTest, Collection_CannotGrowAboveItsLimit) {
  EXPECT_EQ(PutText("k", "1", 600), Ok("{}"));
  EXPECT_EQ(PutText("k", "2", 600), kTooLarge);
  EXPECT_EQ(Get("table", R"({"p":{"S":"k"},"r":{"N":"2"}})"), Ok("{}"));
  EXPECT_EQ(PutText("l", "2", 600), Ok("{}"));
  EXPECT_EQ(PutText("k", "2", 300), Ok("{}"));
  EXPECT_EQ(PutText("k", "1", 100), Ok("{}"));
  EXPECT_EQ(PutText("k", "2", 600), Ok("{}"));
}

// Entries of local indexes belong to the collection.
TEST_F(ItemCollectionLimitTest, IndexEntries_Count) {
  EXPECT_EQ(PutText("k", "1", 600), Ok("{}"));
  EXPECT_EQ(Update("SET a = :a", R"("ExpressionAttributeValues":{":a":{"S":"x"}})"), kTooLarge);
  EXPECT_EQ(Update("SET b = :a", R"("ExpressionAttributeValues":{":a":{"S":"x"}})"), Ok("{}"));
}

}  // namespace
}  // namespace stator::testing
