#include "server/operations/item_condition_check.h"

#include <array>
#include <string_view>

#include "server/operations/item_key.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kExpressions = {"ConditionExpression"};
constexpr ExpressionParameters kParameters = {kExpressions, false, {}};

}  // namespace

Result<ItemConditionCheck> ItemConditionCheck::Read(Arena& arena, const json::JsonValue& request,
                                                    ActionSource source) {
  ItemConditionCheck check(arena, source);
  STATOR_RETURN_IF_ERROR(check.ReadGivenAttributes(request, "Key", kParameters));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          check.ReadAllPlaceholders(request));
  STATOR_RETURN_IF_ERROR(check.ReadCondition(request, placeholders));
  return check;
}

Result<ItemConditionCheck> ItemConditionCheck::OfStatement(Arena& arena,
                                                           const StatedAction& stated) {
  ItemConditionCheck check(arena, ActionSource::kStatement);
  check.TakeStated(stated);
  return check;
}

Result<PrimaryKey> ItemConditionCheck::BindKey(const TableSchema& schema) const {
  return ReadKey(schema, given_attributes());
}

Result<storage::WriteDecision> ItemConditionCheck::Change(
    const std::optional<storage::EncodedItem>& /*old_item*/) {
  return storage::WriteDecision{};
}

}  // namespace stator::server
