// Reads the parameters from before expressions of a JSON request that the API model allows, and
// evaluates what they say on an item with values of all types.
#include <cstdint>
#include <string>

#include "expressions/evaluate.h"
#include "server/json/request_validation.h"
#include "server/json/shape_ids.h"
#include "server/operations/legacy_parameters.h"
#include "tests/fuzz/checked_item.h"

namespace stator::server {
namespace {

using testing::CheckMap;
using testing::MakeItem;
using testing::Require;

// KeyConditions bind to the key attributes of the item's table, and to an index with two of each.
void Bind(Arena& arena, std::span<const expressions::AttributeComparison> comparisons) {
  TableSchema schema;
  schema.partition_key = {"s", AttributeType::kString};
  schema.sort_key = KeyAttribute{"n", AttributeType::kNumber};
  IndexSchema index;
  index.keys.hash = {{"s", AttributeType::kString}, {"b", AttributeType::kBinary}};
  index.keys.range = {{"n", AttributeType::kNumber}, {"a", AttributeType::kNumber}};
  for (const IndexSchema* bound :
       {static_cast<const IndexSchema*>(nullptr), &std::as_const(index)}) {
    const Result<KeyCondition> condition =
        expressions::BindKeyConditions(arena, comparisons, schema, bound);
    if (!condition.ok()) {
      Require(condition.error().code == ErrorCode::kValidation);
    } else {
      Require(condition->partition.size() == (bound == nullptr ? 1U : 2U));
    }
  }
}

void Read(Arena& arena, const json::JsonValue& request) {
  const AttributeMap item = MakeItem(arena);
  if (const auto expected = ReadExpected(arena, request); expected.ok() && *expected != nullptr) {
    (void)expressions::Evaluate(**expected, item);
  }
  for (const char* filter : {"QueryFilter", "ScanFilter"}) {
    const auto comparisons = ReadComparisons(arena, request, filter);
    if (!comparisons.ok()) continue;
    const auto* condition = JoinComparisons(arena, request, *comparisons);
    if (condition != nullptr) (void)expressions::Evaluate(*condition, item);
  }
  if (const auto keys = ReadComparisons(arena, request, "KeyConditions"); keys.ok()) {
    Bind(arena, *keys);
  }
  if (const auto names = ReadAttributesToGet(arena, request); names.ok() && *names != nullptr) {
    CheckMap(expressions::Project(arena, **names, item), 1);
  }
  const auto update = ReadAttributeUpdates(arena, request);
  if (!update.ok() || *update == nullptr) return;
  const Result<AttributeMap> updated = expressions::Apply(arena, **update, item);
  CheckMap(expressions::UpdatedAttributes(arena, **update, item), 1);
  if (!updated.ok()) return Require(updated.error().code == ErrorCode::kValidation);
  CheckMap(*updated, 1);
}

}  // namespace
}  // namespace stator::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using stator::json::GetShape;
  namespace shapes = stator::json::shapes;
  for (const auto shape : {shapes::kQueryInput, shapes::kScanInput, shapes::kUpdateItemInput}) {
    std::string body(reinterpret_cast<const char*>(data), size);
    stator::Arena arena;
    const auto request = stator::json::Parse(arena, body);
    if (!request.ok() || !stator::json::ValidateRequest(GetShape(shape), *request).ok()) continue;
    stator::server::Read(arena, *request);
  }
  return 0;
}
