#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class DescribeTableTest : public OperationTest {
 protected:
  std::string CreateAndDescribe(const std::string& settings) {
    EXPECT_EQ(Call("CreateTable",
                   R"({"TableName":"table","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)" +
                       settings + "}")
                  .status,
              200);
    return Describe("table");
  }
  std::string Describe(const std::string& name) {
    return Call("DescribeTable", R"({"TableName":")" + name + "\"}").body;
  }
};

bool Contains(const std::string& body, const std::string& part) {
  return body.find(part) != std::string::npos;
}

TEST_F(DescribeTableTest, NewTable_IsActive) {
  const std::string body = CreateAndDescribe(R"("BillingMode":"PAY_PER_REQUEST")");
  EXPECT_EQ(body.rfind(R"({"Table":{"AttributeDefinitions":)", 0), 0U) << body;
  EXPECT_TRUE(Contains(body, R"("TableStatus":"ACTIVE","CreationDateTime":1767323045.678,)"));
  EXPECT_TRUE(Contains(body, R"("DeletionProtectionEnabled":false}})"));
}

// What was not asked for is not shown.
TEST_F(DescribeTableTest, PlainTable_HasNoOptionalSettings) {
  const std::string body = CreateAndDescribe(
      R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2})");
  for (const char* absent :
       {"BillingModeSummary", "StreamSpecification", "LatestStreamArn", "SSEDescription",
        "TableClassSummary", "OnDemandThroughput", "SecondaryIndexes", "LastIncreaseDateTime"}) {
    EXPECT_FALSE(Contains(body, absent)) << absent;
  }
  EXPECT_EQ(ObjectNamed(body, "WarmThroughput"),
            R"({"ReadUnitsPerSecond":1,"WriteUnitsPerSecond":2,"Status":"ACTIVE"})");
}

TEST_F(DescribeTableTest, Settings_AreShownAsGiven) {
  const std::string body = CreateAndDescribe(R"("BillingMode":"PAY_PER_REQUEST",
      "TableClass":"STANDARD_INFREQUENT_ACCESS","DeletionProtectionEnabled":true,
      "OnDemandThroughput":{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":-1},
      "WarmThroughput":{"ReadUnitsPerSecond":15000,"WriteUnitsPerSecond":5000},
      "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},
      "SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"1234"})");
  EXPECT_TRUE(Contains(body, R"("TableClassSummary":{"TableClass":"STANDARD_INFREQUENT_ACCESS"})"));
  EXPECT_TRUE(Contains(body, R"("DeletionProtectionEnabled":true)"));
  EXPECT_EQ(ObjectNamed(body, "OnDemandThroughput"),
            R"({"MaxReadRequestUnits":10,"MaxWriteRequestUnits":-1})");
  EXPECT_EQ(ObjectNamed(body, "WarmThroughput"),
            R"({"ReadUnitsPerSecond":15000,"WriteUnitsPerSecond":5000,"Status":"ACTIVE"})");
  EXPECT_EQ(ObjectNamed(body, "StreamSpecification"),
            R"({"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"})");
  // The label is the time at which the stream was enabled (DynamoDB Local).
  EXPECT_TRUE(Contains(body, R"("LatestStreamLabel":"2026-01-02T03:04:05.678",)"
                             R"("LatestStreamArn":"arn:aws:dynamodb:us-east-1:000000000000:)"
                             R"(table/table/stream/2026-01-02T03:04:05.678")"));
  EXPECT_EQ(ObjectNamed(body, "SSEDescription"),
            R"({"Status":"ENABLED","SSEType":"KMS",)"
            R"("KMSMasterKeyArn":"arn:aws:kms:us-east-1:000000000000:key/1234"})");
}

TEST_F(DescribeTableTest, EveryStreamViewType_IsShown) {
  for (const std::string type : {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"}) {
    const std::string body = CreateAndDescribe(
        R"("BillingMode":"PAY_PER_REQUEST","StreamSpecification":{"StreamEnabled":true,)"
        R"("StreamViewType":")" +
        type + "\"}");
    EXPECT_EQ(ObjectNamed(body, "StreamSpecification"),
              R"({"StreamEnabled":true,"StreamViewType":")" + type + "\"}");
    EXPECT_EQ(Call("DeleteTable", R"({"TableName":"table"})").status, 200);
  }
}

// The service refreshes both about every six hours; here they are always those of the moment.
TEST_F(DescribeTableTest, CountAndSize_FollowEveryWrite) {
  CreateTables();
  const auto counts = [this] {
    const std::string body = Describe("hash");
    const size_t at = body.find("\"TableSizeBytes\"");
    return body.substr(at, body.find(",\"TableArn\"") - at);
  };
  EXPECT_EQ(counts(), R"("TableSizeBytes":0,"ItemCount":0)");
  Put("hash", R"({"p":{"S":"a"}})");
  EXPECT_EQ(counts(), R"("TableSizeBytes":2,"ItemCount":1)");
  Put("hash", R"({"p":{"S":"bb"},"x":{"S":"xyz"}})");
  EXPECT_EQ(counts(), R"("TableSizeBytes":9,"ItemCount":2)");
  Put("hash", R"({"p":{"S":"bb"},"x":{"S":"x"}})");
  EXPECT_EQ(counts(), R"("TableSizeBytes":7,"ItemCount":2)");
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "UpdateExpression":"SET y = :y","ExpressionAttributeValues":{":y":{"BOOL":true}}})"),
            Ok("{}"));
  EXPECT_EQ(counts(), R"("TableSizeBytes":9,"ItemCount":2)");
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"bb"}}})"), Ok("{}"));
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"hash","Key":{"p":{"S":"bb"}}})"), Ok("{}"));
  EXPECT_EQ(counts(), R"("TableSizeBytes":4,"ItemCount":1)");
}

TEST_F(DescribeTableTest, TableArn_NamesTheTable) {
  CreateTables();
  EXPECT_EQ(Describe("arn:aws:dynamodb:us-east-1:000000000000:table/hash"), Describe("hash"));
}

TEST_F(DescribeTableTest, UnknownTable_IsNotFoundByName) {
  EXPECT_EQ(Call("DescribeTable", R"({"TableName":"nope"})"),
            NotFound("Requested resource not found: Table: nope not found"));
  EXPECT_EQ(Call("DescribeTable",
                 R"({"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/nope"})"),
            NotFound("Requested resource not found: Table: nope not found"));
}

TEST_F(DescribeTableTest, BadNames_AreRefused) {
  EXPECT_EQ(Call("DescribeTable", "{}"),
            Invalid("The parameter 'TableName' is required but was not present in the request"));
  EXPECT_EQ(
      Call("DescribeTable", R"({"TableName":"ab"})"),
      Invalid("TableName must be at least 3 characters long and at most 255 characters long"));
  EXPECT_EQ(Call("DescribeTable", R"({"TableName":"a$b"})"),
            Invalid("1 validation error detected: Value 'a$b' at 'tableName' failed to satisfy "
                    "constraint: Member must satisfy regular expression pattern: "
                    "[a-zA-Z0-9_.-]+"));
}

}  // namespace
}  // namespace stator::testing
