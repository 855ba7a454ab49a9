#include "server/operations/table_transition.h"

#include <algorithm>

#include "storage/table.h"

namespace stator::server {

TableSchema WhileUpdating(const TableSchema& before, const TableSchema& after, int64_t now_micros,
                          int64_t delay_micros) {
  const int64_t end = now_micros + delay_micros;
  TableSchema updating = after;
  updating.transition = {TableStatus::kUpdating, end, before.provisioned_throughput};
  for (IndexSchema& index : updating.indexes) {
    const IndexSchema* was = before.FindIndex(index.name);
    if (was == nullptr) {
      index.status = IndexStatus::kCreating;
      index.transition = {end + delay_micros, false, {}};
    } else if (was->provisioned_throughput != index.provisioned_throughput) {
      index.status = IndexStatus::kUpdating;
      index.transition = {end, false, was->provisioned_throughput};
    }
  }
  for (const IndexSchema& was : before.indexes) {
    if (after.FindIndex(was.name) != nullptr) continue;
    IndexSchema& deleting = updating.indexes.emplace_back(was);
    deleting.status = IndexStatus::kDeleting;
    deleting.transition = {end, false, {}};
  }
  return updating;
}

Result<void> CheckNotInTransition(const TableSchema& schema) {
  if (schema.status() == TableStatus::kActive) return {};
  return storage::TableInTransitionError(schema);
}

// The service's words, from a report of a user. An index that is CREATING only because it has many
// items to be filled with does not keep its table here.
Result<void> CheckIndexesNotInTransition(const TableSchema& schema) {
  const bool any =
      std::any_of(schema.indexes.begin(), schema.indexes.end(),
                  [](const IndexSchema& index) { return index.transition.has_value(); });
  if (!any) return {};
  return Error{ErrorCode::kResourceInUse,
               "Attempt to change a resource which is still in use: Cannot delete table while "
               "indexes are being created, updated, or deleted.",
               nullptr};
}

}  // namespace stator::server
