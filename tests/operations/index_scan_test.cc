#include <algorithm>
#include <set>
#include <vector>

#include "tests/operations/index_read_fixture.h"

// Where no other source is named, the answers are those of DynamoDB Local.
namespace stator::testing {
namespace {

class IndexScanTest : public IndexReadTest {
 protected:
  // The r of the items in an answer, in order.
  static std::vector<int> RsOf(const std::string& body) {
    std::vector<int> rs;
    constexpr std::string_view kBefore = R"("r":{"N":")";
    const std::string items = body.substr(0, body.find("\"Count\""));
    for (size_t at = items.find(kBefore); at != std::string::npos;
         at = items.find(kBefore, at + 1)) {
      rs.push_back(std::stoi(items.substr(at + kBefore.size())));
    }
    return rs;
  }
};

TEST_F(IndexScanTest, Scan_FindsAllEntriesAndOnlyThem) {
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"1"},"z":{"S":"zz"})");
  PutItem("b", 2, R"("h":{"S":"x"})");
  PutItem("c", 3, R"("l":{"N":"7"},"a":{"S":"aa"})");
  EXPECT_EQ(Scan("g-keys"),
            Items(R"({"h":{"S":"x"},"p":{"S":"a"},"r":{"N":"1"},"s":{"N":"1"}})", 1));
  EXPECT_EQ(Scan("l-some"),
            Items(R"({"a":{"S":"aa"},"l":{"N":"7"},"p":{"S":"c"},"r":{"N":"3"}})", 1));
  EXPECT_EQ(Scan("g-many"), Items("", 0));
  std::vector<int> of_hash = RsOf(Scan("g-hash").body);
  std::sort(of_hash.begin(), of_hash.end());
  EXPECT_EQ(of_hash, (std::vector<int>{1, 2}));
}

TEST_F(IndexScanTest, EntriesWithOneHashValue_AreOrderedByTheSortKey) {
  for (int i = 0; i < 9; ++i) {
    const int s = i * 7 % 9;
    PutItem(std::to_string(i), s, R"("h":{"S":"x"},"s":{"N":")" + std::to_string(s) + "\"}");
  }
  EXPECT_EQ(RsOf(Scan("g-keys").body), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(IndexScanTest, Segments_PartTheIndex) {
  for (int i = 0; i < 60; ++i) {
    PutItem("p", i, R"("h":{"S":")" + std::to_string(i % 20) + R"("},"s":{"N":"1"})");
  }
  std::multiset<int> found;
  int segments_with_items = 0;
  for (int segment = 0; segment < 4; ++segment) {
    const std::vector<int> rs =
        RsOf(Scan("g-keys", R"("TotalSegments":4,"Segment":)" + std::to_string(segment)).body);
    found.insert(rs.begin(), rs.end());
    segments_with_items += rs.empty() ? 0 : 1;
  }
  EXPECT_EQ(found.size(), 60U);
  EXPECT_EQ(std::set<int>(found.begin(), found.end()).size(), 60U);
  // The hash is that of the index's key, not of the one partition of the table.
  EXPECT_GT(segments_with_items, 1);
}

// dynalite.
TEST_F(IndexScanTest, StartKeyOfAnotherSegment_IsRefused) {
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"1"})");
  const std::string start = R"("ExclusiveStartKey":
      {"p":{"S":"a"},"r":{"N":"1"},"h":{"S":"x"},"s":{"N":"1"}},"TotalSegments":4,"Segment":)";
  int accepted = 0;
  for (int segment = 0; segment < 4; ++segment) {
    const Answer answer = Scan("g-keys", start + std::to_string(segment));
    if (answer.status == 200) {
      ++accepted;
    } else {
      EXPECT_EQ(answer, Invalid("The provided starting key is invalid: Invalid ExclusiveStartKey. "
                                "Please use ExclusiveStartKey with correct Segment. TotalSegments: "
                                "4 Segment: " +
                                std::to_string(segment)));
    }
  }
  EXPECT_EQ(accepted, 1);
}

TEST_F(IndexScanTest, Select_IsHeldToTheProjection) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"2"},"z":{"S":"zz"})");
  EXPECT_EQ(Scan("g-keys", R"("Select":"ALL_ATTRIBUTES")"),
            Invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not "
                    "supported for global secondary index g-keys because its projection type is "
                    "not ALL"));
  EXPECT_EQ(Scan("g-keys", R"("ProjectionExpression":"z")"),
            Invalid("One or more parameter values were invalid: Global secondary index g-keys does "
                    "not project [z]"));
  EXPECT_EQ(Scan("g-keys", R"("Select":"COUNT")"), Ok(R"({"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(Scan("g-all", R"("ProjectionExpression":"z")"), Items(R"({"z":{"S":"zz"}})", 1));
  EXPECT_EQ(Scan("l-keys", R"("ProjectionExpression":"z")"), Items(R"({"z":{"S":"zz"}})", 1));
  EXPECT_EQ(Scan("l-keys", R"("Select":"ALL_ATTRIBUTES")"), Scan("l-all"));
}

TEST_F(IndexScanTest, ConsistentRead_IsForLocalIndexesOnly) {
  EXPECT_EQ(Scan("g-all", R"("ConsistentRead":true)"),
            Invalid("Consistent reads are not supported on global secondary indexes"));
  EXPECT_EQ(Scan("g-keys", R"("ConsistentRead":true,"ProjectionExpression":"p.a")"),
            Invalid("Consistent reads are not supported on global secondary indexes"));
  EXPECT_EQ(Scan("l-all", R"("ConsistentRead":true)"), Items("", 0));
}

TEST_F(IndexScanTest, UnknownIndex_IsRefused) {
  EXPECT_EQ(Scan("nope"), Invalid("The table does not have the specified index: nope"));
}

TEST_F(IndexScanTest, Filter_MayUseKeys) {
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"1"})");
  PutItem("b", 2, R"("h":{"S":"x"},"s":{"N":"2"})");
  EXPECT_EQ(Scan("g-keys", R"("FilterExpression":"s = :s AND h = :h",
      "ExpressionAttributeValues":{":s":{"N":"2"},":h":{"S":"x"}})"),
            Ok(R"({"Items":[{"h":{"S":"x"},"p":{"S":"b"},"r":{"N":"2"},"s":{"N":"2"}}],)"
               R"("Count":1,"ScannedCount":2})"));
}

// dynalite and dynoxide: a Scan does not refuse it, as a Query does.
TEST_F(IndexScanTest, FilterOnWhatTheIndexLacks_FindsNothing) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"2"},"z":{"S":"zz"})");
  const std::string filter = R"j("FilterExpression":"attribute_exists(z)")j";
  const Answer nothing = Ok(R"({"Items":[],"Count":0,"ScannedCount":1})");
  EXPECT_EQ(Scan("g-keys", filter), nothing);
  EXPECT_EQ(Scan("l-keys", filter), nothing);
  // Items that are fetched anyway are filtered whole (DynamoDB Local and dynalite).
  EXPECT_EQ(Scan("l-keys", filter + R"(,"Select":"ALL_ATTRIBUTES")"), Scan("l-all"));
}

}  // namespace
}  // namespace stator::testing
