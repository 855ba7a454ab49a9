#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which DynamoDB Local and dynalite
// agree.
namespace stator::testing {
namespace {

class QueryTest : public OperationTest {
 protected:
  QueryTest() {
    CreateTables();
    for (const char* r : {"1", "2", "3", "4", "5"}) {
      Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("},"x":{"N":")" +
                       (r[0] % 2 == 1 ? "1" : "0") + R"("}})");
    }
    Put("range", R"({"p":{"S":"b"},"r":{"N":"1"}})");
  }

  // A Query of the partition "a" with more members; `values` adds to :p.
  Answer QueryA(const std::string& members, const std::string& values = "") {
    return Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p",)" + members +
                             R"("ExpressionAttributeValues":{":p":{"S":"a"})" + values + "}}");
  }
  Answer QueryWhere(const std::string& key_condition, const std::string& values) {
    return Call("Query", R"({"TableName":"range","KeyConditionExpression":")" + key_condition +
                             R"(","ExpressionAttributeValues":)" + values + "}");
  }
};

TEST_F(QueryTest, Partition_IsReturnedWhole) {
  EXPECT_EQ(QueryWhere("p = :p", R"({":p":{"S":"b"}})"),
            Ok(R"({"Items":[{"p":{"S":"b"},"r":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(QueryWhere("p = :p", R"({":p":{"S":"c"}})"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
}

TEST_F(QueryTest, TableWithoutSortKey_HasOneItemAPartition) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  Put("hash", R"({"p":{"S":"ab"},"n":{"N":"1"}})");
  EXPECT_EQ(Call("Query", R"({"TableName":"hash","KeyConditionExpression":"#p = :p",
      "ExpressionAttributeNames":{"#p":"p"},"ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            Ok(R"({"Items":[{"n":{"N":"1"},"p":{"S":"a"}}],"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(Call("Query", R"({"TableName":"hash","KeyConditionExpression":"p = :p and r = :p",
      "ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            Invalid("Query key condition not supported"));
}

TEST_F(QueryTest, Filter_LessensCountButNotScannedCount) {
  EXPECT_EQ(
      QueryA(R"("FilterExpression":"x = :x","ProjectionExpression":"r",)", R"(,":x":{"N":"1"})"),
      Ok(R"({"Items":[{"r":{"N":"1"}},{"r":{"N":"3"}},{"r":{"N":"5"}}],)"
         R"("Count":3,"ScannedCount":5})"));
  EXPECT_EQ(QueryA(R"j("FilterExpression":"attribute_exists(z)",)j"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":5})"));
}

TEST_F(QueryTest, Filter_MustLeaveKeyAttributesAlone) {
  const auto refused = [](const std::string& key) {
    return Invalid(
        "Filter Expression can only contain non-primary key attributes: Primary key "
        "attribute: " +
        key);
  };
  EXPECT_EQ(QueryA(R"("FilterExpression":"r = :x",)", R"(,":x":{"N":"1"})"), refused("r"));
  EXPECT_EQ(QueryA(R"("FilterExpression":"x = :x AND p = :p",)", R"(,":x":{"N":"1"})"),
            refused("p"));
  EXPECT_EQ(QueryA(R"j("FilterExpression":"size(r) > :x",)j", R"(,":x":{"N":"1"})"), refused("r"));
}

TEST_F(QueryTest, BadFilters_AreRefused) {
  EXPECT_EQ(QueryA(R"("FilterExpression":"",)"),
            Invalid("Invalid FilterExpression: The expression can not be empty;"));
  EXPECT_EQ(QueryA(R"("FilterExpression":"x = :zz",)"),
            Invalid("Invalid FilterExpression: An expression attribute value used in expression is "
                    "not defined; attribute value: :zz"));
}

TEST_F(QueryTest, Projection_ReducesItems) {
  Put("range", R"({"p":{"S":"c"},"r":{"N":"1"},"m":{"M":{"x":{"L":[{"N":"1"},{"N":"2"}]}}}})");
  EXPECT_EQ(Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p",
      "ProjectionExpression":"m.x[1], zz","ExpressionAttributeValues":{":p":{"S":"c"}}})"),
            Ok(R"({"Items":[{"m":{"M":{"x":{"L":[{"N":"2"}]}}}}],"Count":1,"ScannedCount":1})"));
}

TEST_F(QueryTest, SelectCount_LeavesTheItemsOut) {
  EXPECT_EQ(QueryA(R"("Select":"COUNT",)"), Ok(R"({"Count":5,"ScannedCount":5})"));
  EXPECT_EQ(QueryA(R"("Select":"COUNT","FilterExpression":"x = :x",)", R"(,":x":{"N":"0"})"),
            Ok(R"({"Count":2,"ScannedCount":5})"));
}

// DynamoDB Local and dynoxide.
TEST_F(QueryTest, Select_MustGoWithTheProjection) {
  EXPECT_EQ(QueryA(R"("Select":"SPECIFIC_ATTRIBUTES",)"),
            Invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get "
                    "SPECIFIC_ATTRIBUTES"));
  EXPECT_EQ(QueryA(R"("Select":"ALL_PROJECTED_ATTRIBUTES",)"),
            Invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"));
  EXPECT_EQ(QueryA(R"("Select":"ALL_ATTRIBUTES","ProjectionExpression":"r",)"),
            Invalid("Cannot specify the ProjectionExpression when choosing to get "
                    "ALL_ATTRIBUTES"));
  EXPECT_EQ(QueryA(R"("Select":"COUNT","ProjectionExpression":"r",)"),
            Invalid("Cannot specify the ProjectionExpression when choosing to get only the "
                    "Count"));
  EXPECT_EQ(QueryA(R"("Select":"SPECIFIC_ATTRIBUTES","ProjectionExpression":"r","Limit":1,)"),
            Ok(R"({"Items":[{"r":{"N":"1"}}],"Count":1,"ScannedCount":1,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"1"}}})"));
}

TEST_F(QueryTest, KeyConditionExpression_IsRequired) {
  EXPECT_EQ(Call("Query", R"({"TableName":"range"})"),
            Invalid("Either the KeyConditions or KeyConditionExpression parameter must be "
                    "specified in the request."));
}

TEST_F(QueryTest, PartitionKey_NeedsEquality) {
  EXPECT_EQ(QueryWhere("p > :p", R"({":p":{"S":"a"}})"),
            Invalid("Query key condition not supported"));
  EXPECT_EQ(QueryWhere("r = :r", R"({":r":{"N":"1"}})"),
            Invalid("Query condition missed key schema element: p"));
  EXPECT_EQ(QueryWhere("p = :p OR r = :r", R"({":p":{"S":"a"},":r":{"N":"1"}})"),
            Invalid("Invalid operator used in KeyConditionExpression: OR"));
  EXPECT_EQ(QueryWhere("p = :p AND p = :p", R"({":p":{"S":"a"}})"),
            Invalid("KeyConditionExpressions must only contain one condition per key"));
}

TEST_F(QueryTest, PartitionKeyValue_MustHaveItsTypeAndNotBeEmpty) {
  EXPECT_EQ(QueryWhere("p = :p", R"({":p":{"N":"1"}})"),
            Invalid("One or more parameter values were invalid: Condition parameter type does not "
                    "match schema type"));
  EXPECT_EQ(QueryWhere("p = :p", R"({":p":{"S":""}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(QueryTest, Placeholders_MustBeDefinedAndUsed) {
  EXPECT_EQ(QueryWhere("#p = :p", R"({":p":{"S":"a"}})"),
            Invalid("Invalid KeyConditionExpression: An expression attribute name used in the "
                    "document path is not defined; attribute name: #p"));
  EXPECT_EQ(QueryWhere("p = :p", R"({":p":{"S":"a"},":q":{"S":"a"}})"),
            Invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                    "{:q}"));
}

TEST_F(QueryTest, ExpressionAndLegacyParameters_DoNotMix) {
  // dynalite and dynoxide.
  EXPECT_EQ(QueryA(R"("FilterExpression":"x = :p","KeyConditions":{},)"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {KeyConditions} Expression parameters: "
                    "{FilterExpression, KeyConditionExpression}"));
}

TEST_F(QueryTest, UnknownTableOrIndex_IsRefused) {
  EXPECT_EQ(Call("Query", R"({"TableName":"nope","KeyConditionExpression":"p = :p",
      "ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            NotFound("Requested resource not found"));
  EXPECT_EQ(QueryA(R"("IndexName":"nope",)"),
            Invalid("The table does not have the specified index: nope"));
}

// "Queries that do not return results consume the minimum number of read capacity units" (API
// reference, Query).
TEST_F(QueryTest, ConsumedCapacity_CountsTheSumOfTheItemsRead) {
  EXPECT_EQ(QueryA(R"("Select":"COUNT","ReturnConsumedCapacity":"TOTAL",)"),
            Ok(R"({"Count":5,"ScannedCount":5,)"
               R"("ConsumedCapacity":{"TableName":"range","CapacityUnits":0.5}})"));
  EXPECT_EQ(QueryA(R"("Select":"COUNT","ReturnConsumedCapacity":"INDEXES","ConsistentRead":true,)"),
            Ok(R"({"Count":5,"ScannedCount":5,"ConsumedCapacity":{"TableName":"range",)"
               R"("CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}})"));
  EXPECT_EQ(Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p",
      "ExpressionAttributeValues":{":p":{"S":"none"}},"ReturnConsumedCapacity":"TOTAL"})"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0,)"
               R"("ConsumedCapacity":{"TableName":"range","CapacityUnits":0.5}})"));
  // Five items of 4,000 bytes and a little: their sum is rounded, not each; filtered ones count.
  for (const char* r : {"1", "2", "3", "4", "5"}) {
    Put("range", R"({"p":{"S":"big"},"r":{"N":")" + std::string(r) + R"("},"x":{"S":")" +
                     std::string(4000, 'x') + R"("}})");
  }
  EXPECT_EQ(Call("Query", R"j({"TableName":"range","KeyConditionExpression":"p = :p",
      "FilterExpression":"attribute_not_exists(x)",
      "ExpressionAttributeValues":{":p":{"S":"big"}},"ReturnConsumedCapacity":"TOTAL"})j"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":5,)"
               R"("ConsumedCapacity":{"TableName":"range","CapacityUnits":2.5}})"));
}

TEST_F(QueryTest, TableArn_NamesTheTable) {
  EXPECT_EQ(Call("Query", R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/range",
      "KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},
      "Select":"COUNT"})"),
            Ok(R"({"Count":5,"ScannedCount":5})"));
}

}  // namespace
}  // namespace stator::testing
