#include <string>

#include "tests/support/operation_fixture.h"

// Expression parameters and those from before do not mix, whatever they hold: dynalite and dynoxide
// agree on that; the order of the lists is that of DynamoDB Local.
namespace stator::testing {
namespace {

class LegacyMixedTest : public OperationTest {
 protected:
  // `members` on top of a table's name.
  Answer CallWith(const std::string& operation, const std::string& members) {
    return Call(operation, R"({"TableName":"hash",)" + members + "}");
  }
};

Answer Mixed(const std::string& legacy, const std::string& expressions) {
  return Invalid(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      legacy + "} Expression parameters: {" + expressions + "}");
}

constexpr const char* kKey = R"("Key":{"p":{"S":"a"}})";

TEST_F(LegacyMixedTest, Writes_ListExpectedAndConditionalOperator) {
  const std::string condition =
      R"(,"Expected":{},"ConditionalOperator":"AND","ConditionExpression":"bad")";
  const Answer mixed = Mixed("Expected, ConditionalOperator", "ConditionExpression");
  EXPECT_EQ(CallWith("PutItem", R"("Item":{"p":{"S":"a"}})" + condition), mixed);
  EXPECT_EQ(CallWith("DeleteItem", kKey + condition), mixed);
  EXPECT_EQ(CallWith("UpdateItem", kKey + condition), mixed);
  EXPECT_EQ(CallWith("UpdateItem", std::string(kKey) + R"(,"AttributeUpdates":{},
                "UpdateExpression":"bad")" +
                                       condition),
            Mixed("AttributeUpdates, Expected, ConditionalOperator",
                  "UpdateExpression, ConditionExpression"));
  EXPECT_EQ(CallWith("UpdateItem", std::string(kKey) + R"(,"AttributeUpdates":{},
                "ConditionExpression":"bad")"),
            Mixed("AttributeUpdates", "ConditionExpression"));
}

TEST_F(LegacyMixedTest, Reads_ListAllTheirParameters) {
  EXPECT_EQ(CallWith("GetItem", std::string(kKey) + R"(,"AttributesToGet":["a"],
                "ProjectionExpression":"bad bad")"),
            Mixed("AttributesToGet", "ProjectionExpression"));
  EXPECT_EQ(CallWith("Query", R"("KeyConditions":{},"ConditionalOperator":"OR","QueryFilter":{},
                "AttributesToGet":["a"],"KeyConditionExpression":"bad","FilterExpression":"bad",
                "ProjectionExpression":"bad bad")"),
            Mixed("AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions",
                  "ProjectionExpression, FilterExpression, KeyConditionExpression"));
  EXPECT_EQ(CallWith("Scan", R"("ConditionalOperator":"OR","ScanFilter":{},
                "AttributesToGet":["a"],"FilterExpression":"bad","ProjectionExpression":"b b")"),
            Mixed("AttributesToGet, ScanFilter, ConditionalOperator",
                  "ProjectionExpression, FilterExpression"));
}

// DynamoDB Local and dynalite agree; those expressions are older than KeyConditionExpression.
TEST_F(LegacyMixedTest, KeyConditions_GoWithOtherExpressions) {
  CreateTables();
  Put("hash", R"({"p":{"S":"x"},"b":{"S":"y"},"c":{"N":"1"}})");
  const std::string keys =
      R"("KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"x"}]}},)";
  EXPECT_EQ(CallWith("Query", keys + R"("FilterExpression":"b = :b",
                "ExpressionAttributeValues":{":b":{"S":"y"}},"ProjectionExpression":"c")"),
            Ok(R"({"Items":[{"c":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(CallWith("Query", keys + R"("ProjectionExpression":"b","AttributesToGet":["b"])"),
            Mixed("AttributesToGet", "ProjectionExpression"));
}

// Of the names and values of expressions, too.
TEST_F(LegacyMixedTest, PlaceholdersWithoutExpressions_AreRefused) {
  const std::string scan = R"("ScanFilter":{"x":{"ComparisonOperator":"NULL"}},)";
  EXPECT_EQ(CallWith("Scan", scan + R"("ExpressionAttributeNames":{"#a":"a"})"),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(CallWith("Scan", scan + R"("ExpressionAttributeValues":{":a":{"S":"a"}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "FilterExpression is null"));
  EXPECT_EQ(CallWith("Query", R"("KeyConditions":{},"ExpressionAttributeValues":{":a":{"S":"a"}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "FilterExpression and KeyConditionExpression are null"));
}

}  // namespace
}  // namespace stator::testing
