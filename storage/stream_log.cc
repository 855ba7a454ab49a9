#include "storage/stream_log.h"

#include <algorithm>
#include <utility>

#include "storage/schema_codec.h"

namespace stator::storage {

namespace {

// Recorded from the service.
Error TrimmedDataError() {
  return {ErrorCode::kTrimmedDataAccess, "The data you are trying to access has been trimmed",
          nullptr};
}

std::string ArnOf(const TableSchema& schema, std::string_view label) {
  return schema.arn + "/stream/" + std::string(label);
}

}  // namespace

Error StreamNotFound() { return {ErrorCode::kResourceNotFound, "Stream does not exist", nullptr}; }

Result<void> StreamLog::Load() {
  const auto stored =
      store_.NewIterator(ColumnFamily::kCatalog, AllStreamKeys(), Direction::kForward);
  while (stored->Next()) {
    std::optional<StreamSchema> schema = DecodeStream(stored->value());
    if (!schema.has_value()) {
      return InternalError(
          "storage: a stream cannot be read: the catalog is damaged, or written by a newer version "
          "of Stator");
    }
    const std::string arn = schema->arn;
    const bool enabled = schema->is_enabled();
    auto stream = std::make_shared<Stream>(store_, *std::move(schema));
    STATOR_RETURN_IF_ERROR(stream->Load());
    if (enabled) enabled_.emplace(stream->table_id(), stream);
    streams_.emplace(arn, std::move(stream));
  }
  return stored->status();
}

StreamPtr StreamLog::OfTable(uint32_t table_id) const {
  const std::shared_lock lock(mutex_);
  const auto it = enabled_.find(table_id);
  return it == enabled_.end() ? nullptr : it->second;
}

std::unique_ptr<StreamLog::Change> StreamLog::Prepare(const TableSchema* old_schema,
                                                      TableSchema* schema) {
  const bool was_enabled = old_schema != nullptr && old_schema->stream_view_type.has_value();
  const bool is_enabled = schema != nullptr && schema->stream_view_type.has_value();
  if (schema != nullptr) {
    schema->stream_id = old_schema == nullptr ? 0 : old_schema->stream_id;
    schema->stream_label = old_schema == nullptr ? std::string() : old_schema->stream_label;
  }
  std::unique_ptr<Change> change(new Change(*this));
  change->table_id_ = schema != nullptr ? schema->id : old_schema->id;
  if (was_enabled && !is_enabled) {
    change->ended_ = OfTable(change->table_id_);
    if (change->ended_ != nullptr) change->ending_.emplace(*change->ended_, clock_.NowMicros());
  }
  if (is_enabled && !was_enabled) change->started_ = Start(*schema);
  return change;
}

StreamPtr StreamLog::Start(TableSchema& schema) {
  StreamSchema stream;
  stream.creation_micros = clock_.NowMicros();
  schema.stream_label = StreamLabelAt(stream.creation_micros);
  {
    // Two streams of one name in a millisecond: the clock may stand still.
    const std::shared_lock lock(mutex_);
    while (streams_.contains(ArnOf(schema, schema.stream_label))) {
      stream.creation_micros += 1000;
      schema.stream_label = StreamLabelAt(stream.creation_micros);
    }
  }
  stream.table_id = schema.id;
  stream.id = ++schema.stream_id;
  stream.table_name = schema.name;
  stream.name_space = schema.name_space;
  stream.label = schema.stream_label;
  stream.arn = ArnOf(schema, stream.label);
  stream.view_type = *schema.stream_view_type;
  stream.partition_key = schema.partition_key;
  stream.sort_key = schema.sort_key;
  return std::make_shared<Stream>(store_, std::move(stream), shard_count_);
}

void StreamLog::Change::AddToBatch(KvBatch& batch) const {
  if (ending_.has_value()) ending_->AddToBatch(batch);
  if (started_ != nullptr) started_->AddToBatch(batch);
}

void StreamLog::Change::Apply() && {
  if (ending_.has_value()) {
    std::move(*ending_).Apply();
    ending_.reset();
  }
  const std::unique_lock lock(log_.mutex_);
  if (ended_ != nullptr) log_.enabled_.erase(table_id_);
  if (started_ == nullptr) return;
  log_.streams_.emplace(started_->DescribeHead().arn, started_);
  log_.enabled_.insert_or_assign(table_id_, started_);
}

StreamPtr StreamLog::FindStream(std::string_view arn, int64_t now_micros) const {
  StreamPtr stream;
  {
    const std::shared_lock lock(mutex_);
    const auto it = streams_.find(arn);
    if (it == streams_.end()) return nullptr;
    stream = it->second;
  }
  return stream->IsGone(now_micros) ? nullptr : stream;
}

std::vector<StreamPtr> StreamLog::All() const {
  const std::shared_lock lock(mutex_);
  std::vector<StreamPtr> streams;
  streams.reserve(streams_.size());
  for (const auto& [arn, stream] : streams_) streams.push_back(stream);
  return streams;
}

std::vector<StreamSchema> StreamLog::List(std::string_view table_name,
                                          std::string_view exclusive_start_arn,
                                          size_t limit) const {
  const int64_t now = clock_.NowMicros();
  std::vector<StreamSchema> listed;
  const std::shared_lock lock(mutex_);
  for (auto it = streams_.upper_bound(exclusive_start_arn);
       it != streams_.end() && listed.size() < limit; ++it) {
    if (it->second->IsGone(now)) continue;
    StreamSchema head = it->second->DescribeHead();
    if (table_name.empty() || head.table_name == table_name) listed.push_back(std::move(head));
  }
  return listed;
}

Result<std::optional<StreamSchema>> StreamLog::Describe(std::string_view arn) {
  const int64_t now = clock_.NowMicros();
  const StreamPtr stream = FindStream(arn, now);
  if (stream == nullptr) return std::optional<StreamSchema>();
  STATOR_RETURN_IF_ERROR(stream->RollDueShards(now));
  return std::optional(stream->Describe(now));
}

Result<void> StreamLog::Trim(Stream& stream, Stream::ShardView& view, int64_t now_micros) const {
  const int64_t horizon = now_micros - kStreamRetentionMicros;
  if (view.oldest_micros > horizon) return {};
  const auto records =
      store_.NewIterator(ColumnFamily::kStreams,
                         RecordsOfShard(stream.table_id(), stream.id(), view.shard.number,
                                        view.shard.trimmed_to, view.end()),
                         Direction::kForward);
  view.oldest_micros = horizon + 1;
  while (records->Next()) {
    const std::optional<StreamRecord> record = DecodeStreamRecord(records->value());
    const std::optional<uint64_t> sequence = SequenceOfKey(records->key());
    if (!record.has_value() || !sequence.has_value()) {
      return InternalError("storage: a stream record is corrupt");
    }
    if (record->creation_micros > horizon) {
      view.oldest_micros = record->creation_micros;
      break;
    }
    view.shard.trimmed_to = *sequence + 1;
  }
  STATOR_RETURN_IF_ERROR(records->status());
  stream.NoteTrimmed(view.shard.number, view.shard.trimmed_to, view.oldest_micros);
  return {};
}

Result<ShardPosition> StreamLog::Find(std::string_view arn, std::string_view shard_id,
                                      ShardIteratorType type, uint64_t sequence) {
  const int64_t now = clock_.NowMicros();
  const StreamPtr stream = FindStream(arn, now);
  if (stream == nullptr) return StreamNotFound();
  STATOR_RETURN_IF_ERROR(stream->RollDueShards(now));
  std::optional<Stream::ShardView> view = stream->View(shard_id, now);
  if (!view.has_value()) {
    return Error{ErrorCode::kResourceNotFound, "Shard does not exist", nullptr};
  }
  STATOR_RETURN_IF_ERROR(Trim(*stream, *view, now));
  const StreamShard& shard = view->shard;
  const uint64_t first = std::max(shard.starting_sequence, shard.trimmed_to);
  const uint64_t behind = shard.is_open() ? view->next_sequence : shard.ending_sequence + 1;
  if (type == ShardIteratorType::kTrimHorizon) return ShardPosition{shard.number, first};
  if (type == ShardIteratorType::kLatest) return ShardPosition{shard.number, behind};
  // Of a shard without records its StartingSequenceNumber may be named, though no record has it
  // yet.
  const bool at = type == ShardIteratorType::kAtSequenceNumber;
  if (sequence < shard.starting_sequence || sequence > behind || (sequence == behind && !at)) {
    return ValidationError("Invalid SequenceNumber for the shard");
  }
  if (sequence < shard.trimmed_to) return TrimmedDataError();
  return ShardPosition{shard.number, at ? sequence : sequence + 1};
}

Result<StreamPage> StreamLog::Read(std::string_view arn, const ShardPosition& position,
                                   size_t limit, size_t max_bytes, Arena& arena) {
  const int64_t now = clock_.NowMicros();
  const StreamPtr stream = FindStream(arn, now);
  if (stream == nullptr) return StreamNotFound();
  STATOR_RETURN_IF_ERROR(stream->RollDueShards(now));
  std::optional<Stream::ShardView> view = stream->View(position.shard_number, now);
  if (!view.has_value()) {
    // Recorded from the service.
    return Error{ErrorCode::kResourceNotFound, "Invalid ShardId in ShardIterator", nullptr};
  }
  STATOR_RETURN_IF_ERROR(Trim(*stream, *view, now));
  const StreamShard& shard = view->shard;
  if (position.sequence < shard.starting_sequence || position.sequence > view->next_sequence) {
    return ValidationError("Invalid ShardIterator");
  }
  if (position.sequence < shard.trimmed_to) return TrimmedDataError();

  StreamPage page;
  page.view_type = stream->view_type();
  std::vector<StreamEntry> entries;
  const auto records =
      store_.NewIterator(ColumnFamily::kStreams,
                         RecordsOfShard(stream->table_id(), stream->id(), shard.number,
                                        position.sequence, view->end()),
                         Direction::kForward);
  uint64_t next = position.sequence;
  size_t bytes = 0;
  bool more = false;
  while ((more = records->Next()) && entries.size() < limit) {
    const std::optional<uint64_t> sequence = SequenceOfKey(records->key());
    std::optional<StreamRecord> record = DecodeStreamRecord(records->value());
    if (!record.has_value() || !sequence.has_value()) {
      return InternalError("storage: a stream record is corrupt");
    }
    bytes += record->size_bytes();
    if (bytes > max_bytes && !entries.empty()) break;
    entries.push_back({*sequence, *DecodeStreamRecord(arena.CopyString(records->value()))});
    next = *sequence + 1;
  }
  STATOR_RETURN_IF_ERROR(records->status());
  page.entries = arena.CopyArray(std::span<const StreamEntry>(entries));
  if (!more) next = std::max(next, view->end());
  if (shard.is_open() || next <= shard.ending_sequence) page.next_sequence = next;
  return page;
}

Result<void> StreamLog::ReplaceShards(std::string_view arn, std::string_view shard_id,
                                      unsigned children) {
  const int64_t now = clock_.NowMicros();
  const StreamPtr stream = FindStream(arn, now);
  if (stream == nullptr) return StreamNotFound();
  return stream->ReplaceShards(shard_id, children, now);
}

Result<void> StreamLog::Maintain(const std::atomic<bool>& stop) {
  const std::scoped_lock one_at_a_time(maintenance_mutex_);
  for (const StreamPtr& stream : All()) {
    if (stop) break;
    STATOR_RETURN_IF_ERROR(MaintainOne(*stream, clock_.NowMicros()));
  }
  return {};
}

Result<void> StreamLog::MaintainOne(Stream& stream, int64_t now_micros) {
  if (stream.IsGone(now_micros)) {
    STATOR_RETURN_IF_ERROR(stream.Delete());
    const std::unique_lock lock(mutex_);
    streams_.erase(stream.DescribeHead().arn);
    return {};
  }
  STATOR_RETURN_IF_ERROR(stream.RollDueShards(now_micros));
  for (const uint32_t number : stream.ShardNumbers()) {
    std::optional<Stream::ShardView> view = stream.View(number, now_micros);
    if (view.has_value()) STATOR_RETURN_IF_ERROR(Trim(stream, *view, now_micros));
  }
  return stream.DeleteTrimmed(now_micros);
}

}  // namespace stator::storage
