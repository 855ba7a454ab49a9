#include <string>

#include "tests/support/operation_fixture.h"

// AttributeUpdates of UpdateItem; what its actions do to values is in
// tests/expressions/legacy_update_test.cc. Where no other source is named, DynamoDB Local, dynalite
// and dynoxide agree.
namespace stator::testing {
namespace {

class LegacyAttributeUpdatesTest : public OperationTest {
 protected:
  LegacyAttributeUpdatesTest() { CreateTables(); }

  Answer Update(const std::string& updates, const std::string& more = "") {
    return Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},"AttributeUpdates":{)" +
                                  updates + "}" + more + "}");
  }
  Answer UpdateAndReturn(const std::string& updates, const std::string& return_values) {
    return Update(updates, R"(,"ReturnValues":")" + return_values + "\"");
  }
  Answer Item() { return Get("hash", R"({"p":{"S":"a"}})"); }
};

TEST_F(LegacyAttributeUpdatesTest, Action_IsPutByDefault) {
  EXPECT_EQ(Update(R"("x":{"Value":{"S":""}},"y":{"Action":"PUT","Value":{"N":"1"}})"), Ok("{}"));
  EXPECT_EQ(Item(), Ok(R"({"Item":{"p":{"S":"a"},"x":{"S":""},"y":{"N":"1"}}})"));
}

TEST_F(LegacyAttributeUpdatesTest, AnyAction_MakesTheItem) {
  const Answer only_key = Ok(R"({"Item":{"p":{"S":"a"}}})");
  const auto made_by = [&](const std::string& updates) {
    Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}}})");
    EXPECT_EQ(Update(updates), Ok("{}"));
    return Item();
  };
  EXPECT_EQ(made_by(""), only_key);
  EXPECT_EQ(made_by(R"("x":{"Action":"DELETE"})"), only_key);
  EXPECT_EQ(made_by(R"("x":{"Action":"DELETE","Value":{"SS":["a"]}})"), only_key);
  EXPECT_EQ(made_by(R"("x":{"Action":"ADD","Value":{"N":"3"}})"),
            Ok(R"({"Item":{"p":{"S":"a"},"x":{"N":"3"}}})"));
}

TEST_F(LegacyAttributeUpdatesTest, ReturnValues_AreOfTheAttributesNamed) {
  const std::string updates =
      R"("n":{"Action":"ADD","Value":{"N":"1"}},"s":{"Action":"DELETE","Value":{"SS":["x"]}},)"
      R"("d":{"Action":"DELETE"},"m":{"Value":{"M":{"k":{"S":"new"}}}},"a.b":{"Value":{"S":"c"}})";
  const auto update = [&](const std::string& return_values) {
    Put("hash", R"({"p":{"S":"a"},"d":{"S":"gone"},"k":{"S":"kept"},"m":{"M":{"o":{"N":"1"}}},
                    "n":{"N":"1"},"s":{"SS":["x","y"]}})");
    return UpdateAndReturn(updates, return_values);
  };
  const std::string new_values = R"("m":{"M":{"k":{"S":"new"}}},"n":{"N":"2"},)";
  EXPECT_EQ(update("NONE"), Ok("{}"));
  EXPECT_EQ(update("UPDATED_OLD"),
            Ok(R"({"Attributes":{"d":{"S":"gone"},"m":{"M":{"o":{"N":"1"}}},"n":{"N":"1"},)"
               R"("s":{"SS":["x","y"]}}})"));
  EXPECT_EQ(update("UPDATED_NEW"),
            Ok(R"({"Attributes":{"a.b":{"S":"c"},)" + new_values + R"("s":{"SS":["y"]}}})"));
  EXPECT_EQ(update("ALL_NEW"), Ok(R"({"Attributes":{"a.b":{"S":"c"},"k":{"S":"kept"},)" +
                                  new_values + R"("p":{"S":"a"},"s":{"SS":["y"]}}})"));
}

TEST_F(LegacyAttributeUpdatesTest, KeyAttributes_CannotBeUpdated) {
  for (const char* update : {R"({"Value":{"S":"a"}})", R"({"Action":"DELETE"})",
                             R"({"Action":"ADD","Value":{"N":"1"}})"}) {
    EXPECT_EQ(Update(R"("p":)" + std::string(update)),
              Invalid("One or more parameter values were invalid: Cannot update attribute p. This "
                      "attribute is part of the key"));
  }
}

TEST_F(LegacyAttributeUpdatesTest, Faults_AreFoundInTheOrderGiven) {
  const std::string add = R"("y":{"Action":"ADD","Value":{"S":"a"}})";
  const std::string number = R"("x":{"Value":{"N":"one"}})";
  const Answer of_add = Invalid(
      "One or more parameter values were invalid: ADD action is not supported for the type S");
  const Answer of_number = Invalid("The parameter cannot be converted to a numeric value: one");
  // DynamoDB Local and dynalite.
  EXPECT_EQ(Update(add + "," + number), of_add);
  EXPECT_EQ(Update(number + "," + add), of_number);
  EXPECT_EQ(Update(add + R"(,"p":{"Value":{"S":"a"}})"), of_add);
  // dynalite and dynoxide.
  EXPECT_EQ(Update(add, R"(,"Expected":{"x":{"Exists":true}})"), of_add);
  EXPECT_EQ(Update(add, R"(,"ConditionalOperator":"OR")"), of_add);
  EXPECT_EQ(Update(R"("":{"Value":{"S":"a"}})"), Invalid("Empty attribute name"));
  EXPECT_EQ(Call("UpdateItem",
                 R"({"TableName":"none","Key":{"q":{"S":"a"}},"AttributeUpdates":{)" + add + "}}"),
            of_add);
  EXPECT_EQ(
      Call("UpdateItem", R"({"TableName":"hash","Key":{"q":{}},"AttributeUpdates":{)" + add + "}}"),
      Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
              "datatypes"));
}

TEST_F(LegacyAttributeUpdatesTest, OtherTypeThanThere_ChangesNothing) {
  Put("hash", R"({"p":{"S":"a"},"x":{"S":"text"}})");
  EXPECT_EQ(Update(R"("w":{"Value":{"N":"1"}},"x":{"Action":"ADD","Value":{"N":"1"}})"),
            Invalid("Type mismatch for attribute to update"));
  EXPECT_EQ(Item(), Ok(R"({"Item":{"p":{"S":"a"},"x":{"S":"text"}}})"));
}

// dynalite and dynoxide.
TEST_F(LegacyAttributeUpdatesTest, ItemThatGrowsTooLarge_IsRefused) {
  EXPECT_EQ(Update(R"("x":{"Value":{"S":")" + std::string(400 * 1024, 'x') + R"("}})"),
            Invalid("Item size to update has exceeded the maximum allowed size"));
}

// All emulators agree on the PUT; the ADD is dynalite's.
TEST_F(LegacyAttributeUpdatesTest, IndexKeys_KeepTheirType) {
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"indexed","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                              {"AttributeName":"g","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
      "GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[
          {"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]})")
                .status,
            200);
  const auto update = [&](const std::string& of_g) {
    return Call(
        "UpdateItem",
        R"({"TableName":"indexed","Key":{"p":{"S":"a"}},"AttributeUpdates":{"g":)" + of_g + "}}");
  };
  const Answer refused = Invalid(
      "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S "
      "Actual: N IndexName: by-g");
  EXPECT_EQ(update(R"({"Value":{"N":"1"}})"), refused);
  EXPECT_EQ(update(R"({"Action":"ADD","Value":{"N":"1"}})"), refused);
  EXPECT_EQ(update(R"({"Value":{"S":"x"}})"), Ok("{}"));
  EXPECT_EQ(update(R"({"Action":"DELETE"})"), Ok("{}"));
}

}  // namespace
}  // namespace stator::testing
