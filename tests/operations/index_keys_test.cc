#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// What an item that is put or updated may have in the key attributes of indexes.
namespace stator::testing {
namespace {

class IndexKeysTest : public OperationTest {
 protected:
  IndexKeysTest() {
    EXPECT_EQ(
        Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:S b:N c:B d:S e:S f:S g:S",
                                    {Local({Index("local", "H:p R:a")}),
                                     Global({Index("number", "H:b R:a"), Index("binary", "H:c"),
                                             Index("many", "H:d H:e R:f R:g")})}))
            .status,
        200);
  }

  // PutItem of an item with the key {k, 1} and these attributes.
  Answer PutWith(const std::string& attributes, const std::string& more = "") {
    return Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":"k"},"r":{"N":"1"})" +
                               std::string(attributes.empty() ? "" : ",") + attributes + "}" +
                               more + "}");
  }
  // UpdateItem of that item. `values` are members of ExpressionAttributeValues.
  Answer Update(const std::string& expression, const std::string& values = "",
                const std::string& more = "") {
    const std::string attribute_values =
        values.empty() ? "" : R"(,"ExpressionAttributeValues":{)" + values + "}";
    return Call("UpdateItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},)"
                              R"("UpdateExpression":")" +
                                  expression + "\"" + attribute_values + more + "}");
  }
  static std::string Text(const std::string& name, size_t length) {
    return "\"" + name + R"(":{"S":")" + std::string(length, 'x') + "\"}";
  }
};

Answer Mismatch(const std::string& rest) {
  return Invalid("One or more parameter values were invalid: Type mismatch for Index Key " + rest);
}

Answer Unsupported(const std::string& type, const std::string& index, const std::string& key) {
  return Invalid(
      "One or more parameter values are not valid. A value specified for a secondary index key is "
      "not supported. The AttributeValue for a key attribute cannot contain an empty " +
      type + " value. IndexName: " + index + ", IndexKey: " + key);
}

const Answer kUnsupportedType = Invalid(
    "The update expression attempted to update the secondary index key to unsupported type");

using PutItemIndexKeysTest = IndexKeysTest;
using UpdateItemIndexKeysTest = IndexKeysTest;

TEST_F(PutItemIndexKeysTest, Attributes_NeedNotBeThere) {
  EXPECT_EQ(PutWith(""), Ok("{}"));
  EXPECT_EQ(PutWith(R"("a":{"S":"x"},"d":{"S":"x"})"), Ok("{}"));
}

// Recorded from the service. Of several indexes the first of the table's counts: which one the
// service names is not known.
TEST_F(PutItemIndexKeysTest, Attribute_HasItsDeclaredType) {
  EXPECT_EQ(PutWith(R"("a":{"N":"1"})"), Mismatch("a Expected: S Actual: N IndexName: local"));
  EXPECT_EQ(PutWith(R"("b":{"S":"1"})"), Mismatch("b Expected: N Actual: S IndexName: number"));
  EXPECT_EQ(PutWith(R"("c":{"NULL":true})"),
            Mismatch("c Expected: B Actual: NULL IndexName: binary"));
  EXPECT_EQ(PutWith(R"("c":{"M":{}})"), Mismatch("c Expected: B Actual: M IndexName: binary"));
  EXPECT_EQ(PutWith(R"("g":{"SS":["x"]})"), Mismatch("g Expected: S Actual: SS IndexName: many"));
  EXPECT_EQ(Get("table", R"({"p":{"S":"k"},"r":{"N":"1"}})"), Ok("{}"));
}

// Recorded from the service.
TEST_F(PutItemIndexKeysTest, Attribute_IsNotEmpty) {
  EXPECT_EQ(PutWith(R"("a":{"S":""})"), Unsupported("string", "local", "a"));
  EXPECT_EQ(PutWith(R"("c":{"B":""})"), Unsupported("binary", "binary", "c"));
  EXPECT_EQ(PutWith(R"("e":{"S":""})"), Unsupported("string", "many", "e"));
}

// Recorded from the service.
TEST_F(PutItemIndexKeysTest, Attribute_IsNotTooLong) {
  EXPECT_EQ(PutWith(Text("a", 1024)), Ok("{}"));
  EXPECT_EQ(PutWith(Text("a", 1025)),
            Invalid("One or more parameter values were invalid: Size limit exceeded for Index Key "
                    "a Actual Size: 1025 bytes Max Size: 1024 bytes IndexName: local"));
  EXPECT_EQ(PutWith(Text("d", 2048)), Ok("{}"));
  EXPECT_EQ(PutWith(Text("d", 2049)),
            Invalid("One or more parameter values were invalid: Size limit exceeded for Index Key "
                    "d Actual Size: 2049 bytes Max Size: 2048 bytes IndexName: many"));
}

// DynamoDB Local.
TEST_F(PutItemIndexKeysTest, AttributesTogether_AreNotTooLong) {
  EXPECT_EQ(PutWith(Text("d", 1024) + "," + Text("e", 1024)), Ok("{}"));
  EXPECT_EQ(PutWith(Text("d", 1024) + "," + Text("e", 1025)),
            Invalid("Aggregate size for HASH key attributes d, e of index many has exceeded limit "
                    "2048 bytes, with actual size 2049 bytes"));
  EXPECT_EQ(PutWith(Text("f", 500) + "," + Text("g", 524)), Ok("{}"));
  EXPECT_EQ(PutWith(Text("f", 501) + "," + Text("g", 524)),
            Invalid("Aggregate size for RANGE key attributes f, g of index many has exceeded limit "
                    "1024 bytes, with actual size 1025 bytes"));
}

// The key of the table comes first, the condition last (DynamoDB Local, dynalite and dynoxide).
TEST_F(PutItemIndexKeysTest, Checks_ComeBetweenThoseOfTheKeyAndTheCondition) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":"k"},"a":{"N":"1"}}})"),
            Invalid("One or more parameter values were invalid: Missing the key r in the item"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":""},"r":{"N":"1"},
      "a":{"N":"1"}}})"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  EXPECT_EQ(PutWith(R"("a":{"N":"1"})", R"j(,"ConditionExpression":"attribute_exists(p)")j"),
            Mismatch("a Expected: S Actual: N IndexName: local"));
}

// A value in the expression that is of the wrong type is found before the item is looked at; the
// type that it names is that value's (dynalite).
TEST_F(UpdateItemIndexKeysTest, Values_HaveTheDeclaredType) {
  const Answer number = Mismatch("a Expected: S Actual: N IndexName: local");
  EXPECT_EQ(Update("SET a = :v", R"(":v":{"N":"1"})"), number);
  EXPECT_EQ(Update("SET a = if_not_exists(z, :v)", R"(":v":{"N":"1"})"), number);
  EXPECT_EQ(Update("SET a = z + :v", R"(":v":{"N":"1"})"), number);
  EXPECT_EQ(Update("SET a = list_append(:v, :v)", R"(":v":{"L":[]})"),
            Mismatch("a Expected: S Actual: L IndexName: local"));
  EXPECT_EQ(Update("ADD a :v", R"(":v":{"N":"1"})"), number);
  EXPECT_EQ(Update("ADD b :v", R"(":v":{"NS":["1"]})"),
            Mismatch("b Expected: N Actual: NS IndexName: number"));
  EXPECT_EQ(Update("SET a = :v", R"(":v":{"N":"1"})",
                   R"j(,"ConditionExpression":"attribute_exists(z)")j"),
            number);
}

// dynalite.
TEST_F(UpdateItemIndexKeysTest, Results_HaveTheDeclaredType) {
  EXPECT_EQ(PutWith(R"("x":{"N":"1"},"y":{"S":"1"})"), Ok("{}"));
  EXPECT_EQ(Update("SET a = x"), kUnsupportedType);
  EXPECT_EQ(Update("SET b = y"), kUnsupportedType);
  EXPECT_EQ(Update("SET a = if_not_exists(x, :v)", R"(":v":{"S":"1"})"), kUnsupportedType);
  EXPECT_EQ(Update("SET a = x", "", R"j(,"ConditionExpression":"attribute_exists(z)")j"),
            ConditionFailed());
  EXPECT_EQ(Update("SET a = y, b = x"), Ok("{}"));
}

// DynamoDB Local and dynoxide.
TEST_F(UpdateItemIndexKeysTest, Results_AreNotEmpty) {
  const auto unsupported = [](const std::string& type) {
    return Invalid(
        "One or more parameter values are not valid. The update expression attempted to update a "
        "secondary index key to a value that is not supported. The AttributeValue for a key "
        "attribute cannot contain an empty " +
        type + " value.");
  };
  EXPECT_EQ(PutWith(R"("x":{"S":""},"y":{"B":""})"), Ok("{}"));
  EXPECT_EQ(Update("SET a = :v", R"(":v":{"S":""})"), unsupported("string"));
  EXPECT_EQ(Update("SET a = x"), unsupported("string"));
  EXPECT_EQ(Update("SET c = y"), unsupported("binary"));
}

TEST_F(UpdateItemIndexKeysTest, Results_AreNotTooLong) {
  EXPECT_EQ(Update("SET a = :v", Text(":v", 1025)),
            Invalid("One or more parameter values were invalid: Size limit exceeded for Index Key "
                    "a Actual Size: 1025 bytes Max Size: 1024 bytes IndexName: local"));
  EXPECT_EQ(Update("SET d = :v", Text(":v", 2000)), Ok("{}"));
  // With what is there already.
  EXPECT_EQ(Update("SET e = :v", Text(":v", 49)),
            Invalid("Aggregate size for HASH key attributes d, e of index many has exceeded limit "
                    "2048 bytes, with actual size 2049 bytes"));
  EXPECT_EQ(Update("SET e = :v", Text(":v", 48)), Ok("{}"));
}

TEST_F(UpdateItemIndexKeysTest, Attributes_CanBeSetAndRemoved) {
  EXPECT_EQ(Update("SET a = :a, b = :b", R"(":a":{"S":"x"},":b":{"N":"1"})"), Ok("{}"));
  EXPECT_EQ(Update("ADD b :b REMOVE a", R"(":b":{"N":"1"})"), Ok("{}"));
  EXPECT_EQ(Get("table", R"({"p":{"S":"k"},"r":{"N":"1"}})"),
            Ok(R"({"Item":{"b":{"N":"2"},"p":{"S":"k"},"r":{"N":"1"}}})"));
}

// DynamoDB Local and dynalite.
TEST_F(UpdateItemIndexKeysTest, Paths_DoNotLeadIntoKeys) {
  EXPECT_EQ(Update("SET a.z = :v", R"(":v":{"N":"1"})"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: IndexKey: a"));
}

TEST_F(UpdateItemIndexKeysTest, RefusedUpdate_ChangesNothing) {
  EXPECT_EQ(PutWith(R"("a":{"S":"x"},"x":{"N":"1"})"), Ok("{}"));
  EXPECT_EQ(Update("SET x = :v, a = x", R"(":v":{"N":"2"})"), kUnsupportedType);
  EXPECT_EQ(Get("table", R"({"p":{"S":"k"},"r":{"N":"1"}})"),
            Ok(R"({"Item":{"a":{"S":"x"},"p":{"S":"k"},"r":{"N":"1"},"x":{"N":"1"}}})"));
}

// A key of the table may be a key of an index, too, with a lower limit.
TEST_F(UpdateItemIndexKeysTest, NewItemsKey_CanBeTooLongForAnIndex) {
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"other",)" + KeySchema("H:p") + "," +
                                    Definitions("p:S a:S") + "," + std::string(kOnDemand) + "," +
                                    Global({Index("turned", "H:a R:p")}) + "}")
                .status,
            200);
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"other","Key":{)" + Text("p", 1025) + "}}"),
            Invalid("One or more parameter values were invalid: Size limit exceeded for Index Key "
                    "p Actual Size: 1025 bytes Max Size: 1024 bytes IndexName: turned"));
}

}  // namespace
}  // namespace stator::testing
