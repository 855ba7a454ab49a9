#pragma once

#include "server/operations/item_action.h"

namespace stator::server {

// PutItem, the Put of a transaction or the PutRequest of a batch.
class ItemPut final : public ItemAction {
 public:
  static Result<ItemPut> Read(Arena& arena, const json::JsonValue& request, ActionSource source);

  static Result<ItemPut> OfStatement(Arena& arena, const StatedAction& stated);

  ReturnValues return_values() const { return return_values_; }

 private:
  ItemPut(Arena& arena, ActionSource source) : ItemAction(arena, source) {}

  Result<PrimaryKey> BindKey(const TableSchema& schema) const override;
  Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) override;

  ReturnValues return_values_ = ReturnValues::kNone;
  size_t item_size_ = 0;
};

}  // namespace stator::server
