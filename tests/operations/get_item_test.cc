#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree; of
// projections DynamoDB Local says the same.
namespace stator::testing {
namespace {

class GetItemTest : public OperationTest {
 protected:
  GetItemTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},
        "m":{"M":{"x":{"N":"1"},"y":{"N":"2"},"l":{"L":[{"S":"a"},{"S":"b"},{"S":"c"}]}}}})");
  }

  // GetItem of the item "a" with more members: `"ConsistentRead":true`.
  Answer GetA(std::string_view members) {
    return Call("GetItem",
                R"({"TableName":"hash","Key":{"p":{"S":"a"}},)" + std::string(members) + "}");
  }
  Answer Project(std::string_view expression) {
    return GetA("\"ProjectionExpression\":\"" + std::string(expression) + "\"");
  }
};

TEST_F(GetItemTest, MissingItem_IsAnEmptyAnswer) {
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"), Ok("{}"));
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"b"}},
      "ProjectionExpression":"n"})"),
            Ok("{}"));
}

TEST_F(GetItemTest, CompositeKey_FindsOneOfThePartition) {
  for (const char* r : {"-1", "0", "1"}) {
    Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("}})");
  }
  EXPECT_EQ(Get("range", R"({"p":{"S":"a"},"r":{"N":"-1"}})"),
            Ok(R"({"Item":{"p":{"S":"a"},"r":{"N":"-1"}}})"));
  EXPECT_EQ(Get("range", R"({"p":{"S":"a"},"r":{"N":"2"}})"), Ok("{}"));
}

// Numbers are values, not texts: 1, 1.0 and 1e0 are one key.
TEST_F(GetItemTest, NumericKey_IsComparedByValue) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1.50"}})");
  EXPECT_EQ(Get("range", R"({"p":{"S":"a"},"r":{"N":"15e-1"}})"),
            Ok(R"({"Item":{"p":{"S":"a"},"r":{"N":"1.5"}}})"));
}

TEST_F(GetItemTest, Projection_KeepsTheStructureOfNestedPaths) {
  EXPECT_EQ(Project("n"), Ok(R"({"Item":{"n":{"N":"1"}}})"));
  EXPECT_EQ(Project("m.x, n"), Ok(R"({"Item":{"m":{"M":{"x":{"N":"1"}}},"n":{"N":"1"}}})"));
  EXPECT_EQ(Project("m.l[2],m.x"),
            Ok(R"({"Item":{"m":{"M":{"l":{"L":[{"S":"c"}]},"x":{"N":"1"}}}}})"));
}

TEST_F(GetItemTest, ProjectedListElements_MoveTogetherInListOrder) {
  EXPECT_EQ(Project("m.l[2],m.l[0],zz,m.l[7]"),
            Ok(R"({"Item":{"m":{"M":{"l":{"L":[{"S":"a"},{"S":"c"}]}}}}})"));
}

// The item exists, so Item is there.
TEST_F(GetItemTest, ProjectionOfNothing_IsAnEmptyItem) {
  EXPECT_EQ(Project("zz"), Ok(R"({"Item":{}})"));
  EXPECT_EQ(Project("n.x, m[0]"), Ok(R"({"Item":{}})"));
}

TEST_F(GetItemTest, ProjectionNames_MayBePlaceholders) {
  EXPECT_EQ(GetA(R"("ProjectionExpression":"#m.#x","ExpressionAttributeNames":
      {"#m":"m","#x":"x"})"),
            Ok(R"({"Item":{"m":{"M":{"x":{"N":"1"}}}}})"));
}

TEST_F(GetItemTest, OverlappingPaths_AreRefused) {
  EXPECT_EQ(Project("m, m.x"),
            Invalid("Invalid ProjectionExpression: Two document paths overlap with each other; "
                    "must remove or rewrite one of these paths; path one: [m], path two: [m, x]"));
}

TEST_F(GetItemTest, BadProjections_AreRefused) {
  EXPECT_EQ(Project(""), Invalid("Invalid ProjectionExpression: The expression can not be empty;"));
  EXPECT_EQ(Project("name"),
            Invalid("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved "
                    "keyword: name"));
  EXPECT_EQ(Project("#n"),
            Invalid("Invalid ProjectionExpression: An expression attribute name used in the "
                    "document path is not defined; attribute name: #n"));
}

// DynamoDB Local.
TEST_F(GetItemTest, PathIntoAKeyAttribute_IsRefused) {
  EXPECT_EQ(Project("p.x"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
}

TEST_F(GetItemTest, Placeholders_MustBeUsedAndNotEmpty) {
  EXPECT_EQ(GetA(R"("ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"n","#z":"z"})"),
            Invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                    "{#z}"));
  EXPECT_EQ(GetA(R"("ExpressionAttributeNames":{"#n":"n"})"),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(GetA(R"("ProjectionExpression":"n","ExpressionAttributeNames":{})"),
            Invalid("ExpressionAttributeNames must not be empty"));
}

TEST_F(GetItemTest, ExpressionAndLegacyParameters_DoNotMix) {
  EXPECT_EQ(GetA(R"("ProjectionExpression":"n","AttributesToGet":["n"])"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {AttributesToGet} Expression parameters: "
                    "{ProjectionExpression}"));
}

TEST_F(GetItemTest, Key_MustMatchTheSchema) {
  for (const char* key : {R"({})", R"({"p":{"N":"1"}})", R"({"q":{"S":"a"}})",
                          R"({"p":{"S":"a"},"n":{"N":"1"}})", R"({"p":{"BOOL":true}})"}) {
    EXPECT_EQ(Get("hash", key), Invalid("The provided key element does not match the schema"))
        << key;
  }
  for (const char* key : {R"({"p":{"S":"a"}})", R"({"r":{"N":"1"}})",
                          R"({"p":{"S":"a"},"r":{"S":"1"}})", R"({"p":{"S":"a"},"q":{"N":"1"}})"}) {
    EXPECT_EQ(Get("range", key), Invalid("The provided key element does not match the schema"))
        << key;
  }
}

TEST_F(GetItemTest, KeyValues_MustNotBeEmptyOrTooLong) {
  EXPECT_EQ(Get("hash", R"({"p":{"S":""}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  const std::string longest(2048, 'k');
  EXPECT_EQ(Get("hash", R"({"p":{"S":")" + longest + R"("}})"), Ok("{}"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":")" + longest + R"(k"}})"),
            Invalid("One or more parameter values were invalid: Size of hashkey has exceeded the "
                    "maximum size limit of2048 bytes"));
}

TEST_F(GetItemTest, MalformedKeyValues_AreRefusedBeforeTheTableIsLookedUp) {
  EXPECT_EQ(Get("nope", R"({"p":{}})"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
  EXPECT_EQ(Get("nope", R"({"p":{"S":"a","N":"1"}})"),
            Invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly "
                    "one of the supported datatypes"));
  EXPECT_EQ(Get("nope", R"({"p":{"N":"abc"}})"),
            Invalid("The parameter cannot be converted to a numeric value: abc"));
}

TEST_F(GetItemTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(Get("nope", R"({"p":{"S":"a"}})"), NotFound("Requested resource not found"));
  EXPECT_EQ(Get("arn:aws:dynamodb:us-east-1:000000000000:table/nope", R"({"p":{"S":"a"}})"),
            NotFound("Requested resource not found"));
}

// A page of 4 KB costs one unit when read consistently, half of that otherwise; nothing costs as
// much as the smallest ("Read consistency" and "Capacity unit consumption for reads" in the
// developer guide).
TEST_F(GetItemTest, ConsumedCapacity_CountsBegunPagesOf4Kilobytes) {
  // "p" + "b" + "x" + the text are 4096 bytes.
  const std::string text(4093, 'x');
  Put("hash", R"({"p":{"S":"b"},"x":{"S":")" + text + R"("}})");
  Put("hash", R"({"p":{"S":"c"},"x":{"S":")" + text + R"(x"}})");
  const auto units = [this](std::string_view key, std::string_view consistent) {
    const Answer answer =
        Call("GetItem", R"({"TableName":"hash","ProjectionExpression":"zz","Key":{"p":{"S":")" +
                            std::string(key) + R"("}},"ReturnConsumedCapacity":"TOTAL",)" +
                            R"("ConsistentRead":)" + std::string(consistent) + "}");
    return answer.body.substr(answer.body.find("\"ConsumedCapacity\""));
  };
  const std::string start = R"("ConsumedCapacity":{"TableName":"hash","CapacityUnits":)";
  EXPECT_EQ(units("nothing", "false"), start + "0.5}}");
  EXPECT_EQ(units("nothing", "true"), start + "1.0}}");
  EXPECT_EQ(units("b", "false"), start + "0.5}}");
  EXPECT_EQ(units("b", "true"), start + "1.0}}");
  EXPECT_EQ(units("c", "false"), start + "1.0}}");
  EXPECT_EQ(units("c", "true"), start + "2.0}}");
}

TEST_F(GetItemTest, ConsumedCapacity_IsReturnedAsAsked) {
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"b"}},
      "ReturnConsumedCapacity":"NONE"})"),
            Ok("{}"));
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"b"}},
      "ReturnConsumedCapacity":"INDEXES"})"),
            Ok(R"({"ConsumedCapacity":{"TableName":"hash","CapacityUnits":0.5,)"
               R"("Table":{"CapacityUnits":0.5}}})"));
}

// "If you had specified the Amazon Resource Name (ARN) of a table in the input, you'll see the
// table ARN in the response" (API reference, ConsumedCapacity).
// GetItem has no ExpressionAttributeValues, and the service overlooks members that it does not know
// (DynamoDB Local agrees).
TEST_F(GetItemTest, UnknownMembers_MayBeAnything) {
  for (const char* values : {R"("text")", "1", "[1]", R"({":v":{"S":"x"}})", R"({"v":7})"}) {
    EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"none"}},)"
                              R"("ProjectionExpression":"x","ExpressionAttributeValues":)" +
                                  std::string(values) + "}"),
              Ok("{}"));
  }
}

TEST_F(GetItemTest, TableArn_NamesTheTableAndIsRepeated) {
  EXPECT_EQ(Call("GetItem", R"({"TableName":"arn:aws:dynamodb:eu-west-1:123456789012:table/hash",
      "Key":{"p":{"S":"b"}},"ReturnConsumedCapacity":"TOTAL"})"),
            Ok(R"({"ConsumedCapacity":{"TableName":)"
               R"("arn:aws:dynamodb:eu-west-1:123456789012:table/hash","CapacityUnits":0.5}})"));
}

// DynamoDB Local, dynalite and dynoxide agree.
TEST_F(GetItemTest, EmptyPartitionKey_IsReportedBeforeSortKeyOfAnotherType) {
  EXPECT_EQ(Get("range", R"({"p":{"S":""},"r":{"S":"1"}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot "
                    "contain an empty string value. Key: p"));
}

}  // namespace
}  // namespace stator::testing
