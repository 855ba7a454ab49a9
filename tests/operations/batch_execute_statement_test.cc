#include "tests/operations/partiql_fixture.h"

namespace stator::testing {
namespace {

class BatchExecuteStatementTest : public PartiqlTest {
 protected:
  Answer Batch(std::initializer_list<std::string_view> statements, std::string_view more = "") {
    return Call("BatchExecuteStatement",
                R"({"Statements":)" + Statements(statements) + std::string(more) + "}");
  }
};

TEST_F(BatchExecuteStatementTest, Reads_AnswerInOrder) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"},"v":{"S":"x"}})");
  Put("hash", R"({"p":{"S":"a"},"m":{"M":{"k":{"N":"1"}}}})");
  EXPECT_EQ(Batch({"SELECT * FROM range WHERE p='a' AND r=1", "SELECT m.k FROM hash WHERE p='a'",
                   "SELECT * FROM hash WHERE p='b'"},
                  R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"Responses":[{"TableName":"range","Item":{"p":{"S":"a"},"r":{"N":"1"},)"
               R"("v":{"S":"x"}}},{"TableName":"hash","Item":{"k":{"N":"1"}}},)"
               R"({"TableName":"hash"}],"ConsumedCapacity":[)"
               R"({"TableName":"range","CapacityUnits":0.5},)"
               R"({"TableName":"hash","CapacityUnits":0.5},)"
               R"({"TableName":"hash","CapacityUnits":0.5}]})"));
}

TEST_F(BatchExecuteStatementTest, Errors_AreThoseOfSingleStatements) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(
      Batch({"INSERT INTO hash VALUE {'p':'new'}", "INSERT INTO hash VALUE {'p':'a'}",
             "UPDATE hash SET n=1 WHERE p='missing'", "INSERT INTO hash VALUE {'n':1}",
             "INSERT INTO nosuch VALUE {'p':'a'}", "DELETE FROM hash WHERE p='none'", "FOO"}),
      Ok(R"({"Responses":[{"TableName":"hash"},)"
         R"({"Error":{"Code":"DuplicateItem","Message":"Duplicate primary key exists in table"},)"
         R"("TableName":"hash"},)"
         R"({"Error":{"Code":"ConditionalCheckFailed","Message":"The conditional request failed"},)"
         R"("TableName":"hash"},)"
         R"({"Error":{"Code":"ValidationError","Message":)"
         R"("Key attribute should be present in the item: Key p"}},)"
         R"({"Error":{"Code":"ResourceNotFound","Message":"Requested resource not found"}},)"
         R"({"TableName":"hash"},)"
         R"({"Error":{"Code":"ValidationError","Message":"Statement wasn't well formed, can't be )"
         R"(processed: Expected data manipulation"}}]})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"new"}})"), Ok(R"({"Item":{"p":{"S":"new"}}})"));
}

TEST_F(BatchExecuteStatementTest, Writes_ReturnItems) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  Put("hash", R"({"p":{"S":"b"},"n":{"N":"1"}})");
  EXPECT_EQ(
      Call("BatchExecuteStatement",
           R"({"Statements":[{"Statement":"UPDATE hash SET n=9 WHERE p='a' AND n=7",
                     "ReturnValuesOnConditionCheckFailure":"ALL_OLD"},
                     {"Statement":"DELETE FROM hash WHERE p=? RETURNING ALL OLD *",
                      "Parameters":[{"S":"b"}]}]})"),
      Ok(R"({"Responses":[{"Error":{"Code":"ConditionalCheckFailed",)"
         R"("Message":"The conditional request failed","Item":{"n":{"N":"1"},"p":{"S":"a"}}},)"
         R"("TableName":"hash"},{"TableName":"hash","Item":{"n":{"N":"1"},"p":{"S":"b"}}}]})"));
}

TEST_F(BatchExecuteStatementTest, Reads_AreOfSingleItems) {
  const std::string error =
      R"({"Error":{"Code":"ValidationError","Message":"Only single item select is supported"}})";
  EXPECT_EQ(Batch({"SELECT * FROM range WHERE p='a'", "SELECT * FROM range",
                   "SELECT * FROM range WHERE p='a' AND r=1 AND v='x'",
                   "SELECT * FROM indexed.by_g WHERE g='x' AND h=1"}),
            Ok(R"({"Responses":[)" + error + "," + error + "," + error + "," + error + "]}"));
}

TEST_F(BatchExecuteStatementTest, Requests_AreOfOneKindAndOfDistinctItems) {
  EXPECT_EQ(Batch({"SELECT * FROM hash WHERE p='a'", "INSERT INTO hash VALUE {'p':'z'}"}),
            Invalid("Read and write requests together in the same batch is not supported."));
  const Answer duplicates = Invalid("Provided list of item keys contains duplicates");
  EXPECT_EQ(Batch({"SELECT * FROM hash WHERE p='a'", "SELECT p FROM hash WHERE p='a'"}),
            duplicates);
  EXPECT_EQ(Batch({"INSERT INTO hash VALUE {'p':'z'}", "DELETE FROM hash WHERE p='z'"}),
            duplicates);
  EXPECT_EQ(Get("hash", R"({"p":{"S":"z"}})"), Ok("{}"));
}

// DynamoDB Local and dynoxide agree.
TEST_F(BatchExecuteStatementTest, ParameterThatIsNoValue_IsTheFaultOfTheRequest) {
  EXPECT_EQ(Call("BatchExecuteStatement",
                 R"({"Statements":[{"Statement":"FOO"},
                     {"Statement":"SELECT * FROM hash WHERE p=?","Parameters":[{}]}]})"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
}

// The API model's limits.
TEST_F(BatchExecuteStatementTest, Requests_HaveOneTo25Statements) {
  std::string list;
  for (int i = 0; i < 26; ++i) {
    list += (i > 0 ? "," : "") + std::string(R"({"Statement":"SELECT * FROM hash WHERE p=')") +
            std::to_string(i) + "'\"}";
  }
  EXPECT_EQ(Call("BatchExecuteStatement", R"({"Statements":[)" + list + "]}").status, 400);
  list.resize(list.rfind(",{"));
  EXPECT_EQ(Call("BatchExecuteStatement", R"({"Statements":[)" + list + "]}").status, 200);
  EXPECT_EQ(Batch({}).status, 400);
}

}  // namespace
}  // namespace stator::testing
