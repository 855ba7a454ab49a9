#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// Which indexes CreateTable takes. Where no other source is named, the answers are those on which
// dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class CreateTableIndexesTest : public OperationTest {
 protected:
  // A table with the keys p and r, more definitions, and indexes.
  Answer Create(const std::string& definitions, std::initializer_list<std::string> members,
                std::string_view billing = kOnDemand) {
    return Call("CreateTable", TableOf("H:p R:r", "p:S r:N" + definitions, members, billing));
  }
};

// Definitions of indexes "index0", "index1" and so on with the same key.
std::string Many(int count, const std::string& keys) {
  std::string json;
  for (int i = 0; i < count; ++i) {
    json += (i == 0 ? "" : ",") + Index("index" + std::to_string(i), keys);
  }
  return json;
}

TEST_F(CreateTableIndexesTest, IndexesOfBothKinds_AreMadeAsGiven) {
  const Answer answer = Create(" a:S b:B", {Local({Index("by-a", "H:p R:a", kKeysOnly)}),
                                            Global({Index("by-b", "H:b R:p", Include("x", 2))})});
  EXPECT_EQ(answer.status, 200);
  // Of the order of the members DynamoDB Local is the source.
  EXPECT_NE(
      answer.body.find(
          R"("LocalSecondaryIndexes":[{"IndexName":"by-a","KeySchema":[)"
          R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"a","KeyType":"RANGE"}],)"
          R"("Projection":{"ProjectionType":"KEYS_ONLY"},"IndexSizeBytes":0,"ItemCount":0,)"
          R"("IndexArn":"arn:aws:dynamodb:us-east-1:000000000000:table/table/index/by-a"}],)"
          R"("GlobalSecondaryIndexes":[{"IndexName":"by-b","KeySchema":[)"
          R"({"AttributeName":"b","KeyType":"HASH"},{"AttributeName":"p","KeyType":"RANGE"}],)"
          R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x0","x1"]},)"
          R"("IndexStatus":"CREATING","ProvisionedThroughput":{"NumberOfDecreasesToday":0,)"
          R"("ReadCapacityUnits":0,"WriteCapacityUnits":0},"IndexSizeBytes":0,"ItemCount":0,)"
          R"("IndexArn":"arn:aws:dynamodb:us-east-1:000000000000:table/table/index/by-b",)"
          R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,)"
          R"("Status":"ACTIVE"}}])"),
      std::string::npos)
      << answer.body;
}

TEST_F(CreateTableIndexesTest, IndexWithTheTablesKeys_IsFine) {
  EXPECT_EQ(
      Create("", {Local({Index("same", "H:p R:r")}), Global({Index("turned", "H:r R:p")})}).status,
      200);
}

TEST_F(CreateTableIndexesTest, EmptyLists_AreRefused) {
  EXPECT_EQ(Create("", {Local({})}), Invalid("One or more parameter values were invalid: List of "
                                             "LocalSecondaryIndexes is empty"));
  EXPECT_EQ(Create("", {Global({})}), Invalid("One or more parameter values were invalid: List of "
                                              "GlobalSecondaryIndexes is empty"));
}

TEST_F(CreateTableIndexesTest, NumbersOfIndexes_AreLimited) {
  EXPECT_EQ(Create(" a:S", {Local({Many(6, "H:p R:a")})}),
            Invalid("One or more parameter values were invalid: Number of LocalSecondaryIndexes "
                    "exceeds per-table limit of 5"));
  EXPECT_EQ(Create(" a:S", {Global({Many(21, "H:a")})}),
            Invalid("One or more parameter values were invalid: GlobalSecondaryIndex count exceeds "
                    "the per-table limit of 20"));
  std::string global;
  for (int i = 0; i < 20; ++i) {
    global += (i == 0 ? "" : ",") + Index("global" + std::to_string(i), "H:a");
  }
  EXPECT_EQ(Create(" a:S", {Local({Many(5, "H:p R:a")}), Global({global})}).status, 200);
}

TEST_F(CreateTableIndexesTest, Names_AreUniqueAmongAllIndexes) {
  const Answer duplicate =
      Invalid("One or more parameter values were invalid: Duplicate index name: idx");
  EXPECT_EQ(Create(" a:S", {Local({Index("idx", "H:p R:a"), Index("idx", "H:p R:a")})}), duplicate);
  EXPECT_EQ(Create(" a:S", {Global({Index("idx", "H:a"), Index("idx", "H:a")})}), duplicate);
  EXPECT_EQ(Create(" a:S", {Local({Index("idx", "H:p R:a")}), Global({Index("idx", "H:a")})}),
            duplicate);
}

TEST_F(CreateTableIndexesTest, Names_KeepTheRulesOfNames) {
  EXPECT_EQ(Create(" a:S", {Global({Index("ab", "H:a")})}),
            Invalid("1 validation error detected: Value 'ab' at "
                    "'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: "
                    "Member must have length greater than or equal to 3"));
  EXPECT_EQ(Create(" a:S", {Local({Index("a/b;", "H:p R:a")})}),
            Invalid("1 validation error detected: Value 'a/b;' at "
                    "'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: "
                    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"));
  EXPECT_EQ(Create(" a:S", {Global({Index(std::string(255, 'i'), "H:a")})}).status, 200);
}

TEST_F(CreateTableIndexesTest, Indexes_AreJudgedAfterTheKeysOfTheTableAndLocalOnesFirst) {
  const std::string no_projection = Index("idx", "H:p R:a", "{}");
  EXPECT_EQ(Call("CreateTable", TableOf("R:r H:p", "p:S r:N a:S", {Global({no_projection})})),
            Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
  EXPECT_EQ(Create(" a:S", {Local({}), Global({no_projection})}),
            Invalid("One or more parameter values were invalid: List of LocalSecondaryIndexes is "
                    "empty"));
  // Six local ones are too many, but the global one is not even looked at.
  EXPECT_EQ(Create(" a:S", {Local({Many(6, "H:p R:a")}), Global({no_projection})}),
            Invalid("One or more parameter values were invalid: Number of LocalSecondaryIndexes "
                    "exceeds per-table limit of 5"));
  // Each by itself, then the names, then the number.
  EXPECT_EQ(Create(" a:S", {Local({Index("idx", "H:p R:a"), no_projection})}),
            Invalid("One or more parameter values were invalid: Unknown ProjectionType: null"));
  EXPECT_EQ(Create(" a:S", {Local({Many(6, "H:p R:a"), Index("index1", "H:p R:a")})}),
            Invalid("One or more parameter values were invalid: Duplicate index name: index1"));
  // Settings that have nothing to do with keys come last.
  EXPECT_EQ(
      Create(" a:S", {Global({no_projection}), R"("StreamSpecification":{"StreamEnabled":true})"}),
      Invalid("One or more parameter values were invalid: Unknown ProjectionType: null"));
}

// The words were recorded from the service.
TEST_F(CreateTableIndexesTest, Throughput_IsGivenForEachIndexExactlyWhenProvisioned) {
  EXPECT_EQ(Create(" a:S", {Global({Index("idx", "H:a", kAll, Throughput(1, 1))})}),
            Invalid("One or more parameter values were invalid: ProvisionedThroughput should not "
                    "be specified for index: idx when BillingMode is PAY_PER_REQUEST"));
  EXPECT_EQ(Create(" a:S", {Global({Index("idx", "H:a")})}, Throughput(1, 1)),
            Invalid("One or more parameter values were invalid: ProvisionedThroughput is not "
                    "specified for index: idx"));
  const Answer answer =
      Create(" a:S", {Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 2));
  EXPECT_NE(answer.body.find(R"("IndexStatus":"CREATING","ProvisionedThroughput":{)"
                             R"("NumberOfDecreasesToday":0,"ReadCapacityUnits":3,)"
                             R"("WriteCapacityUnits":4})"),
            std::string::npos)
      << answer.body;
  EXPECT_NE(answer.body.find(R"("WarmThroughput":{"ReadUnitsPerSecond":3,"WriteUnitsPerSecond":4,)"
                             R"("Status":"ACTIVE"}}])"),
            std::string::npos);
}

TEST_F(CreateTableIndexesTest, Throughput_HasBounds) {
  EXPECT_EQ(
      Create(" a:S", {Global({Index("idx", "H:a", kAll, Throughput(0, 1))})}, Throughput(1, 2)),
      Invalid("1 validation error detected: Value '0' at "
              "'globalSecondaryIndexes.1.member.provisionedThroughput.readCapacityUnits' failed to "
              "satisfy constraint: Member must have value greater than or equal to 1"));
  EXPECT_EQ(Create(" a:S",
                   {Global({Index("idx", "H:a", kAll,
                                  R"("ProvisionedThroughput":{"ReadCapacityUnits":1,)"
                                  R"("WriteCapacityUnits":1000000000001})")})},
                   Throughput(1, 2)),
            Invalid("Given value 1000000000001 for WriteCapacityUnits is out of bounds"));
}

// As for tables.
TEST_F(CreateTableIndexesTest, OnDemandThroughput_HasBoundsAndNeedsOnDemandBilling) {
  const auto with_maximum = [](const std::string& units, std::string_view more = {}) {
    return Global({Index(
        "idx", "H:a", kAll,
        R"("OnDemandThroughput":{"MaxReadRequestUnits":)" + units + "}" + std::string(more))});
  };
  EXPECT_EQ(Create(" a:S", {with_maximum("0")}),
            Invalid("One or more parameter values were invalid: Requested MaxReadRequestUnits for "
                    "OnDemandThroughput for index is outside of valid range"));
  EXPECT_EQ(Create(" a:S", {with_maximum("5", "," + Throughput(1, 1))}, Throughput(1, 1)),
            Invalid("One or more parameter values were invalid: MaxReadRequestUnits for "
                    "OnDemandThroughput cannot be specified when table BillingMode is "
                    "PROVISIONED."));
  const Answer answer = Create(" a:S", {with_maximum("5")});
  EXPECT_EQ(ObjectNamed(answer.body, "OnDemandThroughput"),
            R"({"MaxReadRequestUnits":5,"MaxWriteRequestUnits":-1})");
}

TEST_F(CreateTableIndexesTest, WarmThroughput_IsShownAsAskedFor) {
  const Answer answer =
      Create(" a:S", {Global({Index("idx", "H:a", kAll,
                                    R"("WarmThroughput":{"ReadUnitsPerSecond":15000,)"
                                    R"("WriteUnitsPerSecond":5000})")})});
  EXPECT_EQ(ObjectNamed(answer.body, "WarmThroughput"),
            R"({"ReadUnitsPerSecond":15000,"WriteUnitsPerSecond":5000,"Status":"ACTIVE"})");
}

TEST_F(CreateTableIndexesTest, RefusedTable_IsNotMade) {
  EXPECT_EQ(Create(" a:S", {Global({Index("idx", "H:a", "{}")})}).status, 400);
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":[]})"));
}

}  // namespace
}  // namespace stator::testing
