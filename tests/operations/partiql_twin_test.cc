#include <random>
#include <string>
#include <vector>

#include "tests/operations/partiql_fixture.h"

// Random requests of the classic operations, and the same ones as statements: both give the same
// items, and leave the same tables behind.
namespace stator::testing {
namespace {

constexpr int kRounds = 400;

class PartiqlTwinTest : public PartiqlTest {
 protected:
  PartiqlTwinTest() {
    EXPECT_EQ(Call("CreateTable", R"({"TableName":"twin","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                                {"AttributeName":"r","AttributeType":"N"}]})")
                  .status,
              200);
  }

  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }

  // A value in JSON and in PartiQL.
  struct Value {
    std::string json;
    std::string literal;
  };
  Value AnyValue() {
    const std::string n = std::to_string(Below(4));
    switch (Below(5)) {
      case 0:
        return {R"({"S":"v)" + n + "\"}", "'v" + n + "'"};
      case 1:
        return {R"({"NULL":true})", "null"};
      case 2:
        return {R"({"L":[{"N":")" + n + R"("},{"S":"x"}]})", "[" + n + ",'x']"};
      case 3:
        return {R"({"NS":[")" + n + R"(","9"]})", "<<" + n + ",9>>"};
      default:
        return {R"({"N":")" + n + "\"}", n};
    }
  }

  // A condition on the attributes x and y as an expression with :a, and as PartiQL.
  struct Filter {
    std::string expression;
    std::string partiql;
    Value value;
  };
  Filter AnyFilter() {
    const Value value = AnyValue();
    const std::string name = Below(2) == 0 ? "x" : "y";
    switch (Below(5)) {
      case 0:
        return {name + " = :a", name + " = " + value.literal, value};
      case 1:
        return {"NOT " + name + " <> :a", "NOT " + name + " != " + value.literal, value};
      case 2:
        return {"attribute_not_exists(" + name + ") OR y = :a",
                name + " IS MISSING OR y = " + value.literal, value};
      case 3:
        return {"contains(" + name + ", :a)", "contains(" + name + ", " + value.literal + ")",
                value};
      default:
        return {name + " IN (:a)", name + " IN (" + value.literal + ")", value};
    }
  }

  std::string AnyKey(std::string& literal) {
    const std::string p(1, static_cast<char>('a' + Below(3)));
    const std::string r = std::to_string(Below(4));
    literal = "p='" + p + "' AND r=" + r;
    return R"({"p":{"S":")" + p + R"("},"r":{"N":")" + r + "\"}}";
  }

  // `{"S":"a"}` of the attribute p in the key.
  static std::string ScalarOf(const std::string& key, const std::string& name,
                              const std::string& type) {
    return "{\"" + type + "\":\"" + ScalarsNamed(key, name).front() + "\"}";
  }

  // The "Items":[...] of a body.
  static std::string Items(const Answer& answer) {
    const std::string& body = answer.body;
    const size_t count = body.find("],\"Count\":");
    return body.substr(0, count == std::string::npos ? body.rfind(']') : count);
  }

  void ExpectSame(const std::string& what) {
    const Answer classic = Call("Scan", R"({"TableName":"range"})");
    const Answer twin = Call("Scan", R"({"TableName":"twin"})");
    ASSERT_EQ(classic.body, twin.body) << what;
  }

  std::mt19937_64 random_{20261121};
};

TEST_F(PartiqlTwinTest, Writes_LeaveTheSameItems) {
  for (int round = 0; round < kRounds; ++round) {
    std::string where;
    const std::string key = AnyKey(where);
    const Value value = AnyValue();
    const Filter filter = AnyFilter();
    const std::string condition = "\"ConditionExpression\":\"attribute_exists(p) AND (" +
                                  filter.expression +
                                  ")\",\"ExpressionAttributeValues\":{\":a\":" + filter.value.json;
    Answer classic;
    Answer twin;
    std::string statement;
    switch (Below(3)) {
      case 0: {
        const std::string item = key.substr(0, key.size() - 1) + R"(,"x":)" + value.json + "}";
        classic = Call("PutItem", "{\"TableName\":\"range\",\"Item\":" + item +
                                      ",\"ConditionExpression\":\"attribute_not_exists(p)\"}");
        statement = "INSERT INTO twin VALUE {'p':?,'r':?,'x':" + value.literal + "}";
        const std::string parameters =
            R"(,"Parameters":[)" + ScalarOf(key, "p", "S") + "," + ScalarOf(key, "r", "N") + "]";
        twin = Execute(statement, parameters);
        break;
      }
      case 1:
        classic = Call("UpdateItem", R"({"TableName":"range","Key":)" + key +
                                         R"(,"UpdateExpression":"SET y = :v REMOVE x",)" +
                                         condition + R"(,":v":)" + value.json + "}}");
        statement = "UPDATE twin SET y = " + value.literal + " REMOVE x WHERE " + where + " AND (" +
                    filter.partiql + ")";
        twin = Execute(statement);
        break;
      default:
        classic =
            Call("DeleteItem", R"({"TableName":"range","Key":)" + key + "," + condition + "}}");
        statement = "DELETE FROM twin WHERE " + where + " AND (" + filter.partiql + ")";
        twin = Execute(statement);
        // Of an item that is not there only the statement's DELETE succeeds.
        if (twin.status == 200 && Get("range", key).body == "{}") classic.status = 200;
        break;
    }
    ASSERT_EQ(classic.status, twin.status) << statement << classic.body << twin.body;
    ExpectSame(statement);
  }
}

TEST_F(PartiqlTwinTest, Reads_GiveTheSameItems) {
  for (int i = 0; i < 60; ++i) {
    std::string where;
    const std::string key = AnyKey(where);
    Put("range", key.substr(0, key.size() - 1) + R"(,"x":)" + AnyValue().json + R"(,"y":)" +
                     AnyValue().json + "}");
  }
  for (int round = 0; round < kRounds; ++round) {
    const Filter filter = AnyFilter();
    const std::string p(1, static_cast<char>('a' + Below(3)));
    const std::string r = std::to_string(Below(4));
    const bool query = Below(2) == 0;
    const bool descending = Below(2) == 0;
    Answer classic;
    std::string statement;
    if (query) {
      classic =
          Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p AND r >= :r",)"
                        R"("FilterExpression":")" +
                            filter.expression + R"(","ScanIndexForward":)" +
                            (descending ? "false" : "true") +
                            R"(,"ExpressionAttributeValues":{":p":{"S":")" + p +
                            R"("},":r":{"N":")" + r + R"("},":a":)" + filter.value.json + "}}");
      statement = "SELECT * FROM range WHERE r >= " + r + " AND (" + filter.partiql +
                  ") AND p = '" + p + "' ORDER BY r " + (descending ? "DESC" : "ASC");
    } else {
      classic =
          Call("Scan", R"({"TableName":"range","FilterExpression":")" + filter.expression +
                           R"(","ExpressionAttributeValues":{":a":)" + filter.value.json + "}}");
      statement = "SELECT * FROM range WHERE " + filter.partiql;
    }
    const Answer twin = Execute(statement);
    ASSERT_EQ(classic.status, 200) << classic.body;
    ASSERT_EQ(twin.status, 200) << twin.body;
    ASSERT_EQ(Items(classic), Items(twin)) << statement;
  }
}

}  // namespace
}  // namespace stator::testing
