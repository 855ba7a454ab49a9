#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class UpdateTableTest : public OperationTest {
 protected:
  UpdateTableTest() {
    CreateTables();
    EXPECT_EQ(Call("CreateTable",
                   R"({"TableName":"table","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
        "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}})")
                  .status,
              200);
  }

  Answer Update(const std::string& members) {
    return Call("UpdateTable", R"({"TableName":"table",)" + members + "}");
  }
  Answer SetThroughput(int read, int write) {
    return Update(R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) +
                  R"(,"WriteCapacityUnits":)" + std::to_string(write) + "}");
  }
  std::string Described(const std::string& member) {
    return ObjectNamed(Call("DescribeTable", R"({"TableName":"table"})").body, member);
  }
  bool Describes(const std::string& part) {
    return Call("DescribeTable", R"({"TableName":"table"})").body.find(part) != std::string::npos;
  }
};

// The service answers while it still changes the table, with the capacity that was.
TEST_F(UpdateTableTest, Answer_ShowsAnUpdatingTableWithTheOldCapacity) {
  const std::string body = SetThroughput(7, 3).body;
  EXPECT_NE(body.find(R"("TableStatus":"UPDATING")"), std::string::npos);
  EXPECT_NE(body.find(R"("ReadCapacityUnits":5,"WriteCapacityUnits":5)"), std::string::npos);
  EXPECT_TRUE(Describes(R"("TableStatus":"ACTIVE")"));
  EXPECT_TRUE(Describes(R"("ReadCapacityUnits":7,"WriteCapacityUnits":3)"));
}

TEST_F(UpdateTableTest, Increase_IsDated) {
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(SetThroughput(6, 5).status, 200);
  EXPECT_EQ(Described("ProvisionedThroughput"),
            R"({"LastIncreaseDateTime":1767323105.000,"NumberOfDecreasesToday":0,)"
            R"("ReadCapacityUnits":6,"WriteCapacityUnits":5})");
}

// "Today" is a day of UTC (developer guide, "Decreasing provisioned throughput").
TEST_F(UpdateTableTest, Decreases_AreDatedAndCountedForADay) {
  EXPECT_EQ(SetThroughput(4, 5).status, 200);
  clock_.AdvanceSeconds(3600);
  EXPECT_EQ(SetThroughput(4, 3).status, 200);
  EXPECT_EQ(Described("ProvisionedThroughput"),
            R"({"LastDecreaseDateTime":1767326645.000,"NumberOfDecreasesToday":2,)"
            R"("ReadCapacityUnits":4,"WriteCapacityUnits":3})");
  clock_.AdvanceSeconds(86'400);
  EXPECT_EQ(Described("ProvisionedThroughput"),
            R"({"LastDecreaseDateTime":1767326645.000,"NumberOfDecreasesToday":0,)"
            R"("ReadCapacityUnits":4,"WriteCapacityUnits":3})");
  EXPECT_EQ(SetThroughput(3, 9).status, 200);
  EXPECT_EQ(Described("ProvisionedThroughput"),
            R"({"LastIncreaseDateTime":1767413045.000,"LastDecreaseDateTime":1767413045.000,)"
            R"("NumberOfDecreasesToday":1,"ReadCapacityUnits":3,"WriteCapacityUnits":9})");
}

TEST_F(UpdateTableTest, UnchangedThroughput_IsRefused) {
  EXPECT_EQ(SetThroughput(5, 5),
            Invalid("The provisioned throughput for the table will not change. The requested value "
                    "equals the current value. Current ReadCapacityUnits provisioned for the "
                    "table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits "
                    "provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the "
                    "Amazon DynamoDB Developer Guide for current limits and how to request higher "
                    "limits."));
}

TEST_F(UpdateTableTest, Throughput_HasBounds) {
  EXPECT_EQ(SetThroughput(0, 3),
            Invalid("1 validation error detected: Value '0' at "
                    "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
                    "Member must have value greater than or equal to 1"));
  EXPECT_EQ(Update(R"("ProvisionedThroughput":{"ReadCapacityUnits":3})"),
            Invalid("1 validation error detected: Value null at "
                    "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: "
                    "Member must not be null"));
}

TEST_F(UpdateTableTest, BillingMode_CanBeSwitchedBothWays) {
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(Update(R"("BillingMode":"PAY_PER_REQUEST")").status, 200);
  EXPECT_TRUE(Describes(R"("ReadCapacityUnits":0,"WriteCapacityUnits":0)"));
  EXPECT_EQ(Described("BillingModeSummary"),
            R"({"BillingMode":"PAY_PER_REQUEST",)"
            R"("LastUpdateToPayPerRequestDateTime":1767323105.000})");
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(Update(R"("BillingMode":"PROVISIONED",
      "ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":3})")
                .status,
            200);
  EXPECT_TRUE(Describes(R"("ReadCapacityUnits":7,"WriteCapacityUnits":3)"));
  EXPECT_EQ(Described("BillingModeSummary"),
            R"({"BillingMode":"PROVISIONED",)"
            R"("LastUpdateToPayPerRequestDateTime":1767323105.000})");
}

TEST_F(UpdateTableTest, BillingMode_GoesWithItsThroughput) {
  const Answer on_demand = Invalid(
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor "
      "WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  EXPECT_EQ(Update(R"("BillingMode":"PAY_PER_REQUEST",
      "ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":3})"),
            on_demand);
  EXPECT_EQ(Update(R"("BillingMode":"PROVISIONED")"),
            Invalid("One or more parameter values were invalid: ProvisionedThroughput must be "
                    "specified when BillingMode is PROVISIONED"));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"hash",
      "ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":3}})"),
            on_demand);
}

TEST_F(UpdateTableTest, Settings_CanBeChangedOneByOne) {
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(Update(R"("DeletionProtectionEnabled":true)").status, 200);
  EXPECT_EQ(Update(R"("TableClass":"STANDARD_INFREQUENT_ACCESS")").status, 200);
  EXPECT_EQ(Update(R"("SSESpecification":{"Enabled":true,"KMSMasterKeyId":"k"})").status, 200);
  EXPECT_TRUE(Describes(R"("DeletionProtectionEnabled":true)"));
  EXPECT_EQ(Described("TableClassSummary"),
            R"({"TableClass":"STANDARD_INFREQUENT_ACCESS","LastUpdateDateTime":1767323105.000})");
  EXPECT_EQ(Described("SSEDescription"),
            R"({"Status":"ENABLED","SSEType":"KMS",)"
            R"("KMSMasterKeyArn":"arn:aws:kms:us-east-1:000000000000:key/k"})");
  EXPECT_EQ(Update(R"("SSESpecification":{"Enabled":false})").status, 200);
  EXPECT_EQ(Described("SSEDescription"), "");
  // What was not named stays.
  EXPECT_TRUE(Describes(R"("DeletionProtectionEnabled":true)"));
  EXPECT_TRUE(Describes(R"("ReadCapacityUnits":5,"WriteCapacityUnits":5)"));
}

TEST_F(UpdateTableTest, OnDemandThroughput_CanBeSetAndTakenAway) {
  const auto update = [this](const std::string& units) {
    return Call("UpdateTable", R"({"TableName":"hash","OnDemandThroughput":{)" + units + "}}")
        .status;
  };
  const auto described = [this] {
    return ObjectNamed(Call("DescribeTable", R"({"TableName":"hash"})").body, "OnDemandThroughput");
  };
  EXPECT_EQ(update(R"("MaxReadRequestUnits":10)"), 200);
  EXPECT_EQ(described(), R"({"MaxReadRequestUnits":10,"MaxWriteRequestUnits":-1})");
  EXPECT_EQ(update(R"("MaxReadRequestUnits":-1,"MaxWriteRequestUnits":20)"), 200);
  EXPECT_EQ(described(), R"({"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":20})");
  EXPECT_EQ(update(R"("MaxReadRequestUnits":0)"), 400);
}

TEST_F(UpdateTableTest, Stream_CanBeEnabledAndDisabledOnce) {
  const std::string enable =
      R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"})";
  EXPECT_EQ(Update(enable).status, 200);
  EXPECT_EQ(Described("StreamSpecification"),
            R"({"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"})");
  EXPECT_EQ(Update(enable).status, 400);
  EXPECT_EQ(Update(R"("StreamSpecification":{"StreamEnabled":false})").status, 200);
  EXPECT_EQ(Described("StreamSpecification"), "");
  // The stream that was stays readable for a day, so it is still named.
  EXPECT_TRUE(Describes(R"("LatestStreamLabel":"2026-01-02T03:04:05.678")"));
  EXPECT_EQ(Update(R"("StreamSpecification":{"StreamEnabled":false})").status, 400);
}

// As an answer that a user of the service reported says.
TEST_F(UpdateTableTest, StreamAndThroughput_DoNotChangeTogether) {
  EXPECT_EQ(Update(R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},)"
                   R"("ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":7})"),
            Invalid("One or more parameter values were invalid: You cannot modify stream "
                    "status while updating table IOPS"));
  EXPECT_EQ(Described("StreamSpecification"), "");
}

TEST_F(UpdateTableTest, Items_StayAsTheyAre) {
  Put("table", R"({"p":{"S":"a"}})");
  EXPECT_EQ(SetThroughput(7, 3).status, 200);
  EXPECT_EQ(Get("table", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"p":{"S":"a"}}})"));
  EXPECT_TRUE(Describes(R"("TableSizeBytes":2,"ItemCount":1)"));
}

TEST_F(UpdateTableTest, Request_MustChangeSomething) {
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table"})"),
            Invalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                    "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is "
                    "required"));
}

TEST_F(UpdateTableTest, UnknownTable_IsNotFoundByName) {
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"nope","DeletionProtectionEnabled":true})"),
            NotFound("Requested resource not found: Table: nope not found"));
  EXPECT_EQ(Call("UpdateTable", "{}"),
            Invalid("The parameter 'TableName' is required but was not present in the request"));
}

}  // namespace
}  // namespace stator::testing
