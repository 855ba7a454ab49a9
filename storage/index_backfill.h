#pragma once

#include <cstdint>
#include <utility>

#include "storage/index_plan.h"
#include "storage/item_backfill.h"

namespace stator::storage {

// Fills one secondary index, which is kCreating; then counts its entries and makes it kActive, or
// lets it wait for the end of its transition.
class IndexBackfill final : public ItemBackfill {
 public:
  // The index is one of the table's.
  IndexBackfill(const BackfillContext& context, TablePtr table, uint32_t index_id)
      : ItemBackfill(context, std::move(table), index_id), index_id_(index_id) {}

 private:
  bool IsWanted() override {
    plan_ = PlanOfIndex();
    return plan_ != nullptr;
  }
  void AddEntry(std::string_view item_key, EncodedItem item, KvBatch& batch) override;
  Result<Progress> Finish(const std::atomic<bool>& stop) override;
  // Only under row locks: nullptr when the index is not to be filled any more.
  const IndexPlan* PlanOfIndex() const;

  const uint32_t index_id_;
  // As the step found it: a plan stays where it is as long as somebody holds row locks.
  const IndexPlan* plan_ = nullptr;
};

}  // namespace stator::storage
