#include <future>

#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

// Holds the background work on new indexes until it is opened.
struct Gate {
  std::promise<void> open;
  std::shared_future<void> opened = open.get_future().share();

  storage::DatabaseOptions Options() const {
    storage::DatabaseOptions options;
    options.items_backfilled_at_once = 0;
    options.before_backfill_step = [waits = opened] { waits.wait(); };
    return options;
  }
};

class IndexCreatingTest : private Gate, public OperationTest {
 protected:
  IndexCreatingTest() : OperationTest(Gate::Options()) {
    CreateTables();
    Put("range", R"({"p":{"S":"a"},"r":{"N":"1"},"h":{"S":"x"}})");
    const Answer updated = Call("UpdateTable", R"({"TableName":"range",
        "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"new",
          "KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],
          "Projection":{"ProjectionType":"KEYS_ONLY"}}}]})");
    EXPECT_EQ(updated.status, 200) << updated.body;
  }
  ~IndexCreatingTest() override { Open(); }

  void Open() {
    if (!is_open_) open.set_value();
    is_open_ = true;
  }

  Answer Read(const std::string& operation, const std::string& members = "") {
    return Call(operation, R"({"TableName":"range")" + members + "}");
  }

 private:
  bool is_open_ = false;
};

constexpr const char* kQuery = R"(,"IndexName":"new","KeyConditionExpression":"h = :h",
    "ExpressionAttributeValues":{":h":{"S":"x"}})";

// The service's words, as users report them.
TEST_F(IndexCreatingTest, Reads_AreRefusedUntilTheIndexIsFilled) {
  const Answer refused = Invalid("Cannot read from backfilling global secondary index: new");
  EXPECT_EQ(Read("Query", kQuery), refused);
  EXPECT_EQ(Read("Scan", R"(,"IndexName":"new")"), refused);
  EXPECT_EQ(Read("Scan"), Ok(R"({"Items":[{"h":{"S":"x"},"p":{"S":"a"},"r":{"N":"1"}}],)"
                             R"("Count":1,"ScannedCount":1})"));
  Open();
  database_->WaitForBackfill();
  EXPECT_EQ(Read("Query", kQuery), Ok(R"({"Items":[{"h":{"S":"x"},"p":{"S":"a"},"r":{"N":"1"}}],)"
                                      R"("Count":1,"ScannedCount":1})"));
}

// Keys of an index count from the moment that it is in the schema.
TEST_F(IndexCreatingTest, PathsIntoItsKeys_AreRefused) {
  EXPECT_EQ(Read("Scan", R"(,"ProjectionExpression":"h.a")"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: IndexKey: h"));
}

}  // namespace
}  // namespace stator::testing
