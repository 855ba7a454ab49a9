#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// GlobalSecondaryIndexUpdates that UpdateTable refuses.
namespace stator::testing {
namespace {

class IndexUpdatesErrorsTest : public OperationTest {
 protected:
  using OperationTest::OperationTest;

  void Create(std::initializer_list<std::string> members, std::string_view billing = kOnDemand) {
    const Answer answer = Call("CreateTable", TableOf("H:p R:r", "p:S r:N a:S", members, billing));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  // One update for each action.
  Answer Update(std::initializer_list<std::string> actions, const std::string& definitions = "") {
    std::string updates;
    for (const std::string& action : actions) {
      updates += (updates.empty() ? "{" : ",{") + action + "}";
    }
    return Call("UpdateTable", R"({"TableName":"table",)" + Definitions(definitions) +
                                   R"(,"GlobalSecondaryIndexUpdates":[)" + updates + "]}");
  }
  static std::string CreateOf(const std::string& index) { return "\"Create\":" + index; }
  static std::string DeleteOf(const std::string& name) {
    return R"("Delete":{"IndexName":")" + name + R"("})";
  }
  static std::string UpdateOf(const std::string& name, int read, int write) {
    return R"("Update":{"IndexName":")" + name + "\"," + Throughput(read, write) + "}";
  }
};

const Answer kOneAtATime = LimitExceeded(
    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
    "table");

// dynalite and dynoxide.
TEST_F(IndexUpdatesErrorsTest, EveryUpdate_DoesSomething) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update({}),
            Invalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                    "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is "
                    "required"));
  EXPECT_EQ(Update({""}),
            Invalid("One or more parameter values were invalid: One of "
                    "GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    "GlobalSecondaryIndexUpdate.Delete must not be null"));
}

// dynalite and dynoxide.
TEST_F(IndexUpdatesErrorsTest, Index_IsNamedOnce) {
  Create({Global({Index("idx", "H:a")})});
  const Answer twice = Invalid(
      "One or more parameter values were invalid: Only one global secondary index update "
      "per index is allowed simultaneously. Index: idx");
  EXPECT_EQ(Update({DeleteOf("idx"), DeleteOf("idx")}), twice);
  EXPECT_EQ(Update({UpdateOf("idx", 1, 1), DeleteOf("idx")}), twice);
  EXPECT_EQ(Update({UpdateOf("idx", 1, 1) + "," + DeleteOf("idx")}), twice);
}

// Recorded from the service.
TEST_F(IndexUpdatesErrorsTest, OneIndex_IsCreatedOrDeletedAtATime) {
  Create({Global({Index("one", "H:a"), Index("two", "H:a")})});
  EXPECT_EQ(Update({DeleteOf("one"), DeleteOf("two")}), kOneAtATime);
  EXPECT_EQ(Update({CreateOf(Index("three", "H:a")), CreateOf(Index("four", "H:a"))}, "a:S"),
            kOneAtATime);
  EXPECT_EQ(Update({CreateOf(Index("three", "H:a")), DeleteOf("one")}, "a:S"), kOneAtATime);
  EXPECT_EQ(Update({CreateOf(Index("three", "H:a")) + "," + DeleteOf("one")}, "a:S"), kOneAtATime);
}

// DynamoDB Local.
TEST_F(IndexUpdatesErrorsTest, Indexes_ThatAreNotThereCannotBeDeletedOrUpdated) {
  Create({Local({Index("local", "H:p R:a")})}, Throughput(1, 1));
  EXPECT_EQ(Update({DeleteOf("idx")}), NotFound("Requested resource not found"));
  EXPECT_EQ(Update({DeleteOf("local")}),
            Invalid("Cannot delete an index that is not a GlobalSecondaryIndex"));
  EXPECT_EQ(Update({UpdateOf("idx", 1, 1)}), Invalid("Invalid global secondary index name"));
  EXPECT_EQ(Update({UpdateOf("local", 1, 1)}), Invalid("Invalid global secondary index name"));
}

// DynamoDB Local.
TEST_F(IndexUpdatesErrorsTest, TakenName_IsRefused) {
  Create({Local({Index("local", "H:p R:a")}), Global({Index("global", "H:a")})});
  for (const char* name : {"local", "global"}) {
    EXPECT_EQ(Update({CreateOf(Index(name, "H:a"))}, "a:S"),
              Invalid("Attempting to create an index which already exists"));
  }
}

TEST_F(IndexUpdatesErrorsTest, NewIndex_KeepsTheRulesOfIndexes) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update({CreateOf(Index("new", "R:a"))}, "a:S"),
            Invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
  EXPECT_EQ(Update({CreateOf(Index("new", "H:a", "{}"))}, "a:S"),
            Invalid("One or more parameter values were invalid: Unknown ProjectionType: null"));
  EXPECT_EQ(Update({CreateOf(Index("ab", "H:a"))}, "a:S"),
            Invalid("1 validation error detected: Value 'ab' at "
                    "'globalSecondaryIndexUpdates.1.member.create.indexName' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 3"));
}

// Recorded from the service: what the table has defined already does not count.
TEST_F(IndexUpdatesErrorsTest, NewIndex_NeedsItsDefinitionsInTheRequest) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update({CreateOf(Index("new", "H:b R:p"))}, "b:S"),
            Invalid("Invalid KeySchema: Some index key attribute have no definition"));
  EXPECT_EQ(Update({CreateOf(Index("new", "H:b"))}, "c:S"),
            Invalid("One or more parameter values were invalid: Some index key attributes are not "
                    "defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [c]"));
}

// DynamoDB Local.
TEST_F(IndexUpdatesErrorsTest, KnownAttribute_KeepsItsType) {
  Create({Global({Index("idx", "H:a")})});
  for (const char* definitions : {"b:S a:N", "b:S p:B"}) {
    EXPECT_EQ(Update({CreateOf(Index("new", "H:b"))}, definitions),
              Invalid("invalid attribute, SchemaElement redefined should be of same type as "
                      "previously defined"));
  }
}

// Both were recorded from the service.
TEST_F(IndexUpdatesErrorsTest, NewIndex_HasThroughputExactlyWhenProvisioned) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update({CreateOf(Index("new", "H:a", kAll, Throughput(1, 1)))}, "a:S"),
            Invalid("One or more parameter values were invalid: Neither ReadCapacityUnits nor "
                    "WriteCapacityUnits can be specified for index: new when BillingMode is "
                    "PAY_PER_REQUEST"));
  EXPECT_EQ(Call("DeleteTable", R"({"TableName":"table"})").status, 200);
  Create({Global({Index("idx", "H:a", kAll, Throughput(1, 1))})}, Throughput(1, 1));
  EXPECT_EQ(Update({CreateOf(Index("new", "H:a"))}, "a:S"),
            Invalid("One or more parameter values were invalid: Both ReadCapacityUnits and "
                    "WriteCapacityUnits must be specified for index: new"));
}

TEST_F(IndexUpdatesErrorsTest, Throughput_IsForProvisionedTables) {
  Create({Global({Index("idx", "H:a")})});
  EXPECT_EQ(Update({UpdateOf("idx", 1, 1)}),
            Invalid("One or more parameter values were invalid: Neither ReadCapacityUnits nor "
                    "WriteCapacityUnits can be specified for index: idx when BillingMode is "
                    "PAY_PER_REQUEST"));
}

TEST_F(IndexUpdatesErrorsTest, Throughput_MustChange) {
  Create({Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 1));
  EXPECT_EQ(Update({UpdateOf("idx", 3, 4)}),
            Invalid("The provisioned throughput for the index idx will not change. The requested "
                    "value equals the current value. Current ReadCapacityUnits provisioned for the "
                    "index: 3. Requested ReadCapacityUnits: 3. Current WriteCapacityUnits "
                    "provisioned for the index: 4. Requested WriteCapacityUnits: 4. Refer to the "
                    "Amazon DynamoDB Developer Guide for current limits and how to request higher "
                    "limits."));
  EXPECT_EQ(Update({R"("Update":{"IndexName":"idx"})"}).status, 400);
}

// Recorded from the service; dynalite agrees.
TEST_F(IndexUpdatesErrorsTest, TableThatBecomesProvisioned_NeedsThroughputForEachIndex) {
  Create({Local({Index("local", "H:p R:a")}), Global({Index("one", "H:a"), Index("two", "H:a")})});
  const std::string provisioned =
      R"({"TableName":"table","BillingMode":"PROVISIONED",)" + Throughput(1, 1);
  EXPECT_EQ(Call("UpdateTable", provisioned + "}"),
            Invalid("One or more parameter values were invalid: ProvisionedThroughput must be "
                    "specified for index: one,two"));
  EXPECT_EQ(Call("UpdateTable", provisioned + R"(,"GlobalSecondaryIndexUpdates":[{)" +
                                    UpdateOf("one", 1, 1) + "}]}"),
            Invalid("One or more parameter values were invalid: ProvisionedThroughput must be "
                    "specified for index: two"));
}

// Recorded from the service, when its limit was 5.
TEST_F(IndexUpdatesErrorsTest, NumberOfIndexes_IsLimited) {
  std::string indexes = Index("index0", "H:a");
  for (int i = 1; i < 20; ++i) indexes += "," + Index("index" + std::to_string(i), "H:a");
  Create({Local({Index("local", "H:p R:a")}), Global({indexes})});
  EXPECT_EQ(Update({CreateOf(Index("index20", "H:a"))}, "a:S"),
            LimitExceeded("Subscriber limit exceeded: Number of global secondary indexes exceeds "
                          "per-table limit of 20"));
}

TEST_F(IndexUpdatesErrorsTest, NonKeyAttributes_AreAtMostAHundredInAllIndexes) {
  std::string indexes = Index("index0", "H:a", Include("x", 20));
  for (int i = 1; i < 5; ++i) {
    indexes += "," + Index("index" + std::to_string(i), "H:a", Include("x", 20));
  }
  Create({Global({indexes})});
  EXPECT_EQ(Update({CreateOf(Index("new", "H:a", Include("y", 1)))}, "a:S"),
            Invalid("One or more parameter values were invalid: Number of NonKeyAttributes in all "
                    "indexes exceeds per-table limit of 100"));
}

TEST_F(IndexUpdatesErrorsTest, UnknownTable_IsNotFoundByName) {
  EXPECT_EQ(Update({DeleteOf("idx")}),
            NotFound("Requested resource not found: Table: table not found"));
}

TEST_F(IndexUpdatesErrorsTest, RefusedUpdate_ChangesNothing) {
  Create({Global({Index("idx", "H:a", kAll, Throughput(3, 4))})}, Throughput(1, 1));
  const std::string before = Call("DescribeTable", R"({"TableName":"table"})").body;
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table",)" + Throughput(9, 9) +
                                    R"(,"GlobalSecondaryIndexUpdates":[{)" + UpdateOf("idx", 9, 9) +
                                    "},{" + DeleteOf("none") + "}]}")
                .status,
            400);
  EXPECT_EQ(Call("DescribeTable", R"({"TableName":"table"})").body, before);
}

// A gate at which whoever fills an index waits until it is opened.
class Gate {
 public:
  ~Gate() { Open(); }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }
  void Pass() {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

class IndexInCreationTest : public IndexUpdatesErrorsTest {
 protected:
  IndexInCreationTest() : IndexUpdatesErrorsTest(WaitingAt(gate_)) {
    Create({Global({Index("old", "H:a")})});
    Put("table", R"({"p":{"S":"k"},"r":{"N":"1"},"b":{"S":"x"}})");
    EXPECT_EQ(Update({CreateOf(Index("new", "H:b"))}, "b:S").status, 200);
  }
  // The background thread, which may still wait at the gate, ends before it.
  ~IndexInCreationTest() override {
    gate_.Open();
    database_.reset();
  }

  static storage::DatabaseOptions WaitingAt(Gate& gate) {
    storage::DatabaseOptions options;
    options.items_backfilled_at_once = 0;
    options.before_backfill_step = [&gate] { gate.Pass(); };
    return options;
  }
  std::string Describe() { return Call("DescribeTable", R"({"TableName":"table"})").body; }

  Gate gate_;
};

TEST_F(IndexInCreationTest, Index_IsDescribedAsBackfillingUntilItIsActive) {
  EXPECT_NE(Describe().find(R"("TableStatus":"ACTIVE")"), std::string::npos);
  EXPECT_NE(Describe().find(R"("IndexStatus":"CREATING","Backfilling":true)"), std::string::npos)
      << Describe();
  gate_.Open();
  while (Describe().find("Backfilling") != std::string::npos) std::this_thread::yield();
  EXPECT_EQ(Describe().find("CREATING"), std::string::npos);
  EXPECT_NE(Describe().find(R"("IndexSizeBytes":7,"ItemCount":1)"), std::string::npos)
      << Describe();
}

// Recorded from the service.
TEST_F(IndexInCreationTest, NoOther_CanBeCreatedOrDeleted) {
  EXPECT_EQ(Update({CreateOf(Index("newer", "H:a"))}, "a:S"), kOneAtATime);
  EXPECT_EQ(Update({DeleteOf("old")}), kOneAtATime);
}

// "You can delete an index that is being created during the Backfilling phase" (API reference).
TEST_F(IndexInCreationTest, Index_CanBeDeleted) {
  EXPECT_EQ(Update({DeleteOf("new")}).status, 200);
  EXPECT_EQ(Describe().find("\"new\""), std::string::npos);
  EXPECT_EQ(Update({DeleteOf("old")}).status, 200);
}

TEST_F(IndexInCreationTest, Index_CannotBeUpdated) {
  EXPECT_EQ(
      Update({R"("Update":{"IndexName":"new","OnDemandThroughput":{"MaxReadRequestUnits":5}})"}),
      InUse("Attempt to change a resource which is still in use: Index is being created.  "
            "Table: table Index: new"));
}

TEST_F(IndexInCreationTest, OtherSettings_CanBeChanged) {
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table","DeletionProtectionEnabled":true})").status,
            200);
  EXPECT_NE(Describe().find(R"("Backfilling":true)"), std::string::npos);
}

}  // namespace
}  // namespace stator::testing
