#include "storage/table_transitions.h"

#include <algorithm>

#include "storage/table.h"

namespace stator::storage {

int64_t NextTransitionMicros(const TableSchema& schema) {
  int64_t next = Table::kNoTransition;
  if (schema.transition.has_value()) next = schema.transition->end_micros;
  for (const IndexSchema& index : schema.indexes) {
    if (index.transition.has_value()) next = std::min(next, index.transition->end_micros);
  }
  return next;
}

bool IsToBeDropped(const TableSchema& schema, int64_t now_micros) {
  return schema.status() == TableStatus::kDeleting && schema.transition->end_micros <= now_micros;
}

TableSchema WithTransitionsEnded(const TableSchema& schema, int64_t now_micros) {
  TableSchema ended = schema;
  if (ended.transition.has_value() && ended.transition->end_micros <= now_micros) {
    ended.transition.reset();
  }
  const auto is_due = [now_micros](const IndexSchema& index) {
    return index.transition.has_value() && index.transition->end_micros <= now_micros;
  };
  std::erase_if(ended.indexes, [&](const IndexSchema& index) {
    return index.status == IndexStatus::kDeleting && is_due(index);
  });
  for (IndexSchema& index : ended.indexes) {
    if (!is_due(index)) continue;
    if (!index.IsBeingFilled()) index.status = IndexStatus::kActive;
    index.transition.reset();
  }
  return ended;
}

}  // namespace stator::storage
