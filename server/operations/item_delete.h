#pragma once

#include "server/operations/item_action.h"

namespace stator::server {

// DeleteItem, or the Delete of a transaction.
class ItemDelete final : public ItemAction {
 public:
  static Result<ItemDelete> Read(Arena& arena, const json::JsonValue& request);

  ReturnValues return_values() const { return return_values_; }

 private:
  explicit ItemDelete(Arena& arena) : ItemAction(arena) {}

  Result<PrimaryKey> BindKey(const TableSchema& schema) const override;
  Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) override;

  ReturnValues return_values_ = ReturnValues::kNone;
};

}  // namespace stator::server
