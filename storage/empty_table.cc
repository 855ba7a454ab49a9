#include <array>
#include <optional>

#include "storage/data_deletion.h"
#include "storage/key_range.h"
#include "storage/kv_database.h"
#include "storage/table_state.h"

namespace stator::storage {

// Under all row locks: a write comes before or after it, and the space can be given back before
// the next one puts something there.
Result<void> KvDatabase::EmptyTable(std::string_view name) {
  static_cast<void>(FindTable(name));  // ends what is due
  const auto no_changes = catalog_.StandStill();
  const TablePtr table = catalog_.Find(name);
  if (table == nullptr) return TableNotFound(name);
  const RowLocks::Guard guard(row_locks_, RowLocks::All());
  Table::State& state = table->state();
  const KvRange range = KeyRangeOfTable(table->schema().id);
  std::optional<Stream::Emptying> stream;
  if (state.stream() != nullptr) stream.emplace(*state.stream());
  std::array<bool, kTableFamilies.size()> large{};
  STATOR_RETURN_IF_ERROR(store_->Commit([&](KvBatch& batch) {
    for (size_t i = 0; i < kTableFamilies.size(); ++i) {
      large[i] = AddDeletion(*store_, kTableFamilies[i], range, batch);
    }
    if (stream.has_value()) stream->AddToBatch(batch);
    tokens_.ForgetAll(batch);
  }));
  if (stream.has_value()) std::move(*stream).Apply();
  if (count_rebuild_ != nullptr) count_rebuild_->Forget(table->schema().id);
  state.ForgetItems();
  for (size_t i = 0; i < kTableFamilies.size(); ++i) {
    if (large[i]) store_->ReclaimSpace(kTableFamilies[i], range);
  }
  return {};
}

}  // namespace stator::storage
