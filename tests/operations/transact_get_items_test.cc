#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

class TransactGetItemsTest : public OperationTest {
 protected:
  TransactGetItemsTest() { CreateTables(); }

  Answer Transact(std::string_view gets, std::string_view more = "") {
    return Call("TransactGetItems",
                R"({"TransactItems":[)" + std::string(gets) + "]" + std::string(more) + "}");
  }

  static std::string GetOf(std::string_view p, std::string_view more = "") {
    return R"({"Get":{"TableName":"hash","Key":{"p":{"S":")" + std::string(p) + R"("}})" +
           std::string(more) + "}}";
  }
};

TEST_F(TransactGetItemsTest, ItemsOfSeveralTables_ComeInOrderAndMissingOnesAreEmpty) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"5"}})");
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"}})");
  EXPECT_EQ(Transact(GetOf("absent") + "," + GetOf("a", R"(,"ProjectionExpression":"n")") +
                     R"(,{"Get":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1"}}}})"),
            Ok(R"({"Responses":[{},{"Item":{"n":{"N":"5"}}},)"
               R"({"Item":{"p":{"S":"a"},"r":{"N":"1"}}}]})"));
}

// DynamoDB Local's answer.
TEST_F(TransactGetItemsTest, ProjectionOfNothing_IsAnEmptyItem) {
  Put("hash", R"({"p":{"S":"a"}})");
  EXPECT_EQ(Transact(GetOf("a", R"(,"ProjectionExpression":"x")")),
            Ok(R"({"Responses":[{"Item":{}}]})"));
}

TEST_F(TransactGetItemsTest, Capacity_IsDoubleAndToldByTable) {
  Put("hash", R"({"p":{"S":"a"},"x":{"S":")" + std::string(5000, 'x') + "\"}}");
  const std::string gets = GetOf("absent") + "," + GetOf("a", R"(,"ProjectionExpression":"p")") +
                           R"(,{"Get":{"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1"}}}})";
  EXPECT_EQ(Transact(gets, R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"Responses":[{},{"Item":{"p":{"S":"a"}}},{}],"ConsumedCapacity":[)"
               R"({"TableName":"hash","CapacityUnits":6.0,"ReadCapacityUnits":6.0},)"
               R"({"TableName":"range","CapacityUnits":2.0,"ReadCapacityUnits":2.0}]})"));
  EXPECT_EQ(Transact(GetOf("absent"), R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"Responses":[{}],"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0,)"
               R"("ReadCapacityUnits":2.0,"Table":{"CapacityUnits":2.0,)"
               R"("ReadCapacityUnits":2.0}}]})"));
}

TEST_F(TransactGetItemsTest, InvalidRequests_AreRefused) {
  EXPECT_EQ(Transact(GetOf("a") + "," + GetOf("a", R"(,"ProjectionExpression":"n")")),
            Invalid("Transaction request cannot include multiple operations on one item"));
  EXPECT_EQ(Transact(R"({"Get":{"TableName":"absent","Key":{"p":{"S":"a"}}}})"),
            NotFound("Requested resource not found"));
  EXPECT_EQ(Transact(GetOf("")),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  EXPECT_EQ(Transact(GetOf("a", R"(,"ExpressionAttributeNames":{"#a":"b"})")),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(Transact(GetOf("a", R"(,"ProjectionExpression":"p.x")")),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
}

TEST_F(TransactGetItemsTest, KeyThatDoesNotFitTheSchema_IsAReason) {
  EXPECT_EQ(Transact(GetOf("a") + R"(,{"Get":{"TableName":"range","Key":{"p":{"S":"a"}}}})"),
            Canceled("None, ValidationError",
                     R"({"Code":"None"},{"Code":"ValidationError","Message":"The provided key )"
                     R"(element does not match the schema"})"));
}

TEST_F(TransactGetItemsTest, FourMegabytesInTheResponse_AreTheLimit) {
  std::string whole;
  std::string keys_alone;
  for (char p = 'a'; p < 'l'; ++p) {
    Put("hash", R"({"p":{"S":")" + std::string(1, p) + R"("},"x":{"S":")" +
                    std::string(400'000, 'x') + "\"}}");
    const std::string comma = p == 'a' ? "" : ",";
    whole += comma + GetOf(std::string(1, p));
    keys_alone += comma + GetOf(std::string(1, p), R"(,"ProjectionExpression":"p")");
  }
  EXPECT_EQ(Transact(whole), Invalid("Payload in response is too large.4400033"));
  EXPECT_EQ(Transact(keys_alone).status, 200);
}

}  // namespace
}  // namespace stator::testing
