#include "storage/index_queue.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "storage/encoding/index_key.h"
#include "storage/encoding/tagged_fields.h"
#include "storage/key_range.h"
#include "storage/table_state.h"

namespace stator::storage {

namespace {

// On disk. Present while the store may hold queued changes.
constexpr std::string_view kQueuedKey = "index-changes-queued";

// So much is applied at a time: writers that share the queue's stripe wait for one commit.
constexpr size_t kWritesPerBatch = 256;
constexpr size_t kBytesPerBatch = 512 * 1024;

constexpr IndexChange::Kind kLastKind = IndexChange::Kind::kMove;

std::string QueueKey(uint32_t table_id, uint64_t sequence) {
  std::string key;
  AppendIndexPrefix(table_id, kQueuedChangesId, key);
  for (int shift = 56; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(sequence >> shift & 0xFF));
  }
  return key;
}

std::optional<uint64_t> SequenceOf(std::string_view key) {
  constexpr size_t kPrefixBytes = kTableIdBytes + kIndexIdBytes;
  if (key.size() != kPrefixBytes + sizeof(uint64_t)) return std::nullopt;
  uint64_t sequence = 0;
  for (const char byte : key.substr(kPrefixBytes)) {
    sequence = sequence << 8 | static_cast<uint8_t>(byte);
  }
  return sequence;
}

void AppendText(std::string_view text, std::string& out) {
  AppendVarint64(text.size(), out);
  out.append(text);
}

std::optional<std::string_view> TakeText(std::string_view& in) {
  const std::optional<uint64_t> size = TakeVarint64(in);
  if (!size.has_value() || *size > in.size()) return std::nullopt;
  const std::string_view text = in.substr(0, *size);
  in.remove_prefix(*size);
  return text;
}

// On disk, one after the other: varints of the index id, the kind of the change (a
// IndexChange::Kind) and the sizes before and after; then old key, new key and projected item, each
// with its length before it.
void AppendChange(const EntryChange& entry, std::string& out) {
  AppendVarint64(entry.index->id, out);
  AppendVarint64(static_cast<uint64_t>(entry.change.kind), out);
  AppendVarint64(entry.change.old_size, out);
  AppendVarint64(entry.change.new_size, out);
  AppendText(entry.old_key, out);
  AppendText(entry.new_key, out);
  AppendText(entry.new_item, out);
}

// A change whose index is gone comes without one. nullopt: the bytes are damaged.
std::optional<EntryChange> TakeChange(const IndexPlan* plan, std::string_view& in) {
  EntryChange entry;
  std::array<uint64_t, 4> numbers{};
  for (uint64_t& number : numbers) {
    const std::optional<uint64_t> taken = TakeVarint64(in);
    if (!taken.has_value()) return std::nullopt;
    number = *taken;
  }
  for (std::string_view* const text : {&entry.old_key, &entry.new_key, &entry.new_item}) {
    const std::optional<std::string_view> taken = TakeText(in);
    if (!taken.has_value()) return std::nullopt;
    *text = *taken;
  }
  if (numbers[0] > UINT32_MAX || numbers[1] > static_cast<uint64_t>(kLastKind)) return std::nullopt;
  if (plan != nullptr) entry.index = plan->Find(static_cast<uint32_t>(numbers[0]));
  entry.change = {static_cast<IndexChange::Kind>(numbers[1]), numbers[2], numbers[3]};
  return entry;
}

Result<std::vector<EntryChange>> ReadChanges(const IndexPlan* plan,
                                             std::span<const QueuedChanges> queued) {
  std::vector<EntryChange> changes;
  for (const QueuedChanges& write : queued) {
    std::string_view bytes = write.changes;
    while (!bytes.empty()) {
      const std::optional<EntryChange> change = TakeChange(plan, bytes);
      if (!change.has_value()) return InternalError("storage: a queued index change is damaged");
      if (change->index != nullptr) changes.push_back(*change);
    }
  }
  return changes;
}

}  // namespace

Result<void> IndexQueue::Load(const std::map<uint32_t, TablePtr>& tables) {
  Arena arena;
  STATOR_ASSIGN_OR_RETURN(const auto queued, store_.Get(ColumnFamily::kDefault, kQueuedKey, arena));
  if (queued.has_value()) {
    for (const auto& [id, table] : tables) STATOR_RETURN_IF_ERROR(LoadTable(*table));
  }
  if (delays() == queued.has_value()) return {};
  if (!delays()) {
    for (const auto& [id, table] : tables) STATOR_RETURN_IF_ERROR(ApplyDue(*table));
  }
  return store_.Commit([this](KvBatch& batch) {
    if (delays()) {
      batch.Put(ColumnFamily::kDefault, kQueuedKey, {});
    } else {
      batch.Delete(ColumnFamily::kDefault, kQueuedKey);
    }
  });
}

Result<void> IndexQueue::LoadTable(const Table& table) {
  const auto queued =
      store_.NewIterator(ColumnFamily::kIndexes,
                         KeyRangeOfIndex(table.schema().id, kQueuedChangesId), Direction::kForward);
  while (queued->Next()) {
    const std::optional<uint64_t> sequence = SequenceOf(queued->key());
    std::string_view value = queued->value();
    const std::optional<uint64_t> written_micros = TakeVarint64(value);
    if (!sequence.has_value() || !written_micros.has_value()) {
      return InternalError("storage: a queued index change of table " + table.schema().name +
                           " is damaged");
    }
    Push(table, {*sequence, static_cast<int64_t>(*written_micros), std::string(value)});
    next_sequence_ = std::max(next_sequence_.load(), *sequence + 1);
  }
  return queued->status();
}

std::span<const EntryChange> IndexQueue::Waiting(std::span<EntryChange> changes) const {
  if (!delays()) return {};
  const auto waits = [](const EntryChange& entry) {
    return entry.index->kind == IndexKind::kGlobal && !entry.index->being_filled &&
           entry.change.kind != IndexChange::Kind::kNone;
  };
  const auto first = std::stable_partition(changes.begin(), changes.end(), std::not_fn(waits));
  return changes.subspan(static_cast<size_t>(first - changes.begin()));
}

QueuedChanges IndexQueue::Add(const Table& table, std::span<const EntryChange> changes,
                              KvBatch& batch) {
  QueuedChanges queued{next_sequence_.fetch_add(1), clock_.NowMicros(), {}};
  for (const EntryChange& change : changes) AppendChange(change, queued.changes);
  std::string value;
  AppendVarint64(static_cast<uint64_t>(queued.written_micros), value);
  value.append(queued.changes);
  batch.Put(ColumnFamily::kIndexes, QueueKey(table.schema().id, queued.sequence), value);
  return queued;
}

void IndexQueue::Push(const Table& table, QueuedChanges changes) {
  TableQueue& queue = table.state().index_queue;
  const std::scoped_lock lock(queue.mutex);
  queue.changes.push_back(std::move(changes));
}

Result<void> IndexQueue::ApplyDue(const Table& table) {
  bool more = true;
  while (more) {
    STATOR_ASSIGN_OR_RETURN(more, ApplySome(table));
  }
  return {};
}

// A clock that was moved back must not make changes wait until it has caught up.
bool IndexQueue::IsDue(const QueuedChanges& changes, int64_t now_micros) const {
  return changes.written_micros > now_micros ||
         changes.written_micros + delay_micros_ <= now_micros;
}

std::vector<QueuedChanges> IndexQueue::TakeDue(TableQueue& queue) const {
  std::vector<QueuedChanges> due;
  size_t bytes = 0;
  const std::scoped_lock lock(queue.mutex);
  const int64_t now = clock_.NowMicros();
  while (!queue.changes.empty() && IsDue(queue.changes.front(), now) &&
         due.size() < kWritesPerBatch && bytes < kBytesPerBatch) {
    bytes += queue.changes.front().changes.size();
    due.push_back(std::move(queue.changes.front()));
    queue.changes.pop_front();
  }
  return due;
}

Result<bool> IndexQueue::ApplySome(const Table& table) {
  // One stripe stands for the queue: who holds it applies its changes alone, before the index or
  // the table can be dropped, and who waits for it finds them applied.
  const std::array<uint16_t, 1> stripe = {RowLocks::StripeOf(QueueKey(table.schema().id, 0))};
  const RowLocks::Guard guard(row_locks_, stripe);
  TableQueue& queue = table.state().index_queue;
  if (table.state().deleted) return false;
  std::vector<QueuedChanges> due = TakeDue(queue);
  if (due.empty()) return false;
  STATOR_ASSIGN_OR_RETURN(const std::vector<EntryChange> changes,
                          ReadChanges(table.state().index_plan(), due));
  const Result<void> committed = store_.Commit([&](KvBatch& batch) {
    for (const QueuedChanges& write : due) {
      batch.Delete(ColumnFamily::kIndexes, QueueKey(table.schema().id, write.sequence));
    }
    AddToBatch(changes, batch);
  });
  if (!committed.ok()) {
    const std::scoped_lock lock(queue.mutex);
    queue.changes.insert(queue.changes.begin(), std::make_move_iterator(due.begin()),
                         std::make_move_iterator(due.end()));
    return committed.error();
  }
  AddToCounts(changes);
  return true;
}

}  // namespace stator::storage
