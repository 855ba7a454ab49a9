#include "storage/table.h"

#include <algorithm>
#include <string>

#include "storage/table_state.h"

namespace stator::storage {

// While counts are rebuilt after an unclean stop, deletes may be ahead of the items they deleted.
int64_t Table::item_count() const {
  return std::max<int64_t>(0, state_->item_count.load(std::memory_order_relaxed));
}

int64_t Table::size_bytes() const {
  return std::max<int64_t>(0, state_->size_bytes.load(std::memory_order_relaxed));
}

Error TableNotFound(std::string_view table_name) {
  return {ErrorCode::kResourceNotFound,
          "Requested resource not found: Table: " + std::string(table_name) + " not found",
          nullptr};
}

Error TableOfItemsNotFound() {
  return {ErrorCode::kResourceNotFound, "Requested resource not found", nullptr};
}

}  // namespace stator::storage
