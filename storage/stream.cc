#include "storage/stream.h"

#include <algorithm>
#include <utility>

#include "storage/data_deletion.h"
#include "storage/encoding/key_codec.h"
#include "storage/encoding/stream_record.h"
#include "storage/encoding/tagged_fields.h"
#include "storage/schema_codec.h"

namespace stator::storage {

namespace {

// On disk. The first byte of a stream's key in the catalog; then the ids of table and stream as
// varints.
constexpr char kStreamKey = 'r';

// Above how many writes may fail or be under way at any moment.
constexpr uint64_t kNumbersSkippedAtLoad = 1'000'000;

bool IsShardGone(const StreamShard& shard, int64_t now_micros) {
  return !shard.is_open() && shard.closed_micros + kStreamRetentionMicros <= now_micros;
}

}  // namespace

std::string StreamKey(uint32_t table_id, uint32_t stream_id) {
  std::string key(1, kStreamKey);
  AppendVarint64(table_id, key);
  AppendVarint64(stream_id, key);
  return key;
}

KvRange AllStreamKeys() {
  return {std::string(1, kStreamKey), std::string(1, static_cast<char>(kStreamKey + 1))};
}

KvRange RecordsOfShard(uint32_t table_id, uint32_t stream_id, uint32_t shard_number, uint64_t from,
                       uint64_t to) {
  KvRange range;
  AppendShardPrefix(table_id, stream_id, shard_number, range.lower);
  range.upper = range.lower;
  AppendSequence(from, range.lower);
  AppendSequence(to, range.upper);
  return range;
}

Stream::Stream(KvStore& store, StreamSchema schema)
    : store_(store), table_id_(schema.table_id), id_(schema.id), view_type_(schema.view_type) {
  for (StreamShard& shard : schema.shards) state_.shards.push_back({std::move(shard)});
  schema.shards.clear();
  state_.head = std::move(schema);
}

Stream::Stream(KvStore& store, StreamSchema schema, uint32_t shard_count)
    : Stream(store, std::move(schema)) {
  for (uint32_t i = 0; i < shard_count; ++i) {
    const uint64_t end = FirstHashOfSegment(i + 1, shard_count);
    Open(state_, {}, static_cast<uint32_t>(FirstHashOfSegment(i, shard_count)),
         static_cast<uint32_t>(end - 1), state_.head.creation_micros);
  }
  Reindex(state_);
}

// Every number that a record in the store has or had stays below the next, and so do those that a
// reader may have been told and no record got, because the process ended before or the system lost
// the end of the log: new records must not appear behind that reader.
Result<void> Stream::Load() {
  for (Shard& shard : state_.shards) {
    StreamShard& schema = shard.schema;
    shard.oldest_micros = INT64_MIN;  // not known: the first reader looks
    if (!schema.is_open()) {
      shard.last_sequence = schema.ending_sequence;
    } else {
      const auto records = store_.NewIterator(
          ColumnFamily::kStreams, RecordsOfShard(table_id_, id_, schema.number, 0, UINT64_MAX),
          Direction::kBackward);
      if (records->Next()) shard.last_sequence = SequenceOfKey(records->key()).value_or(0);
      STATOR_RETURN_IF_ERROR(records->status());
      if (schema.trimmed_to > 0) {
        shard.last_sequence = std::max(shard.last_sequence, schema.trimmed_to - 1);
      }
    }
    state_.next_sequence =
        std::max({state_.next_sequence, schema.starting_sequence, shard.last_sequence + 1});
  }
  state_.next_sequence += kNumbersSkippedAtLoad;
  Reindex(state_);
  return {};
}

void Stream::AddToBatch(KvBatch& batch) const {
  const std::scoped_lock lock(mutex_);
  Save(state_, batch);
}

Result<uint64_t> Stream::Reserve(std::span<const uint32_t> hashes, int64_t now_micros,
                                 std::span<Slot> slots) {
  const std::scoped_lock lock(mutex_);
  if (!state_.head.is_enabled()) return 0;
  STATOR_RETURN_IF_ERROR(RollDueShardsLocked(now_micros));
  const uint64_t first = state_.next_sequence;
  for (size_t i = 0; i < hashes.size(); ++i) {
    // The last one that does not start above the hash.
    const auto it = std::upper_bound(state_.open.begin(), state_.open.end(), hashes[i],
                                     [this](uint32_t hash, size_t index) {
                                       return hash < state_.shards[index].schema.first_hash;
                                     });
    Shard& shard = state_.shards[*(it - 1)];
    shard.last_sequence = state_.next_sequence++;
    shard.oldest_micros = std::min(shard.oldest_micros, now_micros);
    slots[i] = {shard.schema.number, shard.last_sequence};
  }
  in_flight_.push_back(first);
  return first;
}

void Stream::Finish(uint64_t ticket) {
  const std::scoped_lock lock(mutex_);
  const auto it = std::find(in_flight_.begin(), in_flight_.end(), ticket);
  if (it == in_flight_.end()) return;
  *it = in_flight_.back();
  in_flight_.pop_back();
}

uint64_t Stream::WatermarkLocked() const {
  const auto it = std::min_element(in_flight_.begin(), in_flight_.end());
  return it == in_flight_.end() ? state_.next_sequence : *it;
}

StreamSchema Stream::DescribeHead() const {
  const std::scoped_lock lock(mutex_);
  return state_.head;
}

StreamSchema Stream::Describe(int64_t now_micros) const {
  StreamSchema schema;
  {
    const std::scoped_lock lock(mutex_);
    schema = SchemaOf(state_);
  }
  std::erase_if(schema.shards,
                [&](const StreamShard& shard) { return IsShardGone(shard, now_micros); });
  std::sort(schema.shards.begin(), schema.shards.end(),
            [](const StreamShard& a, const StreamShard& b) { return a.id < b.id; });
  return schema;
}

bool Stream::IsGone(int64_t now_micros) const {
  const std::scoped_lock lock(mutex_);
  const StreamSchema& head = state_.head;
  return !head.is_enabled() && head.disabled_micros + kStreamRetentionMicros <= now_micros;
}

template <typename Matches>
std::optional<Stream::ShardView> Stream::ViewOf(Matches matches, int64_t now_micros) const {
  const std::scoped_lock lock(mutex_);
  for (const Shard& shard : state_.shards) {
    if (!matches(shard.schema)) continue;
    if (IsShardGone(shard.schema, now_micros)) return std::nullopt;
    return ShardView{shard.schema, WatermarkLocked(), state_.next_sequence, shard.oldest_micros};
  }
  return std::nullopt;
}

std::optional<Stream::ShardView> Stream::View(uint32_t shard_number, int64_t now_micros) const {
  return ViewOf([&](const StreamShard& shard) { return shard.number == shard_number; }, now_micros);
}

std::optional<Stream::ShardView> Stream::View(std::string_view shard_id, int64_t now_micros) const {
  return ViewOf([&](const StreamShard& shard) { return shard.id == shard_id; }, now_micros);
}

std::vector<uint32_t> Stream::ShardNumbers() const {
  const std::scoped_lock lock(mutex_);
  std::vector<uint32_t> numbers;
  for (const Shard& shard : state_.shards) numbers.push_back(shard.schema.number);
  return numbers;
}

void Stream::NoteTrimmed(uint32_t shard_number, uint64_t sequence, int64_t oldest_micros) {
  const std::scoped_lock lock(mutex_);
  for (Shard& shard : state_.shards) {
    if (shard.schema.number != shard_number || sequence < shard.schema.trimmed_to) continue;
    shard.schema.trimmed_to = sequence;
    shard.oldest_micros = oldest_micros;
  }
}

Result<void> Stream::RollDueShards(int64_t now_micros) {
  const std::scoped_lock lock(mutex_);
  return RollDueShardsLocked(now_micros);
}

Result<void> Stream::RollDueShardsLocked(int64_t now_micros) {
  if (now_micros < state_.next_roll_micros) return {};
  State changed = state_;
  for (const size_t index : state_.open) {
    const int64_t due = state_.shards[index].schema.creation_micros + kShardLifetimeMicros;
    // Nothing was written since it was due, or it would have been closed then.
    if (due <= now_micros) ReplaceShard(changed, index, 1, due, now_micros);
  }
  return Commit(std::move(changed));
}

Result<void> Stream::CheckCanReplace(const StreamShard& shard, unsigned children) {
  if (!shard.is_open()) return ValidationError("Shard " + shard.id + " is closed");
  if (children == 2 && shard.first_hash == shard.last_hash) {
    return ValidationError("Shard " + shard.id + " has no partition keys to divide");
  }
  return {};
}

Result<void> Stream::ReplaceShards(std::string_view shard_id, unsigned children,
                                   int64_t now_micros) {
  const std::scoped_lock lock(mutex_);
  if (!state_.head.is_enabled()) {
    return ValidationError("Stream " + state_.head.arn + " is disabled");
  }
  STATOR_RETURN_IF_ERROR(RollDueShardsLocked(now_micros));
  State changed = state_;
  bool found = shard_id.empty();
  for (size_t i = 0; i < state_.shards.size(); ++i) {
    const StreamShard& shard = state_.shards[i].schema;
    if (shard_id.empty() ? !shard.is_open() : shard.id != shard_id) continue;
    found = true;
    STATOR_RETURN_IF_ERROR(CheckCanReplace(shard, children));
    ReplaceShard(changed, i, children, now_micros, now_micros);
  }
  if (!found) return Error{ErrorCode::kResourceNotFound, "Shard does not exist", nullptr};
  return Commit(std::move(changed));
}

Result<void> Stream::DeleteTrimmed(int64_t now_micros) {
  const std::scoped_lock lock(mutex_);
  const auto trimmed_to = [&](const Shard& shard) {
    return IsShardGone(shard.schema, now_micros) ? UINT64_MAX : shard.schema.trimmed_to;
  };
  std::vector<KvRange> ranges;
  for (const Shard& shard : state_.shards) {
    if (trimmed_to(shard) <= shard.deleted_to) continue;
    ranges.push_back(RecordsOfShard(table_id_, id_, shard.schema.number, 0, trimmed_to(shard)));
  }
  if (ranges.empty()) return {};
  State changed = state_;
  for (Shard& shard : changed.shards) shard.deleted_to = trimmed_to(shard);
  std::erase_if(changed.shards,
                [&](const Shard& shard) { return IsShardGone(shard.schema, now_micros); });
  Reindex(changed);
  std::vector<KvRange> large;
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    Save(changed, batch);
    for (const KvRange& range : ranges) {
      if (AddDeletion(store_, ColumnFamily::kStreams, range, batch)) large.push_back(range);
    }
  }));
  state_ = std::move(changed);
  for (const KvRange& range : large) store_.ReclaimSpace(ColumnFamily::kStreams, range);
  return {};
}

KvRange Stream::AllRecords() const {
  KvRange range;
  AppendBigEndian32(table_id_, range.lower);
  AppendBigEndian32(id_, range.lower);
  range.upper = range.lower;
  AdvanceBehindPrefix(range.upper);
  return range;
}

Result<void> Stream::Delete() {
  const std::scoped_lock lock(mutex_);
  const KvRange range = AllRecords();
  bool large = false;
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) {
    batch.Delete(ColumnFamily::kCatalog, StreamKey(table_id_, id_));
    large = AddDeletion(store_, ColumnFamily::kStreams, range, batch);
  }));
  if (large) store_.ReclaimSpace(ColumnFamily::kStreams, range);
  return {};
}

StreamSchema Stream::SchemaOf(const State& state) {
  StreamSchema schema = state.head;
  schema.shards.reserve(state.shards.size());
  for (const Shard& shard : state.shards) schema.shards.push_back(shard.schema);
  return schema;
}

void Stream::Save(const State& state, KvBatch& batch) const {
  batch.Put(ColumnFamily::kCatalog, StreamKey(table_id_, id_), EncodeStream(SchemaOf(state)));
}

Result<void> Stream::Commit(State changed) {
  Reindex(changed);
  STATOR_RETURN_IF_ERROR(store_.Commit([&](KvBatch& batch) { Save(changed, batch); }));
  state_ = std::move(changed);
  return {};
}

void Stream::Reindex(State& state) {
  state.open.clear();
  state.next_roll_micros = INT64_MAX;
  for (size_t i = 0; i < state.shards.size(); ++i) {
    const StreamShard& shard = state.shards[i].schema;
    if (!shard.is_open()) continue;
    state.open.push_back(i);
    state.next_roll_micros =
        std::min(state.next_roll_micros, shard.creation_micros + kShardLifetimeMicros);
  }
  std::sort(state.open.begin(), state.open.end(), [&](size_t a, size_t b) {
    return state.shards[a].schema.first_hash < state.shards[b].schema.first_hash;
  });
}

// EndingSequenceNumber is that of the last record; a shard without records takes the number that it
// starts with, so that its children start above it.
void Stream::Close(State& state, Shard& shard, int64_t micros) {
  StreamShard& schema = shard.schema;
  schema.ending_sequence = std::max(shard.last_sequence, schema.starting_sequence);
  schema.closed_micros = micros;
  state.next_sequence = std::max(state.next_sequence, schema.ending_sequence + 1);
}

void Stream::Open(State& state, std::string_view parent_id, uint32_t first_hash, uint32_t last_hash,
                  int64_t micros) {
  Shard shard;
  shard.schema.number = state.head.next_shard_number++;
  shard.schema.id = ShardIdOf(state.head.arn, shard.schema.number, micros);
  shard.schema.parent_id = parent_id;
  shard.schema.first_hash = first_hash;
  shard.schema.last_hash = last_hash;
  shard.schema.starting_sequence = state.next_sequence;
  shard.schema.creation_micros = micros;
  state.shards.push_back(std::move(shard));
}

void Stream::ReplaceShard(State& state, size_t index, unsigned children, int64_t closed_micros,
                          int64_t now_micros) {
  Close(state, state.shards[index], closed_micros);
  const StreamShard parent = state.shards[index].schema;
  if (children == 1) {
    Open(state, parent.id, parent.first_hash, parent.last_hash, now_micros);
    return;
  }
  const uint32_t middle = parent.first_hash + (parent.last_hash - parent.first_hash) / 2;
  Open(state, parent.id, parent.first_hash, middle, now_micros);
  Open(state, parent.id, middle + 1, parent.last_hash, now_micros);
}

Stream::Ending::Ending(Stream& stream, int64_t now_micros)
    : stream_(stream), lock_(stream.mutex_), ended_(stream.state_) {
  for (const size_t index : stream.state_.open) Close(ended_, ended_.shards[index], now_micros);
  // 0 would say that it is enabled.
  ended_.head.disabled_micros = now_micros != 0 ? now_micros : 1;
  Reindex(ended_);
}

void Stream::Ending::AddToBatch(KvBatch& batch) const { stream_.Save(ended_, batch); }

void Stream::Ending::Apply() && { stream_.state_ = std::move(ended_); }

Stream::Emptying::Emptying(Stream& stream)
    : stream_(stream), lock_(stream.mutex_), emptied_(stream.state_) {
  for (Shard& shard : emptied_.shards) {
    const StreamShard& schema = shard.schema;
    const uint64_t end = schema.is_open() ? emptied_.next_sequence : schema.ending_sequence + 1;
    shard.schema.trimmed_to = std::max(schema.trimmed_to, end);
    shard.deleted_to = shard.schema.trimmed_to;
    shard.oldest_micros = INT64_MAX;
  }
}

void Stream::Emptying::AddToBatch(KvBatch& batch) const {
  stream_.Save(emptied_, batch);
  AddDeletion(stream_.store_, ColumnFamily::kStreams, stream_.AllRecords(), batch);
}

void Stream::Emptying::Apply() && { stream_.state_ = std::move(emptied_); }

}  // namespace stator::storage
