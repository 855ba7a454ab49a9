#pragma once

#include <utility>

#include "storage/item_backfill.h"

namespace stator::storage {

// Fills the expiry index of a table whose time to live was enabled, then says so in the schema.
class TimeToLiveBackfill final : public ItemBackfill {
 public:
  TimeToLiveBackfill(const BackfillContext& context, TablePtr table)
      : ItemBackfill(context, std::move(table), Catalog::kTimeToLiveRecord) {}

 private:
  bool IsWanted() override;
  void AddEntry(std::string_view item_key, EncodedItem item, KvBatch& batch) override;
  Result<Progress> Finish(const std::atomic<bool>& stop) override;
};

}  // namespace stator::storage
