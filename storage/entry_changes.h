#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"
#include "storage/database.h"
#include "storage/index_plan.h"
#include "storage/kv_store.h"

namespace stator::storage {

// What one write of an item means for one index. Keys and item live in the arena, or are the new
// item itself.
struct EntryChange {
  const IndexPlan::Index* index = nullptr;
  IndexChange change;
  std::string_view old_key;   // of kDelete and kMove: the entry that goes
  std::string_view new_key;   // of kPut, kUpdate and kMove: the entry that is written
  std::string_view new_item;  // what it projects
};

// The changes of all indexes of the plan, in its order, from the old and the new state of the item
// with this key; nullopt: there is no item. Pure: nothing is read from the store.
Result<std::span<EntryChange>> EntryChangesOf(const IndexPlan& plan, std::string_view item_key,
                                              std::optional<EncodedItem> old_item,
                                              std::optional<EncodedItem> new_item, Arena& arena);

void AddToBatch(std::span<const EntryChange> changes, KvBatch& batch);

// Once they are committed.
void AddToCounts(std::span<const EntryChange> changes);

}  // namespace stator::storage
