#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// Keys and projections of indexes, given to CreateTable. Where no other source is named, the
// answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class IndexDefinitionTest : public OperationTest {
 protected:
  // Tables with the keys p (S) and r (N), more definitions, and one index "idx".
  Answer CreateLocal(const std::string& definitions, const std::string& keys,
                     std::string_view projection = kAll) {
    return Call("CreateTable", TableOf("H:p R:r", "p:S r:N" + definitions,
                                       {Local({Index("idx", keys, projection)})}));
  }
  Answer CreateGlobal(const std::string& definitions, const std::string& keys,
                      std::string_view projection = kAll) {
    return Call("CreateTable", TableOf("H:p R:r", "p:S r:N" + definitions,
                                       {Global({Index("idx", keys, projection)})}));
  }
};

using LocalIndexKeysTest = IndexDefinitionTest;
using GlobalIndexKeysTest = IndexDefinitionTest;
using IndexAttributeDefinitionsTest = IndexDefinitionTest;
using IndexProjectionTest = IndexDefinitionTest;

TEST_F(LocalIndexKeysTest, Table_NeedsASortKey) {
  const Answer no_sort_key = Invalid(
      "One or more parameter values were invalid: Table KeySchema does not have a range "
      "key, which is required when specifying a LocalSecondaryIndex");
  EXPECT_EQ(Call("CreateTable", TableOf("H:p", "p:S a:S", {Local({Index("idx", "H:p R:a")})})),
            no_sort_key);
  // Before anything is said about the index itself.
  EXPECT_EQ(Call("CreateTable", TableOf("H:p", "p:S", {Local({Index("idx", "H:a", "{}")})})),
            no_sort_key);
}

TEST_F(LocalIndexKeysTest, Index_NeedsASortKeyOfItsOwn) {
  EXPECT_EQ(CreateLocal("", "H:p"), Invalid("One or more parameter values were invalid: Index "
                                            "KeySchema does not have a range key for index: idx"));
}

TEST_F(LocalIndexKeysTest, PartitionKey_IsTheTables) {
  EXPECT_EQ(CreateLocal(" a:S", "H:a R:r"),
            Invalid("One or more parameter values were invalid: Index KeySchema does not have the "
                    "same leading hash key as table KeySchema for index: idx. index hash key: a, "
                    "table hash key: p"));
  // The missing sort key is named first.
  EXPECT_EQ(CreateLocal(" a:S", "H:a"),
            Invalid("One or more parameter values were invalid: Index KeySchema does not have a "
                    "range key for index: idx"));
}

TEST_F(LocalIndexKeysTest, Elements_AreOneHashAndOneRange) {
  EXPECT_EQ(CreateLocal(" a:S", "R:a H:p"),
            Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
  EXPECT_EQ(CreateLocal(" a:S", "H:p H:a"),
            Invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"));
  EXPECT_EQ(CreateLocal(" a:S", "H:p R:p"),
            Invalid("Both the Hash Key and the Range Key element in the KeySchema have the same "
                    "name"));
  // The limit is dynalite's.
  const Answer three = CreateLocal(" a:S b:S", "H:p R:a R:b");
  EXPECT_EQ(three.status, 400);
  EXPECT_NE(three.body.find("at 'localSecondaryIndexes.1.member.keySchema' failed to satisfy "
                            "constraint: Member must have length less than or equal to 2"),
            std::string::npos);
}

TEST_F(GlobalIndexKeysTest, KeyOfOneAndOfTwo_IsFine) {
  EXPECT_EQ(Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:B",
                                        {Global({Index("one", "H:a"), Index("two", "H:a R:r")})}))
                .status,
            200);
}

TEST_F(GlobalIndexKeysTest, FirstElement_IsHash) {
  const Answer not_hash =
      Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  EXPECT_EQ(CreateGlobal(" a:S", "R:a"), not_hash);
  EXPECT_EQ(CreateGlobal(" a:S b:S", "R:a H:b"), not_hash);
}

// The API takes keys of up to four HASH and four RANGE attributes since November 2025.
TEST_F(GlobalIndexKeysTest, KeyOfUpToFourAndFour_IsFine) {
  const std::string eight = " a:S b:N c:B d:S e:S f:N g:B h:S";
  const Answer answer = CreateGlobal(eight, "H:a H:b H:c H:d R:e R:f R:g R:h");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(R"({"IndexName":"idx","KeySchema":[)"
                             R"({"AttributeName":"a","KeyType":"HASH"},)"
                             R"({"AttributeName":"b","KeyType":"HASH"},)"
                             R"({"AttributeName":"c","KeyType":"HASH"},)"
                             R"({"AttributeName":"d","KeyType":"HASH"},)"
                             R"({"AttributeName":"e","KeyType":"RANGE"},)"
                             R"({"AttributeName":"f","KeyType":"RANGE"},)"
                             R"({"AttributeName":"g","KeyType":"RANGE"},)"
                             R"({"AttributeName":"h","KeyType":"RANGE"}])"),
            std::string::npos)
      << answer.body;
}

// Of the words for HASH and for the order the service is the source; those for RANGE follow.
TEST_F(GlobalIndexKeysTest, KeyOfMore_IsRefused) {
  const std::string five = " a:S b:S c:S d:S e:S";
  EXPECT_EQ(CreateGlobal(five, "H:a H:b H:c H:d H:e"),
            Invalid("Invalid KeySchema: The KeySchema exceeds the maximum allowed number of HASH "
                    "key attributes"));
  EXPECT_EQ(CreateGlobal(five, "H:p R:a R:b R:c R:d R:e"),
            Invalid("Invalid KeySchema: The KeySchema exceeds the maximum allowed number of RANGE "
                    "key attributes"));
  EXPECT_EQ(CreateGlobal(five, "H:a R:b H:c"),
            Invalid("Invalid KeySchema: All HASH key attributes must precede RANGE key attributes "
                    "in the KeySchema"));
}

TEST_F(GlobalIndexKeysTest, Attributes_AreDifferent) {
  EXPECT_EQ(CreateGlobal(" a:S", "H:a R:a"),
            Invalid("Both the Hash Key and the Range Key element in the KeySchema have the same "
                    "name"));
  // DynamoDB Local.
  EXPECT_EQ(CreateGlobal(" a:S b:S", "H:a R:b R:a"),
            Invalid("Two keys can not have the same name"));
}

TEST_F(GlobalIndexKeysTest, KeySchema_IsNotEmpty) {
  EXPECT_EQ(CreateGlobal("", ""),
            Invalid("1 validation error detected: Value '[]' at "
                    "'globalSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: "
                    "Member must have length greater than or equal to 1"));
}

TEST_F(IndexAttributeDefinitionsTest, KeyAttributes_NeedADefinition) {
  EXPECT_EQ(CreateGlobal("", "H:a"),
            Invalid("One or more parameter values were invalid: Some index key attributes are not "
                    "defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [p, r]"));
  EXPECT_EQ(CreateLocal("", "H:p R:b"),
            Invalid("One or more parameter values were invalid: Some index key attributes are not "
                    "defined in AttributeDefinitions. Keys: [p, b], AttributeDefinitions: [p, r]"));
  // Before the projection is looked at.
  EXPECT_EQ(CreateGlobal("", "H:p R:b", "{}"),
            Invalid("One or more parameter values were invalid: Some index key attributes are not "
                    "defined in AttributeDefinitions. Keys: [p, b], AttributeDefinitions: [p, r]"));
  EXPECT_EQ(Call("CreateTable", TableOf("H:p R:r", "p:S", {Global({Index("idx", "H:p")})})),
            Invalid("Invalid KeySchema: Some index key attribute have no definition"));
}

// Recorded from the service.
TEST_F(IndexAttributeDefinitionsTest, EveryDefinition_IsUsed) {
  EXPECT_EQ(CreateGlobal(" a:S z:S", "H:a"),
            Invalid("One or more parameter values were invalid: Some AttributeDefinitions are not "
                    "used. AttributeDefinitions: [p, r, a, z], keys used: [p, r, a]"));
  EXPECT_EQ(CreateLocal(" z:S a:S", "H:p R:a"),
            Invalid("One or more parameter values were invalid: Some AttributeDefinitions are not "
                    "used. AttributeDefinitions: [p, r, z, a], keys used: [p, r, a]"));
}

// DynamoDB Local.
TEST_F(IndexAttributeDefinitionsTest, Definitions_AreNotRepeated) {
  EXPECT_EQ(CreateGlobal(" a:S a:N", "H:a"),
            Invalid("Cannot have two attributes with the same name"));
}

TEST_F(IndexProjectionTest, Type_IsRequiredAndEnumerated) {
  const Answer unknown =
      Invalid("One or more parameter values were invalid: Unknown ProjectionType: null");
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", "{}"), unknown);
  EXPECT_EQ(CreateLocal(" a:S", "H:p R:a", R"({"NonKeyAttributes":["x"]})"), unknown);
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", R"({"ProjectionType":"X"})"),
            Invalid("1 validation error detected: Value 'X' at "
                    "'globalSecondaryIndexes.1.member.projection.projectionType' failed to satisfy "
                    "constraint: Member must satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]"));
}

TEST_F(IndexProjectionTest, Projection_IsRequired) {
  EXPECT_EQ(
      Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:S",
                                  {Global({R"({"IndexName":"idx",)" + KeySchema("H:a") + "}"})})),
      Invalid("1 validation error detected: Value null at "
              "'globalSecondaryIndexes.1.member.projection' failed to satisfy constraint: "
              "Member must not be null"));
}

// Of INCLUDE without names the service is the source.
TEST_F(IndexProjectionTest, NonKeyAttributes_GoWithIncludeOnly) {
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", R"({"ProjectionType":"ALL","NonKeyAttributes":["x"]})"),
            Invalid("One or more parameter values were invalid: ProjectionType is ALL, but "
                    "NonKeyAttributes is specified"));
  EXPECT_EQ(
      CreateLocal(" a:S", "H:p R:a", R"({"ProjectionType":"KEYS_ONLY","NonKeyAttributes":["x"]})"),
      Invalid("One or more parameter values were invalid: ProjectionType is KEYS_ONLY, but "
              "NonKeyAttributes is specified"));
  EXPECT_EQ(CreateLocal(" a:S", "H:p R:a", R"({"ProjectionType":"INCLUDE"})"),
            Invalid("One or more parameter values were invalid: ProjectionType is INCLUDE, but "
                    "NonKeyAttributes is not specified"));
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", R"({"ProjectionType":"INCLUDE","NonKeyAttributes":[]})"),
            Invalid("1 validation error detected: Value '[]' at "
                    "'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to "
                    "satisfy constraint: Member must have length greater than or equal to 1"));
}

// DynamoDB Local refuses a repeated name; that a key attribute may be named, the developer guide
// shows in an example, and all emulators accept it.
TEST_F(IndexProjectionTest, NonKeyAttributes_AreDifferentButMayBeKeys) {
  const auto include = [](const std::string& names) {
    return R"({"ProjectionType":"INCLUDE","NonKeyAttributes":[)" + names + "]}";
  };
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", include(R"("x","y","x")")),
            Invalid("Cannot have two attributes with the same name"));
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", include(R"("x","p","a")")).status, 200);
}

// "If you project the same attribute into two different indexes, this counts as two distinct
// attributes" (API reference), and they "must not exceed 100"; one index has at most 20.
TEST_F(IndexProjectionTest, NonKeyAttributes_AreAtMostAHundredInAllIndexes) {
  EXPECT_EQ(CreateGlobal(" a:S", "H:a", Include("x", 21)).status, 400);
  const auto create = [this](const std::string& last) {
    return Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:S",
                                       {Local({Index("one", "H:p R:a", Include("x", 20)),
                                               Index("two", "H:p R:a", Include("x", 20))}),
                                        Global({Index("three", "H:a", Include("x", 20)),
                                                Index("four", "H:a", Include("y", 20)),
                                                Index("five", "H:a", Include("z", 19)), last})}));
  };
  EXPECT_EQ(create(Index("six", "H:a", Include("x", 2))),
            Invalid("One or more parameter values were invalid: Number of NonKeyAttributes in all "
                    "indexes exceeds per-table limit of 100"));
  EXPECT_EQ(create(Index("six", "H:a", Include("x", 1))).status, 200);
}

}  // namespace
}  // namespace stator::testing
