#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class CreateTableTest : public OperationTest {
 protected:
  // A table "table" of these keys and settings: `"BillingMode":"PAY_PER_REQUEST"`.
  Answer Create(const std::string& key_schema, const std::string& definitions,
                const std::string& settings = R"("BillingMode":"PAY_PER_REQUEST")") {
    return Call("CreateTable", R"({"TableName":"table","KeySchema":[)" + key_schema +
                                   R"(],"AttributeDefinitions":[)" + definitions + "]," + settings +
                                   "}");
  }
  Answer CreateWith(const std::string& settings) {
    return Create(Key("p", "HASH"), Attribute("p", "S"), settings);
  }
  static std::string Key(const std::string& name, const std::string& type) {
    return R"({"AttributeName":")" + name + R"(","KeyType":")" + type + R"("})";
  }
  static std::string Attribute(const std::string& name, const std::string& type) {
    return R"({"AttributeName":")" + name + R"(","AttributeType":")" + type + R"("})";
  }
  static std::string Provisioned(const std::string& read, const std::string& write) {
    return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + read + R"(,"WriteCapacityUnits":)" +
           write + "}";
  }
};

// The members and their order are DynamoDB Local's, the status that of the service, which makes the
// table after it has answered.
TEST_F(CreateTableTest, NewTable_IsDescribedAsCreating) {
  Answer answer = Create(Key("p", "HASH") + "," + Key("r", "RANGE"),
                         Attribute("r", "N") + "," + Attribute("p", "S"));
  const size_t id = answer.body.find("\"TableId\":\"") + 11;
  ASSERT_LT(id + 36, answer.body.size());
  answer.body.replace(id, 36, "ID");
  EXPECT_EQ(
      answer,
      Ok(R"({"TableDescription":{"AttributeDefinitions":[{"AttributeName":"r","AttributeType":"N"},)"
         R"({"AttributeName":"p","AttributeType":"S"}],"TableName":"table","KeySchema":[)"
         R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],)"
         R"("TableStatus":"CREATING","CreationDateTime":1767323045.678,)"
         R"("ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,)"
         R"("WriteCapacityUnits":0},"TableSizeBytes":0,"ItemCount":0,)"
         R"("TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/table","TableId":"ID",)"
         R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST",)"
         R"("LastUpdateToPayPerRequestDateTime":1767323045.000},)"
         R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,)"
         R"("Status":"ACTIVE"},"DeletionProtectionEnabled":false}})"));
}

TEST_F(CreateTableTest, TableId_IsAUuidOfItsOwn) {
  const auto create = [this](const std::string& name) {
    const std::string body =
        Call("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
            "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
            "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"B"}]})")
            .body;
    return body.substr(body.find("\"TableId\":\"") + 11, 36);
  };
  const std::string first = create("first");
  EXPECT_NE(first, create("second"));
  for (const size_t dash : {8U, 13U, 18U, 23U}) EXPECT_EQ(first[dash], '-');
  EXPECT_EQ(first[14], '4');
}

TEST_F(CreateTableTest, Arn_NamesTheCallersAccountAndRegion) {
  caller_ = {"123456789012", "eu-central-1"};
  EXPECT_NE(CreateWith(R"("BillingMode":"PAY_PER_REQUEST")")
                .body.find(R"("arn:aws:dynamodb:eu-central-1:123456789012:table/table")"),
            std::string::npos);
}

// The message is that of the service (dynoxide agrees).
TEST_F(CreateTableTest, TakenName_IsInUse) {
  EXPECT_EQ(CreateWith(R"("BillingMode":"PAY_PER_REQUEST")").status, 200);
  EXPECT_EQ(CreateWith(R"("BillingMode":"PAY_PER_REQUEST")"), InUse("Table already exists: table"));
}

TEST_F(CreateTableTest, Names_KeepTheirRules) {
  const auto create = [this](const std::string& name) {
    return Call("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})");
  };
  const Answer wrong_length =
      Invalid("TableName must be at least 3 characters long and at most 255 characters long");
  EXPECT_EQ(create("ab"), wrong_length);  // dynalite
  EXPECT_EQ(create(std::string(256, 'a')), wrong_length);
  EXPECT_EQ(create("a$b"),
            Invalid("1 validation error detected: Value 'a$b' at 'tableName' failed to satisfy "
                    "constraint: Member must satisfy regular expression pattern: "
                    "[a-zA-Z0-9_.-]+"));
  EXPECT_EQ(create("arn:aws:dynamodb:us-east-1:000000000000:table/table").status, 400);
  EXPECT_EQ(create("abc").status, 200);
  EXPECT_EQ(create("-._").status, 200);
  EXPECT_EQ(create(std::string(255, 'a')).status, 200);
}

// Before anything else of the model, but after the types.
TEST_F(CreateTableTest, TableName_IsMissedBeforeOtherMembers) {
  const Answer missing =
      Invalid("The parameter 'TableName' is required but was not present in the request");
  EXPECT_EQ(Call("CreateTable", "{}"), missing);
  EXPECT_EQ(Call("CreateTable", R"({"TableName":null,"KeySchema":[]})"), missing);
  const std::string type_error = R"({"__type":"com.amazon.coral.service#SerializationException",)"
                                 R"("Message":"Unexpected field type"})";
  EXPECT_EQ(Call("CreateTable", R"({"TableName":null,"KeySchema":1})").body, type_error);
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"a","KeySchema":1})").body, type_error);
}

TEST_F(CreateTableTest, MissingKeysAndDefinitions_AreNamed) {
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST"})"),
            Invalid("2 validation errors detected: Value null at 'attributeDefinitions' failed to "
                    "satisfy constraint: Member must not be null; Value null at 'keySchema' failed "
                    "to satisfy constraint: Member must not be null"));
}

TEST_F(CreateTableTest, Billing_NeedsThroughputExactlyWhenProvisioned) {
  const Answer missing = Invalid(
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits "
      "must both be specified when BillingMode is PROVISIONED");
  EXPECT_EQ(CreateWith(R"("BillingMode":"PROVISIONED")"), missing);
  EXPECT_EQ(CreateWith(R"("TableClass":"STANDARD")"), missing);
  EXPECT_EQ(CreateWith(R"("BillingMode":"PAY_PER_REQUEST",)" + Provisioned("1", "1")),
            Invalid("One or more parameter values were invalid: Neither ReadCapacityUnits nor "
                    "WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"));
  EXPECT_EQ(CreateWith(R"("BillingMode":"X")"),
            Invalid("1 validation error detected: Value 'X' at 'billingMode' failed to satisfy "
                    "constraint: Member must satisfy enum value set: [PROVISIONED, "
                    "PAY_PER_REQUEST]"));
}

TEST_F(CreateTableTest, Throughput_HasBounds) {
  EXPECT_EQ(CreateWith(Provisioned("0", "1")),
            Invalid("1 validation error detected: Value '0' at "
                    "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
                    "Member must have value greater than or equal to 1"));
  EXPECT_EQ(CreateWith(R"("ProvisionedThroughput":{"ReadCapacityUnits":1})"),
            Invalid("1 validation error detected: Value null at "
                    "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: "
                    "Member must not be null"));
  EXPECT_EQ(CreateWith(Provisioned("1000000000001", "1")),
            Invalid("Given value 1000000000001 for ReadCapacityUnits is out of bounds"));
  EXPECT_EQ(CreateWith(Provisioned("1", "1000000000001")),
            Invalid("Given value 1000000000001 for WriteCapacityUnits is out of bounds"));
  const Answer answer = CreateWith(Provisioned("3", "4"));
  EXPECT_EQ(ObjectNamed(answer.body, "ProvisionedThroughput"),
            R"({"NumberOfDecreasesToday":0,"ReadCapacityUnits":3,"WriteCapacityUnits":4})");
  // Shown only of a table that is or was on demand.
  EXPECT_EQ(ObjectNamed(answer.body, "BillingModeSummary"), "");
}

TEST_F(CreateTableTest, KeySchema_StartsWithOneHashKey) {
  const std::string both = Attribute("p", "S") + "," + Attribute("r", "S");
  EXPECT_EQ(Create("", Attribute("p", "S")),
            Invalid("1 validation error detected: Value '[]' at 'keySchema' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 1"));
  EXPECT_EQ(Create(Key("p", "RANGE"), Attribute("p", "S")),
            Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
  EXPECT_EQ(Create(Key("p", "HASH") + "," + Key("r", "HASH"), both),
            Invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"));
  EXPECT_EQ(Create(Key("p", "HASH") + "," + Key("p", "RANGE"), both),
            Invalid("Both the Hash Key and the Range Key element in the KeySchema have the same "
                    "name"));
  // dynoxide.
  EXPECT_EQ(Create(Key("p", "HASH") + "," + Key("q", "RANGE") + "," + Key("r", "RANGE"),
                   both + "," + Attribute("q", "S")),
            Invalid("1 validation error detected: Value '[KeySchemaElement(attributeName=p, "
                    "keyType=HASH), KeySchemaElement(attributeName=q, keyType=RANGE), "
                    "KeySchemaElement(attributeName=r, keyType=RANGE)]' at 'keySchema' failed to "
                    "satisfy constraint: Member must have length less than or equal to 2"));
}

TEST_F(CreateTableTest, Definitions_AreThoseOfTheKeysAndNoMore) {
  const Answer surplus = Invalid(
      "One or more parameter values were invalid: Number of attributes in KeySchema does "
      "not exactly match number of attributes defined in AttributeDefinitions");
  EXPECT_EQ(Create(Key("p", "HASH"), ""),
            Invalid("Invalid KeySchema: Some index key attribute have no definition"));
  EXPECT_EQ(Create(Key("z", "HASH"), Attribute("p", "S")),
            Invalid("One or more parameter values were invalid: Some index key attributes are not "
                    "defined in AttributeDefinitions. Keys: [z], AttributeDefinitions: [p]"));
  EXPECT_EQ(Create(Key("p", "HASH"), Attribute("p", "S") + "," + Attribute("q", "S")), surplus);
  EXPECT_EQ(Create(Key("p", "HASH"), Attribute("p", "S") + "," + Attribute("p", "N")), surplus);
}

TEST_F(CreateTableTest, KeyAndAttributeTypes_AreEnumerated) {
  EXPECT_EQ(Create(Key("p", "HASH"), Attribute("p", "BOOL")),
            Invalid("1 validation error detected: Value 'BOOL' at "
                    "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
                    "Member must satisfy enum value set: [B, N, S]"));
  EXPECT_EQ(Create(Key("p", "X"), Attribute("p", "S")),
            Invalid("1 validation error detected: Value 'X' at 'keySchema.1.member.keyType' failed "
                    "to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]"));
}

// DynamoDB Local.
TEST_F(CreateTableTest, StreamSpecification_NeedsAViewTypeExactlyWhenEnabled) {
  const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST","StreamSpecification":)";
  EXPECT_EQ(CreateWith(on_demand + R"({"StreamEnabled":true})"),
            Invalid("Invalid StreamViewType: Stream ViewType must not be null or empty when "
                    "enabling streams."));
  EXPECT_EQ(CreateWith(on_demand + R"({"StreamEnabled":false,"StreamViewType":"NEW_IMAGE"})"),
            Invalid("Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType "
                    "was present."));
}

// dynoxide.
TEST_F(CreateTableTest, OnDemandThroughput_HasBoundsAndNeedsOnDemandBilling) {
  EXPECT_EQ(CreateWith(R"("BillingMode":"PAY_PER_REQUEST",
      "OnDemandThroughput":{"MaxReadRequestUnits":0})"),
            Invalid("One or more parameter values were invalid: Requested MaxReadRequestUnits for "
                    "OnDemandThroughput for table is outside of valid range"));
  EXPECT_EQ(
      CreateWith(Provisioned("1", "1") + R"(,"OnDemandThroughput":{"MaxReadRequestUnits":9})"),
      Invalid("One or more parameter values were invalid: MaxReadRequestUnits for "
              "OnDemandThroughput cannot be specified when table BillingMode is "
              "PROVISIONED."));
}

TEST_F(CreateTableTest, RefusedTable_IsNotMade) {
  EXPECT_EQ(CreateWith(R"("BillingMode":"PROVISIONED")").status, 400);
  EXPECT_EQ(Call("DescribeTable", R"({"TableName":"table"})"),
            NotFound("Requested resource not found: Table: table not found"));
}

// Stator's own answer: see docs/compatibility.md.
TEST_F(CreateTableTest, SettingsThatAreNotThere_AreRefused) {
  const std::string on_demand = R"("BillingMode":"PAY_PER_REQUEST",)";
  EXPECT_EQ(CreateWith(on_demand + R"("GlobalTableSettingsReplicationMode":"ENABLED")"),
            Invalid("Stator does not support GlobalTableSettingsReplicationMode yet"));
  EXPECT_EQ(CreateWith(on_demand + R"("VectorIndexes":[{"IndexName":"index","VectorAttribute":)"
                                   R"({"AttributeName":"v","AttributeType":"L"},"Projection":)"
                                   R"({"ProjectionType":"ALL"},"Dimensions":3,)"
                                   R"("DistanceFunction":"COSINE"}])"),
            Invalid("Stator does not support VectorIndexes yet"));
  EXPECT_EQ(CreateWith(on_demand + R"("VectorIndexes":[])").status, 200);
}

}  // namespace
}  // namespace stator::testing
