#include <string>

#include "tests/support/operation_fixture.h"

// KeyConditions and QueryFilter of Query and ScanFilter of Scan; which values meet a comparison is
// in tests/expressions/legacy_condition_test.cc. Where no other source is named, dynalite and
// dynoxide agree.
namespace stator::testing {
namespace {

constexpr const char* kIsA = R"({"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]})";
constexpr const char* kFault = R"({"ComparisonOperator":"LT","AttributeValueList":[{"SS":["a"]}]})";
const Answer kOfFault = Invalid(
    "One or more parameter values were invalid: ComparisonOperator LT is not valid for SS "
    "AttributeValue type");

std::string Number(const std::string& comparison, const std::string& number) {
  return R"({"ComparisonOperator":")" + comparison + R"(","AttributeValueList":[{"N":")" + number +
         R"("}]})";
}

class LegacyFilterTest : public OperationTest {
 protected:
  LegacyFilterTest() {
    CreateTables();
    EXPECT_EQ(Call("CreateTable", R"({"TableName":"indexed","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
            {"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
            {"AttributeName":"r","KeyType":"RANGE"}],
        "LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[
            {"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"KEYS_ONLY"}}],
        "GlobalSecondaryIndexes":[{"IndexName":"global","KeySchema":[
            {"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"ALL"}}]})")
                  .status,
              200);
    for (const char* table : {"range", "indexed"}) {
      for (const char* r : {"1", "2", "3", "4"}) {
        Put(table, R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("},"g":{"S":"g)" + r +
                       R"("},"x":{"N":")" + (r[0] % 2 == 1 ? "1" : "0") + R"("}})");
      }
      Put(table, R"({"p":{"S":"b"},"r":{"N":"1"},"g":{"S":"g1"}})");
    }
  }

  // A Query with these KeyConditions and more members, each preceded by a comma.
  Answer Query(const std::string& conditions, const std::string& more = "",
               const std::string& table = "range") {
    return Call("Query", R"({"TableName":")" + table + R"(","KeyConditions":{)" + conditions + "}" +
                             more + "}");
  }
  // The sort keys of partition "a" that a condition leaves.
  std::string SortKeys(const std::string& condition) {
    const Answer answer = Query(R"("p":)" + std::string(kIsA) + R"(,"r":)" + condition,
                                R"(,"AttributesToGet":["r"])");
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::string keys;
    for (size_t at = answer.body.find("\"N\":\""); at != std::string::npos;
         at = answer.body.find("\"N\":\"", at + 1)) {
      keys += answer.body[at + 5];
    }
    return keys;
  }
  Answer QueryA(const std::string& more, const std::string& table = "range") {
    return Query(R"("p":)" + std::string(kIsA), more, table);
  }
  Answer ScanFor(const std::string& members, const std::string& table = "range") {
    return Call("Scan", R"({"TableName":")" + table + "\"" + members + "}");
  }
};

TEST_F(LegacyFilterTest, KeyConditions_ChooseThePartition) {
  EXPECT_EQ(Query(R"("p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"b"}]})"),
            Ok(R"({"Items":[{"g":{"S":"g1"},"p":{"S":"b"},"r":{"N":"1"}}],"Count":1,)"
               R"("ScannedCount":1})"));
}

TEST_F(LegacyFilterTest, KeyConditions_ChooseSortKeys) {
  EXPECT_EQ(SortKeys(Number("EQ", "2")), "2");
  EXPECT_EQ(SortKeys(Number("LT", "2")), "1");
  EXPECT_EQ(SortKeys(Number("LE", "2")), "12");
  EXPECT_EQ(SortKeys(Number("GT", "2")), "34");
  EXPECT_EQ(SortKeys(Number("GE", "2")), "234");
  EXPECT_EQ(SortKeys(R"({"ComparisonOperator":"BETWEEN",
                         "AttributeValueList":[{"N":"2"},{"N":"3"}]})"),
            "23");
}

TEST_F(LegacyFilterTest, KeyConditions_ReadIndexes) {
  EXPECT_EQ(Query(R"("p":)" + std::string(kIsA) + R"(,"g":{"ComparisonOperator":"BEGINS_WITH",
                     "AttributeValueList":[{"S":"g3"}]})",
                  R"(,"IndexName":"local")", "indexed"),
            Ok(R"({"Items":[{"g":{"S":"g3"},"p":{"S":"a"},"r":{"N":"3"}}],"Count":1,)"
               R"("ScannedCount":1})"));
  EXPECT_EQ(Query(R"("g":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"g1"}]},"r":)" +
                      Number("LE", "1"),
                  R"(,"IndexName":"global","Select":"COUNT")", "indexed"),
            Ok(R"({"Count":2,"ScannedCount":2})"));
  EXPECT_EQ(Query(R"("p":)" + std::string(kIsA), R"(,"IndexName":"global")", "indexed"),
            Invalid("Query condition missed key schema element: g"));
}

TEST_F(LegacyFilterTest, KeyConditions_AreNeeded) {
  const Answer missing = Invalid(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
      "request.");
  EXPECT_EQ(Call("Query", R"({"TableName":"range"})"), missing);
  EXPECT_EQ(Call("Query", R"({"TableName":"range","ConditionalOperator":"OR"})"), missing);
  // DynamoDB Local alone.
  EXPECT_EQ(Query(""), Invalid("Conditions must be at least length 1"));
  EXPECT_EQ(Query(R"("p":{})"),
            Invalid("1 validation error detected: Value null at "
                    "'keyConditions.p.member.comparisonOperator' failed to satisfy constraint: "
                    "Member must not be null"));
}

TEST_F(LegacyFilterTest, QueryFilter_LessensCountButNotScannedCount) {
  EXPECT_EQ(QueryA(R"(,"AttributesToGet":["r"],"QueryFilter":{"x":)" + Number("EQ", "1") + "}"),
            Ok(R"({"Items":[{"r":{"N":"1"}},{"r":{"N":"3"}}],"Count":2,"ScannedCount":4})"));
  EXPECT_EQ(QueryA(R"(,"Select":"COUNT","ConditionalOperator":"OR","QueryFilter":{"x":)" +
                   Number("EQ", "1") + R"(,"g":{"ComparisonOperator":"CONTAINS",
                       "AttributeValueList":[{"S":"2"}]}})"),
            Ok(R"({"Count":3,"ScannedCount":4})"));
  EXPECT_EQ(QueryA(R"(,"Select":"COUNT","QueryFilter":{})"), Ok(R"({"Count":4,"ScannedCount":4})"));
}

// All emulators agree.
TEST_F(LegacyFilterTest, QueryFilter_MustLeaveKeyAttributesAlone) {
  const auto refused = [](const std::string& key) {
    return Invalid(
        "QueryFilter can only contain non-primary key attributes: Primary key attribute: " + key);
  };
  const std::string of_p = R"("p":)" + std::string(kIsA);
  EXPECT_EQ(QueryA(R"(,"QueryFilter":{)" + of_p + "}"), refused("p"));
  EXPECT_EQ(QueryA(R"(,"QueryFilter":{"r":)" + Number("EQ", "1") + "," + of_p + "}"), refused("p"));
  EXPECT_EQ(QueryA(R"(,"QueryFilter":{"r":)" + Number("EQ", "1") + "}"), refused("r"));
  EXPECT_EQ(
      QueryA(R"(,"IndexName":"local","QueryFilter":{"g":)" + std::string(kIsA) + "}", "indexed"),
      refused("g"));
  // The table's keys are not the index's.
  EXPECT_EQ(QueryA(R"(,"Select":"COUNT","IndexName":"local","QueryFilter":{"r":)" +
                       Number("EQ", "1") + "}",
                   "indexed"),
            Ok(R"({"Count":1,"ScannedCount":4})"));
  EXPECT_EQ(
      QueryA(R"(,"IndexName":"local","QueryFilter":{"x":)" + Number("EQ", "1") + "}", "indexed"),
      Invalid("One or more parameter values were invalid: Secondary index local does not "
              "project one or more filter attributes: [x]"));
}

TEST_F(LegacyFilterTest, ScanFilter_MayUseKeyAttributes) {
  EXPECT_EQ(ScanFor(R"(,"Select":"COUNT","ScanFilter":{"p":)" + std::string(kIsA) + R"(,"r":)" +
                    Number("GE", "2") + "}"),
            Ok(R"({"Count":3,"ScannedCount":5})"));
  EXPECT_EQ(ScanFor(R"(,"Select":"COUNT","ConditionalOperator":"OR","ScanFilter":{
                "x":{"ComparisonOperator":"NULL"},"r":)" +
                    Number("GE", "4") + "}"),
            Ok(R"({"Count":2,"ScannedCount":5})"));
  EXPECT_EQ(ScanFor(R"(,"Select":"COUNT","ScanFilter":{})"), Ok(R"({"Count":5,"ScannedCount":5})"));
}

// DynamoDB Local alone.
TEST_F(LegacyFilterTest, ConditionalOperator_NeedsTwoConditions) {
  const Answer none = Invalid("ConditionalOperator cannot be used without Filter or Expected");
  const Answer one = Invalid(
      "ConditionalOperator can only be used when Filter or Expected has two or more elements");
  const std::string join = R"(,"ConditionalOperator":"AND")";
  EXPECT_EQ(ScanFor(join), none);
  EXPECT_EQ(ScanFor(join + R"(,"ScanFilter":{})"), none);
  EXPECT_EQ(ScanFor(join + R"(,"ScanFilter":{"x":{"ComparisonOperator":"NULL"}})"), one);
  EXPECT_EQ(QueryA(join), none);
  EXPECT_EQ(QueryA(join + R"(,"QueryFilter":{"x":{"ComparisonOperator":"NULL"}})"), one);
  EXPECT_EQ(ScanFor(join + R"(,"ScanFilter":{"x":)" + kFault + "}"), kOfFault);
}

TEST_F(LegacyFilterTest, Faults_AreFoundInOrder) {
  const std::string filter = R"(,"QueryFilter":{"x":)" + std::string(kFault) + "}";
  EXPECT_EQ(QueryA(filter, "none"), kOfFault);
  EXPECT_EQ(Call("Query", R"({"TableName":"range")" + filter + "}"), kOfFault);
  EXPECT_EQ(Query(R"("p":{"ComparisonOperator":"EQ","AttributeValueList":[]})", filter), kOfFault);
  EXPECT_EQ(Query(R"("p":)" + std::string(kFault), "", "none"), kOfFault);
  EXPECT_EQ(
      Query(R"("q":)" + std::string(kIsA), R"(,"QueryFilter":{"p":)" + std::string(kIsA) + "}"),
      Invalid("Query condition missed key schema element: p"));
  // All emulators agree.
  EXPECT_EQ(ScanFor(R"(,"Segment":1,"ExclusiveStartKey":{"p":{}},"ScanFilter":{"x":)" +
                    std::string(kFault) + "}"),
            kOfFault);
  EXPECT_EQ(ScanFor(R"(,"ScanFilter":{"":)" + std::string(kIsA) + "}"),
            Invalid("Empty attribute name"));
}

}  // namespace
}  // namespace stator::testing
