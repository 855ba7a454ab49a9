#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "model/error.h"
#include "model/table_schema.h"

namespace stator::storage {

// One table as the catalog knows it: its schema and its live counts. The schema never changes
// after construction: UpdateTable makes a new Table that shares the state.
class Table {
 public:
  struct State;

  Table(TableSchema schema, std::shared_ptr<State> state);

  const TableSchema& schema() const { return schema_; }
  // Never changes in a table's life.
  bool has_local_indexes() const { return has_local_indexes_; }
  // Whether items may be read and written: not while the table is CREATING or DELETING.
  bool serves_items() const { return serves_items_; }
  // When the first of the schema's transitions ends, microseconds; kNoTransition: it has none.
  static constexpr int64_t kNoTransition = INT64_MAX;
  int64_t next_transition_micros() const { return next_transition_micros_; }
  State& state() const { return *state_; }
  const std::shared_ptr<State>& shared_state() const { return state_; }

  // ItemCount and TableSizeBytes (by the service's item sizes).
  int64_t item_count() const;
  int64_t size_bytes() const;
  // The same of an index, by the sizes of its projected items; 0 when there is no such index.
  int64_t index_item_count(uint32_t index_id) const;
  int64_t index_size_bytes(uint32_t index_id) const;

 private:
  bool HasIndex(uint32_t index_id) const;

  const TableSchema schema_;
  const bool has_local_indexes_;
  const bool serves_items_;
  const int64_t next_transition_micros_;
  const std::shared_ptr<State> state_;
};

using TablePtr = std::shared_ptr<const Table>;

// kResourceNotFound, in the words that operations on tables use.
Error TableNotFound(std::string_view table_name);

// kResourceInUse, for operations that a table in transition refuses.
Error TableInTransitionError(const TableSchema& schema);

// kResourceNotFound, in the words that operations on items use: they don't name the table.
Error TableOfItemsNotFound();

}  // namespace stator::storage
