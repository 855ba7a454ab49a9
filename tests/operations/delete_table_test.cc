#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class DeleteTableTest : public OperationTest {
 protected:
  DeleteTableTest() { CreateTables(); }

  Answer Delete(const std::string& table) {
    return Call("DeleteTable", R"({"TableName":")" + table + "\"}");
  }
};

TEST_F(DeleteTableTest, Table_IsDescribedAsDeletingAndGone) {
  Put("hash", R"({"p":{"S":"a"}})");
  const Answer answer = Delete("hash");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(R"("TableStatus":"DELETING")"), std::string::npos);
  EXPECT_NE(answer.body.find(R"("ItemCount":1)"), std::string::npos);
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":["range"]})"));
  EXPECT_EQ(Delete("hash"), NotFound("Requested resource not found: Table: hash not found"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), NotFound("Requested resource not found"));
}

TEST_F(DeleteTableTest, RecreatedTable_HasNoneOfTheOldItems) {
  for (int i = 0; i < 100; ++i) {
    Put("hash", R"({"p":{"S":")" + std::to_string(i) + R"("}})");
  }
  EXPECT_EQ(Delete("hash").status, 200);
  EXPECT_EQ(Call("CreateTable", R"({"TableName":"hash","BillingMode":"PAY_PER_REQUEST",
      "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
      "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                .status,
            200);
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash"})"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"1"}})"), Ok("{}"));
  EXPECT_NE(Call("DescribeTable", R"({"TableName":"hash"})")
                .body.find(R"("TableSizeBytes":0,"ItemCount":0)"),
            std::string::npos);
}

TEST_F(DeleteTableTest, OtherTables_KeepTheirItems) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"}})");
  EXPECT_EQ(Delete("hash").status, 200);
  EXPECT_EQ(Call("Scan", R"({"TableName":"range","Select":"COUNT"})"),
            Ok(R"({"Count":1,"ScannedCount":1})"));
}

// DynamoDB Local and dynoxide.
TEST_F(DeleteTableTest, ProtectedTable_IsNotDeleted) {
  Put("hash", R"({"p":{"S":"a"}})");
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"hash","DeletionProtectionEnabled":true})").status,
            200);
  EXPECT_EQ(Delete("hash"),
            Invalid("Resource cannot be deleted as it is currently protected against deletion. "
                    "Disable deletion protection first."));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"p":{"S":"a"}}})"));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"hash","DeletionProtectionEnabled":false})").status,
            200);
  EXPECT_EQ(Delete("hash").status, 200);
}

TEST_F(DeleteTableTest, TableArn_NamesTheTable) {
  EXPECT_EQ(Delete("arn:aws:dynamodb:us-east-1:000000000000:table/hash").status, 200);
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":["range"]})"));
}

TEST_F(DeleteTableTest, BadNames_AreRefused) {
  EXPECT_EQ(Call("DeleteTable", "{}"),
            Invalid("The parameter 'TableName' is required but was not present in the request"));
  EXPECT_EQ(
      Delete("ab"),
      Invalid("TableName must be at least 3 characters long and at most 255 characters long"));
  EXPECT_EQ(Delete("nope"), NotFound("Requested resource not found: Table: nope not found"));
}

}  // namespace
}  // namespace stator::testing
