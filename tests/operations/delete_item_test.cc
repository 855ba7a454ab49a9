#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree; of
// expressions DynamoDB Local says the same.
namespace stator::testing {
namespace {

class DeleteItemTest : public OperationTest {
 protected:
  DeleteItemTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  }

  Answer Delete(std::string_view key, std::string_view members = "") {
    return Call("DeleteItem",
                R"({"TableName":"hash","Key":)" + std::string(key) + std::string(members) + "}");
  }
  Answer DeleteA(std::string_view members = "") { return Delete(R"({"p":{"S":"a"}})", members); }
  bool Exists() { return Get("hash", R"({"p":{"S":"a"}})").body != "{}"; }
};

TEST_F(DeleteItemTest, Item_IsGone) {
  EXPECT_EQ(DeleteA(), Ok("{}"));
  EXPECT_FALSE(Exists());
}

TEST_F(DeleteItemTest, MissingItem_IsDeletedAllTheSame) {
  EXPECT_EQ(Delete(R"({"p":{"S":"b"}})"), Ok("{}"));
  EXPECT_EQ(Delete(R"({"p":{"S":"b"}})", R"(,"ReturnValues":"ALL_OLD")"), Ok("{}"));
  EXPECT_TRUE(Exists());
}

TEST_F(DeleteItemTest, OneOfAPartition_LeavesTheOthers) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"}})");
  Put("range", R"({"p":{"S":"a"},"r":{"N":"2"}})");
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1.0"}}})"),
            Ok("{}"));
  EXPECT_EQ(Call("Scan", R"({"TableName":"range"})"),
            Ok(R"({"Items":[{"p":{"S":"a"},"r":{"N":"2"}}],"Count":1,"ScannedCount":1})"));
}

TEST_F(DeleteItemTest, ReturnValuesAllOld_GivesTheDeletedItem) {
  EXPECT_EQ(DeleteA(R"(,"ReturnValues":"ALL_OLD")"),
            Ok(R"({"Attributes":{"n":{"N":"1"},"p":{"S":"a"}}})"));
}

TEST_F(DeleteItemTest, ReturnValues_HasOnlyNoneAndAllOld) {
  EXPECT_EQ(DeleteA(R"(,"ReturnValues":"NONE")"), Ok("{}"));
  for (const char* values : {"ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"}) {
    EXPECT_EQ(DeleteA(",\"ReturnValues\":\"" + std::string(values) + "\""),
              Invalid("ReturnValues can only be ALL_OLD or NONE"));
  }
  EXPECT_EQ(DeleteA(R"(,"ReturnValues":"X")"),
            Invalid("1 validation error detected: Value 'X' at 'returnValues' failed to satisfy "
                    "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
                    "ALL_OLD, NONE, UPDATED_NEW]"));
}

TEST_F(DeleteItemTest, ConditionExpression_DecidesWhetherToDelete) {
  EXPECT_EQ(DeleteA(R"j(,"ConditionExpression":"attribute_not_exists(p)")j"), ConditionFailed());
  EXPECT_TRUE(Exists());
  EXPECT_EQ(DeleteA(R"(,"ConditionExpression":"n = :n","ExpressionAttributeValues":
      {":n":{"N":"1.0"}})"),
            Ok("{}"));
  EXPECT_FALSE(Exists());
}

TEST_F(DeleteItemTest, ConditionOnAMissingItem_SeesNoAttributes) {
  EXPECT_EQ(Delete(R"({"p":{"S":"b"}})", R"j(,"ConditionExpression":"attribute_exists(p)")j"),
            ConditionFailed());
  EXPECT_EQ(Delete(R"({"p":{"S":"b"}})", R"j(,"ConditionExpression":"attribute_not_exists(p)")j"),
            Ok("{}"));
}

TEST_F(DeleteItemTest, FailedCondition_ReturnsTheOldItemOnlyWhenAsked) {
  const std::string condition =
      R"(,"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"2"}})";
  EXPECT_EQ(DeleteA(condition + R"(,"ReturnValuesOnConditionCheckFailure":"NONE")"),
            ConditionFailed());
  EXPECT_EQ(DeleteA(condition + R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
            (Answer{400, R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                         R"(ConditionalCheckFailedException","message":)"
                         R"("The conditional request failed",)"
                         R"("Item":{"n":{"N":"1"},"p":{"S":"a"}}})"}));
  // Of an item that is not there nothing can be returned.
  EXPECT_EQ(Delete(R"({"p":{"S":"b"}})",
                   condition + R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
            ConditionFailed());
}

TEST_F(DeleteItemTest, ConsumedCapacity_CountsTheDeletedItemInKilobytes) {
  Put("hash", R"({"p":{"S":"a"},"x":{"S":")" + std::string(2500, 'x') + R"("}})");
  EXPECT_EQ(DeleteA(R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":3.0}})"));
  EXPECT_EQ(DeleteA(R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":1.0,)"
               R"("Table":{"CapacityUnits":1.0}}})"));
  EXPECT_EQ(DeleteA(R"(,"ReturnConsumedCapacity":"NONE")"), Ok("{}"));
}

// There are item collections only with local secondary indexes.
TEST_F(DeleteItemTest, ItemCollectionMetrics_AreLeftOutOfATableWithoutLocalIndexes) {
  EXPECT_EQ(DeleteA(R"(,"ReturnItemCollectionMetrics":"SIZE")"), Ok("{}"));
}

TEST_F(DeleteItemTest, Placeholders_NeedAnExpression) {
  EXPECT_EQ(DeleteA(R"(,"ExpressionAttributeValues":{":n":{"N":"2"}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "ConditionExpression is null"));
  EXPECT_EQ(DeleteA(R"(,"ExpressionAttributeNames":{"#n":"n"})"),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(DeleteA(R"(,"ConditionExpression":"n = :n","ExpressionAttributeValues":
      {":n":{"N":"1"},":m":{"N":"1"}})"),
            Invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                    "{:m}"));
}

TEST_F(DeleteItemTest, BadConditions_AreRefused) {
  EXPECT_EQ(DeleteA(R"(,"ConditionExpression":"")"),
            Invalid("Invalid ConditionExpression: The expression can not be empty;"));
  EXPECT_EQ(DeleteA(R"(,"ConditionExpression":"n = :n")"),
            Invalid("Invalid ConditionExpression: An expression attribute value used in expression "
                    "is not defined; attribute value: :n"));
  EXPECT_EQ(DeleteA(R"(,"ConditionExpression":"n = :n","Expected":{"n":{"Exists":false}})"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {Expected} Expression parameters: "
                    "{ConditionExpression}"));
  // DynamoDB Local.
  EXPECT_EQ(DeleteA(R"j(,"ConditionExpression":"attribute_exists(p.x)")j"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
  EXPECT_TRUE(Exists());
}

TEST_F(DeleteItemTest, Key_MustMatchTheSchema) {
  for (const char* key : {R"({})", R"({"p":{"N":"1"}})", R"({"p":{"S":"a"},"n":{"N":"1"}})"}) {
    EXPECT_EQ(Delete(key), Invalid("The provided key element does not match the schema")) << key;
  }
  EXPECT_EQ(Delete(R"({"p":{"S":""}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(DeleteItemTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"nope","Key":{"p":{"S":"a"}}})"),
            NotFound("Requested resource not found"));
}

TEST_F(DeleteItemTest, MissingMembers_AreNamedTogether) {
  EXPECT_EQ(Call("DeleteItem", "{}"),
            Invalid("2 validation errors detected: Value null at 'tableName' failed to satisfy "
                    "constraint: Member must not be null; Value null at 'key' failed to satisfy "
                    "constraint: Member must not be null"));
}

}  // namespace
}  // namespace stator::testing
