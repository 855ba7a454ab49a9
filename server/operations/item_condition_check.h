#pragma once

#include "server/operations/item_action.h"

namespace stator::server {

// The ConditionCheck of a transaction: changes nothing.
class ItemConditionCheck final : public ItemAction {
 public:
  static Result<ItemConditionCheck> Read(Arena& arena, const json::JsonValue& request,
                                         ActionSource source);

  static Result<ItemConditionCheck> OfStatement(Arena& arena, const StatedAction& stated);

  bool is_write() const override { return false; }

 private:
  ItemConditionCheck(Arena& arena, ActionSource source) : ItemAction(arena, source) {}

  Result<PrimaryKey> BindKey(const TableSchema& schema) const override;
  Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) override;
};

}  // namespace stator::server
