#include "tests/operations/partiql_fixture.h"

namespace stator::testing {
namespace {

class ExecuteTransactionTest : public PartiqlTest {
 protected:
  Answer Transact(std::initializer_list<std::string_view> statements, std::string_view more = "") {
    return Call("ExecuteTransaction",
                R"({"TransactStatements":)" + Statements(statements) + std::string(more) + "}");
  }
  static Answer InStatement(int number, const std::string& message) {
    return Invalid("Validation failed in TransactStatements[" + std::to_string(number) +
                   "]: " + message);
  }
};

TEST_F(ExecuteTransactionTest, Reads_AnswerInOrder) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"}})");
  EXPECT_EQ(
      Transact({"SELECT n FROM hash WHERE p='a'", "SELECT * FROM range WHERE p='a' AND r=1",
                "SELECT * FROM hash WHERE p='b'"},
               R"(,"ReturnConsumedCapacity":"TOTAL")"),
      Ok(R"({"Responses":[{"Item":{"n":{"N":"1"}}},{"Item":{"p":{"S":"a"},"r":{"N":"1"}}},{}],)"
         R"("ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
         R"("ReadCapacityUnits":2.0},{"TableName":"range","CapacityUnits":2.0,)"
         R"("ReadCapacityUnits":2.0},{"TableName":"hash","CapacityUnits":2.0,)"
         R"("ReadCapacityUnits":2.0}]})"));
}

TEST_F(ExecuteTransactionTest, Writes_HappenTogether) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  Put("hash", R"({"p":{"S":"old"}})");
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'new'}", "UPDATE hash SET n=n+1 WHERE p='a'",
                      "DELETE FROM hash WHERE p='old'"},
                     R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"Responses":[],"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0},{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0},{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0}]})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"new"}})"), Ok(R"({"Item":{"p":{"S":"new"}}})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"n":{"N":"2"},"p":{"S":"a"}}})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"old"}})"), Ok("{}"));
}

// DynamoDB Local calls the code of the duplicate ValidationError; DuplicateItem is the API's name.
TEST_F(ExecuteTransactionTest, Reasons_CancelAllWrites) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'new'}", "INSERT INTO hash VALUE {'p':'a'}",
                      "UPDATE hash SET n=1 WHERE p='missing'"}),
            Canceled("None, DuplicateItem, ConditionalCheckFailed",
                     R"({"Code":"None"},{"Code":"DuplicateItem",)"
                     R"("Message":"Duplicate primary key exists in table"},)"
                     R"({"Code":"ConditionalCheckFailed",)"
                     R"("Message":"The conditional request failed"})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"new"}})"), Ok("{}"));
  EXPECT_EQ(Call("ExecuteTransaction", R"({"TransactStatements":[
      {"Statement":"DELETE FROM hash WHERE p='a' AND n=2",
       "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}]})"),
            Canceled("ConditionalCheckFailed", R"({"Code":"ConditionalCheckFailed",)"
                                               R"("Message":"The conditional request failed",)"
                                               R"("Item":{"n":{"N":"1"},"p":{"S":"a"}}})"));
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'n':1}"}),
            Canceled("ValidationError",
                     R"({"Code":"ValidationError",)"
                     R"("Message":"Key attribute should be present in the item: Key p"})"));
}

TEST_F(ExecuteTransactionTest, Exists_IsAConditionCheck) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Transact({"EXISTS(SELECT * FROM hash WHERE p='a' AND n=1)",
                      "INSERT INTO hash VALUE {'p':'one'}"}),
            Ok(R"({"Responses":[]})"));
  const Answer failed =
      Canceled("ConditionalCheckFailed, None",
               R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"},)"
               R"({"Code":"None"})");
  EXPECT_EQ(Transact({"exists (SELECT n FROM hash WHERE p='a' AND n=2)",
                      "INSERT INTO hash VALUE {'p':'two'}"}),
            failed);
  // The item itself has to be there.
  EXPECT_EQ(Transact({"EXISTS(SELECT * FROM hash WHERE p='none' AND n IS MISSING)",
                      "INSERT INTO hash VALUE {'p':'two'}"}),
            failed);
  EXPECT_EQ(Transact({"EXISTS(SELECT * FROM hash WHERE p='a')"}),
            InStatement(0, "EXISTS() must contain a single item read with additional condition"));
}

TEST_F(ExecuteTransactionTest, Requests_AreOfOneKindAndOfDistinctItems) {
  EXPECT_EQ(Transact({"SELECT * FROM hash WHERE p='a'", "INSERT INTO hash VALUE {'p':'z'}"}),
            Invalid("ExecuteTransaction API does not support both read and write operations in the "
                    "same request."));
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'z'}", "UPDATE hash SET n=1 WHERE p='z'"}),
            Invalid("Transaction request cannot include multiple operations on one item"));
  EXPECT_EQ(Transact({"SELECT * FROM nosuch WHERE p='a'"}),
            NotFound("Requested resource not found"));
}

TEST_F(ExecuteTransactionTest, Statements_ThatDoNotFitAreNamed) {
  EXPECT_EQ(Transact({"SELECT * FROM hash WHERE p='a'", "SELECT * FROM range WHERE p='a'"}),
            InStatement(1,
                        "Select statements within ExecuteTransaction must specify the primary key "
                        "in the where clause."));
  EXPECT_EQ(Transact({"SELECT * FROM indexed.by_g WHERE g='x' AND h=1"}),
            InStatement(0, "Reads on indices are not supported within transactions."));
  EXPECT_EQ(Transact({"DELETE FROM hash WHERE p='a' RETURNING ALL OLD *"}),
            InStatement(0, "RETURNING clause is not supported in ExecuteTransaction."));
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':?}"}),
            InStatement(0, "Number of parameters in request and statement don't match."));
}

// DynamoDB Local and dynoxide agree.
TEST_F(ExecuteTransactionTest, ParameterThatIsNoValue_IsTheFaultOfTheRequest) {
  EXPECT_EQ(Call("ExecuteTransaction",
                 R"({"TransactStatements":[
                     {"Statement":"SELECT * FROM hash WHERE p=?","Parameters":[{}]}]})"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
}

TEST_F(ExecuteTransactionTest, Token_MakesTheTransactionIdempotent) {
  const std::string token = R"(,"ClientRequestToken":"once","ReturnConsumedCapacity":"TOTAL")";
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'a'}"}, token),
            Ok(R"({"Responses":[],"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("WriteCapacityUnits":2.0}]})"));
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'a'}"}, token),
            Ok(R"({"Responses":[],"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("ReadCapacityUnits":2.0}]})"));
  const Answer mismatch = Transact({"INSERT INTO hash VALUE {'p':'b'}"}, token);
  EXPECT_NE(mismatch.body.find("IdempotentParameterMismatchException"), std::string::npos);
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"), Ok("{}"));
}

TEST_F(ExecuteTransactionTest, Conflicts_AreReasons) {
  hold_micros_ = 1'000'000;
  EXPECT_EQ(Transact({"INSERT INTO hash VALUE {'p':'a'}"}).status, 200);
  const std::string reason =
      R"({"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"})";
  EXPECT_EQ(Transact({"SELECT * FROM hash WHERE p='a'"}), Canceled("TransactionConflict", reason));
  EXPECT_EQ(Transact({"DELETE FROM hash WHERE p='a'"}), Canceled("TransactionConflict", reason));
}

}  // namespace
}  // namespace stator::testing
