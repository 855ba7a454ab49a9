#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class ListTablesTest : public OperationTest {
 protected:
  void Create(const std::string& name) {
    EXPECT_EQ(Call("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                  .status,
              200);
  }
};

TEST_F(ListTablesTest, NoTables_IsAnEmptyList) {
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":[]})"));
}

// DynamoDB Local sorts capitals before small letters, too.
TEST_F(ListTablesTest, Names_AreSortedByTheirBytes) {
  for (const char* name : {"bbb", "Bench", "abc", "a-c", "a.c", "a_c", "ab0"}) Create(name);
  EXPECT_EQ(Call("ListTables", "{}"),
            Ok(R"({"TableNames":["Bench","a-c","a.c","a_c","ab0","abc","bbb"]})"));
}

TEST_F(ListTablesTest, Limit_EndsThePageWithTheLastName) {
  for (const char* name : {"t-1", "t-2", "t-3"}) Create(name);
  EXPECT_EQ(Call("ListTables", R"({"Limit":2})"),
            Ok(R"({"TableNames":["t-1","t-2"],"LastEvaluatedTableName":"t-2"})"));
  EXPECT_EQ(Call("ListTables", R"({"Limit":2,"ExclusiveStartTableName":"t-2"})"),
            Ok(R"({"TableNames":["t-3"]})"));
  // "If you do not receive a LastEvaluatedTableName value in the response, there are no more table
  // names to be retrieved" (API reference); dynalite gives none after the last.
  EXPECT_EQ(Call("ListTables", R"({"Limit":3})"), Ok(R"({"TableNames":["t-1","t-2","t-3"]})"));
}

TEST_F(ListTablesTest, ExclusiveStartTableName_NeedNotExist) {
  for (const char* name : {"t-1", "t-3"}) Create(name);
  EXPECT_EQ(Call("ListTables", R"({"ExclusiveStartTableName":"t-2"})"),
            Ok(R"({"TableNames":["t-3"]})"));
  EXPECT_EQ(Call("ListTables", R"({"ExclusiveStartTableName":"zzz"})"), Ok(R"({"TableNames":[]})"));
}

TEST_F(ListTablesTest, Page_HasAHundredNamesAtMost) {
  for (int i = 100; i < 205; ++i) Create("t-" + std::to_string(i));
  const std::string first = Call("ListTables", "{}").body;
  EXPECT_NE(first.find(R"("t-199"],"LastEvaluatedTableName":"t-199"})"), std::string::npos);
  EXPECT_EQ(Call("ListTables", R"({"ExclusiveStartTableName":"t-199"})"),
            Ok(R"({"TableNames":["t-200","t-201","t-202","t-203","t-204"]})"));
}

TEST_F(ListTablesTest, Parameters_HaveBounds) {
  EXPECT_EQ(Call("ListTables", R"({"Limit":0})"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
  EXPECT_EQ(Call("ListTables", R"({"Limit":101})"),
            Invalid("1 validation error detected: Value '101' at 'limit' failed to satisfy "
                    "constraint: Member must have value less than or equal to 100"));
  EXPECT_EQ(Call("ListTables", R"({"ExclusiveStartTableName":"ab"})"),
            Invalid("1 validation error detected: Value 'ab' at 'exclusiveStartTableName' failed "
                    "to satisfy constraint: Member must have length greater than or equal to 3"));
  EXPECT_EQ(Call("ListTables", R"({"ExclusiveStartTableName":"a$b"})"),
            Invalid("1 validation error detected: Value 'a$b' at 'exclusiveStartTableName' failed "
                    "to satisfy constraint: Member must satisfy regular expression pattern: "
                    "[a-zA-Z0-9_.-]+"));
}

}  // namespace
}  // namespace stator::testing
