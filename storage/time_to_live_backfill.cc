#include "storage/time_to_live_backfill.h"

#include <optional>
#include <string>

#include "storage/encoding/ttl_key.h"
#include "storage/item_expiry.h"
#include "storage/table_state.h"

namespace stator::storage {

// A stop and a new start of the time to live have a backfill of their own, which begins anew.
bool TimeToLiveBackfill::IsWanted() {
  const std::string* const attribute = table()->state().expiry.attribute();
  return attribute != nullptr && *attribute == table()->schema().time_to_live.attribute_name;
}

void TimeToLiveBackfill::AddEntry(std::string_view item_key, EncodedItem item, KvBatch& batch) {
  const std::optional<int64_t> seconds =
      ExpirySeconds(item, table()->schema().time_to_live.attribute_name);
  if (!seconds.has_value()) return;
  std::string key;
  AppendTtlKey(item_key, *seconds, key);
  batch.Put(ColumnFamily::kTtl, key, {});
}

Result<ItemBackfill::Progress> TimeToLiveBackfill::Finish(const std::atomic<bool>& /*stop*/) {
  bool wanted = false;
  const auto mark_indexed = [&](const TableSchema& schema) -> Result<TableSchema> {
    wanted = schema.id == table()->schema().id &&
             schema.time_to_live.attribute_name == table()->schema().time_to_live.attribute_name;
    if (!wanted) return TableNotFound(schema.name);
    TableSchema changed = schema;
    changed.time_to_live.indexed = true;
    return changed;
  };
  const Result<TablePtr> updated =
      context().catalog->Update(table()->schema().QualifiedName(), mark_indexed);
  // Some entry may have expired already: the next sweep looks.
  table()->state().expiry.NoteEntry(0);
  if (updated.ok()) return Progress::kFull;
  if (!wanted) return Progress::kGone;
  return updated.error();
}

}  // namespace stator::storage
