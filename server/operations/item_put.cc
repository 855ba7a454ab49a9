#include "server/operations/item_put.h"

#include <array>
#include <string_view>

#include "server/operations/index_keys.h"
#include "server/operations/item_key.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kExpressions = {"ConditionExpression"};
constexpr std::array<std::string_view, 2> kLegacy = {"Expected", "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, false, kLegacy};

}  // namespace

Result<ItemPut> ItemPut::Read(Arena& arena, const json::JsonValue& request, ActionSource source) {
  ItemPut put(arena, source);
  STATOR_RETURN_IF_ERROR(put.ReadGivenAttributes(request, "Item", kParameters));
  if (source == ActionSource::kOperation) {
    STATOR_ASSIGN_OR_RETURN(put.return_values_, ReadReturnOldValues(request));
  }
  STATOR_ASSIGN_OR_RETURN(put.item_size_, CheckedItemSize(put.given_attributes()));
  if (source == ActionSource::kBatch) return put;
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, put.ReadAllPlaceholders(request));
  STATOR_RETURN_IF_ERROR(put.ReadCondition(request, placeholders));
  return put;
}

Result<ItemPut> ItemPut::OfStatement(Arena& arena, const StatedAction& stated) {
  ItemPut put(arena, ActionSource::kStatement);
  put.TakeStated(stated);
  STATOR_ASSIGN_OR_RETURN(put.item_size_, CheckedItemSize(put.given_attributes()));
  return put;
}

Result<PrimaryKey> ItemPut::BindKey(const TableSchema& schema) const {
  const auto key_of = source() == ActionSource::kBatch       ? KeyOfBatchedItem
                      : source() == ActionSource::kStatement ? KeyOfInsertedItem
                                                             : KeyOfItem;
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, key_of(schema, given_attributes()));
  STATOR_RETURN_IF_ERROR(CheckIndexKeys(schema, given_attributes()));
  return key;
}

Result<storage::WriteDecision> ItemPut::Change(
    const std::optional<storage::EncodedItem>& /*old_item*/) {
  return storage::WriteDecision{storage::WriteDecision::Kind::kPut, given_attributes(), item_size_};
}

}  // namespace stator::server
