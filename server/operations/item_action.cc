#include "server/operations/item_action.h"

#include "model/item_size.h"
#include "server/json/attribute_codec.h"
#include "server/operations/legacy_parameters.h"

namespace stator::server {

Result<void> ItemAction::CheckPaths(const TableSchema& schema) const {
  return CheckWriteCondition(condition_, schema);
}

Result<void> ItemAction::Bind(const TableSchema& schema) {
  schema_ = &schema;
  STATOR_ASSIGN_OR_RETURN(key_, BindKey(schema));
  return {};
}

Result<void> ItemAction::Run(storage::Database& database, const storage::Table& table,
                             storage::WriteReport* report) {
  STATOR_RETURN_IF_ERROR(Bind(table.schema()));
  STATOR_RETURN_IF_ERROR(CheckPaths(table.schema()));
  auto decide = [this](std::optional<storage::EncodedItem> old_item) { return Decide(old_item); };
  const storage::ItemWrite write{&table, key_, decide, report};
  return database.Write(*arena_, {&write, 1});
}

Result<storage::WriteDecision> ItemAction::Decide(std::optional<storage::EncodedItem> old_item) {
  old_item_ = old_item;
  STATOR_RETURN_IF_ERROR(CheckCondition(*arena_, condition_, old_item));
  STATOR_ASSIGN_OR_RETURN(const storage::WriteDecision decision, Change(old_item));
  switch (decision.kind) {
    case storage::WriteDecision::Kind::kKeep:
      new_size_ = old_size();
      break;
    case storage::WriteDecision::Kind::kPut:
      new_size_ = decision.item_size;
      break;
    case storage::WriteDecision::Kind::kDelete:
      new_size_ = 0;
      break;
  }
  return decision;
}

Result<void> ItemAction::ReadGivenAttributes(const json::JsonValue& request,
                                             std::string_view member,
                                             const ExpressionParameters& parameters) {
  ExpressionParameters possible = parameters;
  if (source_ != ActionSource::kOperation) possible.legacy = {};
  if (source_ != ActionSource::kBatch) {
    STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, possible));
  }
  STATOR_ASSIGN_OR_RETURN(given_attributes_,
                          json::ReadAttributeMap(*arena_, *request.Member(member)));
  for (const std::string_view expression : parameters.expressions) {
    request_bytes_ += ExpressionText(request, expression).value_or("").size();
  }
  return {};
}

void ItemAction::TakeStated(const StatedAction& stated) {
  given_attributes_ = stated.given_attributes;
  condition_ = stated.condition;
  request_bytes_ = ItemSize(given_attributes_);
}

Result<expressions::Placeholders> ItemAction::ReadAllPlaceholders(const json::JsonValue& request) {
  STATOR_ASSIGN_OR_RETURN(const expressions::Placeholders placeholders,
                          ReadPlaceholders(*arena_, request));
  request_bytes_ += ItemSize(given_attributes_);
  for (const Attribute& value : placeholders.values()) {
    request_bytes_ += AttributeValueSize(value.value);
  }
  return placeholders;
}

Result<void> ItemAction::ReadCondition(const json::JsonValue& request,
                                       expressions::Placeholders& placeholders) {
  STATOR_ASSIGN_OR_RETURN(condition_, ReadWriteCondition(*arena_, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  if (source_ != ActionSource::kOperation || condition_.condition != nullptr) return {};
  STATOR_ASSIGN_OR_RETURN(condition_.condition, ReadExpected(*arena_, request));
  return {};
}

}  // namespace stator::server
