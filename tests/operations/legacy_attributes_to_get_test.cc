#include <string>

#include "tests/support/operation_fixture.h"

// AttributesToGet of GetItem, BatchGetItem, Query and Scan. Where no other source is named,
// dynalite and dynoxide agree.
namespace stator::testing {
namespace {

const Answer kDuplicate =
    Invalid("One or more parameter values were invalid: Duplicate value in attribute name: n");

class LegacyAttributesToGetTest : public OperationTest {
 protected:
  LegacyAttributesToGetTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"a":{"M":{"b":{"N":"1"}}},"a.b":{"S":"dot"},"n":{"N":"1"}})");
  }

  Answer GetA(const std::string& names) {
    return Call("GetItem",
                R"({"TableName":"hash","Key":{"p":{"S":"a"}},"AttributesToGet":)" + names + "}");
  }
  Answer ScanFor(const std::string& members) {
    return Call("Scan", R"({"TableName":"hash",)" + members + "}");
  }
};

TEST_F(LegacyAttributesToGetTest, Names_AreTakenLiterally) {
  EXPECT_EQ(GetA(R"(["n","a.b","none"])"), Ok(R"({"Item":{"a.b":{"S":"dot"},"n":{"N":"1"}}})"));
  EXPECT_EQ(GetA(R"(["a[0]","#n"])"), Ok(R"({"Item":{}})"));
  // Words that expressions reserve are names like others.
  EXPECT_EQ(GetA(R"(["p","name","size"])"), Ok(R"({"Item":{"p":{"S":"a"}}})"));
}

TEST_F(LegacyAttributesToGetTest, Lists_AreNotEmptyAndNameNoneTwice) {
  EXPECT_EQ(GetA("[]").status, 400);
  EXPECT_EQ(GetA(R"([""])"), Invalid("Empty attribute name"));
  EXPECT_EQ(GetA(R"(["a","n","n","a"])"), kDuplicate);
  EXPECT_EQ(ScanFor(R"("AttributesToGet":["n","n"])"), kDuplicate);
  EXPECT_EQ(Call("Query", R"({"TableName":"hash","AttributesToGet":["n","n"]})"), kDuplicate);
}

TEST_F(LegacyAttributesToGetTest, BatchGetItem_HasOneForEachTable) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"},"n":{"N":"2"}})");
  EXPECT_EQ(Call("BatchGetItem", R"({"RequestItems":{
      "hash":{"Keys":[{"p":{"S":"a"}}],"AttributesToGet":["n"]},
      "range":{"Keys":[{"p":{"S":"a"},"r":{"N":"1"}}],"AttributesToGet":["r","x"]}}})"),
            Ok(R"({"Responses":{"hash":[{"n":{"N":"1"}}],"range":[{"r":{"N":"1"}}]},)"
               R"("UnprocessedKeys":{}})"));
  // A key twice, and a table that does not exist, are found later.
  EXPECT_EQ(Call("BatchGetItem", R"({"RequestItems":{
      "none":{"Keys":[{"p":{"S":"a"}},{"p":{"S":"a"}}],"AttributesToGet":["n","n"]}}})"),
            kDuplicate);
}

TEST_F(LegacyAttributesToGetTest, UnprocessedKeys_KeepIt) {
  const std::string large(300 * 1024, 'x');
  std::string keys;
  for (int i = 0; i < 56; ++i) {
    const std::string key = R"({"p":{"S":"large)" + std::to_string(10 + i) + R"("}})";
    Put("hash", R"({"x":{"S":")" + large + R"("},)" + key.substr(1));
    keys += (keys.empty() ? "" : ",") + key;
  }
  const Answer answer = Call("BatchGetItem", R"({"RequestItems":{"hash":{"Keys":[)" + keys +
                                                 R"(],"AttributesToGet":["p","n"]}}})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.ends_with(R"("UnprocessedKeys":{"hash":{"Keys":[{"p":{"S":"large64"}},)"
                                    R"({"p":{"S":"large65"}}],"AttributesToGet":["p","n"]}}})"))
      << answer.body.substr(answer.body.size() - 300);
}

TEST_F(LegacyAttributesToGetTest, Scan_ReturnsThem) {
  EXPECT_EQ(ScanFor(R"("AttributesToGet":["n"])"),
            Ok(R"({"Items":[{"n":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(ScanFor(R"("AttributesToGet":["n"],"Select":"SPECIFIC_ATTRIBUTES")"),
            Ok(R"({"Items":[{"n":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
}

// DynamoDB Local; "If you use the Select and AttributesToGet parameters together, Select's value
// can only be SPECIFIC_ATTRIBUTES" (API reference).
TEST_F(LegacyAttributesToGetTest, OtherSelects_DoNotGoWithIt) {
  const auto with = [&](const std::string& select) {
    return ScanFor(R"("AttributesToGet":["n"],"Select":")" + select + "\"");
  };
  EXPECT_EQ(with("ALL_ATTRIBUTES"),
            Invalid("Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES"));
  EXPECT_EQ(with("COUNT"),
            Invalid("Cannot specify the AttributesToGet when choosing to get only the Count"));
  EXPECT_EQ(ScanFor(R"("Select":"SPECIFIC_ATTRIBUTES")"),
            Invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get "
                    "SPECIFIC_ATTRIBUTES"));
}

TEST_F(LegacyAttributesToGetTest, Faults_AreFoundInOrder) {
  EXPECT_EQ(
      Call("GetItem", R"({"TableName":"none","Key":{"q":{"S":"a"}},"AttributesToGet":["n","n"]})"),
      kDuplicate);
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{}},"AttributesToGet":["n","n"]})"),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
  EXPECT_EQ(ScanFor(R"("AttributesToGet":["n","n"],"ExclusiveStartKey":{"p":{}},"Segment":1)"),
            kDuplicate);
}

}  // namespace
}  // namespace stator::testing
