#include "expressions/partiql/planner.h"

#include "tests/expressions/partiql/partiql_fixture.h"

namespace stator::expressions::partiql {
namespace {

// A table with the keys p (S) and r (N), and an index with the HASH attributes g (S) and k (N) and
// the RANGE attributes h (N) and i (S).
class PlannerTest : public PartiqlFixture {
 protected:
  PlannerTest() {
    schema_.name = "tab";
    schema_.partition_key = {"p", AttributeType::kString};
    schema_.sort_key = KeyAttribute{"r", AttributeType::kNumber};
    IndexSchema index;
    index.name = "ind";
    index.keys.hash = {{"g", AttributeType::kString}, {"k", AttributeType::kNumber}};
    index.keys.range = {{"h", AttributeType::kNumber}, {"i", AttributeType::kString}};
    schema_.indexes.push_back(index);
  }

  // "query [= {S:a}] [= {S:b}] desc filter (...)", or the error's message.
  std::string Plan(std::string_view rest) {
    const std::string text = "SELECT * FROM tab" + std::string(rest);
    const Result<const Statement*> statement = Parse(arena_.CopyString(text));
    if (!statement.ok()) return statement.error().message;
    const IndexSchema* index = (*statement)->index.empty() ? nullptr : schema_.indexes.data();
    const Result<ReadPlan> plan = PlanRead(arena_, **statement, schema_, index);
    if (!plan.ok()) return plan.error().message;
    static const char* const kKinds[] = {"get", "query", "scan"};
    std::string described = kKinds[static_cast<size_t>(plan->kind)];
    for (const KeyCondition& partition : plan->partitions) {
      described += " [" + ToText(partition) + "]";
    }
    if (!plan->forward) described += " desc";
    if (plan->filter != nullptr) described += " filter " + ToText(*plan->filter);
    return described;
  }

  TableSchema schema_;
};

TEST_F(PlannerTest, Plans_OfTheTable) {
  for (const StatementCase& c : {
           StatementCase{"", "scan"},
           {" WHERE v = 1", "scan filter (= v {N:1})"},
           {" WHERE p = 'a'", "query [= {S:a}]"},
           {" WHERE 'a' = p AND r = 1", "get [= {S:a}, = {N:1}]"},
           {" WHERE r = 1 AND (p = 'a')", "get [= {S:a}, = {N:1}]"},
           {" WHERE p = ? AND r = ?", "get [= {S:x}, = {N:7}]"},
           {" WHERE p = 'a' AND r = 1 AND v = 2", "query [= {S:a}, = {N:1}] filter (= v {N:2})"},
           {" WHERE p = 'a' AND r > 1", "query [= {S:a}, > {N:1}]"},
           {" WHERE p = 'a' AND 1 >= r", "query [= {S:a}, <= {N:1}]"},
           {" WHERE p = 'a' AND r BETWEEN 1 AND 3", "query [= {S:a}, between {N:1} {N:3}]"},
           // One condition on the sort key is the key's; the others are left to the filter.
           {" WHERE p = 'a' AND r > 1 AND r < 4", "query [= {S:a}, > {N:1}] filter (< r {N:4})"},
           {" WHERE p = 'a' AND r > 1 AND r = 4", "query [= {S:a}, = {N:4}] filter (> r {N:1})"},
           {" WHERE p = 'a' AND r <> 1", "query [= {S:a}] filter (<> r {N:1})"},
           {" WHERE p = 'a' AND r IN (1, 2)", "query [= {S:a}] filter (in r {N:1} {N:2})"},
           {" WHERE p = 'a' AND r NOT BETWEEN 1 AND 2",
            "query [= {S:a}] filter (not (between r {N:1} {N:2}))"},
           {" WHERE p = 'a' AND p = 'b'", "query [= {S:a}] filter (= p {S:b})"},
           {" WHERE p IN ('b', 'a', 'b')", "query [= {S:a}] [= {S:b}]"},
           {" WHERE p IN ('b', 'a') AND r = 1", "query [= {S:a}, = {N:1}] [= {S:b}, = {N:1}]"},
           // What does not bind the partition key in every case is a Scan.
           {" WHERE p = 'a' OR p = 'b'", "scan filter (or (= p {S:a}) (= p {S:b}))"},
           {" WHERE p > 'a'", "scan filter (> p {S:a})"},
           {" WHERE begins_with(p, 'a') AND r = 1",
            "scan filter (and (begins_with p {S:a}) (= r {N:1}))"},
           {" WHERE NOT p = 'a'", "scan filter (not (= p {S:a}))"},
           {" WHERE p = v", "scan filter (= p v)"},
       }) {
    EXPECT_EQ(Plan(c.statement), c.answer) << c.statement;
  }
}

TEST_F(PlannerTest, Plans_OfAnIndexWithSeveralKeyAttributes) {
  for (const StatementCase& c : {
           StatementCase{".ind WHERE g = 'x'", "scan filter (= g {S:x})"},
           {".ind WHERE k = 1 AND g = 'x'", "query [= {S:x}, = {N:1}]"},
           {".ind WHERE g = 'x' AND k = 1 AND h = 2", "query [= {S:x}, = {N:1}, = {N:2}]"},
           {".ind WHERE g = 'x' AND k = 1 AND h = 2 AND begins_with(i, 'y')",
            "query [= {S:x}, = {N:1}, = {N:2}, begins_with {S:y}]"},
           {".ind WHERE g = 'x' AND k = 1 AND i = 'y'",
            "query [= {S:x}, = {N:1}] filter (= i {S:y})"},
           {".ind WHERE g = 'x' AND k = 1 AND h > 2 AND i = 'y'",
            "query [= {S:x}, = {N:1}, > {N:2}] filter (= i {S:y})"},
           {".ind WHERE g IN ('y', 'x') AND k IN (2, 1)",
            "query [= {S:x}, = {N:1}] [= {S:x}, = {N:2}] [= {S:y}, = {N:1}] [= {S:y}, = {N:2}]"},
           {".ind WHERE p = 'a'", "scan filter (= p {S:a})"},
       }) {
    EXPECT_EQ(Plan(c.statement), c.answer) << c.statement;
  }
}

TEST_F(PlannerTest, OrderBy_TurnsSortKeysAndPartitions) {
  for (const StatementCase& c : {
           StatementCase{" WHERE p = 'a' ORDER BY r", "query [= {S:a}]"},
           {" WHERE p = 'a' ORDER BY r DESC", "query [= {S:a}] desc"},
           {" WHERE p IN ('a', 'b') ORDER BY p DESC", "query [= {S:b}] [= {S:a}]"},
           {" WHERE p IN ('b', 'a') ORDER BY p ASC, r DESC", "query [= {S:a}] [= {S:b}] desc"},
           {" WHERE p IN ('b', 'a') ORDER BY r DESC", "query [= {S:a}] [= {S:b}] desc"},
           {" ORDER BY r", "Must have WHERE clause in the statement when using ORDER BY clause."},
           {" WHERE v = 1 ORDER BY p",
            "Must have at least one non-optional hash key condition in WHERE clause when using "
            "ORDER BY clause."},
           {" WHERE p = 'a' ORDER BY v",
            "Variable reference v in ORDER BY clause must be part of the primary key"},
       }) {
    EXPECT_EQ(Plan(c.statement), c.answer) << c.statement;
  }
}

TEST_F(PlannerTest, KeyTypes_AreChecked) {
  const std::string key =
      "Key attribute's data type should match its data type in table's schema: Key ";
  const std::string other =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  EXPECT_EQ(Plan(" WHERE p = 1"), key + "p");
  EXPECT_EQ(Plan(" WHERE p IN ('a', 1)"), key + "p");
  EXPECT_EQ(Plan(" WHERE p = 'a' AND r = 'x'"), key + "r");
  EXPECT_EQ(Plan(" WHERE p = 'a' AND begins_with(r, '1')"), key + "r");
  EXPECT_EQ(Plan(" WHERE p = 'a' AND r IN ('x')"), other);
  EXPECT_EQ(Plan(" WHERE p = 'a' AND r <> 'x'"), other);
  EXPECT_EQ(Plan(" WHERE r = 'x'"), other);
  EXPECT_EQ(Plan(".ind WHERE p = 1"), other);
  EXPECT_EQ(Plan(" WHERE p = ''"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: p");
}

// The limit of IN is 100 for all attributes (DynamoDB Local; "The IN operator" in the developer
// guide allows 50 partition keys). Combinations beyond that are not read one by one.
TEST_F(PlannerTest, Partitions_TooManyCombinationsAreScanned) {
  std::string list = "(0";
  for (int i = 1; i < 11; ++i) list += ", " + std::to_string(i);
  const std::string plan =
      Plan(".ind WHERE k IN " + list + ") AND g IN ('a','b','c','d','e','f','g','h','i','j')");
  EXPECT_EQ(plan.substr(0, 4), "scan");
}

TEST_F(PlannerTest, Items_AreNamedByEqualityOfTheWholeKey) {
  const auto plan = [&](std::string_view condition) -> std::string {
    const std::string text = "DELETE FROM tab WHERE " + std::string(condition);
    const Statement& statement = **Parse(arena_.CopyString(text));
    const auto item = PlanItem(arena_, statement.where, schema_);
    if (!item.ok()) return item.error().message;
    if (!item->has_value()) return "none";
    std::string described;
    for (const Attribute& attribute : (*item)->key) {
      described += std::string(attribute.name) + "=" + std::string(attribute.value.bytes()) + " ";
    }
    return described + ((*item)->rest == nullptr ? "" : ToText(*(*item)->rest));
  };
  EXPECT_EQ(plan("r = 1 AND p = 'a'"), "p=a r=1 ");
  EXPECT_EQ(plan("r = 1 AND v > 2 AND p = 'a' AND r = 1"), "p=a r=1 (> v {N:2})");
  EXPECT_EQ(plan("p = 'a'"), "none");
  EXPECT_EQ(plan("p = 'a' AND r > 1"), "none");
  EXPECT_EQ(plan("p = 'a' AND r = 1 OR v = 1"), "none");
  EXPECT_EQ(plan("p IN ('a') AND r = 1"), "none");
  EXPECT_EQ(plan("p = 'a' AND r = 1 AND p = 'b'"),
            "Multiple conditions on same key p. Only single item Update/Insert/Delete are "
            "supported");
}

}  // namespace
}  // namespace stator::expressions::partiql
