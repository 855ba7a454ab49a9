#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Limit, LastEvaluatedKey and ExclusiveStartKey. Where no other source is named, DynamoDB Local
// and dynalite agree on the answers.
namespace stator::testing {
namespace {

using ::testing::ElementsAre;

class QueryPagingTest : public OperationTest {
 protected:
  QueryPagingTest() { CreateTables(); }

  void PutFive() {
    for (const char* r : {"1", "2", "3", "4", "5"}) {
      Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("},"x":{"N":")" +
                       (r[0] % 2 == 1 ? "1" : "0") + R"("}})");
    }
  }

  Answer Query(const std::string& members, const std::string& sort_condition = "",
               const std::string& values = "") {
    return Call("Query", R"({"TableName":"range","ProjectionExpression":"r",)" + members +
                             R"("KeyConditionExpression":"p = :p)" + sort_condition +
                             R"(","ExpressionAttributeValues":{":p":{"S":"a"})" + values + "}}");
  }
};

TEST_F(QueryPagingTest, Limit_EndsThePageWithTheLastKeyRead) {
  PutFive();
  EXPECT_EQ(Query(R"("Limit":2,)"),
            Ok(R"({"Items":[{"r":{"N":"1"}},{"r":{"N":"2"}}],"Count":2,"ScannedCount":2,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"2"}}})"));
  EXPECT_EQ(Query(R"("Limit":2,"ScanIndexForward":false,)"),
            Ok(R"({"Items":[{"r":{"N":"5"}},{"r":{"N":"4"}}],"Count":2,"ScannedCount":2,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"4"}}})"));
}

// The service does not look whether another item follows the last that the limit allows.
TEST_F(QueryPagingTest, LimitOfExactlyTheItems_StillGivesALastEvaluatedKey) {
  PutFive();
  EXPECT_EQ(ObjectNamed(Query(R"("Limit":5,)").body, "LastEvaluatedKey"),
            R"({"p":{"S":"a"},"r":{"N":"5"}})");
  EXPECT_EQ(ObjectNamed(Query(R"("Limit":6,)").body, "LastEvaluatedKey"), "");
  EXPECT_EQ(Query(R"("Limit":5,"ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"5"}},)"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
}

TEST_F(QueryPagingTest, Limit_CountsItemsBeforeTheFilter) {
  PutFive();
  EXPECT_EQ(Query(R"("Limit":3,"FilterExpression":"x = :x",)", "", R"(,":x":{"N":"1"})"),
            Ok(R"({"Items":[{"r":{"N":"1"}},{"r":{"N":"3"}}],"Count":2,"ScannedCount":3,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"3"}}})"));
  EXPECT_EQ(Query(R"("Limit":1,"FilterExpression":"x = :x",)", "", R"(,":x":{"N":"0"})"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":1,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"1"}}})"));
}

TEST_F(QueryPagingTest, Pages_WalkThePartitionInBothDirections) {
  PutFive();
  for (const bool forward : {true, false}) {
    std::vector<std::string> seen;
    std::string start;
    for (int page = 0; page < 4; ++page) {
      const Answer answer = Query(R"("Limit":2,"ScanIndexForward":)" +
                                  std::string(forward ? "true," : "false,") + start);
      for (const std::string& key :
           ScalarsNamed(answer.body.substr(0, answer.body.find("LastEvaluatedKey")), "r")) {
        seen.push_back(key);
      }
      const std::string last = ObjectNamed(answer.body, "LastEvaluatedKey");
      if (last.empty()) break;
      start = "\"ExclusiveStartKey\":" + last + ",";
    }
    if (forward) {
      EXPECT_THAT(seen, ElementsAre("1", "2", "3", "4", "5"));
    } else {
      EXPECT_THAT(seen, ElementsAre("5", "4", "3", "2", "1"));
    }
  }
}

// It is a place in the order, not an item.
TEST_F(QueryPagingTest, ExclusiveStartKey_NeedNotExist) {
  PutFive();
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"3.5"}},)"),
            Ok(R"({"Items":[{"r":{"N":"4"}},{"r":{"N":"5"}}],"Count":2,"ScannedCount":2})"));
  EXPECT_EQ(Query(R"("ScanIndexForward":false,
      "ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"2.5"}},)"),
            Ok(R"({"Items":[{"r":{"N":"2"}},{"r":{"N":"1"}}],"Count":2,"ScannedCount":2})"));
}

TEST_F(QueryPagingTest, ExclusiveStartKey_MeetsASortKeyCondition) {
  PutFive();
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"3"}},)", " AND r > :x",
                  R"(,":x":{"N":"2"})"),
            Ok(R"({"Items":[{"r":{"N":"4"}},{"r":{"N":"5"}}],"Count":2,"ScannedCount":2})"));
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"9"}},)", " AND r > :x",
                  R"(,":x":{"N":"2"})"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
  for (const char* direction : {"true", "false"}) {
    EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"1"}},"ScanIndexForward":)" +
                        std::string(direction) + ",",
                    " AND r > :x", R"(,":x":{"N":"2"})"),
              Invalid("The provided starting key does not match the range key predicate"));
    EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"N":"9"}},"ScanIndexForward":)" +
                        std::string(direction) + ",",
                    " AND r < :x", R"(,":x":{"N":"2"})"),
              Invalid("The provided starting key does not match the range key predicate"));
  }
}

TEST_F(QueryPagingTest, MalformedExclusiveStartKey_IsRefused) {
  // dynalite and dynoxide.
  for (const char* key : {R"({})", R"({"p":{"S":"a"}})", R"({"p":{"S":"a"},"z":{"N":"1"}})",
                          R"({"p":{"S":"a"},"r":{"N":"1"},"z":{"N":"1"}})"}) {
    EXPECT_EQ(Query("\"ExclusiveStartKey\":" + std::string(key) + ","),
              Invalid("The provided starting key is invalid"))
        << key;
  }
  // dynalite.
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{"S":"1"}},)"),
            Invalid("The provided key element does not match the schema"));
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"z"},"r":{"N":"1"}},)"),
            Invalid("The provided starting key is outside query boundaries based on provided "
                    "conditions"));
  // dynalite and dynoxide.
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":"a"},"r":{}},)"),
            Invalid("The provided starting key is invalid: Supplied AttributeValue is empty, must "
                    "contain exactly one of the supported datatypes"));
  // dynalite; DynamoDB Local refuses the first, too.
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":""},"r":{"N":"1"}},)"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  EXPECT_EQ(Query(R"("ExclusiveStartKey":{"p":{"S":")" + std::string(2049, 'a') +
                  R"("},"r":{"N":"1"}},)"),
            Invalid("One or more parameter values were invalid: Size of hashkey has exceeded the "
                    "maximum size limit of2048 bytes"));
}

TEST_F(QueryPagingTest, Limit_IsAtLeastOneAndAnInteger) {
  PutFive();
  const auto too_low = [](const std::string& value) {
    return Invalid("1 validation error detected: Value '" + value +
                   "' at 'limit' failed to satisfy constraint: Member must have value greater than "
                   "or equal to 1");
  };
  EXPECT_EQ(Query(R"("Limit":0,)"), too_low("0"));
  EXPECT_EQ(Query(R"("Limit":-1,)"), too_low("-1"));
  // What is behind the decimal point is cut off.
  EXPECT_THAT(ScalarsNamed(Query(R"("Limit":1.9,"Select":"SPECIFIC_ATTRIBUTES",)").body, "r"),
              ElementsAre("1", "1"));
  EXPECT_EQ(Query(R"("Limit":1e1,)").body.find("LastEvaluatedKey"), std::string::npos);
}

// A page ends with the item that makes it reach 1 MB ("Paginating table query results"); walking
// the pages finds every item once.
class QueryPageSizeTest : public QueryPagingTest {
 protected:
  // Items of 100 KB, with the sort keys 1 to `count`.
  void PutLarge(int count) {
    const std::string text(100 * 1024 - 30, 'x');
    for (int r = 1; r <= count; ++r) {
      Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::to_string(r) + R"("},"x":{"S":")" + text +
                       R"("}})");
    }
  }
};

TEST_F(QueryPageSizeTest, Pages_AreOneMegabyte) {
  PutLarge(25);
  for (const std::string forward : {"true", "false"}) {
    std::vector<std::string> seen;
    std::vector<size_t> page_sizes;
    std::string start;
    do {
      const Answer answer = Query(R"("ScanIndexForward":)" + forward + "," + start);
      const std::string last = ObjectNamed(answer.body, "LastEvaluatedKey");
      const std::vector<std::string> keys =
          ScalarsNamed(answer.body.substr(0, answer.body.find("LastEvaluatedKey")), "r");
      page_sizes.push_back(keys.size());
      seen.insert(seen.end(), keys.begin(), keys.end());
      start = last.empty() ? "" : "\"ExclusiveStartKey\":" + last + ",";
    } while (!start.empty());
    ASSERT_EQ(seen.size(), 25U);
    for (int i = 0; i < 25; ++i) {
      EXPECT_EQ(seen[static_cast<size_t>(i)], std::to_string(forward == "true" ? i + 1 : 25 - i));
    }
    // Ten items stay below 1 MB, the eleventh crosses it.
    EXPECT_THAT(page_sizes, ElementsAre(11U, 11U, 3U));
  }
}

TEST_F(QueryPageSizeTest, FilteredAndCountedItems_FillAPageToo) {
  PutLarge(12);
  EXPECT_EQ(Call("Query", R"j({"TableName":"range","KeyConditionExpression":"p = :p",
      "FilterExpression":"attribute_not_exists(x)","ReturnConsumedCapacity":"TOTAL",
      "ExpressionAttributeValues":{":p":{"S":"a"}}})j"),
            Ok(R"({"Items":[],"Count":0,"ScannedCount":11,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"11"}},)"
               R"("ConsumedCapacity":{"TableName":"range","CapacityUnits":137.5}})"));
  EXPECT_EQ(Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p",
      "Select":"COUNT","ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            Ok(R"({"Count":11,"ScannedCount":11,)"
               R"("LastEvaluatedKey":{"p":{"S":"a"},"r":{"N":"11"}}})"));
}

}  // namespace
}  // namespace stator::testing
