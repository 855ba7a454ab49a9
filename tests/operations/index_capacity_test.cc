#include "tests/operations/index_read_fixture.h"

// The capacity that reads and writes consume of a table and its indexes. The rules are those of the
// developer guide ("Using Global Secondary Indexes", "Local Secondary Indexes": throughput
// considerations); the shape is that of DynamoDB Local.
namespace stator::testing {
namespace {

class IndexCapacityTest : public IndexReadTest {
 protected:
  // The ConsumedCapacity member of an answer, which is its last.
  static std::string Consumed(const Answer& answer) {
    constexpr std::string_view kName = R"("ConsumedCapacity":)";
    const size_t at = answer.body.find(kName);
    if (at == std::string::npos) return answer.body;
    return answer.body.substr(at + kName.size(), answer.body.size() - at - kName.size() - 1);
  }

  static std::string Capacity(const std::string& total, const std::string& table,
                              const std::string& local, const std::string& global) {
    std::string text = R"({"TableName":"tbl","CapacityUnits":)" + total +
                       R"(,"Table":{"CapacityUnits":)" + table + "}";
    if (!local.empty()) text += R"(,"LocalSecondaryIndexes":{)" + local + "}";
    if (!global.empty()) text += R"(,"GlobalSecondaryIndexes":{)" + global + "}";
    return text + "}";
  }

  static std::string Of(const std::string& index, const std::string& units) {
    return "\"" + index + R"(":{"CapacityUnits":)" + units + "}";
  }

  std::string QueryCapacity(const std::string& index, const std::string& members = "") {
    return Consumed(Query(
        index, R"("ReturnConsumedCapacity":"INDEXES")" + (members.empty() ? "" : "," + members)));
  }
  std::string ScanCapacity(const std::string& index, const std::string& members = "") {
    return Consumed(Scan(
        index, R"("ReturnConsumedCapacity":"INDEXES")" + (members.empty() ? "" : "," + members)));
  }

  // Puts {p: "x", r: 1} with more attributes.
  std::string PutCapacity(const std::string& attributes) {
    return Consumed(Call("PutItem", R"({"TableName":"tbl","ReturnConsumedCapacity":"INDEXES",
        "Item":{"p":{"S":"x"},"r":{"N":"1"})" +
                                        (attributes.empty() ? "" : "," + attributes) + "}}"));
  }
};

std::string Text(size_t bytes) { return std::string(bytes, 'z'); }

TEST_F(IndexCapacityTest, ReadOfAnIndex_ConsumesTheIndex) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"1"},"z":{"S":")" + Text(9000) + "\"}");
  EXPECT_EQ(QueryCapacity("g-all"), Capacity("1.5", "0.0", "", Of("g-all", "1.5")));
  EXPECT_EQ(QueryCapacity("g-keys"), Capacity("0.5", "0.0", "", Of("g-keys", "0.5")));
  EXPECT_EQ(ScanCapacity("g-all"), Capacity("1.5", "0.0", "", Of("g-all", "1.5")));
  EXPECT_EQ(QueryCapacity("l-all"), Capacity("1.5", "0.0", Of("l-all", "1.5"), ""));
  EXPECT_EQ(QueryCapacity("l-all", R"("ConsistentRead":true)"),
            Capacity("3.0", "0.0", Of("l-all", "3.0"), ""));
  EXPECT_EQ(ScanCapacity("l-keys", R"("ConsistentRead":true)"),
            Capacity("1.0", "0.0", Of("l-keys", "1.0"), ""));
  EXPECT_EQ(QueryCapacity("g-all", R"("Select":"COUNT")"),
            Capacity("1.5", "0.0", "", Of("g-all", "1.5")));
}

TEST_F(IndexCapacityTest, ReadOfNothing_ConsumesTheMinimum) {
  EXPECT_EQ(QueryCapacity("g-all"), Capacity("0.5", "0.0", "", Of("g-all", "0.5")));
  EXPECT_EQ(QueryCapacity("l-keys", R"("Select":"ALL_ATTRIBUTES")"),
            Capacity("0.5", "0.0", Of("l-keys", "0.5"), ""));
}

TEST_F(IndexCapacityTest, TotalAndNone_LeaveTheIndexesOut) {
  EXPECT_EQ(Consumed(Query("g-all", R"("ReturnConsumedCapacity":"TOTAL")")),
            R"({"TableName":"tbl","CapacityUnits":0.5})");
  EXPECT_EQ(Query("g-all", R"("ReturnConsumedCapacity":"NONE")"), Items("", 0));
}

// Each fetch is rounded up by itself, whether the filter passes the item or not.
TEST_F(IndexCapacityTest, FetchesFromTheTable_ConsumeTheTable) {
  for (int r = 0; r < 3; ++r) PutItem("x", r, R"("l":{"N":"1"},"z":{"S":"z"})");
  PutItem("x", 3, R"("l":{"N":"1"},"z":{"S":")" + Text(5000) + "\"}");
  EXPECT_EQ(QueryCapacity("l-keys", R"("Select":"ALL_ATTRIBUTES")"),
            Capacity("3.0", "2.5", Of("l-keys", "0.5"), ""));
  EXPECT_EQ(QueryCapacity("l-keys", R"("ProjectionExpression":"z","ConsistentRead":true)"),
            Capacity("6.0", "5.0", Of("l-keys", "1.0"), ""));
  EXPECT_EQ(QueryCapacity("l-some", R"("ProjectionExpression":"z","FilterExpression":"a = :x")"),
            Capacity("3.0", "2.5", Of("l-some", "0.5"), ""));
  EXPECT_EQ(ScanCapacity("l-keys", R"("Select":"ALL_ATTRIBUTES")"),
            Capacity("3.0", "2.5", Of("l-keys", "0.5"), ""));
  // The index has what is asked for.
  EXPECT_EQ(QueryCapacity("l-some", R"("ProjectionExpression":"a,r")"),
            Capacity("0.5", "0.0", Of("l-some", "0.5"), ""));
}

TEST_F(IndexCapacityTest, NewEntries_ConsumeTheIndexesThatGetThem) {
  EXPECT_EQ(PutCapacity(""), Capacity("1.0", "1.0", "", ""));
  EXPECT_EQ(PutCapacity(R"("h":{"S":"x"})"), Capacity("2.0", "1.0", "", Of("g-hash", "1.0")));
  EXPECT_EQ(
      PutCapacity(R"("h":{"S":"x"},"l":{"N":"1"})"),
      Capacity("4.0", "1.0",
               Of("l-all", "1.0") + "," + Of("l-keys", "1.0") + "," + Of("l-some", "1.0"), ""));
}

TEST_F(IndexCapacityTest, UnchangedEntries_ConsumeNothing) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"},"a":{"S":"a"})");
  EXPECT_EQ(PutCapacity(R"("h":{"S":"x"},"s":{"N":"1"},"a":{"S":"a"})"),
            Capacity("1.0", "1.0", "", ""));
  // "z" is projected by g-all only, "a" also by g-some.
  EXPECT_EQ(PutCapacity(R"("h":{"S":"x"},"s":{"N":"1.0"},"a":{"S":"a"},"z":{"S":"z"})"),
            Capacity("2.0", "1.0", "", Of("g-all", "1.0")));
  EXPECT_EQ(PutCapacity(R"("h":{"S":"x"},"s":{"N":"1"},"a":{"S":"b"},"z":{"S":"z"})"),
            Capacity("3.0", "1.0", "", Of("g-all", "1.0") + "," + Of("g-some", "1.0")));
}

// "two writes are required, one to delete the previous item from the index and another write to put
// the new item into the index".
TEST_F(IndexCapacityTest, MovedEntry_CostsTwoWrites) {
  PutItem("x", 1, R"("h":{"S":"x"})");
  EXPECT_EQ(PutCapacity(R"("h":{"S":"y"})"), Capacity("3.0", "1.0", "", Of("g-hash", "2.0")));
  EXPECT_EQ(PutCapacity(""), Capacity("2.0", "1.0", "", Of("g-hash", "1.0")));
}

TEST_F(IndexCapacityTest, LargeEntries_ConsumeByTheProjectedSize) {
  const std::string keys = R"("h":{"S":"x"},"s":{"N":"1"})";
  const std::string with_large = keys + R"(,"z":{"S":")" + Text(2500) + "\"}";
  const std::string put =
      Of("g-all", "3.0") + "," + Of("g-keys", "1.0") + "," + Of("g-some", "1.0") + ",";
  EXPECT_EQ(PutCapacity(with_large), Capacity("9.0", "3.0", "", put + Of("g-hash", "1.0")));
  // The larger of the two sizes counts.
  EXPECT_EQ(PutCapacity(keys), Capacity("6.0", "3.0", "", Of("g-all", "3.0")));
  // Moved, each of the two writes has its own size.
  EXPECT_EQ(PutCapacity(R"("h":{"S":"x"},"s":{"N":"2"},"z":{"S":")" + Text(2500) + "\"}"),
            Capacity("11.0", "3.0", "",
                     Of("g-all", "4.0") + "," + Of("g-keys", "2.0") + "," + Of("g-some", "2.0")));
  EXPECT_EQ(Consumed(Call("DeleteItem", R"({"TableName":"tbl","ReturnConsumedCapacity":"INDEXES",
      "Key":{"p":{"S":"x"},"r":{"N":"1"}}})")),
            Capacity("9.0", "3.0", "", put + Of("g-hash", "1.0")));
}

TEST_F(IndexCapacityTest, UpdateItem_ConsumesLikeAPut) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"})");
  EXPECT_EQ(Consumed(Call("UpdateItem", R"({"TableName":"tbl","ReturnConsumedCapacity":"INDEXES",
      "Key":{"p":{"S":"x"},"r":{"N":"1"}},"UpdateExpression":"SET s = s + :one",
      "ExpressionAttributeValues":{":one":{"N":"1"}}})")),
            Capacity("7.0", "1.0", "",
                     Of("g-all", "2.0") + "," + Of("g-keys", "2.0") + "," + Of("g-some", "2.0")));
}

}  // namespace
}  // namespace stator::testing
