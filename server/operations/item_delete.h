#pragma once

#include "server/operations/item_action.h"

namespace stator::server {

// DeleteItem, the Delete of a transaction or the DeleteRequest of a batch.
class ItemDelete final : public ItemAction {
 public:
  static Result<ItemDelete> Read(Arena& arena, const json::JsonValue& request, ActionSource source);

  static Result<ItemDelete> OfStatement(Arena& arena, const StatedAction& stated);

  ReturnValues return_values() const { return return_values_; }

 private:
  ItemDelete(Arena& arena, ActionSource source) : ItemAction(arena, source) {}

  Result<PrimaryKey> BindKey(const TableSchema& schema) const override;
  Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) override;

  ReturnValues return_values_ = ReturnValues::kNone;
};

}  // namespace stator::server
