#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/encoding/key_codec.h"
#include "storage/encoding/ttl_key.h"
#include "storage/item_expiry.h"
#include "storage/key_range.h"
#include "storage/kv_database.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// So many items go in one commit: their writers wait for it.
constexpr size_t kItemsPerCommit = 16;
// An iterator keeps what it walks over from being cleaned up, so it is renewed after so many items.
constexpr size_t kItemsPerRun = 4096;

}  // namespace

Result<size_t> KvDatabase::DeleteExpiredItems(const std::atomic<bool>& stop) {
  size_t deleted = 0;
  for (const TablePtr& table : catalog_.TablesWithTimeToLive()) {
    while (!stop && !interrupted_) {
      STATOR_ASSIGN_OR_RETURN(const size_t count, DeleteExpiredItemsOf(*table, stop));
      deleted += count;
      if (count < kItemsPerRun) break;
    }
  }
  return deleted;
}

// At most kItemsPerRun.
Result<size_t> KvDatabase::DeleteExpiredItemsOf(const Table& table, const std::atomic<bool>& stop) {
  TableExpiry& expiry = table.state().expiry;
  const ExpiredRange expired = ExpiredAt(clock_.NowMicros());
  if (expiry.earliest_seconds() > expired.last_seconds) return size_t{0};
  expiry.TakeEarliest();
  KvRange range = {{}, KeyRangeOfTable(table.schema().id).upper};
  AppendTtlBound(table.schema().id, expired.first_seconds, range.lower);
  const auto entries =
      store_->NewIterator(ColumnFamily::kTtl, std::move(range), Direction::kForward);
  std::vector<std::string> item_keys;
  std::optional<int64_t> next_seconds;  // of the first entry that is not due, or not looked at
  while (entries->Next()) {
    std::optional<DecodedTtlKey> entry = DecodeTtlKey(entries->key());
    if (!entry.has_value()) continue;
    if (!expired.Contains(entry->expiry_seconds) || item_keys.size() == kItemsPerRun) {
      next_seconds = entry->expiry_seconds;
      break;
    }
    item_keys.push_back(std::move(entry->item_key));
  }
  Result<void> read = entries->status();
  if (next_seconds.has_value()) expiry.NoteEntry(*next_seconds);
  size_t deleted = 0;
  for (size_t i = 0; read.ok() && i < item_keys.size() && !stop && !interrupted_;
       i += kItemsPerCommit) {
    const size_t count = std::min(kItemsPerCommit, item_keys.size() - i);
    const auto keys = std::span<const std::string>(item_keys).subspan(i, count);
    Result<size_t> gone = DeleteExpired(table, expired, keys);
    if (!gone.ok()) {
      read = std::move(gone).error();
      break;
    }
    deleted += *gone;
  }
  // What could not be deleted now is looked at again by the next sweep.
  if (deleted < item_keys.size()) expiry.NoteEntry(0);
  if (!read.ok() && read.error().code != ErrorCode::kResourceNotFound) return read.error();
  return deleted;
}

Result<size_t> KvDatabase::DeleteExpired(const Table& table, ExpiredRange expired,
                                         std::span<const std::string> item_keys) {
  Arena arena;
  size_t deleted = 0;
  // Looks again, under the row's lock: the item may have been given more time.
  const auto decide = [&](std::optional<EncodedItem> item) -> Result<WriteDecision> {
    const std::string* const attribute = table.state().expiry.attribute();
    if (!item.has_value() || attribute == nullptr) return WriteDecision{};
    const std::optional<int64_t> seconds = ExpirySeconds(*item, *attribute);
    if (!seconds.has_value() || !expired.Contains(*seconds)) return WriteDecision{};
    ++deleted;
    return WriteDecision{WriteDecision::Kind::kDelete, {}, 0};
  };
  std::vector<ItemWrite> writes;
  for (const std::string& item_key : item_keys) {
    const std::optional<DecodedItemKey> key = DecodeItemKey(item_key, arena);
    if (!key.has_value()) return InternalError("storage: an entry of an expiry index is corrupt");
    ItemWrite& write = writes.emplace_back(ItemWrite{&table, key->key, decide});
    write.origin = WriteOrigin::kTimeToLive;
  }
  Result<void> written = Write(arena, writes);
  if (written.ok()) return deleted;
  if (written.error().code != ErrorCode::kTransactionConflict) return written.error();
  // A transaction holds some of the items: those wait for the next sweep, the others don't.
  deleted = 0;
  size_t committed = 0;
  for (const ItemWrite& write : writes) {
    written = Write(arena, {&write, 1});
    if (!written.ok() && written.error().code != ErrorCode::kTransactionConflict) {
      return written.error();
    }
    if (written.ok()) committed = deleted;
    deleted = committed;
  }
  return committed;
}

}  // namespace stator::storage
