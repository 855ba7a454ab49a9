#include <string>

#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

// With --gsi-delay reads of global secondary indexes lag behind writes, as they may on the service
// ("Eventually consistent reads from global secondary indexes").
namespace stator::testing {
namespace {

constexpr int64_t kDelayMicros = 1'000'000;

class GsiDelayTest : public OperationTest {
 protected:
  GsiDelayTest() : OperationTest(WithDelay()) {
    EXPECT_EQ(Call("CreateTable",
                   R"({"TableName":"table","BillingMode":"PAY_PER_REQUEST",)" +
                       KeySchema("H:p R:r") + "," + Definitions("p:S r:S g:S") +
                       R"(,"LocalSecondaryIndexes":[{"IndexName":"lsi",)" + KeySchema("H:p R:g") +
                       R"(,"Projection":{"ProjectionType":"ALL"}}],"GlobalSecondaryIndexes":[)" +
                       R"({"IndexName":"gsi",)" + KeySchema("H:g") +
                       R"(,"Projection":{"ProjectionType":"ALL"}}]})")
                  .status,
              200);
  }

  static storage::DatabaseOptions WithDelay() {
    storage::DatabaseOptions options;
    options.gsi_delay_micros = kDelayMicros;
    return options;
  }

  void PutG(const std::string& g) {
    Put("table", R"({"p":{"S":"a"},"r":{"S":"b"},"g":{"S":")" + g + R"("}})");
  }
  // How many items the index finds.
  std::string Count(const std::string& index) {
    const std::string body =
        Call("Scan", R"({"TableName":"table","Select":"COUNT","IndexName":")" + index + "\"}").body;
    return body.substr(0, body.find(','));
  }
  // The values of g that the global index shows.
  std::string Shown() {
    const std::string body = Call("Scan", R"({"TableName":"table","IndexName":"gsi"})").body;
    std::string shown;
    constexpr std::string_view kValue = R"("g":{"S":")";
    for (size_t at = body.find(kValue); at != std::string::npos; at = body.find(kValue, at + 1)) {
      shown += body.substr(at + kValue.size(), 1);
    }
    return shown;
  }
  void AdvanceNearly() { clock_.AdvanceMicros(kDelayMicros - 1); }
};

TEST_F(GsiDelayTest, GlobalIndex_ShowsWritesWhenTheDelayIsOver) {
  PutG("x");
  EXPECT_EQ(Shown(), "");
  AdvanceNearly();
  EXPECT_EQ(Shown(), "");
  clock_.AdvanceMicros(1);
  EXPECT_EQ(Shown(), "x");
  PutG("y");
  EXPECT_EQ(Shown(), "x");  // until the entry moves
  EXPECT_EQ(
      Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"a"},"r":{"S":"b"}}})").status,
      200);
  clock_.AdvanceMicros(kDelayMicros);
  EXPECT_EQ(Shown(), "");
}

TEST_F(GsiDelayTest, TableAndLocalIndexes_DoNotLag) {
  PutG("x");
  EXPECT_EQ(Count("lsi"), R"({"Count":1)");
  EXPECT_NE(Get("table", R"({"p":{"S":"a"},"r":{"S":"b"}})"), Ok("{}"));
}

// The write is charged when it is made, not when the index shows it.
TEST_F(GsiDelayTest, ConsumedCapacity_IsThatOfTheWrite) {
  EXPECT_EQ(Call("PutItem", R"({"TableName":"table","ReturnConsumedCapacity":"TOTAL",)"
                            R"("Item":{"p":{"S":"a"},"r":{"S":"b"},"g":{"S":"x"}}})"),
            Ok(R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":3.0}})"));
}

TEST_F(GsiDelayTest, Counts_AreThoseOfWhatTheIndexShows) {
  const auto describe = [this] { return Call("DescribeTable", R"({"TableName":"table"})").body; };
  const auto shows = [](const std::string& description, int count) {
    const size_t index = description.find(R"("IndexName":"gsi")");
    return description.find(R"("ItemCount":)" + std::to_string(count), index) < description.size();
  };
  PutG("x");
  EXPECT_TRUE(shows(describe(), 0));
  clock_.AdvanceMicros(kDelayMicros);
  EXPECT_TRUE(shows(describe(), 1));
}

TEST_F(GsiDelayTest, ClockMovedBack_DoesNotHoldWritesUp) {
  PutG("x");
  clock_.AdvanceMicros(-3600 * int64_t{1'000'000});
  EXPECT_EQ(Shown(), "x");
}

TEST_F(GsiDelayTest, IndexMadeLater_ShowsWhatWasThereAndLagsFromThenOn) {
  PutG("x");
  EXPECT_EQ(
      Call("UpdateTable", R"({"TableName":"table",)" + Definitions("g:S") +
                              R"(,"GlobalSecondaryIndexUpdates":[{"Create":{)"
                              R"("IndexName":"new",)" +
                              KeySchema("H:g") + R"(,"Projection":{"ProjectionType":"ALL"}}}]})")
          .status,
      200);
  EXPECT_EQ(Count("new"), R"({"Count":1)");
  EXPECT_EQ(
      Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"a"},"r":{"S":"b"}}})").status,
      200);
  EXPECT_EQ(Count("new"), R"({"Count":1)");
  clock_.AdvanceMicros(kDelayMicros);
  EXPECT_EQ(Count("new"), R"({"Count":0)");
}

TEST_F(GsiDelayTest, DroppedIndex_TakesItsWaitingChangesWithIt) {
  PutG("x");
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table","GlobalSecondaryIndexUpdates":[)"
                                R"({"Delete":{"IndexName":"gsi"}}]})")
                .status,
            200);
  clock_.AdvanceMicros(kDelayMicros);
  PutG("y");
  EXPECT_EQ(Count("lsi"), R"({"Count":1)");
}

}  // namespace
}  // namespace stator::testing
