#pragma once

#include "expressions/ast.h"
#include "server/operations/item_action.h"

namespace stator::server {

// UpdateItem, or the Update of a transaction.
class ItemUpdate final : public ItemAction {
 public:
  static Result<ItemUpdate> Read(Arena& arena, const json::JsonValue& request, ActionSource source);

  static Result<ItemUpdate> OfStatement(Arena& arena, const StatedAction& stated,
                                        const expressions::Update& update,
                                        ReturnValues return_values);

  Result<void> CheckPaths(const TableSchema& schema) const override;
  // After the write: what ReturnValues asks for.
  AttributeMap ReturnedAttributes() const;

 private:
  ItemUpdate(Arena& arena, ActionSource source) : ItemAction(arena, source) {}

  Result<PrimaryKey> BindKey(const TableSchema& schema) const override;
  Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) override;

  ReturnValues return_values_ = ReturnValues::kNone;
  const expressions::Update* update_ = nullptr;  // nullptr: none, the item is only made to exist
  AttributeMap old_attributes_;
  AttributeMap new_attributes_;
};

}  // namespace stator::server
