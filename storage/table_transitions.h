#pragma once

#include <cstdint>
#include <optional>

#include "model/table_schema.h"

// CREATING, UPDATING and DELETING end by themselves when their time has come. The time is in the
// schema, so that a transition outlives a restart and moves with the clock; who looks at a table
// ends first what is due (Database::FindTable).
namespace stator::storage {

// When the first of the transitions of a table and its indexes ends; Table::kNoTransition: there is
// none.
int64_t NextTransitionMicros(const TableSchema& schema);

// Whether the table is to be gone at this time.
bool IsToBeDropped(const TableSchema& schema, int64_t now_micros);

// The schema of a table that is not to be dropped, with everything ended that is due.
TableSchema WithTransitionsEnded(const TableSchema& schema, int64_t now_micros);

}  // namespace stator::storage
