#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// DescribeTable of a table with indexes. Of members and their order DynamoDB Local is the source.
namespace stator::testing {
namespace {

class DescribeIndexesTest : public OperationTest {
 protected:
  void Create(std::initializer_list<std::string> members, std::string_view billing = kOnDemand) {
    const Answer answer = Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:S", members, billing));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  std::string Describe() { return Call("DescribeTable", R"({"TableName":"table"})").body; }
  bool Describes(const std::string& part) { return Describe().find(part) != std::string::npos; }
  // `"IndexSizeBytes":7,"ItemCount":1` of an index.
  std::string CountsOf(const std::string& index) {
    const std::string body = Describe();
    const size_t name = body.find(R"("IndexName":")" + index + "\"");
    const size_t at = body.find("\"IndexSizeBytes\"", name);
    return body.substr(at, body.find(",\"IndexArn\"", at) - at);
  }
};

TEST_F(DescribeIndexesTest, LocalIndex_HasNoStatusAndNoThroughput) {
  Create({Local({Index("idx", "H:p R:a", Include("x", 2))})});
  EXPECT_TRUE(Describes(
      R"("LocalSecondaryIndexes":[{"IndexName":"idx","KeySchema":[)"
      R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"a","KeyType":"RANGE"}],)"
      R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x0","x1"]},)"
      R"("IndexSizeBytes":0,"ItemCount":0,)"
      R"("IndexArn":"arn:aws:dynamodb:us-east-1:000000000000:table/table/index/idx"}])"))
      << Describe();
  EXPECT_FALSE(Describes("GlobalSecondaryIndexes"));
}

// "For indexes that were created during a CreateTable operation, the Backfilling attribute does not
// appear" (API reference).
TEST_F(DescribeIndexesTest, GlobalIndexOfANewTable_IsActive) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_TRUE(
      Describes(R"("GlobalSecondaryIndexes":[{"IndexName":"idx","KeySchema":[)"
                R"({"AttributeName":"a","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},)"
                R"("IndexStatus":"ACTIVE","ProvisionedThroughput":{"NumberOfDecreasesToday":0,)"
                R"("ReadCapacityUnits":0,"WriteCapacityUnits":0},"IndexSizeBytes":0,"ItemCount":0,)"
                R"("IndexArn":"arn:aws:dynamodb:us-east-1:000000000000:table/table/index/idx",)"
                R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,)"
                R"("Status":"ACTIVE"}}])"))
      << Describe();
  EXPECT_FALSE(Describes("LocalSecondaryIndexes"));
  EXPECT_FALSE(Describes("Backfilling"));
}

TEST_F(DescribeIndexesTest, Indexes_KeepTheOrderInWhichTheyWereGiven) {
  Create({Global({Index("zzz", "H:a"), Index("aaa", "H:r R:a")}),
          Local({Index("yyy", "H:p R:a"), Index("bbb", "H:p R:a")})});
  const std::string body = Describe();
  const size_t yyy = body.find("\"yyy\"");
  const size_t bbb = body.find("\"bbb\"");
  const size_t zzz = body.find("\"zzz\"");
  EXPECT_LT(yyy, bbb);
  EXPECT_LT(bbb, zzz);
  EXPECT_LT(zzz, body.find("\"aaa\""));
}

// An item counts in the indexes that it is in, with the size of what they project: names and
// strings by their bytes, a number of one digit 2 bytes.
TEST_F(DescribeIndexesTest, CountsAndSizes_FollowEveryWrite) {
  Create({Local({Index("local", "H:p R:a", kKeysOnly)}),
          Global({Index("all", "H:a"), Index("keys", "H:a", kKeysOnly),
                  Index("some", "H:a", Include("x", 1))})});
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"abc"},"x0":{"S":"12345"},)"
               R"("y":{"S":"12345"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"2"},"x0":{"S":"1"}})");  // in no index
  EXPECT_EQ(CountsOf("local"), R"("IndexSizeBytes":9,"ItemCount":1)");
  EXPECT_EQ(CountsOf("all"), R"("IndexSizeBytes":22,"ItemCount":1)");
  EXPECT_EQ(CountsOf("keys"), R"("IndexSizeBytes":9,"ItemCount":1)");
  EXPECT_EQ(CountsOf("some"), R"("IndexSizeBytes":16,"ItemCount":1)");

  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"a"},"x0":{"S":"1"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"2"},"a":{"S":"b"}})");
  EXPECT_EQ(CountsOf("all"), R"("IndexSizeBytes":17,"ItemCount":2)");
  EXPECT_EQ(CountsOf("some"), R"("IndexSizeBytes":17,"ItemCount":2)");
  EXPECT_EQ(CountsOf("local"), R"("IndexSizeBytes":14,"ItemCount":2)");

  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},
      "UpdateExpression":"REMOVE a"})"),
            Ok("{}"));
  EXPECT_EQ(CountsOf("all"), R"("IndexSizeBytes":7,"ItemCount":1)");
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"2"}}})"),
            Ok("{}"));
  for (const char* index : {"local", "all", "keys", "some"}) {
    EXPECT_EQ(CountsOf(index), R"("IndexSizeBytes":0,"ItemCount":0)") << index;
  }
}

TEST_F(DescribeIndexesTest, ProvisionedIndex_ShowsItsThroughput) {
  Create({Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 2));
  EXPECT_TRUE(Describes(R"("IndexStatus":"ACTIVE","ProvisionedThroughput":)"
                        R"({"NumberOfDecreasesToday":0,"ReadCapacityUnits":3,)"
                        R"("WriteCapacityUnits":4})"))
      << Describe();
}

// "If the table is in the DELETING state, no information about indexes will be returned" (API
// reference).
TEST_F(DescribeIndexesTest, DeletedTable_SaysNothingOfItsIndexes) {
  Create({Local({Index("local", "H:p R:a")}), Global({Index("global", "H:a")})});
  const Answer answer = Call("DeleteTable", R"({"TableName":"table"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.find("SecondaryIndexes"), std::string::npos);
}

}  // namespace
}  // namespace stator::testing
