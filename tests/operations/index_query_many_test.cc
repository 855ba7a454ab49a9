#include "tests/operations/index_read_fixture.h"

// Queries of an index with two HASH and three RANGE attributes. DynamoDB Local answers the same
// (developer guide, "Multi-attribute keys").
namespace stator::testing {
namespace {

class IndexQueryManyTest : public IndexReadTest {
 protected:
  // An item in the partition {"x", 1} of g-many.
  void PutTuple(int r, const std::string& s, const std::string& u, const std::string& v) {
    PutItem("p", r,
            R"("h":{"S":"x"},"k":{"N":"1"},"s":{"N":")" + s + R"("},"u":{"S":")" + u +
                R"("},"v":{"B":")" + v + "\"}");
  }

  // The r of the items of that partition which meet the rest of the condition, in their order.
  Answer Rs(const std::string& rest, const std::string& values = "",
            const std::string& members = "") {
    return QueryWhere("g-many", "h = :h AND k = :k" + rest,
                      R"(":h":{"S":"x"},":k":{"N":"1.0"})" + values,
                      R"("ProjectionExpression":"r")" + members);
  }

  static Answer Found(std::initializer_list<int> rs) {
    std::string items;
    for (const int r : rs) {
      items +=
          std::string(items.empty() ? "" : ",") + R"({"r":{"N":")" + std::to_string(r) + "\"}}";
    }
    return Items(items, static_cast<int>(rs.size()));
  }
};

// The numbers as numbers, the strings as bytes: "10" as text would come before "9".
TEST_F(IndexQueryManyTest, Items_AreOrderedByTheTypedTuple) {
  PutTuple(1, "10", "a", "AA==");
  PutTuple(2, "9", "b", "AA==");
  PutTuple(3, "9", "ab", "AA==");
  PutTuple(4, "9", "a", "/w==");
  PutTuple(5, "9", "a", "AP8=");
  PutTuple(6, "-1", "z", "AA==");
  EXPECT_EQ(Rs(""), Found({6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(Rs("", "", R"(,"ScanIndexForward":false)"), Found({1, 2, 3, 4, 5, 6}));
}

TEST_F(IndexQueryManyTest, LeadingRangeAttributes_Narrow) {
  PutTuple(1, "1", "a", "AQ==");
  PutTuple(2, "1", "a", "Ag==");
  PutTuple(3, "1", "ab", "AQ==");
  PutTuple(4, "1", "b", "AQ==");
  PutTuple(5, "2", "a", "AQ==");
  const std::string one = R"(,":s":{"N":"1"})";
  EXPECT_EQ(Rs(" AND s = :s", one), Found({1, 2, 3, 4}));
  EXPECT_EQ(Rs(" AND s > :s", one), Found({5}));
  EXPECT_EQ(Rs(" AND s <= :s", one), Found({1, 2, 3, 4}));
  EXPECT_EQ(Rs(" AND s = :s AND u = :u", one + R"(,":u":{"S":"a"})"), Found({1, 2}));
  EXPECT_EQ(Rs(" AND s = :s AND u > :u", one + R"(,":u":{"S":"a"})"), Found({3, 4}));
  EXPECT_EQ(Rs(" AND s = :s AND u < :u", one + R"(,":u":{"S":"b"})"), Found({1, 2, 3}));
  EXPECT_EQ(Rs(" AND s = :s AND begins_with(u, :u)", one + R"(,":u":{"S":"a"})"), Found({1, 2, 3}));
  EXPECT_EQ(Rs(" AND s = :s AND u BETWEEN :u AND :w", one + R"(,":u":{"S":"aa"},":w":{"S":"b"})"),
            Found({3, 4}));
  EXPECT_EQ(Rs(" AND s = :s AND u = :u AND v >= :v", one + R"(,":u":{"S":"a"},":v":{"B":"Ag=="})"),
            Found({2}));
  EXPECT_EQ(
      Rs(" AND s = :s AND u > :u", one + R"(,":u":{"S":"a"})", R"(,"ScanIndexForward":false)"),
      Found({4, 3}));
}

TEST_F(IndexQueryManyTest, EveryHashAttribute_PicksThePartition) {
  PutTuple(1, "1", "a", "AQ==");
  PutItem("p", 2, R"("h":{"S":"x"},"k":{"N":"2"},"s":{"N":"1"},"u":{"S":"a"},"v":{"B":"AQ=="})");
  PutItem("p", 3, R"("h":{"S":"y"},"k":{"N":"1"},"s":{"N":"1"},"u":{"S":"a"},"v":{"B":"AQ=="})");
  EXPECT_EQ(Rs(""), Found({1}));
}

TEST_F(IndexQueryManyTest, ItemThatLacksAnyKeyAttribute_IsNotThere) {
  PutItem("p", 1, R"("h":{"S":"x"},"k":{"N":"1"},"s":{"N":"1"},"u":{"S":"a"})");
  PutItem("p", 2, R"("h":{"S":"x"},"s":{"N":"1"},"u":{"S":"a"},"v":{"B":"AQ=="})");
  EXPECT_EQ(Rs(""), Found({}));
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"tbl","Key":{"p":{"S":"p"},"r":{"N":"1"}},
      "UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"B":"AQ=="}}})"),
            Ok("{}"));
  EXPECT_EQ(Rs(""), Found({1}));
}

TEST_F(IndexQueryManyTest, BrokenRules_AreNamed) {
  const std::string h = R"(":h":{"S":"x"})";
  EXPECT_EQ(QueryWhere("g-many", "h = :h", h),
            Invalid("HASH key attributes k must have equality conditions specified in the query"));
  EXPECT_EQ(Rs(" AND u = :h"),
            Invalid("RANGE key attributes s must have equality conditions specified in the query "
                    "because a condition is present on key attribute u"));
  EXPECT_EQ(Rs(" AND z = :h"), Invalid("Query condition missed key schema element: s"));
}

TEST_F(IndexQueryManyTest, Paging_GoesOverTheWholeKey) {
  PutTuple(1, "1", "a", "AQ==");
  PutTuple(2, "1", "a", "AQ==");
  PutTuple(3, "1", "b", "AQ==");
  const std::string start =
      R"({"h":{"S":"x"},"k":{"N":"1"},"p":{"S":"p"},"r":{"N":"1"},"s":{"N":"1"},"u":{"S":"a"},)"
      R"("v":{"B":"AQ=="}})";
  EXPECT_EQ(Rs("", "", R"(,"Limit":1)"),
            Ok(R"({"Items":[{"r":{"N":"1"}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":)" +
               start + "}"));
  EXPECT_EQ(Rs("", "", R"(,"ExclusiveStartKey":)" + start), Found({2, 3}));
  EXPECT_EQ(Rs(" AND s = :s AND u = :u", R"(,":s":{"N":"1"},":u":{"S":"a"})",
               R"(,"ExclusiveStartKey":)" + start),
            Found({2}));
  EXPECT_EQ(Rs(" AND s = :s AND u = :u", R"(,":s":{"N":"1"},":u":{"S":"b"})",
               R"(,"ExclusiveStartKey":)" + start),
            Invalid("The provided starting key does not match the range key predicate"));
  EXPECT_EQ(Rs(" AND s = :s AND u > :u", R"(,":s":{"N":"2"},":u":{"S":""})",
               R"(,"ExclusiveStartKey":)" + start)
                .status,
            400);
}

}  // namespace
}  // namespace stator::testing
