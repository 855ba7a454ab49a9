#include "server/operations/item_delete.h"

#include <array>
#include <string_view>

#include "server/operations/item_key.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kExpressions = {"ConditionExpression"};
constexpr std::array<std::string_view, 2> kLegacy = {"Expected", "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, false, kLegacy};

}  // namespace

Result<ItemDelete> ItemDelete::Read(Arena& arena, const json::JsonValue& request,
                                    ActionSource source) {
  ItemDelete remove(arena, source);
  STATOR_RETURN_IF_ERROR(remove.ReadGivenAttributes(request, "Key", kParameters));
  if (source == ActionSource::kBatch) return remove;
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          remove.ReadAllPlaceholders(request));
  STATOR_RETURN_IF_ERROR(remove.ReadCondition(request, placeholders));
  // Later than in a PutItem: dynalite and dynoxide agree.
  if (source == ActionSource::kOperation) {
    STATOR_ASSIGN_OR_RETURN(remove.return_values_, ReadReturnOldValues(request));
  }
  return remove;
}

Result<ItemDelete> ItemDelete::OfStatement(Arena& arena, const StatedAction& stated) {
  ItemDelete remove(arena, ActionSource::kStatement);
  remove.TakeStated(stated);
  return remove;
}

Result<PrimaryKey> ItemDelete::BindKey(const TableSchema& schema) const {
  return ReadKey(schema, given_attributes());
}

Result<storage::WriteDecision> ItemDelete::Change(
    const std::optional<storage::EncodedItem>& old_item) {
  using Kind = storage::WriteDecision::Kind;
  return storage::WriteDecision{old_item.has_value() ? Kind::kDelete : Kind::kKeep, {}, 0};
}

}  // namespace stator::server
