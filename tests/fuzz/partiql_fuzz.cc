// Parses arbitrary text as a PartiQL statement, evaluates its conditions and changes on an item
// with values of all types, and plans it for a table and an index.
#include <array>
#include <cstdint>
#include <string_view>

#include "expressions/evaluate.h"
#include "expressions/partiql/planner.h"
#include "expressions/partiql/statement.h"
#include "tests/fuzz/checked_item.h"

namespace stator::expressions::partiql {
namespace {

using testing::CheckMap;
using testing::MakeItem;
using testing::Require;

void Plan(Arena& arena, const Statement& statement) {
  TableSchema schema;
  schema.partition_key = {"s", AttributeType::kString};
  schema.sort_key = KeyAttribute{"n", AttributeType::kNumber};
  IndexSchema index;
  index.keys.hash = {{"s", AttributeType::kString}, {"b", AttributeType::kBinary}};
  index.keys.range = {{"n", AttributeType::kNumber}, {"a", AttributeType::kNumber}};
  for (const IndexSchema* read :
       {static_cast<const IndexSchema*>(nullptr), static_cast<const IndexSchema*>(&index)}) {
    const Result<ReadPlan> plan = PlanRead(arena, statement, schema, read);
    if (!plan.ok()) continue;
    const bool scan = plan->kind == ReadPlan::Kind::kScan;
    Require(plan->partitions.empty() == scan);
    Require((plan->kind == ReadPlan::Kind::kGetItem) == (plan->key.size() == 2));
    for (const KeyCondition& partition : plan->partitions) {
      Require(partition.partition.size() == (read == nullptr ? 1 : 2));
    }
  }
  const auto item = PlanItem(arena, statement.where, schema);
  Require(!item.ok() || !item->has_value() || (*item)->key.size() == 2);
}

void Run(std::string_view text) {
  Arena arena;
  const AttributeMap item = MakeItem(arena);
  const std::array<AttributeValue, 3> values{
      AttributeValue::String("x"), AttributeValue::Number("1"), AttributeValue::Map(item)};
  for (size_t count = 0; count <= values.size(); ++count) {
    const Result<const Statement*> statement =
        ParseStatement(arena, text, std::span<const AttributeValue>(values).first(count));
    if (!statement.ok()) {
      Require(statement.error().code == ErrorCode::kValidation &&
              !statement.error().message.empty());
      continue;
    }
    const Statement& parsed = **statement;
    Require((parsed.update != nullptr) == (parsed.kind == StatementKind::kUpdate));
    CheckMap(parsed.item, 1);
    if (parsed.where != nullptr) Evaluate(*parsed.where, item);
    if (parsed.projection != nullptr) CheckMap(Project(arena, *parsed.projection, item), 1);
    if (parsed.update != nullptr) {
      const Result<AttributeMap> updated = Apply(arena, *parsed.update, item);
      if (updated.ok()) CheckMap(*updated, 1);
    }
    Plan(arena, parsed);
  }
}

}  // namespace
}  // namespace stator::expressions::partiql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // The length is checked against the API model before a statement is parsed.
  if (size > 8192) return 0;
  stator::expressions::partiql::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
