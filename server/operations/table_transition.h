#pragma once

#include <cstdint>

#include "model/result.h"
#include "model/table_schema.h"

// CREATING, UPDATING and DELETING. The service answers CreateTable, UpdateTable and DeleteTable
// when these have begun; here they are over by then, unless --transition-delay makes them last.
namespace stator::server {

// The table while it changes from `before` to `after`: UPDATING, its new indexes CREATING, changed
// ones UPDATING, and those that are gone still there, DELETING. All ends after `delay_micros`,
// except that a new index is CREATING for twice as long: first while its resources are allocated
// and the table is UPDATING, then Backfilling.
TableSchema WhileUpdating(const TableSchema& before, const TableSchema& after, int64_t now_micros,
                          int64_t delay_micros);

// kResourceInUse when the table is in transition: no other may begin then.
Result<void> CheckNotInTransition(const TableSchema& schema);

// The same when one of its indexes is; the table cannot be deleted then.
Result<void> CheckIndexesNotInTransition(const TableSchema& schema);

}  // namespace stator::server
