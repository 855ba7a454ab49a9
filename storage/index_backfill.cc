#include "storage/index_backfill.h"

#include "storage/key_range.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// How many entries are counted between looks at whether to stop.
constexpr size_t kEntriesPerLook = 1024;

}  // namespace

const IndexPlan* IndexBackfill::PlanOfIndex() const {
  const Table::State& state = table()->state();
  if (state.deleted) return nullptr;
  const IndexPlan* const plan = state.index_plan();
  const IndexPlan::Index* const index = plan == nullptr ? nullptr : plan->Find(index_id_);
  return index != nullptr && index->being_filled ? plan : nullptr;
}

void IndexBackfill::AddEntry(std::string_view item_key, EncodedItem item, KvBatch& batch) {
  const IndexPlan::Index& index = *plan_->Find(index_id_);
  const auto indexed = IndexedItem::Pick(*plan_, item, arena());
  if (!indexed.has_value() || !indexed->IsIn(index)) return;
  batch.Put(ColumnFamily::kIndexes, indexed->EntryKey(index, item_key, arena()),
            indexed->ProjectedItem(index, arena()));
}

Result<IndexBackfill::Progress> IndexBackfill::Finish(const std::atomic<bool>& stop) {
  std::unique_ptr<KvIterator> entries;
  uint64_t times_emptied = 0;
  IndexCounts& counts = table()->state().CountsOfIndex(index_id_);
  {
    // From here on writes change counts of zero, and this adds what the store holds now.
    const RowLocks::Guard guard(*context().row_locks, RowLocks::All());
    if (PlanOfIndex() == nullptr) return Progress::kGone;
    times_emptied = table()->state().times_emptied;
    counts.item_count = 0;
    counts.size_bytes = 0;
    entries = context().store->NewIterator(ColumnFamily::kIndexes,
                                           KeyRangeOfIndex(table()->schema().id, index_id_),
                                           Direction::kForward);
  }
  int64_t item_count = 0;
  int64_t size_bytes = 0;
  while (entries->Next()) {
    ++item_count;
    size_bytes += static_cast<int64_t>(EncodedItem(entries->value()).item_size());
    if (item_count % int64_t{kEntriesPerLook} == 0 && stop.load(std::memory_order_relaxed)) {
      return Progress::kMore;
    }
  }
  STATOR_RETURN_IF_ERROR(entries->status());
  {
    const RowLocks::Guard guard(*context().row_locks, RowLocks::All());
    if (table()->state().times_emptied != times_emptied) return Progress::kMore;
    counts.item_count.fetch_add(item_count, std::memory_order_relaxed);
    counts.size_bytes.fetch_add(size_bytes, std::memory_order_relaxed);
  }

  bool found = false;
  const auto activate = [&](const TableSchema& schema) -> Result<TableSchema> {
    TableSchema changed = schema;
    for (IndexSchema& index : changed.indexes) {
      if (schema.id != table()->schema().id || index.id != index_id_) continue;
      if (!index.IsBeingFilled()) continue;
      found = true;
      if (index.transition.has_value()) {
        index.transition->filled = true;
      } else {
        index.status = IndexStatus::kActive;
      }
    }
    if (!found) return TableNotFound(schema.name);
    return changed;
  };
  const Result<TablePtr> updated =
      context().catalog->Update(table()->schema().QualifiedName(), activate);
  if (updated.ok()) return Progress::kFull;
  if (!found) return Progress::kGone;
  return updated.error();
}

}  // namespace stator::storage
