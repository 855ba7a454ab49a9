#include "tests/operations/partiql_fixture.h"

namespace stator::testing {
namespace {

class ExecuteStatementTest : public PartiqlTest {
 protected:
  void PutNumbered() {
    for (const char* p : {"a", "b"}) {
      for (int r = 1; r <= 5; ++r) {
        Put("indexed", R"({"p":{"S":")" + std::string(p) + R"("},"r":{"N":")" + std::to_string(r) +
                           R"("},"g":{"S":"g)" + std::to_string(r % 2) + R"("},"h":{"N":")" +
                           std::to_string(10 - r) + R"("},"v":{"S":"v)" + std::to_string(r) +
                           R"("}})");
      }
    }
  }
  // The sort keys that a SELECT returns, in its order.
  std::string SortKeys(std::string_view statement) {
    std::string keys;
    for (const std::string& key : ScalarsNamed(Execute(statement).body, "r")) keys += key;
    return keys;
  }
};

TEST_F(ExecuteStatementTest, Select_ReadsOneItemByItsKey) {
  Put("range", R"({"p":{"S":"a"},"r":{"N":"1"},"m":{"M":{"x":{"L":[{"N":"5"}]},"y":{"S":"z"}}}})");
  EXPECT_EQ(Execute("SELECT * FROM range WHERE p='a' AND r=1"),
            Ok(R"({"Items":[{"m":{"M":{"x":{"L":[{"N":"5"}]},"y":{"S":"z"}}},"p":{"S":"a"},)"
               R"("r":{"N":"1"}}]})"));
  EXPECT_EQ(Execute("SELECT m.y, m.x[0], p, nope FROM range WHERE p='a' AND r=1"),
            Ok(R"({"Items":[{"p":{"S":"a"},"x[0]":{"N":"5"},"y":{"S":"z"}}]})"));
  EXPECT_EQ(Execute("SELECT nope FROM range WHERE p='a' AND r=1"), Ok(R"({"Items":[{}]})"));
  EXPECT_EQ(Execute("SELECT * FROM range WHERE p='a' AND r=2"), Ok(R"({"Items":[]})"));
  EXPECT_EQ(Execute("SELECT p FROM \"range\" WHERE p=? AND r=?",
                    R"(,"Parameters":[{"S":"a"},{"N":"1.0"}])"),
            Ok(R"({"Items":[{"p":{"S":"a"}}]})"));
}

TEST_F(ExecuteStatementTest, Select_ReadsTablesAndIndexesInOrder) {
  PutNumbered();
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p='a'"), "12345");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p='a' ORDER BY r DESC"), "54321");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p='a' AND r>1 AND r<4"), "23");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p='a' AND NOT v='v2' AND r IN (1,2,3)"), "13");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p IN ('b','a','c') AND r<3"), "1212");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p IN ('b','a') AND r<3 ORDER BY r DESC"), "2121");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed.by_g WHERE g='g1' AND h>6"), "3311");
  EXPECT_EQ(SortKeys("SELECT r FROM \"indexed\".\"by_h\" WHERE p='a'"), "54321");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE v='v3'"), "33");
  EXPECT_EQ(SortKeys("SELECT r FROM indexed WHERE p='a' AND p='b'"), "");
}

// A local index is asked for what it lacks, a global one is not: as in a Query.
TEST_F(ExecuteStatementTest, Select_FetchesWhatALocalIndexLacks) {
  PutNumbered();
  EXPECT_EQ(Execute("SELECT v FROM indexed.by_h WHERE p='a' AND h=5"),
            Ok(R"({"Items":[{"v":{"S":"v5"}}]})"));
  EXPECT_EQ(Execute("SELECT * FROM indexed.by_h WHERE p='a' AND h=5"),
            Ok(R"({"Items":[{"h":{"N":"5"},"p":{"S":"a"},"r":{"N":"5"}}]})"));
}

TEST_F(ExecuteStatementTest, Select_PagesGoOnWhereTheLastOneEnded) {
  PutNumbered();
  for (const char* statement :
       {"SELECT p,r FROM indexed", "SELECT p,r FROM indexed WHERE p IN ('b','a') ORDER BY p DESC",
        "SELECT p,r FROM indexed.by_g WHERE g IN ('g0','g1') ORDER BY h DESC",
        "SELECT p,r FROM indexed.by_g WHERE v<>'nope'"}) {
    const Answer whole = Execute(statement);
    std::vector<std::string> keys;
    std::string token;
    do {
      const Answer page = Execute(
          statement, R"(,"Limit":3)" + (token.empty() ? "" : R"(,"NextToken":")" + token + "\""));
      ASSERT_EQ(page.status, 200) << page.body;
      const size_t end = page.body.find("LastEvaluatedKey");
      for (const std::string& key : ScalarsNamed(page.body.substr(0, end), "r")) {
        keys.push_back(key);
      }
      token = TokenOf(page);
      EXPECT_EQ(token.empty(), end == std::string::npos);
    } while (!token.empty());
    EXPECT_EQ(keys, ScalarsNamed(whole.body, "r")) << statement;
    EXPECT_EQ(keys.size(), 10U) << statement;
  }
}

// The service's messages about tokens are not known; DynamoDB Local takes those of other
// statements.
TEST_F(ExecuteStatementTest, NextToken_IsBoundToStatementAndParameters) {
  PutNumbered();
  const char* statement = "SELECT r FROM indexed WHERE p=?";
  const std::string a = R"(,"Parameters":[{"S":"a"}])";
  const std::string token = TokenOf(Execute(statement, a + R"(,"Limit":2)"));
  ASSERT_NE(token, "");
  const std::string next = R"(,"NextToken":")" + token + "\"";
  EXPECT_EQ(Execute(statement, a + next + R"(,"ConsistentRead":true)"),
            Ok(R"({"Items":[{"r":{"N":"3"}},{"r":{"N":"4"}},{"r":{"N":"5"}}]})"));
  const Answer foreign =
      Invalid("Invalid NextToken: it belongs to another Statement or to other Parameters");
  EXPECT_EQ(Execute(statement, R"(,"Parameters":[{"S":"b"}])" + next), foreign);
  EXPECT_EQ(Execute("SELECT r FROM indexed WHERE p='a'", next), foreign);
  for (const std::string& bad :
       {std::string("abc"), std::string("AAAA"), token.substr(0, token.size() - 8) + "AAAAAAA="}) {
    EXPECT_EQ(Execute(statement, a + R"(,"NextToken":")" + bad + "\""),
              Invalid("Invalid NextToken"))
        << bad;
  }
}

TEST_F(ExecuteStatementTest, Limit_CountsWhatIsReadAndNotWhatPasses) {
  PutNumbered();
  const Answer page = Execute("SELECT r FROM indexed WHERE p='a' AND v='v5'", R"(,"Limit":2)");
  EXPECT_EQ(page.body.substr(0, 12), R"({"Items":[],)");
  EXPECT_NE(TokenOf(page), "");
  // A read of one item by its key is no exception.
  EXPECT_NE(TokenOf(Execute("SELECT r FROM indexed WHERE p='a' AND r=1", R"(,"Limit":1)")), "");
}

TEST_F(ExecuteStatementTest, Pages_EndAtOneMegabyte) {
  const std::string filling(300'000, 'x');
  for (int r = 1; r <= 5; ++r) {
    Put("range",
        R"({"p":{"S":"a"},"r":{"N":")" + std::to_string(r) + R"("},"f":{"S":")" + filling + "\"}}");
  }
  const Answer page = Execute("SELECT r FROM range WHERE p='a'");
  EXPECT_EQ(ScalarsNamed(page.body.substr(0, page.body.find("NextToken")), "r").size(), 4U);
  const std::string next = R"(,"NextToken":")" + TokenOf(page) + "\"";
  EXPECT_EQ(Execute("SELECT r FROM range WHERE p='a'", next), Ok(R"({"Items":[{"r":{"N":"5"}}]})"));
}

// DynamoDB Local reports no capacity for statements. These are the classic operations' figures.
TEST_F(ExecuteStatementTest, ConsumedCapacity_IsThatOfTheClassicOperations) {
  PutNumbered();
  const std::string total = R"(,"ReturnConsumedCapacity":"TOTAL")";
  EXPECT_EQ(Execute("SELECT v FROM indexed WHERE p='a' AND r=1", total),
            Ok(R"({"Items":[{"v":{"S":"v1"}}],"ConsumedCapacity":{"TableName":"indexed",)"
               R"("CapacityUnits":0.5}})"));
  EXPECT_EQ(
      Execute("SELECT v FROM indexed WHERE p='a' AND r=1", total + R"(,"ConsistentRead":true)"),
      Ok(R"({"Items":[{"v":{"S":"v1"}}],"ConsumedCapacity":{"TableName":"indexed",)"
         R"("CapacityUnits":1.0}})"));
  EXPECT_EQ(Execute("SELECT v FROM indexed.by_g WHERE g='g1' AND h=9 AND v='no'",
                    R"(,"ReturnConsumedCapacity":"INDEXES")"),
            Ok(R"({"Items":[],"ConsumedCapacity":{"TableName":"indexed","CapacityUnits":0.5,)"
               R"("Table":{"CapacityUnits":0.0},"GlobalSecondaryIndexes":{"by_g":)"
               R"({"CapacityUnits":0.5}}}})"));
  EXPECT_EQ(Execute("UPDATE indexed SET g='x' WHERE p='a' AND r=1", total),
            Ok(R"({"Items":[],"ConsumedCapacity":{"TableName":"indexed","CapacityUnits":3.0}})"));
}

TEST_F(ExecuteStatementTest, Select_FindsNoTableOrIndex) {
  EXPECT_EQ(Execute("SELECT * FROM nosuch"), NotFound("Requested resource not found"));
  EXPECT_EQ(Execute("SELECT * FROM range.nosuch"),
            Invalid("The table does not have the specified index: nosuch"));
  const Answer bad_name = Invalid(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', "
      "'-', '_', '.'.");
  EXPECT_EQ(Execute("SELECT * FROM \"a b\""), bad_name);
  EXPECT_EQ(Execute("SELECT * FROM aa"), bad_name);
  EXPECT_EQ(Execute("SELECT * FROM indexed.by_g WHERE g='x'", R"(,"ConsistentRead":true)"),
            Invalid("Consistent reads are not supported on global secondary indexes"));
}

TEST_F(ExecuteStatementTest, Insert_PutsAnItemThatIsNotThere) {
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':'a','n':1.50,'l':[true,null,{}],'s':<<'y','x'>>}"),
            Ok(R"({"Items":[]})"));
  const Answer stored = Ok(
      R"({"Item":{"l":{"L":[{"BOOL":true},{"NULL":true},{"M":{}}]},"n":{"N":"1.5"},"p":{"S":"a"},)"
      R"("s":{"SS":["x","y"]}}})");
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), stored);
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':'a'}",
                    R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
            Duplicate());
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), stored);
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':?,'b':?}",
                    R"(,"Parameters":[{"S":"b"},{"BS":["AQ=="]}])"),
            Ok(R"({"Items":[]})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"b"}})"),
            Ok(R"({"Item":{"b":{"BS":["AQ=="]},"p":{"S":"b"}}})"));
}

TEST_F(ExecuteStatementTest, Insert_NeedsItsKey) {
  EXPECT_EQ(Execute("INSERT INTO range VALUE {'p':'a'}"),
            Invalid("Key attribute should be present in the item: Key r"));
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':1}"),
            Invalid("Key attribute's data type should match its data type in table's schema: Key "
                    "p"));
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':''}"),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(ExecuteStatementTest, Update_ChangesAnItemThatIsThere) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"m":{"M":{"k":{"N":"2"}}}})");
  EXPECT_EQ(Execute("UPDATE hash SET n=n+1 SET m.j='x' REMOVE m.k WHERE p='a'"),
            Ok(R"({"Items":[]})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"),
            Ok(R"({"Item":{"m":{"M":{"j":{"S":"x"}}},"n":{"N":"2"},"p":{"S":"a"}}})"));
  EXPECT_EQ(Execute("UPDATE hash SET n=1 WHERE p='missing'"), ConditionFailed());
  EXPECT_EQ(Get("hash", R"({"p":{"S":"missing"}})"), Ok("{}"));
  EXPECT_EQ(Execute("UPDATE hash SET n=5 WHERE p='a' AND n=1"), ConditionFailed());
  EXPECT_EQ(
      Execute("UPDATE hash SET n=5 WHERE p='a' AND n=1",
              R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
      (Answer{400,
              R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
              R"("message":"The conditional request failed","Item":{"m":{"M":{"j":{"S":"x"}}},)"
              R"("n":{"N":"2"},"p":{"S":"a"}}})"}));
  EXPECT_EQ(Execute("UPDATE hash SET p='b' WHERE p='a'"),
            Invalid("One or more parameter values were invalid: Cannot update attribute p. This "
                    "attribute is part of the key"));
  EXPECT_EQ(Execute("UPDATE hash SET n=nope+1 WHERE p='a'"),
            Invalid("The provided expression refers to an attribute that does not exist in the "
                    "item"));
}

TEST_F(ExecuteStatementTest, Update_ReturnsWhatReturningAsksFor) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Execute("UPDATE hash SET n=n+1 WHERE p='a' RETURNING ALL OLD *"),
            Ok(R"({"Items":[{"n":{"N":"1"},"p":{"S":"a"}}]})"));
  EXPECT_EQ(Execute("UPDATE hash SET n=n+1 WHERE p='a' RETURNING ALL NEW *"),
            Ok(R"({"Items":[{"n":{"N":"3"},"p":{"S":"a"}}]})"));
  EXPECT_EQ(Execute("UPDATE hash SET n=n+1 WHERE p='a' RETURNING MODIFIED OLD *"),
            Ok(R"({"Items":[{"n":{"N":"3"}}]})"));
  EXPECT_EQ(Execute("UPDATE hash SET n=5-n, s=set_add(s,<<'x'>>) WHERE p='a' RETURNING MODIFIED "
                    "NEW *"),
            Ok(R"({"Items":[{"n":{"N":"1"},"s":{"SS":["x"]}}]})"));
}

TEST_F(ExecuteStatementTest, Delete_TakesTheItemAwayIfItMeetsTheCondition) {
  Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a' AND n=2"), ConditionFailed());
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a' AND n=1 RETURNING ALL OLD *"),
            Ok(R"({"Items":[{"n":{"N":"1"},"p":{"S":"a"}}]})"));
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok("{}"));
  // "SUCCESS is returned with 0 items deleted" (developer guide), whatever the condition is.
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a' RETURNING ALL OLD *"), Ok(R"({"Items":[]})"));
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a' AND n=2"), Ok(R"({"Items":[]})"));
}

TEST_F(ExecuteStatementTest, Changes_NameOneItem) {
  const Answer incomplete =
      Invalid("Where clause does not contain a mandatory equality on all key attributes");
  for (const char* where : {"", " WHERE p='a'", " WHERE p='a' AND r>1", " WHERE p='a' AND r IN (1)",
                            " WHERE p='a' AND r=1 OR n=1"}) {
    EXPECT_EQ(Execute("UPDATE range SET n=1" + std::string(where)), incomplete) << where;
    EXPECT_EQ(Execute("DELETE FROM range" + std::string(where)), incomplete) << where;
  }
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a' AND p='b'"),
            Invalid("Multiple conditions on same key p. Only single item Update/Insert/Delete are "
                    "supported"));
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p=1"),
            Invalid("Key attribute's data type should match its data type in table's schema: Key "
                    "p"));
}

TEST_F(ExecuteStatementTest, Exists_IsForTransactions) {
  EXPECT_EQ(Execute("EXISTS(SELECT * FROM hash WHERE p='a' AND n=1)"),
            Invalid("EXISTS can only be used in ExecuteTransaction write requests."));
}

TEST_F(ExecuteStatementTest, Changes_AreSeenByStreams) {
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"hash","StreamSpecification":
      {"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}})")
                .status,
            200);
  EXPECT_EQ(Execute("INSERT INTO hash VALUE {'p':'a'}").status, 200);
  EXPECT_EQ(Execute("UPDATE hash SET n=1 WHERE p='a'").status, 200);
  EXPECT_EQ(Execute("DELETE FROM hash WHERE p='a'").status, 200);
  const std::string streams = Call("ListStreams", "{}").body;
  const std::string start = R"("StreamArn":")";
  const size_t arn = streams.find(start) + start.size();
  const std::string stream = streams.substr(arn, streams.find('"', arn) - arn);
  const std::string description = Call("DescribeStream", R"({"StreamArn":")" + stream + "\"}").body;
  const size_t shard = description.find("shardId-");
  const std::string iterator =
      Call("GetShardIterator",
           R"({"ShardIteratorType":"TRIM_HORIZON","StreamArn":")" + stream + R"(","ShardId":")" +
               description.substr(shard, description.find('"', shard) - shard) + "\"}")
          .body;
  const std::string records = Call("GetRecords", iterator).body;
  for (const char* event : {"INSERT", "MODIFY", "REMOVE"}) {
    EXPECT_NE(records.find(R"("eventName":")" + std::string(event)), std::string::npos) << records;
  }
}

}  // namespace
}  // namespace stator::testing
