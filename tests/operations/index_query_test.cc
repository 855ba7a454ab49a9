#include "tests/operations/index_read_fixture.h"

// Where no other source is named, the answers are those of DynamoDB Local.
namespace stator::testing {
namespace {

using IndexQueryTest = IndexReadTest;

TEST_F(IndexQueryTest, GlobalIndex_IsOrderedByItsSortKey) {
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"10"})");
  PutItem("b", 1, R"("h":{"S":"x"},"s":{"N":"-2"})");
  PutItem("c", 1, R"("h":{"S":"x"},"s":{"N":"9"})");
  PutItem("d", 1, R"("h":{"S":"xx"},"s":{"N":"0"})");
  const std::string a = R"({"h":{"S":"x"},"p":{"S":"a"},"r":{"N":"1"},"s":{"N":"10"}})";
  const std::string b = R"({"h":{"S":"x"},"p":{"S":"b"},"r":{"N":"1"},"s":{"N":"-2"}})";
  const std::string c = R"({"h":{"S":"x"},"p":{"S":"c"},"r":{"N":"1"},"s":{"N":"9"}})";
  EXPECT_EQ(Query("g-all"), Items(b + "," + c + "," + a, 3));
  EXPECT_EQ(Query("g-all", R"("ScanIndexForward":false)"), Items(a + "," + c + "," + b, 3));
  EXPECT_EQ(QueryWhere("g-all", "h = :x AND s > :s", R"(":x":{"S":"x"},":s":{"N":"-2"})"),
            Items(c + "," + a, 2));
  EXPECT_EQ(QueryWhere("g-all", "h = :x AND s BETWEEN :s AND :t",
                       R"(":x":{"S":"x"},":s":{"N":"-2"},":t":{"N":"9"})"),
            Items(b + "," + c, 2));
  EXPECT_EQ(QueryWhere("g-all", "h = :x AND s = :s", R"(":x":{"S":"x"},":s":{"N":"1e1"})"),
            Items(a, 1));
}

TEST_F(IndexQueryTest, LocalIndex_IsOrderedByItsSortKeyWithinThePartition) {
  PutItem("x", 1, R"("l":{"N":"3"})");
  PutItem("x", 2, R"("l":{"N":"1"})");
  PutItem("y", 1, R"("l":{"N":"2"})");
  const std::string first = R"({"l":{"N":"3"},"p":{"S":"x"},"r":{"N":"1"}})";
  const std::string second = R"({"l":{"N":"1"},"p":{"S":"x"},"r":{"N":"2"}})";
  EXPECT_EQ(Query("l-all"), Items(second + "," + first, 2));
  EXPECT_EQ(Query("l-keys", R"("ScanIndexForward":false)"), Items(first + "," + second, 2));
  EXPECT_EQ(QueryWhere("l-all", "p = :x AND l < :l", R"(":x":{"S":"x"},":l":{"N":"3"})"),
            Items(second, 1));
}

// "global secondary index ... key values do not need to be unique" (developer guide).
TEST_F(IndexQueryTest, ItemsWithEqualIndexKeys_AreAllThereInAStableOrder) {
  for (int r = 1; r <= 3; ++r) {
    for (const char* p : {"a", "b"}) PutItem(p, r, R"("h":{"S":"x"},"s":{"N":"1"})");
  }
  const Answer answer = Query("g-keys");
  EXPECT_NE(answer.body.find(R"("Count":6,"ScannedCount":6)"), std::string::npos) << answer.body;
  EXPECT_EQ(Query("g-keys"), answer);
  EXPECT_NE(Query("g-hash").body.find(R"("Count":6)"), std::string::npos);
}

TEST_F(IndexQueryTest, ItemWithoutAKeyAttribute_IsNotInTheIndex) {
  PutItem("a", 1, R"("h":{"S":"x"})");
  PutItem("b", 1, R"("s":{"N":"1"})");
  EXPECT_EQ(Query("g-all"), Items("", 0));
  EXPECT_EQ(Query("g-hash"), Items(R"({"h":{"S":"x"},"p":{"S":"a"},"r":{"N":"1"}})", 1));
}

TEST_F(IndexQueryTest, ChangedItem_IsFoundWhereItIsNow) {
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"1"},"a":{"S":"old"})");
  PutItem("a", 1, R"("h":{"S":"x"},"s":{"N":"1"},"a":{"S":"new"})");
  EXPECT_EQ(Query("g-some", R"("ProjectionExpression":"a")"), Items(R"({"a":{"S":"new"}})", 1));
  PutItem("a", 1, R"("h":{"S":"y"},"s":{"N":"1"})");
  EXPECT_EQ(Query("g-some"), Items("", 0));
  EXPECT_EQ(QueryWhere("g-hash", "h = :x", R"(":x":{"S":"y"})"),
            Items(R"({"h":{"S":"y"},"p":{"S":"a"},"r":{"N":"1"}})", 1));
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"tbl","Key":{"p":{"S":"a"},"r":{"N":"1"}}})"),
            Ok("{}"));
  EXPECT_EQ(QueryWhere("g-hash", "h = :x", R"(":x":{"S":"y"})"), Items("", 0));
}

TEST_F(IndexQueryTest, Projection_IsExact) {
  PutItem("x", 1,
          R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"2"},"a":{"M":{"b":{"S":"c"}}},"z":{"S":"zz"})");
  const std::string all =
      R"({"a":{"M":{"b":{"S":"c"}}},"h":{"S":"x"},"l":{"N":"2"},"p":{"S":"x"},"r":{"N":"1"},)"
      R"("s":{"N":"1"},"z":{"S":"zz"}})";
  EXPECT_EQ(Query("g-all"), Items(all, 1));
  EXPECT_EQ(Query("l-all"), Items(all, 1));
  EXPECT_EQ(Query("g-keys"),
            Items(R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"}})", 1));
  EXPECT_EQ(Query("l-keys"), Items(R"({"l":{"N":"2"},"p":{"S":"x"},"r":{"N":"1"}})", 1));
  EXPECT_EQ(Query("g-some"), Items(R"({"a":{"M":{"b":{"S":"c"}}},"h":{"S":"x"},"p":{"S":"x"},)"
                                   R"("r":{"N":"1"},"s":{"N":"1"}})",
                                   1));
  EXPECT_EQ(Query("l-some"), Items(R"({"a":{"M":{"b":{"S":"c"}}},"l":{"N":"2"},"p":{"S":"x"},)"
                                   R"("r":{"N":"1"}})",
                                   1));
}

TEST_F(IndexQueryTest, UnknownIndex_IsRefused) {
  const Answer unknown = Invalid("The table does not have the specified index: nope");
  EXPECT_EQ(Query("nope"), unknown);
  EXPECT_EQ(Query("nope", R"("ConsistentRead":true,"ExclusiveStartKey":{"p":{"S":"x"}})"), unknown);
}

TEST_F(IndexQueryTest, ConsistentRead_IsForLocalIndexesOnly) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"2"})");
  const Answer refused = Invalid("Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(Query("g-all", R"("ConsistentRead":true)"), refused);
  // It is the first thing to be found.
  EXPECT_EQ(Query("g-keys", R"("ConsistentRead":true,"Select":"ALL_ATTRIBUTES",
      "ExclusiveStartKey":{"p":{"S":"x"}})"),
            refused);
  EXPECT_EQ(QueryWhere("g-keys", "z = :x", R"(":x":{"S":"x"})", R"("ConsistentRead":true)"),
            refused);
  EXPECT_EQ(Query("l-keys", R"("ConsistentRead":true)"),
            Items(R"({"l":{"N":"2"},"p":{"S":"x"},"r":{"N":"1"}})", 1));
}

TEST_F(IndexQueryTest, Filter_MayUseTheTablesKeysButNotTheIndexs) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"2"})");
  PutItem("y", 2, R"("h":{"S":"x"},"s":{"N":"2"})");
  EXPECT_EQ(Query("g-keys", R"("FilterExpression":"p = :p")", R"(":p":{"S":"y"})"),
            Ok(R"({"Items":[{"h":{"S":"x"},"p":{"S":"y"},"r":{"N":"2"},"s":{"N":"2"}}],)"
               R"("Count":1,"ScannedCount":2})"));
  const std::string key =
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: ";
  EXPECT_EQ(Query("g-keys", R"("FilterExpression":"s = :x")"), Invalid(key + "s"));
  EXPECT_EQ(Query("g-keys", R"("FilterExpression":"s = :x OR h = :x")"), Invalid(key + "h"));
  EXPECT_EQ(Query("l-keys", R"("FilterExpression":"l = :x")"), Invalid(key + "l"));
  EXPECT_EQ(Query("l-keys", R"("FilterExpression":"r = :x")"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":1})"));
}

TEST_F(IndexQueryTest, FilterOnWhatTheIndexLacks_IsRefused) {
  const std::string lacks = "One or more parameter values were invalid: Secondary index ";
  const std::string filter = " does not project one or more filter attributes: ";
  EXPECT_EQ(Query("g-keys", R"j("FilterExpression":"attribute_exists(a)")j"),
            Invalid(lacks + "g-keys" + filter + "[a]"));
  EXPECT_EQ(Query("g-some", R"("FilterExpression":"z.y = :x OR a = :x OR size(b) > :x OR z = :x")"),
            Invalid(lacks + "g-some" + filter + "[b, z]"));
  EXPECT_EQ(Query("l-keys", R"("FilterExpression":"a = :x","Select":"ALL_ATTRIBUTES")"),
            Invalid(lacks + "l-keys" + filter + "[a]"));
  EXPECT_EQ(Query("g-keys", R"("FilterExpression":"a = :x","ProjectionExpression":"z")"),
            Invalid(lacks + "g-keys" + filter + "[a]"));
  EXPECT_EQ(Query("g-some", R"("FilterExpression":"a = :x")"), Items("", 0));
  EXPECT_EQ(Query("g-all", R"("FilterExpression":"z = :x")"), Items("", 0));
}

TEST_F(IndexQueryTest, SelectOfAGlobalIndex_CannotExceedTheProjection) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"z":{"S":"zz"})");
  const std::string keys = R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"}})";
  EXPECT_EQ(Query("g-keys", R"("Select":"ALL_ATTRIBUTES")"),
            Invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not "
                    "supported for global secondary index g-keys because its projection type is "
                    "not ALL"));
  EXPECT_EQ(Query("g-some", R"("ProjectionExpression":"z, a, d.e")"),
            Invalid("One or more parameter values were invalid: Global secondary index g-some does "
                    "not project [d, z]"));
  EXPECT_EQ(Query("g-keys", R"("Select":"ALL_PROJECTED_ATTRIBUTES")"), Items(keys, 1));
  EXPECT_EQ(Query("g-keys", R"("Select":"COUNT")"), Ok(R"({"Count":1,"ScannedCount":1})"));
  EXPECT_EQ(Query("g-keys", R"("Select":"SPECIFIC_ATTRIBUTES","ProjectionExpression":"s, r")"),
            Items(R"({"r":{"N":"1"},"s":{"N":"1"}})", 1));
  EXPECT_EQ(
      Query("g-all", R"("Select":"ALL_ATTRIBUTES")"),
      Items(R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"},"z":{"S":"zz"}})", 1));
  EXPECT_EQ(Query("g-all", R"("ProjectionExpression":"z, d")"), Items(R"({"z":{"S":"zz"}})", 1));
}

TEST_F(IndexQueryTest, Select_MustGoWithTheProjection) {
  EXPECT_EQ(Query("g-keys", R"("Select":"SPECIFIC_ATTRIBUTES")"),
            Invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get "
                    "SPECIFIC_ATTRIBUTES"));
  EXPECT_EQ(Query("g-keys", R"("Select":"ALL_PROJECTED_ATTRIBUTES","ProjectionExpression":"h")"),
            Invalid("Cannot specify the ProjectionExpression when choosing to get "
                    "ALL_PROJECTED_ATTRIBUTES"));
}

TEST_F(IndexQueryTest, WhatALocalIndexLacks_IsFetchedFromTheTable) {
  PutItem("x", 1, R"("l":{"N":"2"},"a":{"S":"aa"},"z":{"S":"z1"})");
  PutItem("x", 2, R"("l":{"N":"1"},"z":{"S":"z2"})");
  PutItem("x", 3, R"("z":{"S":"z3"})");  // not in the index
  const std::string first =
      R"({"a":{"S":"aa"},"l":{"N":"2"},"p":{"S":"x"},"r":{"N":"1"},"z":{"S":"z1"}})";
  const std::string second = R"({"l":{"N":"1"},"p":{"S":"x"},"r":{"N":"2"},"z":{"S":"z2"}})";
  EXPECT_EQ(Query("l-keys", R"("Select":"ALL_ATTRIBUTES")"), Items(second + "," + first, 2));
  EXPECT_EQ(Query("l-some", R"("Select":"ALL_ATTRIBUTES","ScanIndexForward":false)"),
            Items(first + "," + second, 2));
  EXPECT_EQ(Query("l-keys", R"("ProjectionExpression":"z, l")"),
            Items(R"({"l":{"N":"1"},"z":{"S":"z2"}},{"l":{"N":"2"},"z":{"S":"z1"}})", 2));
  EXPECT_EQ(Query("l-some", R"("ProjectionExpression":"z","FilterExpression":"a = :a")",
                  R"(":a":{"S":"aa"})"),
            Ok(R"({"Items":[{"z":{"S":"z1"}}],"Count":1,"ScannedCount":2})"));
  EXPECT_EQ(Query("l-keys", R"("Select":"ALL_PROJECTED_ATTRIBUTES","Limit":1)"),
            Ok(R"({"Items":[{"l":{"N":"1"},"p":{"S":"x"},"r":{"N":"2"}}],"Count":1,)"
               R"("ScannedCount":1,"LastEvaluatedKey":{"l":{"N":"1"},"p":{"S":"x"},)"
               R"("r":{"N":"2"}}})"));
}

// Which of several faults is named.
TEST_F(IndexQueryTest, KeyCondition_IsLookedAtBeforeFilterAndProjection) {
  const std::string faults = R"("Select":"ALL_ATTRIBUTES","FilterExpression":"z = :x")";
  EXPECT_EQ(QueryWhere("g-keys", "z = :x", R"(":x":{"S":"x"})", faults),
            Invalid("Query condition missed key schema element: h"));
  EXPECT_EQ(Query("g-keys", faults + R"(,"ExclusiveStartKey":{"p":{"S":"x"}})"),
            Invalid("The provided starting key is invalid"));
  EXPECT_EQ(Query("g-keys", R"("Select":"ALL_ATTRIBUTES","FilterExpression":"h = :x AND z = :x")"),
            Invalid("Filter Expression can only contain non-primary key attributes: Primary key "
                    "attribute: h"));
  EXPECT_EQ(Query("g-keys", R"("FilterExpression":"z = :x AND u.a = :x")"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: IndexKey: u"));
}

TEST_F(IndexQueryTest, EmptyKeyValue_NamesTheIndex) {
  EXPECT_EQ(QueryWhere("g-all", "h = :x", R"(":x":{"S":""})"),
            Invalid("One or more parameter values are not valid. A value specified for a secondary "
                    "index key is not supported. The AttributeValue for a key attribute cannot "
                    "contain an empty string value. IndexName: g-all, IndexKey: h"));
}

}  // namespace
}  // namespace stator::testing
