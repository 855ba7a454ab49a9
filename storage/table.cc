#include "storage/table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "storage/table_state.h"
#include "storage/table_transitions.h"

namespace stator::storage {

namespace {

bool HasLocalIndexes(const TableSchema& schema) {
  return std::any_of(schema.indexes.begin(), schema.indexes.end(),
                     [](const IndexSchema& index) { return index.kind == IndexKind::kLocal; });
}

// The service refuses both while a table is CREATING and while it is DELETING, as if there were no
// such table (recorded from it in bug reports), and serves a table that is UPDATING.
bool ServesItems(const TableSchema& schema) {
  return schema.status() == TableStatus::kActive || schema.status() == TableStatus::kUpdating;
}

std::string_view TransitionName(TableStatus status) {
  switch (status) {
    case TableStatus::kActive:
      break;
    case TableStatus::kCreating:
      return "created";
    case TableStatus::kUpdating:
      return "updated";
    case TableStatus::kDeleting:
      return "deleted";
  }
  return "";
}

}  // namespace

Table::Table(TableSchema schema, std::shared_ptr<State> state)
    : schema_(std::move(schema)),
      has_local_indexes_(HasLocalIndexes(schema_)),
      serves_items_(ServesItems(schema_)),
      next_transition_micros_(NextTransitionMicros(schema_)),
      state_(std::move(state)) {}

// While counts are rebuilt after an unclean stop, deletes may be ahead of the items they deleted.
int64_t Table::item_count() const {
  return std::max<int64_t>(0, state_->item_count.load(std::memory_order_relaxed));
}

int64_t Table::size_bytes() const {
  return std::max<int64_t>(0, state_->size_bytes.load(std::memory_order_relaxed));
}

int64_t Table::index_item_count(uint32_t index_id) const {
  if (!HasIndex(index_id)) return 0;
  const IndexCounts& counts = state_->CountsOfIndex(index_id);
  return std::max<int64_t>(0, counts.item_count.load(std::memory_order_relaxed));
}

int64_t Table::index_size_bytes(uint32_t index_id) const {
  if (!HasIndex(index_id)) return 0;
  const IndexCounts& counts = state_->CountsOfIndex(index_id);
  return std::max<int64_t>(0, counts.size_bytes.load(std::memory_order_relaxed));
}

bool Table::HasIndex(uint32_t index_id) const {
  return std::any_of(schema_.indexes.begin(), schema_.indexes.end(),
                     [&](const IndexSchema& index) { return index.id == index_id; });
}

Error TableNotFound(std::string_view table_name) {
  // Clients know nothing of the namespace in front of it.
  table_name.remove_prefix(table_name.rfind('/') + 1);
  return {ErrorCode::kResourceNotFound,
          "Requested resource not found: Table: " + std::string(table_name) + " not found",
          nullptr};
}

// The service's words, as users of Terraform report them.
Error TableInTransitionError(const TableSchema& schema) {
  return {ErrorCode::kResourceInUse,
          "Attempt to change a resource which is still in use: Table is being " +
              std::string(TransitionName(schema.status())) + ": " + schema.name,
          nullptr};
}

Error TableOfItemsNotFound() {
  return {ErrorCode::kResourceNotFound, "Requested resource not found", nullptr};
}

}  // namespace stator::storage
