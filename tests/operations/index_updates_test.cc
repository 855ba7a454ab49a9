#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// GlobalSecondaryIndexUpdates of UpdateTable: what they do. What is refused is in
// index_updates_errors_test.cc.
namespace stator::testing {
namespace {

class IndexUpdatesTest : public OperationTest {
 protected:
  using OperationTest::OperationTest;

  void Create(const std::string& definitions, std::initializer_list<std::string> members,
              std::string_view billing = kOnDemand) {
    const Answer answer =
        Call("CreateTable", TableOf("H:p R:r", "p:S r:N" + definitions, members, billing));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  Answer Update(const std::string& action, const std::string& more = "") {
    return Call("UpdateTable", R"({"TableName":"table","GlobalSecondaryIndexUpdates":[{)" + action +
                                   "}]" + (more.empty() ? "" : ",") + more + "}");
  }
  Answer CreateIndex(const std::string& index, const std::string& definitions) {
    return Update("\"Create\":" + index, Definitions(definitions));
  }
  Answer DeleteIndex(const std::string& name) {
    return Update(R"("Delete":{"IndexName":")" + name + R"("})");
  }
  Answer SetThroughput(const std::string& name, int read, int write) {
    return Update(R"("Update":{"IndexName":")" + name + "\"," + Throughput(read, write) + "}");
  }
  std::string Describe() { return Call("DescribeTable", R"({"TableName":"table"})").body; }
  bool Describes(const std::string& part) { return Describe().find(part) != std::string::npos; }
  // The items that an index has, with what it projects of them.
  Answer Scan(const std::string& index) {
    return Call("Scan", R"({"TableName":"table","IndexName":")" + index + "\"}");
  }
};

bool Contains(const Answer& answer, const std::string& part) {
  return answer.body.find(part) != std::string::npos;
}

TEST_F(IndexUpdatesTest, CreatedIndex_IsFilledAndMaintained) {
  Create("", {});
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"x"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"2"}})");
  const Answer created = CreateIndex(Index("idx", "H:a", kKeysOnly), "a:S");
  EXPECT_EQ(created.status, 200) << created.body;
  EXPECT_EQ(Scan("idx"), Ok(R"({"Items":[{"a":{"S":"x"},"p":{"S":"k"},"r":{"N":"1"}}],"Count":1,)"
                            R"("ScannedCount":1})"));
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"b":{"S":"x"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"2"},"a":{"S":"y"}})");
  EXPECT_EQ(Scan("idx"), Ok(R"({"Items":[{"a":{"S":"y"},"p":{"S":"k"},"r":{"N":"2"}}],"Count":1,)"
                            R"("ScannedCount":1})"));
}

// The service answers before it has begun to fill the index; here a small table's is full by then,
// as DescribeTable says.
TEST_F(IndexUpdatesTest, CreatedIndex_IsAnsweredAsCreatingAndIsActive) {
  Create("", {});
  const Answer created = CreateIndex(Index("idx", "H:a"), "a:S");
  EXPECT_TRUE(Contains(created, R"("TableStatus":"UPDATING")"));
  EXPECT_TRUE(Contains(created, R"("IndexStatus":"CREATING","Backfilling":false)")) << created.body;
  EXPECT_TRUE(Describes(R"("TableStatus":"ACTIVE")"));
  EXPECT_TRUE(Describes(R"("IndexStatus":"ACTIVE","ProvisionedThroughput")")) << Describe();
}

// Items that cannot be in the index stay out of it ("Managing Global Secondary Indexes").
TEST_F(IndexUpdatesTest, ItemsThatDoNotFit_AreSkipped) {
  Create("", {});
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"x"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"2"},"a":{"N":"5"}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"3"},"a":{"S":""}})");
  Put("table", R"({"p":{"S":"k"},"r":{"N":"4"},"a":{"S":")" + std::string(2049, 'x') + R"("}})");
  EXPECT_EQ(CreateIndex(Index("idx", "H:a"), "a:S").status, 200);
  EXPECT_EQ(Scan("idx"), Ok(R"({"Items":[{"a":{"S":"x"},"p":{"S":"k"},"r":{"N":"1"}}],"Count":1,)"
                            R"("ScannedCount":1})"));
}

// What does not fit may stay as long as it is left alone, but not be put again.
TEST_F(IndexUpdatesTest, ItemThatDoesNotFit_CanStillBeUpdatedElsewhere) {
  Create("", {});
  const std::string item = R"({"p":{"S":"k"},"r":{"N":"2"},"a":{"N":"5"}})";
  Put("table", item);
  EXPECT_EQ(CreateIndex(Index("idx", "H:a"), "a:S").status, 200);
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"2"}},
      "UpdateExpression":"SET b = :b","ExpressionAttributeValues":{":b":{"S":"1"}}})"),
            Ok("{}"));
  EXPECT_EQ(Call("PutItem", R"({"TableName":"table","Item":)" + item + "}"),
            Invalid("One or more parameter values were invalid: Type mismatch for Index Key a "
                    "Expected: S Actual: N IndexName: idx"));
  EXPECT_EQ(Scan("idx"), Ok(R"({"Items":[],"Count":0,"ScannedCount":0})"));
}

TEST_F(IndexUpdatesTest, IndexOfSeveralKeyAttributes_CanBeCreated) {
  Create("", {});
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"x"},"b":{"N":"3"}})");
  EXPECT_EQ(CreateIndex(Index("idx", "H:a H:b R:p R:r"), "a:S b:N p:S r:N").status, 200);
  EXPECT_TRUE(Describes(R"("IndexSizeBytes":10,"ItemCount":1)")) << Describe();
}

TEST_F(IndexUpdatesTest, DeletedIndex_IsAnsweredAsDeletingAndGone) {
  Create(" a:S", {Global({Index("one", "H:a"), Index("two", "H:a")})});
  const Answer deleted = DeleteIndex("one");
  EXPECT_TRUE(Contains(deleted, R"("IndexStatus":"DELETING")")) << deleted.body;
  EXPECT_FALSE(Describes("\"one\""));
  EXPECT_TRUE(Describes("\"two\""));
  EXPECT_EQ(Scan("one").status, 400);
  EXPECT_EQ(Scan("two").status, 200);
  // The last one takes the member with it.
  EXPECT_EQ(DeleteIndex("two").status, 200);
  EXPECT_FALSE(Describes("GlobalSecondaryIndexes"));
}

TEST_F(IndexUpdatesTest, RecreatedIndex_HasItsNewDefinition) {
  Create(" a:S", {Global({Index("idx", "H:a", kKeysOnly)})});
  Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"a":{"S":"x"},"b":{"N":"3"}})");
  EXPECT_EQ(DeleteIndex("idx").status, 200);
  EXPECT_EQ(CreateIndex(Index("idx", "H:b R:p"), "b:N p:S").status, 200);
  EXPECT_EQ(Scan("idx"), Ok(R"({"Items":[{"a":{"S":"x"},"b":{"N":"3"},"p":{"S":"k"},)"
                            R"("r":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
}

// Recorded from the service: the definitions are always those in use, and nothing is said about
// others.
TEST_F(IndexUpdatesTest, Definitions_AreMergedAndPruned) {
  Create(" a:S", {Global({Index("one", "H:a")})});
  EXPECT_EQ(CreateIndex(Index("two", "H:c R:p"), "z:S c:B p:S").status, 200);
  EXPECT_TRUE(Describes(Definitions("p:S r:N a:S c:B"))) << Describe();
  EXPECT_EQ(DeleteIndex("one").status, 200);
  EXPECT_TRUE(Describes(Definitions("p:S r:N c:B"))) << Describe();
  // Definitions without a new index are of no use to anybody.
  EXPECT_EQ(Update(R"("Delete":{"IndexName":"two"})", Definitions("q:S")).status, 200);
  EXPECT_TRUE(Describes(Definitions("p:S r:N"))) << Describe();
}

TEST_F(IndexUpdatesTest, Throughput_ChangesAndIsDated) {
  Create(" a:S", {Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 2));
  clock_.AdvanceSeconds(60);
  const Answer updated = SetThroughput("idx", 5, 2);
  EXPECT_TRUE(Contains(updated, R"("IndexStatus":"UPDATING","ProvisionedThroughput":)"
                                R"({"NumberOfDecreasesToday":0,"ReadCapacityUnits":3,)"
                                R"("WriteCapacityUnits":4})"))
      << updated.body;
  EXPECT_TRUE(Describes(R"("IndexStatus":"ACTIVE","ProvisionedThroughput":)"
                        R"({"LastIncreaseDateTime":1767323105.000,)"
                        R"("LastDecreaseDateTime":1767323105.000,"NumberOfDecreasesToday":1,)"
                        R"("ReadCapacityUnits":5,"WriteCapacityUnits":2})"))
      << Describe();
  // The table's own is left alone.
  EXPECT_TRUE(Describes(R"({"NumberOfDecreasesToday":0,"ReadCapacityUnits":1,)"
                        R"("WriteCapacityUnits":2})"));
}

TEST_F(IndexUpdatesTest, SeveralIndexes_CanChangeTheirThroughputAtOnce) {
  Create(" a:S",
         {Global({Index("one", "H:a", kAll, Throughput(1, 1)),
                  Index("two", "H:a", kAll, Throughput(1, 1))})},
         Throughput(1, 2));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table",)" + Throughput(7, 7) +
                                    R"(,"GlobalSecondaryIndexUpdates":[
      {"Update":{"IndexName":"one",)" +
                                    Throughput(8, 8) + R"(}},{"Update":{"IndexName":"two",)" +
                                    Throughput(9, 9) + "}}]}")
                .status,
            200);
  for (const char* units : {"7", "8", "9"}) {
    EXPECT_TRUE(Describes(R"("ReadCapacityUnits":)" + std::string(units)));
  }
}

TEST_F(IndexUpdatesTest, OnDemandAndWarmThroughput_CanBeChanged) {
  Create(" a:S", {Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update(R"("Update":{"IndexName":"idx","OnDemandThroughput":{"MaxReadRequestUnits":5},
      "WarmThroughput":{"ReadUnitsPerSecond":13000,"WriteUnitsPerSecond":5000}})")
                .status,
            200);
  EXPECT_TRUE(Describes(R"("OnDemandThroughput":{"MaxReadRequestUnits":5,)"
                        R"("MaxWriteRequestUnits":-1},"WarmThroughput":{)"
                        R"("ReadUnitsPerSecond":13000,"WriteUnitsPerSecond":5000,)"))
      << Describe();
}

TEST_F(IndexUpdatesTest, BillingMode_ChangesForTheIndexesToo) {
  Create(" a:S", {Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 2));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST"})").status,
            200);
  EXPECT_TRUE(Describes(R"("IndexStatus":"ACTIVE","ProvisionedThroughput":)"
                        R"({"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,)"
                        R"("WriteCapacityUnits":0})"))
      << Describe();
  EXPECT_EQ(Update(R"("Update":{"IndexName":"idx",)" + Throughput(6, 6) + "}",
                   R"("BillingMode":"PROVISIONED",)" + Throughput(5, 5))
                .status,
            200);
  EXPECT_TRUE(Describes(R"("ReadCapacityUnits":6,"WriteCapacityUnits":6)")) << Describe();
}

}  // namespace
}  // namespace stator::testing
