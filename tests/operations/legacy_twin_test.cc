#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/operation_fixture.h"

// Random requests with the parameters from before expressions, and the same requests said with
// expressions: the answers are equal, and so are the tables afterwards.
namespace stator::testing {
namespace {

constexpr int kRounds = 1500;

// A request's parameters, said in both ways; each starts with a comma.
struct Twin {
  std::string legacy;
  std::string expressions;
};

class TwinMaker {
 public:
  explicit TwinMaker(uint64_t seed) : random_(seed) {}

  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }
  bool OneIn(size_t n) { return Below(n) == 0; }

  std::string Value(std::string_view type) {
    const std::string start = R"({")" + std::string(type) + R"(":)";
    if (type == "S" || type == "N" || type == "B") return start + Scalar(type) + "}";
    if (type == "BOOL") return start + (OneIn(2) ? "true}" : "false}");
    if (type == "NULL") return start + "true}";
    if (type == "L") return start + "[" + AnyScalar() + "," + AnyScalar() + "]}";
    if (type == "M") return start + R"({"k":)" + AnyScalar() + "}}";
    return start + "[" + Elements(type.substr(0, 1)) + "]}";
  }
  std::string AnyValue() { return Value(kTypes[Below(kTypes.size())]); }

  // Some of the attributes a to d, each with any value: `,"a":{...}`.
  std::string Attributes() {
    std::string attributes;
    for (const std::string& name : Names()) attributes += ",\"" + name + "\":" + AnyValue();
    return attributes;
  }

  // ScanFilter and FilterExpression, or Expected and ConditionExpression.
  Twin Condition(const std::string& legacy_name, const std::string& expression_name) {
    Begin();
    const std::vector<std::string> names = Names();
    if (names.empty()) return {};
    const bool any = names.size() > 1 && OneIn(2);
    std::string conditions;
    for (const std::string& name : names) {
      AddComparison(conditions, name, any ? " OR " : " AND ");
    }
    Twin twin{",\"" + legacy_name + "\":{" + conditions + "}",
              ",\"" + expression_name + "\":\"" + expression_ + "\"" + Placeholders()};
    if (any) twin.legacy += R"(,"ConditionalOperator":"OR")";
    return twin;
  }

  Twin Updates() {
    Begin();
    std::string updates;
    std::string sections[4];  // SET, REMOVE, ADD, DELETE
    for (const std::string& name : Names()) AddUpdate(name, updates, sections);
    for (const std::string& section : sections) expression_ += section;
    if (expression_.empty()) return {R"(,"AttributeUpdates":{})", ""};
    return {R"(,"AttributeUpdates":{)" + updates + "}",
            R"(,"UpdateExpression":")" + expression_ + "\"" + Placeholders()};
  }

  // Of the table "range": p = "a", and sometimes a condition on r.
  Twin KeyConditions() {
    Begin();
    std::string conditions = R"("p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]})";
    expression_ = Name("p") + " = " + Placeholder(R"({"S":"a"})");
    if (!OneIn(4)) {
      static constexpr size_t kIndexable[] = {0, 3, 4, 5, 6, 7};
      conditions += ",";
      Compare(conditions, "r", kOperators[kIndexable[Below(6)]], "N", " AND ");
    }
    return {R"(,"KeyConditions":{)" + conditions + "}",
            R"(,"KeyConditionExpression":")" + expression_ + "\"" + Placeholders()};
  }

  Twin Projection() {
    Begin();
    std::string list;
    for (const std::string& name : Names()) {
      list += (list.empty() ? "\"" : ",\"") + name + "\"";
      expression_ += (expression_.empty() ? "" : ", ") + Name(name);
    }
    if (list.empty()) return {};
    return {R"(,"AttributesToGet":[)" + list + "]",
            R"(,"ProjectionExpression":")" + expression_ + "\"" + Placeholders()};
  }

 private:
  static constexpr std::array<std::string_view, 10> kTypes{"S",  "N",  "B",  "BOOL", "NULL",
                                                           "SS", "NS", "BS", "L",    "M"};
  struct Operator {
    std::string_view name;
    std::string_view expression;  // {x}: the attribute, {0}, {1}: values
    size_t types;                 // so many of kTypes, from the first
    size_t values;
  };
  static constexpr std::array<Operator, 13> kOperators{{
      {"EQ", "{x} = {0}", 10, 1},
      {"NE", "{x} <> {0}", 10, 1},
      {"IN", "{x} IN ({0}, {1})", 3, 2},
      {"LE", "{x} <= {0}", 3, 1},
      {"LT", "{x} < {0}", 3, 1},
      {"GE", "{x} >= {0}", 3, 1},
      {"GT", "{x} > {0}", 3, 1},
      {"BETWEEN", "{x} BETWEEN {0} AND {1}", 3, 2},
      {"NOT_NULL", "attribute_exists({x})", 1, 0},
      {"NULL", "attribute_not_exists({x})", 1, 0},
      {"CONTAINS", "contains({x}, {0})", 5, 1},
      {"NOT_CONTAINS", "(attribute_exists({x}) AND NOT contains({x}, {0}))", 5, 1},
      {"BEGINS_WITH", "begins_with({x}, {0})", 1, 1},
  }};

  void Begin() {
    expression_.clear();
    names_.clear();
    values_.clear();
  }

  std::string Scalar(std::string_view type) {
    static constexpr std::string_view kTexts[] = {"a", "ab", "b", "bc"};
    if (type == "N") return "\"" + std::to_string(Below(5)) + "\"";
    return "\"" + std::string(type == "B" ? "YWI=" : kTexts[Below(4)]) + "\"";
  }
  std::string AnyScalar() {
    const std::string_view type = kTypes[Below(3)];
    return R"({")" + std::string(type) + R"(":)" + Scalar(type) + "}";
  }
  std::string Elements(std::string_view type) {
    if (type == "S") return OneIn(2) ? R"("a","bc")" : R"("a")";
    if (type == "N") return OneIn(2) ? R"("1","3")" : R"("1")";
    return R"("YWI=")";
  }

  std::vector<std::string> Names() {
    std::vector<std::string> names;
    for (const char* name : {"a", "b", "c.d", "size"}) {
      if (OneIn(2)) names.emplace_back(name);
    }
    std::shuffle(names.begin(), names.end(), random_);
    return names;
  }

  std::string Name(const std::string& name) {
    std::string placeholder = "#n" + std::to_string(number_++);
    names_ += (names_.empty() ? "\"" : ",\"") + placeholder + "\":\"" + name + "\"";
    return placeholder;
  }
  std::string Placeholder(const std::string& value) {
    std::string placeholder = ":v" + std::to_string(number_++);
    values_ += (values_.empty() ? "\"" : ",\"") + placeholder + "\":" + value;
    return placeholder;
  }
  std::string Placeholders() const {
    std::string parameters = R"(,"ExpressionAttributeNames":{)" + names_ + "}";
    if (!values_.empty()) parameters += R"(,"ExpressionAttributeValues":{)" + values_ + "}";
    return parameters;
  }

  void AddComparison(std::string& conditions, const std::string& name, const char* join) {
    if (!conditions.empty()) conditions += ",";
    const Operator& chosen = kOperators[Below(kOperators.size())];
    Compare(conditions, name, chosen, kTypes[Below(chosen.types)], join);
  }

  void Compare(std::string& conditions, const std::string& name, const Operator& comparison,
               std::string_view type, const char* join) {
    std::vector<std::string> values;
    while (values.size() < comparison.values) values.push_back(Value(type));
    // One type, and texts or digits of one length or prefixes: the order of bytes is that of
    // values.
    std::sort(values.begin(), values.end());
    std::string expression(comparison.expression);
    std::string list;
    for (size_t i = 0; i < values.size(); ++i) {
      list += (list.empty() ? "" : ",") + values[i];
      Replace(expression, "{" + std::to_string(i) + "}", Placeholder(values[i]));
    }
    Replace(expression, "{x}", Name(name));
    conditions += "\"" + name + R"(":{"ComparisonOperator":")" + std::string(comparison.name) +
                  R"(","AttributeValueList":[)" + list + "]}";
    expression_ += (expression_.empty() ? "" : join) + expression;
  }

  static void Replace(std::string& text, const std::string& what, const std::string& by) {
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what)) {
      text.replace(at, what.size(), by);
    }
  }

  void AddUpdate(const std::string& name, std::string& updates, std::string (&sections)[4]) {
    static constexpr std::string_view kKeywords[] = {"SET ", "REMOVE ", "ADD ", "DELETE "};
    static constexpr std::string_view kAdded[] = {"N", "SS", "NS", "BS"};
    const size_t action = Below(4);
    std::string update = "{";
    std::string text = Name(name);
    if (action != 1) {
      const std::string value = action == 0   ? AnyValue()
                                : action == 2 ? Value(kAdded[Below(4)])
                                              : Value(kAdded[1 + Below(3)]);
      update += R"("Value":)" + value + ",";
      text += (action == 0 ? " = " : " ") + Placeholder(value);
    }
    static constexpr std::string_view kActions[] = {"PUT", "DELETE", "ADD", "DELETE"};
    update += R"("Action":")" + std::string(kActions[action]) + "\"}";
    updates += (updates.empty() ? "\"" : ",\"") + name + "\":" + update;
    std::string& section = sections[action];
    section += section.empty() ? " " + std::string(kKeywords[action]) : ", ";
    section += text;
  }

  std::mt19937_64 random_;
  size_t number_ = 0;
  std::string expression_;
  std::string names_;
  std::string values_;
};

class LegacyTwinTest : public OperationTest {
 protected:
  LegacyTwinTest() {
    CreateTables();
    for (const char* name : {"legacy", "expressions"}) {
      Call("CreateTable", R"({"TableName":")" + std::string(name) +
                              R"(","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
          {"AttributeName":"p","AttributeType":"S"}],
          "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]})");
    }
  }

  // The same operation on both tables, each in its own way; `members` follows the table's name.
  Answer CallBoth(const std::string& operation, const std::string& members, const Twin& twin) {
    Answer legacy = Call(operation, R"({"TableName":"legacy")" + members + twin.legacy + "}");
    Answer expressions =
        Call(operation, R"({"TableName":"expressions")" + members + twin.expressions + "}");
    // The one thing that is said in other words.
    if (expressions == Invalid("An operand in the update expression has an incorrect data type")) {
      expressions = Invalid("Type mismatch for attribute to update");
    }
    EXPECT_EQ(legacy, expressions) << operation << members << "\n"
                                   << twin.legacy << "\n"
                                   << twin.expressions;
    return legacy;
  }

  void PutRandomItem(const std::string& key) {
    const std::string item = R"(,"Item":{"p":{"S":")" + key + R"("})" + make_.Attributes() + "}";
    EXPECT_EQ(CallBoth("PutItem", item, {}).status, 200);
  }

  TwinMaker make_{20120810};
};

TEST_F(LegacyTwinTest, Filters_ChooseTheSameItems) {
  for (const char* key : {"a", "b", "c", "d", "e", "f", "g", "h"}) PutRandomItem(key);
  size_t found = 0;
  for (int i = 0; i < kRounds; ++i) {
    if (i % 10 == 0) PutRandomItem("a");
    const Answer answer = CallBoth("Scan", "", make_.Condition("ScanFilter", "FilterExpression"));
    ASSERT_EQ(answer.status, 200) << answer.body;
    ASSERT_FALSE(HasFailure());
    if (answer.body.find(R"("Count":0)") == std::string::npos) ++found;
  }
  // Else the test would look at nothing.
  EXPECT_GT(found, static_cast<size_t>(kRounds) / 3);
}

TEST_F(LegacyTwinTest, ConditionalWrites_DoTheSame) {
  int done = 0;
  for (int i = 0; i < kRounds; ++i) {
    if (i % 4 == 0) PutRandomItem("a");
    const Twin twin = make_.Condition("Expected", "ConditionExpression");
    const Answer answer =
        make_.OneIn(4)
            ? CallBoth("DeleteItem", R"(,"Key":{"p":{"S":"a"}},"ReturnValues":"ALL_OLD")", twin)
            : CallBoth(
                  "PutItem",
                  R"(,"ReturnValues":"ALL_OLD","Item":{"p":{"S":"a"})" + make_.Attributes() + "}",
                  twin);
    if (answer.status == 200) ++done;
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(done, kRounds / 4);
  EXPECT_LT(done, kRounds);
}

TEST_F(LegacyTwinTest, Updates_DoTheSame) {
  int done = 0;
  for (int i = 0; i < kRounds; ++i) {
    if (i % 4 == 0) PutRandomItem("a");
    static const char* const kReturnValues[] = {"ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"};
    const std::string members = R"(,"Key":{"p":{"S":"a"}},"ReturnValues":")" +
                                std::string(kReturnValues[make_.Below(4)]) + "\"";
    if (CallBoth("UpdateItem", members, make_.Updates()).status == 200) ++done;
    CallBoth("GetItem", R"(,"Key":{"p":{"S":"a"}})", make_.Projection());
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(done, kRounds / 4);
  EXPECT_LT(done, kRounds);
}

TEST_F(LegacyTwinTest, KeyConditions_ReadTheSame) {
  for (const char* r : {"0", "1", "2", "3", "4"}) {
    Put("range", R"({"p":{"S":"a"},"r":{"N":")" + std::string(r) + R"("}})");
    Put("range", R"({"p":{"S":"b"},"r":{"N":")" + std::string(r) + R"("}})");
  }
  for (int i = 0; i < kRounds / 5; ++i) {
    const Twin twin = make_.KeyConditions();
    const std::string query = R"({"TableName":"range","Limit":4)";
    const Answer legacy = Call("Query", query + twin.legacy + "}");
    ASSERT_EQ(legacy, Call("Query", query + twin.expressions + "}")) << twin.legacy;
    ASSERT_EQ(legacy.status, 200) << legacy.body;
  }
}

}  // namespace
}  // namespace stator::testing
