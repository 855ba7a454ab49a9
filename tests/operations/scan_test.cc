#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAreArray;

class ScanTest : public OperationTest {
 protected:
  ScanTest() { CreateTables(); }

  Answer Scan(const std::string& members = "", const std::string& table = "hash") {
    return Call("Scan", R"({"TableName":")" + table + "\"" + members + "}");
  }

  // The keys "k0", "k1", ... of so many items in "hash", all with n = 1.
  std::vector<std::string> PutItems(int count, const std::string& members = "") {
    std::vector<std::string> keys;
    for (int i = 0; i < count; ++i) {
      keys.push_back("k" + std::to_string(i));
      Put("hash", R"({"p":{"S":")" + keys.back() + R"("},"n":{"N":"1"})" + members + "}");
    }
    return keys;
  }

  // The keys of all pages; `members` is the same in all requests.
  std::vector<std::string> Walk(const std::string& members, int* pages = nullptr) {
    std::vector<std::string> seen;
    std::string start;
    do {
      const Answer answer = Scan(R"(,"ProjectionExpression":"p")" + members + start);
      EXPECT_EQ(answer.status, 200) << answer.body;
      const std::string items = answer.body.substr(0, answer.body.find("\"Count\""));
      for (const std::string& key : ScalarsNamed(items, "p")) seen.push_back(key);
      const std::string last = ObjectNamed(answer.body, "LastEvaluatedKey");
      start = last.empty() ? "" : ",\"ExclusiveStartKey\":" + last;
      if (pages != nullptr) ++*pages;
    } while (!start.empty());
    return seen;
  }
};

TEST_F(ScanTest, EmptyTable_HasNoItems) {
  EXPECT_EQ(Scan(), Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
  EXPECT_EQ(Scan(R"(,"Limit":1)"), Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
}

TEST_F(ScanTest, OneTable_IsReadAndNoOther) {
  PutItems(1);
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"}})");
  EXPECT_EQ(Scan(), Ok(R"({"Items":[{"n":{"N":"1"},"p":{"S":"k0"}}],"Count":1,"ScannedCount":1})"));
}

TEST_F(ScanTest, Pages_HoldEachItemOnce) {
  const std::vector<std::string> keys = PutItems(50);
  for (const int limit : {1, 7, 50, 51}) {
    int pages = 0;
    EXPECT_THAT(Walk(R"(,"Limit":)" + std::to_string(limit), &pages),
                UnorderedElementsAreArray(keys));
    // A full last page is followed by an empty one.
    EXPECT_EQ(pages, 50 / limit + 1);
  }
}

TEST_F(ScanTest, SortKeys_AreInOrderInEachPartition) {
  for (const char* r : {"3", "-1", "20", "0"}) {
    for (const char* p : {"a", "b"}) {
      Put("range", R"({"p":{"S":")" + std::string(p) + R"("},"r":{"N":")" + r + R"("}})");
    }
  }
  const Answer answer = Scan("", "range");
  EXPECT_THAT(ScalarsNamed(answer.body, "r"),
              ElementsAre("-1", "0", "3", "20", "-1", "0", "3", "20"));
  const std::vector<std::string> partitions = ScalarsNamed(answer.body, "p");
  EXPECT_EQ(std::set<std::string>(partitions.begin(), partitions.begin() + 4).size(), 1U);
}

// "A single Scan request can retrieve a maximum of 1 MB of data" (developer guide).
TEST_F(ScanTest, Pages_AreOneMegabyte) {
  const std::vector<std::string> keys =
      PutItems(25, R"(,"x":{"S":")" + std::string(100 * 1024 - 20, 'x') + R"("})");
  int pages = 0;
  EXPECT_THAT(Walk("", &pages), UnorderedElementsAreArray(keys));
  EXPECT_EQ(pages, 3);
  const Answer first = Scan(R"(,"Select":"COUNT","ReturnConsumedCapacity":"TOTAL")");
  EXPECT_NE(first.body.find(R"({"Count":11,"ScannedCount":11,"LastEvaluatedKey")"),
            std::string::npos)
      << first.body;
  EXPECT_NE(first.body.find(R"("CapacityUnits":137.5)"), std::string::npos) << first.body;
}

TEST_F(ScanTest, Segments_HoldEachItemInExactlyOne) {
  const std::vector<std::string> keys = PutItems(60);
  for (const int total : {1, 2, 3, 4, 7, 100}) {
    std::vector<std::string> seen;
    for (int segment = 0; segment < total; ++segment) {
      for (const std::string& key : Walk(R"(,"Limit":4,"Segment":)" + std::to_string(segment) +
                                         R"(,"TotalSegments":)" + std::to_string(total))) {
        seen.push_back(key);
      }
    }
    EXPECT_THAT(seen, UnorderedElementsAreArray(keys)) << total;
  }
}

TEST_F(ScanTest, Segments_ShareTheItemsAboutEvenly) {
  PutItems(400);
  for (int segment = 0; segment < 4; ++segment) {
    const size_t items = Walk(R"(,"TotalSegments":4,"Segment":)" + std::to_string(segment)).size();
    EXPECT_GT(items, 60U);
    EXPECT_LT(items, 140U);
  }
}

TEST_F(ScanTest, MillionthSegment_CanBeRead) {
  PutItems(1);
  EXPECT_EQ(Scan(R"(,"Segment":999999,"TotalSegments":1000000)").status, 200);
}

// dynalite.
TEST_F(ScanTest, StartKeyOfAnotherSegment_IsRefused) {
  PutItems(20);
  std::vector<std::string> first = Walk(R"(,"Segment":0,"TotalSegments":2)");
  ASSERT_FALSE(first.empty());
  const std::string start = R"(,"ExclusiveStartKey":{"p":{"S":")" + first[0] + R"("}})";
  EXPECT_EQ(Scan(R"(,"Segment":0,"TotalSegments":2)" + start).status, 200);
  EXPECT_EQ(Scan(R"(,"Segment":1,"TotalSegments":2)" + start),
            Invalid("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
                    "ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1"));
}

TEST_F(ScanTest, SegmentParameters_GoTogether) {
  EXPECT_EQ(Scan(R"(,"TotalSegments":2)"),
            Invalid("The Segment parameter is required but was not present in the request when "
                    "parameter TotalSegments is present"));
  // dynoxide.
  EXPECT_EQ(Scan(R"(,"Segment":0)"),
            Invalid("The TotalSegments parameter is required but was not present in the request "
                    "when Segment parameter is present"));
  EXPECT_EQ(Scan(R"(,"Segment":2,"TotalSegments":2)"),
            Invalid("The Segment parameter is zero-based and must be less than parameter "
                    "TotalSegments: Segment: 2 is not less than TotalSegments: 2"));
  EXPECT_EQ(Scan(R"(,"Segment":-1,"TotalSegments":1)"),
            Invalid("1 validation error detected: Value '-1' at 'segment' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 0"));
  // DynamoDB Local.
  EXPECT_EQ(Scan(R"(,"Segment":0,"TotalSegments":1000001)"),
            Invalid("1 validation error detected: Value '1000001' at 'totalSegments' failed to "
                    "satisfy constraint: Member must have value less than or equal to 1000000"));
}

TEST_F(ScanTest, MalformedExclusiveStartKey_IsRefused) {
  for (const char* key : {R"({})", R"({"p":{"S":"a"}})", R"({"p":{"N":"1"},"r":{"N":"1"}})",
                          R"({"p":{"S":"a"},"r":{"N":"1"},"z":{"N":"1"}})"}) {
    EXPECT_EQ(Scan(",\"ExclusiveStartKey\":" + std::string(key), "range"),
              Invalid("The provided starting key is invalid: The provided key element does not "
                      "match the schema"))
        << key;
  }
  // dynalite; DynamoDB Local refuses the first, too.
  const std::string reason = "The provided starting key is invalid: One or more parameter values ";
  EXPECT_EQ(Scan(R"(,"ExclusiveStartKey":{"p":{"S":""},"r":{"N":"1"}})", "range"),
            Invalid(reason + "are not valid. The AttributeValue for a key attribute cannot contain "
                             "an empty string value. Key: p"));
  EXPECT_EQ(
      Scan(R"(,"ExclusiveStartKey":{"p":{"S":")" + std::string(2049, 'a') + R"("},"r":{"N":"1"}})",
           "range"),
      Invalid(reason + "were invalid: Size of hashkey has exceeded the maximum size limit "
                       "of2048 bytes"));
}

// Other than a Query's, a Scan's filter may use key attributes.
TEST_F(ScanTest, Filter_MayUseKeyAttributes) {
  for (const char* r : {"1", "2", "3"}) {
    Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("}})");
  }
  EXPECT_EQ(Scan(R"(,"FilterExpression":"p = :p AND r >= :r","ProjectionExpression":"r",
      "ExpressionAttributeValues":{":p":{"S":"a"},":r":{"N":"2"}})",
                 "range"),
            Ok(R"({"Items":[{"r":{"N":"2"}},{"r":{"N":"3"}}],"Count":2,"ScannedCount":3})"));
  EXPECT_EQ(Scan(R"(,"Select":"COUNT","Limit":1,"FilterExpression":"r = :r",
      "ExpressionAttributeValues":{":r":{"N":"2"}})",
                 "range"),
            Ok(R"({"Count":0,"ScannedCount":1,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"1"}}})"));
}

TEST_F(ScanTest, BadExpressions_AreRefused) {
  EXPECT_EQ(Scan(R"(,"FilterExpression":"")"),
            Invalid("Invalid FilterExpression: The expression can not be empty;"));
  EXPECT_EQ(Scan(R"(,"ExpressionAttributeValues":{":p":{"S":"q"}})"),
            Invalid("ExpressionAttributeValues can only be specified when using expressions: "
                    "FilterExpression is null"));
  EXPECT_EQ(Scan(R"j(,"ScanFilter":{},"FilterExpression":"attribute_exists(x)")j"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {ScanFilter} Expression parameters: "
                    "{FilterExpression}"));
  // DynamoDB Local and dynoxide.
  EXPECT_EQ(Scan(R"(,"FilterExpression":"p.x = :v","ExpressionAttributeValues":{":v":{"N":"1"}})"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
}

TEST_F(ScanTest, Select_MustGoWithTheProjection) {
  PutItems(2);
  EXPECT_EQ(Scan(R"(,"Select":"COUNT")"), Ok(R"({"Count":2,"ScannedCount":2})"));
  // DynamoDB Local and dynoxide, of Query.
  EXPECT_EQ(Scan(R"(,"Select":"COUNT","ProjectionExpression":"p")"),
            Invalid("Cannot specify the ProjectionExpression when choosing to get only the "
                    "Count"));
}

TEST_F(ScanTest, ConsumedCapacity_IsReturnedAsAsked) {
  EXPECT_EQ(Scan(R"(,"ReturnConsumedCapacity":"TOTAL")"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0,)"
               R"("ConsumedCapacity":{"TableName":"hash","CapacityUnits":0.5}})"));
  EXPECT_EQ(Scan(R"(,"ReturnConsumedCapacity":"INDEXES","ConsistentRead":true)"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0,"ConsumedCapacity":{"TableName":"hash",)"
               R"("CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}})"));
}

TEST_F(ScanTest, UnknownTableOrIndex_IsRefused) {
  EXPECT_EQ(Scan("", "nope"), NotFound("Requested resource not found"));
  EXPECT_EQ(Scan(R"(,"IndexName":"zzz")"),
            Invalid("The table does not have the specified index: zzz"));
}

TEST_F(ScanTest, Limit_IsAtLeastOne) {
  EXPECT_EQ(Scan(R"(,"Limit":0)"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
}

}  // namespace
}  // namespace stator::testing
