#include <string>

#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// With --transition-delay tables and indexes are CREATING, UPDATING and DELETING for a while. Where
// no other source is named, the answers are those that users of the service report.
namespace stator::testing {
namespace {

constexpr int64_t kDelaySeconds = 10;
constexpr std::string_view kInUse = "Attempt to change a resource which is still in use: ";

class TransitionDelayTest : public OperationTest {
 protected:
  TransitionDelayTest() { transition_delay_micros_ = kDelaySeconds * 1'000'000; }

  Answer Create() {
    return Call("CreateTable", R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",)" +
                                   KeySchema("H:p") + "," + Definitions("p:S g:S") +
                                   R"(,"GlobalSecondaryIndexes":[)" + Gsi("gsi") + "]}");
  }
  void CreateAndWait() {
    EXPECT_EQ(Create().status, 200);
    Wait();
    EXPECT_EQ(TableStatus(), "ACTIVE");
  }
  static std::string Gsi(const std::string& name) {
    return R"({"IndexName":")" + name + "\"," + KeySchema("H:g") +
           R"(,"Projection":{"ProjectionType":"ALL"}})";
  }
  Answer Update(const std::string& members) {
    return Call("UpdateTable", R"({"TableName":"table",)" + members + "}");
  }
  Answer AddIndex() {
    return Update(Definitions("g:S") + R"(,"GlobalSecondaryIndexUpdates":[{"Create":)" +
                  Gsi("new") + "}]");
  }
  Answer DeleteIndex(const std::string& name) {
    return Update(R"("GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":")" + name + "\"}}]");
  }
  Answer Delete() { return Call("DeleteTable", R"({"TableName":"table"})"); }
  Answer Query(const std::string& index) {
    return Call("Query", R"({"TableName":"table","IndexName":")" + index +
                             R"(","KeyConditionExpression":"g = :g",)"
                             R"("ExpressionAttributeValues":{":g":{"S":"x"}}})");
  }
  std::string Describe() { return Call("DescribeTable", R"({"TableName":"table"})").body; }
  std::string TableStatus() { return After(Describe(), R"("TableStatus":")"); }
  // "CREATING", with "+" when it says that it is backfilling; empty: there is no such index.
  std::string IndexStatus(const std::string& name) {
    const std::string description = Describe();
    const size_t at = description.find(R"("IndexName":")" + name + "\"");
    if (at == std::string::npos) return "";
    const std::string index = description.substr(at, description.find("WarmThroughput", at) - at);
    const bool backfilling = index.find(R"("Backfilling":true)") != std::string::npos;
    return After(index, R"("IndexStatus":")") + (backfilling ? "+" : "");
  }
  static std::string After(const std::string& text, std::string_view prefix) {
    const size_t at = text.find(prefix);
    if (at == std::string::npos) return "";
    const size_t begin = at + prefix.size();
    return text.substr(begin, text.find('"', begin) - begin);
  }

  // All of a transition, or nearly all.
  void Wait() { clock_.AdvanceSeconds(kDelaySeconds); }
  void NearlyWait() { clock_.AdvanceSeconds(kDelaySeconds - 1); }

  void ExpectNoItems() {
    const Answer not_found = NotFound("Requested resource not found");
    EXPECT_EQ(Get("table", R"({"p":{"S":"a"}})"), not_found);
    EXPECT_EQ(Call("PutItem", R"({"TableName":"table","Item":{"p":{"S":"a"}}})"), not_found);
    EXPECT_EQ(Call("Scan", R"({"TableName":"table"})"), not_found);
    EXPECT_EQ(Query("gsi"), not_found);
    EXPECT_EQ(Call("BatchGetItem", R"({"RequestItems":{"table":{"Keys":[{"p":{"S":"a"}}]}}})"),
              not_found);
    EXPECT_EQ(Call("TransactGetItems",
                   R"({"TransactItems":[{"Get":{"TableName":"table","Key":{"p":{"S":"a"}}}}]})"),
              not_found);
  }
  void ExpectNoTags() {
    const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/table";
    const std::string resource = R"("ResourceArn":")" + arn + "\"";
    const Answer not_found =
        NotFound("Requested resource not found: ResourcArn: " + arn + " not found");
    EXPECT_EQ(Call("TagResource", "{" + resource + R"(,"Tags":[{"Key":"a","Value":"b"}]})"),
              not_found);
    EXPECT_EQ(Call("ListTagsOfResource", "{" + resource + "}"), not_found);
    EXPECT_EQ(Call("UntagResource", "{" + resource + R"(,"TagKeys":["a"]})"),
              NotFound("Requested resource not found"));
  }
  void ExpectNoChanges(const std::string& reason) {
    const Answer in_use = InUse(std::string(kInUse) + reason);
    EXPECT_EQ(Update(R"("DeletionProtectionEnabled":true)"), in_use);
    EXPECT_EQ(Delete(), in_use);
  }
};

TEST_F(TransitionDelayTest, DelayOfIndexesAlone_LeavesTablesAsTheyAre) {
  index_transition_delay_micros_ = std::exchange(transition_delay_micros_, 0);
  EXPECT_EQ(Create().status, 200);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(Update(R"("DeletionProtectionEnabled":false)").status, 200);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(AddIndex().status, 200);
  EXPECT_EQ(IndexStatus("new"), "CREATING");
  Wait();
  EXPECT_EQ(IndexStatus("new"), "CREATING+");
  Wait();
  EXPECT_EQ(IndexStatus("new"), "ACTIVE");
  EXPECT_EQ(DeleteIndex("new").status, 200);
  EXPECT_EQ(IndexStatus("new"), "DELETING");
  Wait();
  EXPECT_EQ(IndexStatus("new"), "");
}

TEST_F(TransitionDelayTest, NewTable_IsCreatingUntilItsTimeHasCome) {
  EXPECT_EQ(Create().status, 200);
  NearlyWait();
  EXPECT_EQ(TableStatus(), "CREATING");
  EXPECT_EQ(IndexStatus("gsi"), "CREATING");
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":["table"]})"));
  ExpectNoItems();
  ExpectNoTags();
  ExpectNoChanges("Table is being created: table");
  EXPECT_EQ(Create(), InUse(std::string(kInUse) + "Table is being created: table"));
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(IndexStatus("gsi"), "ACTIVE");
  Put("table", R"({"p":{"S":"a"}})");
  EXPECT_EQ(Create(), InUse("Table already exists: table"));
}

// Reads and writes go on ("Managing Global Secondary Indexes"), and so does tagging.
TEST_F(TransitionDelayTest, ChangedTable_IsUpdatingAndServes) {
  CreateAndWait();
  EXPECT_EQ(Update(R"("DeletionProtectionEnabled":true)").status, 200);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus("gsi"), "ACTIVE");
  Put("table", R"({"p":{"S":"a"},"g":{"S":"x"}})");
  EXPECT_EQ(Query("gsi").status, 200);
  ExpectNoChanges("Table is being updated: table");
  EXPECT_EQ(Call("TagResource", R"({"Tags":[{"Key":"a","Value":"b"}],"ResourceArn":)"
                                R"("arn:aws:dynamodb:us-east-1:000000000000:table/table"})")
                .status,
            200);
  Wait();
  EXPECT_EQ(TableStatus(), "ACTIVE");
}

TEST_F(TransitionDelayTest, Throughput_IsTheOldOneUntilTheEnd) {
  CreateAndWait();
  EXPECT_EQ(Update(R"("BillingMode":"PROVISIONED",)" + Throughput(5, 6) +
                   R"(,"GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"gsi",)" +
                   Throughput(7, 8) + "}}]")
                .status,
            200);
  EXPECT_EQ(IndexStatus("gsi"), "UPDATING");
  EXPECT_EQ(Describe().find(R"("ReadCapacityUnits":5)"), std::string::npos);
  EXPECT_EQ(Describe().find(R"("ReadCapacityUnits":7)"), std::string::npos);
  Wait();
  EXPECT_EQ(IndexStatus("gsi"), "ACTIVE");
  EXPECT_NE(Describe().find(R"("ReadCapacityUnits":5)"), std::string::npos);
  EXPECT_NE(Describe().find(R"("ReadCapacityUnits":7)"), std::string::npos);
}

// First its resources are allocated, and nothing else may be done; then it is filled, and may be
// deleted ("Managing Global Secondary Indexes").
TEST_F(TransitionDelayTest, NewIndex_IsAllocatedAndThenFilled) {
  CreateAndWait();
  Put("table", R"({"p":{"S":"a"},"g":{"S":"x"}})");
  EXPECT_EQ(AddIndex().status, 200);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus("new"), "CREATING");
  const Answer backfilling = Invalid("Cannot read from backfilling global secondary index: new");
  EXPECT_EQ(Query("new"), backfilling);
  EXPECT_EQ(DeleteIndex("new"), InUse(std::string(kInUse) + "Table is being updated: table"));
  Wait();
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(IndexStatus("new"), "CREATING+");
  EXPECT_EQ(Query("new"), backfilling);
  EXPECT_EQ(DeleteIndex("gsi").status, 400);  // one index operation at a time
  EXPECT_EQ(Delete(), InUse(std::string(kInUse) +
                            "Cannot delete table while indexes are being created, updated, or "
                            "deleted."));
  Wait();
  EXPECT_EQ(IndexStatus("new"), "ACTIVE");
  EXPECT_EQ(Query("new").status, 200);
  EXPECT_NE(Query("new").body.find(R"("Count":1)"), std::string::npos);
}

TEST_F(TransitionDelayTest, IndexBeingFilled_CanBeDeleted) {
  CreateAndWait();
  EXPECT_EQ(AddIndex().status, 200);
  Wait();
  EXPECT_EQ(DeleteIndex("new").status, 200);
  EXPECT_EQ(IndexStatus("new"), "DELETING");
  Wait();
  EXPECT_EQ(IndexStatus("new"), "");
  EXPECT_EQ(AddIndex().status, 200);
}

TEST_F(TransitionDelayTest, DeletedIndex_IsDeletingAndNotRead) {
  CreateAndWait();
  EXPECT_EQ(DeleteIndex("gsi").status, 200);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus("gsi"), "DELETING");
  EXPECT_EQ(Query("gsi"), Invalid("The table does not have the specified index: gsi"));
  Put("table", R"({"p":{"S":"a"},"g":{"S":"x"}})");
  Wait();
  EXPECT_EQ(IndexStatus("gsi"), "");
  EXPECT_EQ(TableStatus(), "ACTIVE");
}

TEST_F(TransitionDelayTest, DeletedTable_IsDeletingUntilItsTimeHasCome) {
  CreateAndWait();
  Put("table", R"({"p":{"S":"a"}})");
  EXPECT_EQ(Delete().status, 200);
  NearlyWait();
  EXPECT_EQ(TableStatus(), "DELETING");
  EXPECT_EQ(IndexStatus("gsi"), "");  // not described any more
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":["table"]})"));
  ExpectNoItems();
  ExpectNoTags();
  ExpectNoChanges("Table is being deleted: table");
  EXPECT_EQ(Create(), InUse(std::string(kInUse) + "Table is being deleted: table"));
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":[]})"));
  const Answer gone = NotFound("Requested resource not found: Table: table not found");
  EXPECT_EQ(Call("DescribeTable", R"({"TableName":"table"})"), gone);
  EXPECT_EQ(Delete(), gone);
  CreateAndWait();
  EXPECT_EQ(Get("table", R"({"p":{"S":"a"}})"), Ok("{}"));
}

// Nobody has to look at the table before its name is free.
TEST_F(TransitionDelayTest, NameOfDeletedTable_IsFreeWhenItsTimeHasCome) {
  CreateAndWait();
  EXPECT_EQ(Delete().status, 200);
  Wait();
  EXPECT_EQ(Create().status, 200);
}

TEST_F(TransitionDelayTest, ProtectedTable_IsNotDeleted) {
  CreateAndWait();
  EXPECT_EQ(Update(R"("DeletionProtectionEnabled":true)").status, 200);
  Wait();
  EXPECT_EQ(Delete().status, 400);
  EXPECT_EQ(TableStatus(), "ACTIVE");
}

TEST_F(TransitionDelayTest, Transitions_OutliveRestarts) {
  Reopen();
  EXPECT_EQ(Create().status, 200);
  Reopen();
  EXPECT_EQ(TableStatus(), "CREATING");
  Wait();
  EXPECT_EQ(AddIndex().status, 200);
  Reopen();
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus("new"), "CREATING");
  Wait();
  Reopen();
  EXPECT_EQ(IndexStatus("new"), "CREATING+");
  Wait();
  EXPECT_EQ(IndexStatus("new"), "ACTIVE");
  EXPECT_EQ(Delete().status, 200);
  Reopen();
  EXPECT_EQ(TableStatus(), "DELETING");
  Wait();
  Reopen();
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":[]})"));
}

// A server that is started without the flag ends what is due, and begins nothing that lasts.
TEST_F(TransitionDelayTest, WithoutDelay_TransitionsBegunStillEnd) {
  EXPECT_EQ(Create().status, 200);
  transition_delay_micros_ = 0;
  EXPECT_EQ(TableStatus(), "CREATING");
  Wait();
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(Delete().status, 200);
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":[]})"));
}

}  // namespace
}  // namespace stator::testing
