#include "server/operations/item_update.h"

#include <array>
#include <string>
#include <string_view>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "server/operations/index_keys.h"
#include "server/operations/item_key.h"
#include "server/operations/legacy_parameters.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 2> kExpressions = {"UpdateExpression",
                                                          "ConditionExpression"};
constexpr std::array<std::string_view, 3> kLegacy = {"AttributeUpdates", "Expected",
                                                     "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, false, kLegacy};

}  // namespace

Result<ItemUpdate> ItemUpdate::Read(Arena& arena, const json::JsonValue& request,
                                    ActionSource source) {
  ItemUpdate update(arena, source);
  STATOR_RETURN_IF_ERROR(update.ReadGivenAttributes(request, "Key", kParameters));
  if (source == ActionSource::kOperation) update.return_values_ = ReadReturnValues(request);
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          update.ReadAllPlaceholders(request));
  if (const auto text = ExpressionText(request, "UpdateExpression"); text.has_value()) {
    STATOR_ASSIGN_OR_RETURN(update.update_, expressions::ParseUpdate(arena, placeholders, *text));
  } else if (source == ActionSource::kOperation) {
    STATOR_ASSIGN_OR_RETURN(update.update_, ReadAttributeUpdates(arena, request));
  }
  STATOR_RETURN_IF_ERROR(update.ReadCondition(request, placeholders));
  return update;
}

Result<ItemUpdate> ItemUpdate::OfStatement(Arena& arena, const StatedAction& stated,
                                           const expressions::Update& update,
                                           ReturnValues return_values) {
  ItemUpdate action(arena, ActionSource::kStatement);
  action.TakeStated(stated);
  action.update_ = &update;
  action.return_values_ = return_values;
  return action;
}

Result<void> ItemUpdate::CheckPaths(const TableSchema& schema) const {
  if (update_ != nullptr) STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(schema, *update_));
  return ItemAction::CheckPaths(schema);
}

Result<PrimaryKey> ItemUpdate::BindKey(const TableSchema& schema) const {
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(schema, given_attributes()));
  if (update_ == nullptr) return key;
  for (const expressions::DocumentPath& path : expressions::UpdatedPaths(arena(), *update_)) {
    if (schema.IsKeyAttribute(path.front().name)) {
      return ValidationError("One or more parameter values were invalid: Cannot update attribute " +
                             std::string(path.front().name) +
                             ". This attribute is part of the key");
    }
  }
  STATOR_RETURN_IF_ERROR(CheckIndexKeyOperands(schema, *update_));
  return key;
}

Result<storage::WriteDecision> ItemUpdate::Change(
    const std::optional<storage::EncodedItem>& old_item) {
  STATOR_ASSIGN_OR_RETURN(old_attributes_, DecodeItem(arena(), old_item));
  const AttributeMap start = old_item.has_value() ? old_attributes_ : given_attributes();
  new_attributes_ = start;
  if (update_ != nullptr) {
    STATOR_ASSIGN_OR_RETURN(new_attributes_, expressions::Apply(arena(), *update_, start));
  }
  STATOR_RETURN_IF_ERROR(CheckUpdatedIndexKeys(schema(), old_attributes_, new_attributes_));
  const size_t size = ItemSize(new_attributes_);
  if (size > limits::kMaxItemBytes) {
    return ValidationError("Item size to update has exceeded the maximum allowed size");
  }
  return storage::WriteDecision{storage::WriteDecision::Kind::kPut, new_attributes_, size};
}

AttributeMap ItemUpdate::ReturnedAttributes() const {
  switch (return_values_) {
    case ReturnValues::kNone:
      return {};
    case ReturnValues::kAllOld:
      return old_attributes_;
    case ReturnValues::kAllNew:
      return new_attributes_;
    case ReturnValues::kUpdatedOld:
    case ReturnValues::kUpdatedNew:
      break;
  }
  if (update_ == nullptr) return {};
  return expressions::UpdatedAttributes(
      arena(), *update_,
      return_values_ == ReturnValues::kUpdatedOld ? old_attributes_ : new_attributes_);
}

}  // namespace stator::server
