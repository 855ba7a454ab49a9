#include <string>

#include "tests/support/operation_fixture.h"

// Expected and ConditionalOperator of PutItem, UpdateItem and DeleteItem. Where no other source is
// named, DynamoDB Local, dynalite and dynoxide agree.
namespace stator::testing {
namespace {

std::string WrongParameter(const std::string& reason) {
  return "One or more parameter values were invalid: " + reason;
}

class LegacyExpectedTest : public OperationTest {
 protected:
  LegacyExpectedTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"s":{"S":"text"}})");
  }

  // A PutItem that leaves the item as it is; `members` is Expected's.
  Answer PutIf(const std::string& members, const std::string& more = "") {
    return Call("PutItem",
                R"({"TableName":"hash","Item":{"p":{"S":"a"},"n":{"N":"1"},"s":{"S":"text"}},)"
                R"("Expected":{)" +
                    members + "}" + more + "}");
  }
};

TEST_F(LegacyExpectedTest, ValueAndExists_AreTheOldForm) {
  EXPECT_EQ(PutIf(R"("n":{"Value":{"N":"1.0"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"Exists":true,"Value":{"N":"1"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"Value":{"N":"2"}})"), ConditionFailed());
  EXPECT_EQ(PutIf(R"("x":{"Value":{"N":"2"}})"), ConditionFailed());
  EXPECT_EQ(PutIf(R"("x":{"Exists":false})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"Exists":false})"), ConditionFailed());
  EXPECT_EQ(PutIf(R"("p":{"Value":{"S":"a"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(""), Ok("{}"));
}

TEST_F(LegacyExpectedTest, ComparisonOperator_TakesValueOrList) {
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"LT","AttributeValueList":[{"N":"2"}]})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"LT","Value":{"N":"2"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"GT","Value":{"N":"2"}})"), ConditionFailed());
  EXPECT_EQ(PutIf(R"("x":{"ComparisonOperator":"NE","Value":{"N":"2"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("s":{"ComparisonOperator":"BEGINS_WITH","Value":{"S":"te"}})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"NOT_NULL"})"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"NULL","AttributeValueList":[]})"),
            ConditionFailed());
  EXPECT_EQ(PutIf(R"("n":{"ComparisonOperator":"BETWEEN",
                          "AttributeValueList":[{"N":"0"},{"N":"1"}]})"),
            Ok("{}"));
}

TEST_F(LegacyExpectedTest, MembersThatContradict_AreRefused) {
  const auto refused = [&](const std::string& expected, const std::string& reason) {
    EXPECT_EQ(PutIf(R"("x":)" + expected), Invalid(WrongParameter(reason + " for Attribute: x")));
  };
  refused("{}", "Value must be provided when Exists is null");
  refused(R"({"Exists":true})", "Value must be provided when Exists is true");
  // The value itself is looked at later.
  refused(R"({"Exists":false,"Value":{}})", "Value cannot be used when Exists is false");
  refused(R"({"AttributeValueList":[]})",
          "AttributeValueList can only be used with a ComparisonOperator");
  refused(R"({"Exists":false,"AttributeValueList":[{"S":"a"}]})",
          "AttributeValueList can only be used with a ComparisonOperator");
  const std::string both = "Value and AttributeValueList cannot be used together";
  refused(R"({"Value":{"S":"a"},"AttributeValueList":[{"S":"a"}]})", both);
  refused(R"({"ComparisonOperator":"EQ","Value":{"S":"a"},"AttributeValueList":[{"S":"a"}]})",
          both);
  const std::string exists = "Exists and ComparisonOperator cannot be used together";
  refused(R"({"Exists":true,"ComparisonOperator":"EQ","Value":{"S":"a"}})", exists);
  refused(R"({"Exists":false,"ComparisonOperator":"NULL"})", exists);
  refused(R"({"ComparisonOperator":"IN"})",
          "Value or AttributeValueList must be used with ComparisonOperator: IN");
}

TEST_F(LegacyExpectedTest, Values_AreChecked) {
  EXPECT_EQ(PutIf(R"("x":{"ComparisonOperator":"EQ","AttributeValueList":[]})"),
            Invalid(WrongParameter("Invalid number of argument(s) for the EQ ComparisonOperator")));
  EXPECT_EQ(
      PutIf(R"("x":{"ComparisonOperator":"NULL","Value":{"S":"a"}})"),
      Invalid(WrongParameter("Invalid number of argument(s) for the NULL ComparisonOperator")));
  // DynamoDB Local alone: the others do not look at the type of a Value.
  EXPECT_EQ(
      PutIf(R"("x":{"ComparisonOperator":"LT","Value":{"SS":["a"]}})"),
      Invalid(WrongParameter("ComparisonOperator LT is not valid for SS AttributeValue type")));
  EXPECT_EQ(PutIf(R"("x":{"Value":{}})"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
  EXPECT_EQ(PutIf(R"("x":{"Value":{"N":"one"}})"),
            Invalid("The parameter cannot be converted to a numeric value: one"));
  EXPECT_EQ(PutIf(R"("":{"Exists":false})"), Invalid("Empty attribute name"));
  EXPECT_EQ(PutIf(R"("x":{"ComparisonOperator":"LIKE","Value":{"S":"a"}})").status, 400);
}

TEST_F(LegacyExpectedTest, FirstAttributeAtFault_Decides) {
  EXPECT_EQ(PutIf(R"("y":{"Value":{"N":"one"}},"x":{"Exists":true})"),
            Invalid("The parameter cannot be converted to a numeric value: one"));
  EXPECT_EQ(PutIf(R"("y":{"Exists":true},"x":{"Value":{"N":"one"}})"),
            Invalid(WrongParameter("Value must be provided when Exists is true for Attribute: y")));
}

TEST_F(LegacyExpectedTest, ConditionalOperator_JoinsAllOrAny) {
  const std::string one_of_two = R"("n":{"Value":{"N":"1"}},"x":{"ComparisonOperator":"NOT_NULL"})";
  EXPECT_EQ(PutIf(one_of_two), ConditionFailed());
  EXPECT_EQ(PutIf(one_of_two, R"(,"ConditionalOperator":"AND")"), ConditionFailed());
  EXPECT_EQ(PutIf(one_of_two, R"(,"ConditionalOperator":"OR")"), Ok("{}"));
  EXPECT_EQ(PutIf(R"("n":{"Exists":false},"x":{"ComparisonOperator":"NOT_NULL"})",
                  R"(,"ConditionalOperator":"OR")"),
            ConditionFailed());
}

// DynamoDB Local alone; the message is also known from questions of users of the service.
TEST_F(LegacyExpectedTest, ConditionalOperator_NeedsTwoConditions) {
  const Answer none = Invalid("ConditionalOperator cannot be used without Filter or Expected");
  const std::string target = R"({"TableName":"hash","ConditionalOperator":"OR",)";
  EXPECT_EQ(Call("PutItem", target + R"("Item":{"p":{"S":"a"}}})"), none);
  EXPECT_EQ(Call("UpdateItem", target + R"("Key":{"p":{"S":"a"}}})"), none);
  EXPECT_EQ(Call("DeleteItem", target + R"("Key":{"p":{"S":"a"}}})"), none);
  EXPECT_EQ(PutIf("", R"(,"ConditionalOperator":"AND")"), none);
  EXPECT_EQ(PutIf(R"("x":{"Exists":false})", R"(,"ConditionalOperator":"AND")"),
            Invalid("ConditionalOperator can only be used when Filter or Expected has two or more "
                    "elements"));
  // What is wrong with the condition goes first.
  EXPECT_EQ(PutIf(R"("x":{"Exists":true})", R"(,"ConditionalOperator":"AND")"),
            Invalid(WrongParameter("Value must be provided when Exists is true for Attribute: x")));
}

TEST_F(LegacyExpectedTest, UpdateAndDelete_HaveIt) {
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"1"}}},
      "Expected":{"n":{"Value":{"N":"7"}}}})"),
            ConditionFailed());
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"1"}}},
      "Expected":{"n":{"Value":{"N":"1"}}},"ReturnValues":"UPDATED_NEW"})"),
            Ok(R"({"Attributes":{"n":{"N":"2"}}})"));
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "Expected":{"n":{"Exists":false}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"})")
                .status,
            400);
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "Expected":{"n":{"Value":{"N":"2"}}},"ReturnValues":"ALL_OLD"})"),
            Ok(R"({"Attributes":{"n":{"N":"2"},"p":{"S":"a"},"s":{"S":"text"}}})"));
}

// An absent item has no attributes, so only what asks for absence holds.
TEST_F(LegacyExpectedTest, AbsentItem_LacksAllAttributes) {
  const std::string absent = R"({"TableName":"hash","Key":{"p":{"S":"none"}},"Expected":)";
  EXPECT_EQ(Call("DeleteItem", absent + R"({"p":{"Exists":false}}})"), Ok("{}"));
  EXPECT_EQ(Call("DeleteItem", absent + R"({"p":{"Value":{"S":"none"}}}})"), ConditionFailed());
}

TEST_F(LegacyExpectedTest, OtherFaults_GoFirst) {
  const std::string fault = R"(,"Expected":{"x":{"Exists":true}}})";
  const Answer of_expected =
      Invalid(WrongParameter("Value must be provided when Exists is true for Attribute: x"));
  EXPECT_EQ(Call("PutItem",
                 R"({"TableName":"hash","Item":{"p":{"S":"a"}},"ReturnValues":"ALL_NEW")" + fault),
            Invalid("ReturnValues can only be ALL_OLD or NONE"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"hash","Item":{"p":{"N":"one"}})" + fault),
            Invalid("The parameter cannot be converted to a numeric value: one"));
  // But not these.
  EXPECT_EQ(Call("PutItem", R"({"TableName":"none","Item":{"q":{"S":"a"}})" + fault), of_expected);
  EXPECT_EQ(Call("DeleteItem",
                 R"({"TableName":"hash","Key":{"q":{"S":"a"}},"ReturnValues":"ALL_NEW")" + fault),
            of_expected);
}

// Members that the API does not know there: DynamoDB Local and dynoxide take no notice of them.
TEST_F(LegacyExpectedTest, TransactionsAndBatches_HaveNone) {
  const std::string expected = R"("Expected":{"p":{"Exists":false}},"ConditionalOperator":"OR")";
  EXPECT_EQ(Call("TransactWriteItems", R"({"TransactItems":[{"Put":{"TableName":"hash",
      "Item":{"p":{"S":"a"}},)" + expected +
                                           "}}]}"),
            Ok("{}"));
  EXPECT_EQ(Call("BatchWriteItem", R"j({"RequestItems":{"hash":[{"PutRequest":{
      "Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)",)j" +
                                       expected + "}}]}}"),
            Ok(R"({"UnprocessedItems":{}})"));
}

}  // namespace
}  // namespace stator::testing
