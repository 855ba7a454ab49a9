#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class PutItemTest : public OperationTest {
 protected:
  PutItemTest() { CreateTables(); }
};

TEST_F(PutItemTest, NewItem_IsStoredWhole) {
  const std::string item =
      R"({"b":{"B":"AAH/"},"bool":{"BOOL":true},"bs":{"BS":["AA==","AQ=="]},)"
      R"("l":{"L":[{"N":"1"},{"S":"x"}]},"m":{"M":{"k":{"NULL":true}}},"n":{"N":"-1.5"},)"
      R"("ns":{"NS":["-1","2"]},"null":{"NULL":true},"p":{"S":"a"},"ss":{"SS":["a","b"]}})";
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":)" + item + "}"), Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":)" + item + "}"));
}

TEST_F(PutItemTest, SecondPut_ReplacesTheWholeItem) {
  Put("hash", R"({"p":{"S":"a"},"x":{"N":"1"}})");
  Put("hash", R"({"p":{"S":"a"},"y":{"N":"2"}})");
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"p":{"S":"a"},"y":{"N":"2"}}})"));
}

TEST_F(PutItemTest, ReturnValuesAllOld_GivesTheReplacedItemIfThereWasOne) {
  const std::string request =
      R"({"TableName":"hash","Item":{"p":{"S":"a"},"n":{"N":"1"}},"ReturnValues":"ALL_OLD"})";
  EXPECT_EQ(Call("PutItem", request), Ok("{}"));
  EXPECT_EQ(Call("PutItem", request), Ok(R"({"Attributes":{"n":{"N":"1"},"p":{"S":"a"}}})"));
}

TEST_F(PutItemTest, ReturnValues_HasOnlyNoneAndAllOld) {
  for (const char* values : {"ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"}) {
    EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},"ReturnValues":")" +
                                  std::string(values) + "\"}"),
              Invalid("ReturnValues can only be ALL_OLD or NONE"));
  }
}

TEST_F(PutItemTest, ConditionExpression_DecidesWhetherToWrite) {
  const std::string insert =
      R"j({"TableName":"hash","Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)"})j";
  EXPECT_EQ(Call("PutItem", insert), Ok("{}"));
  EXPECT_EQ(Call("PutItem", insert), ConditionFailed());
}

TEST_F(PutItemTest, FailedCondition_ReturnsTheOldItemOnlyWhenAsked) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Call("PutItem", R"j({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"attribute_not_exists(p)",
      "ReturnValuesOnConditionCheckFailure":"ALL_OLD"})j"),
            (Answer{400, R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                         R"(ConditionalCheckFailedException","message":)"
                         R"("The conditional request failed",)"
                         R"("Item":{"n":{"N":"1"},"p":{"S":"a"}}})"}));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"n":{"N":"1"},"p":{"S":"a"}}})"));
}

TEST_F(PutItemTest, ConsumedCapacity_CountsTheLargerOfOldAndNewInKilobytes) {
  const std::string three_kilobytes(3000, 'x');
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"},"x":{"S":")" +
                                three_kilobytes + R"("}},"ReturnConsumedCapacity":"TOTAL"})"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":3.0}})"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ReturnConsumedCapacity":"INDEXES"})"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":3.0,)"
               R"("Table":{"CapacityUnits":3.0}}})"));
}

TEST_F(PutItemTest, TableArn_NamesTheTable) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/hash",
      "Item":{"p":{"S":"a"}}})"),
            Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"p":{"S":"a"}}})"));
}

TEST_F(PutItemTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"nope","Item":{"p":{"S":"a"}}})"),
            NotFound("Requested resource not found"));
}

TEST_F(PutItemTest, KeyAttributes_MustBeThereAndOfTheirType) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{}})"),
            Invalid("One or more parameter values were invalid: Missing the key p in the item"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"range","Item":{"p":{"S":"a"}}})"),
            Invalid("One or more parameter values were invalid: Missing the key r in the item"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"N":"1"}}})"),
            Invalid("One or more parameter values were invalid: Type mismatch for key p expected: "
                    "S actual: N"));
}

TEST_F(PutItemTest, KeyValue_MustNotBeEmptyOrTooLong) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":""}}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  const std::string longest(2048, 'k');
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":")" + longest + R"("}}})"),
            Ok("{}"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":")" + longest + R"(k"}}})"),
            Invalid("One or more parameter values were invalid: Size of hashkey has exceeded the "
                    "maximum size limit of2048 bytes"));
}

TEST_F(PutItemTest, ItemSize_IsLimitedTo400Kilobytes) {
  // Names and strings count by their bytes: "p" + "a" + "x" + the text.
  const std::string fits(400 * 1024 - 3, 'x');
  EXPECT_EQ(
      Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"},"x":{"S":")" + fits + R"("}}})"),
      Ok("{}"));
  EXPECT_EQ(Call("PutItem",
                 R"({"TableName":"hash","Item":{"p":{"S":"a"},"x":{"S":")" + fits + R"(x"}}})"),
            Invalid("Item size has exceeded the maximum allowed size"));
}

TEST_F(PutItemTest, PlaceholdersWithoutAnExpression_AreRefused) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ExpressionAttributeNames":{"#a":"b"}})"),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ExpressionAttributeValues":{":a":{"S":"b"}}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "ConditionExpression is null"));
}

TEST_F(PutItemTest, ExpressionAndLegacyParameters_DoNotMix) {
  EXPECT_EQ(Call("PutItem", R"j({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"attribute_exists(p)","Expected":{"p":{"Exists":false}}})j"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {Expected} Expression parameters: "
                    "{ConditionExpression}"));
}

TEST_F(PutItemTest, UnusedPlaceholder_IsRefused) {
  EXPECT_EQ(Call("PutItem", R"j({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"attribute_exists(p)","ExpressionAttributeNames":{"#c":"c"}})j"),
            Invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                    "{#c}"));
}

TEST_F(PutItemTest, BadPlaceholderValue_IsNamedWithItsPlaceholder) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"a = :b","ExpressionAttributeValues":{":b":{"N":"x"}}})"),
            Invalid("ExpressionAttributeValues contains invalid value: The parameter cannot be "
                    "converted to a numeric value: x for key :b"));
}

// DynamoDB Local and dynalite agree.
TEST_F(PutItemTest, BadPlaceholder_IsReportedBeforeBadPlaceholderValue) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"a = :b",
      "ExpressionAttributeValues":{":b":{"N":"x"},"c":{"S":"y"}}})"),
            Invalid("ExpressionAttributeValues contains invalid key: Syntax error; key: \"c\""));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"}},
      "ConditionExpression":"a = :b","ExpressionAttributeNames":{},
      "ExpressionAttributeValues":{":b":{"N":"x"}}})"),
            Invalid("ExpressionAttributeNames must not be empty"));
}

// DynamoDB Local, dynalite and dynoxide agree, also that batches do the same.
TEST_F(PutItemTest, EmptyPartitionKey_IsReportedBeforeWrongSortKey) {
  const Answer empty = Invalid(
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty string value. Key: p");
  for (const std::string item : {R"({"p":{"S":""},"r":{"S":"1"}})", R"({"p":{"S":""}})"}) {
    EXPECT_EQ(Call("PutItem", R"({"TableName":"range","Item":)" + item + "}"), empty);
    EXPECT_EQ(Call("BatchWriteItem",
                   R"({"RequestItems":{"range":[{"PutRequest":{"Item":)" + item + "}}]}}"),
              empty);
  }
}

}  // namespace
}  // namespace stator::testing
