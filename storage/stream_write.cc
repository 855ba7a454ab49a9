#include "storage/stream_write.h"

#include <array>
#include <string>
#include <utility>

#include "model/item_size.h"
#include "storage/encoding/key_codec.h"
#include "storage/encoding/stream_record.h"
#include "storage/table.h"

namespace stator::storage {

namespace {

// A thread keeps the buffer of the last record it made up to this size.
constexpr size_t kRetainedRecordBytes = 1024 * 1024;

void EncodeKeys(const ItemWrite& write, std::string& out) {
  const TableSchema& schema = write.table->schema();
  std::array<Attribute, 2> keys = {Attribute{schema.partition_key.name, write.key.partition}, {}};
  size_t count = 1;
  if (write.key.sort.has_value()) {
    keys[count++] = {schema.sort_key->name, *write.key.sort};
    if (keys[1].name < keys[0].name) std::swap(keys[0], keys[1]);
  }
  const AttributeMap attributes(keys.data(), count);
  EncodeItem(attributes, ItemSize(attributes), out);
}

StreamEvent EventOf(const StreamWrite::Change& change) {
  if (!change.new_item.has_value()) return StreamEvent::kRemove;
  return change.old_item.has_value() ? StreamEvent::kModify : StreamEvent::kInsert;
}

bool HasNewImage(StreamViewType type) {
  return type == StreamViewType::kNewImage || type == StreamViewType::kNewAndOldImages;
}

bool HasOldImage(StreamViewType type) {
  return type == StreamViewType::kOldImage || type == StreamViewType::kNewAndOldImages;
}

}  // namespace

StreamWrite::~StreamWrite() {
  for (const Ticket& ticket : tickets_.first(ticket_count_)) ticket.stream->Finish(ticket.ticket);
}

void StreamWrite::Add(Stream& stream, const Change& change) {
  if (records_.empty()) {
    records_ = arena_.NewArray<Record>(max_changes_);
    tickets_ = arena_.NewArray<Ticket>(max_changes_);
  }
  records_[record_count_++] = {&stream, change, false, {}};
}

Result<void> StreamWrite::Reserve(int64_t now_micros) {
  now_micros_ = now_micros;
  for (size_t i = 0; i < record_count_; ++i) {
    if (!records_[i].reserved) STATOR_RETURN_IF_ERROR(ReserveIn(*records_[i].stream, i));
  }
  return {};
}

// All records of one stream together, so that the write has one ticket for each stream.
Result<void> StreamWrite::ReserveIn(Stream& stream, size_t first) {
  const std::span<uint32_t> hashes = arena_.NewArray<uint32_t>(record_count_ - first);
  const std::span<Stream::Slot> slots = arena_.NewArray<Stream::Slot>(record_count_ - first);
  size_t count = 0;
  for (const Record& record : records_.subspan(first, record_count_ - first)) {
    if (record.stream == &stream) hashes[count++] = PartitionHashOfKey(record.change.item_key);
  }
  STATOR_ASSIGN_OR_RETURN(const uint64_t ticket,
                          stream.Reserve(hashes.first(count), now_micros_, slots.first(count)));
  if (ticket != 0) tickets_[ticket_count_++] = {&stream, ticket};
  count = 0;
  for (Record& record : records_.subspan(first, record_count_ - first)) {
    if (record.stream != &stream) continue;
    record.reserved = true;
    record.slot = slots[count++];
  }
  return {};
}

void StreamWrite::AddToBatch(KvBatch& batch) const {
  thread_local std::string key;
  thread_local std::string keys;
  thread_local std::string value;
  for (const Record& record : records_.first(record_count_)) {
    if (record.slot.shard_number == 0) continue;
    const Change& change = record.change;
    const StreamViewType view_type = record.stream->view_type();
    keys.clear();
    EncodeKeys(*change.write, keys);
    StreamRecord stored;
    stored.event = EventOf(change);
    stored.by_time_to_live = change.write->origin == WriteOrigin::kTimeToLive;
    stored.creation_micros = now_micros_;
    stored.keys = EncodedItem(keys);
    if (HasNewImage(view_type)) stored.new_image = change.new_item;
    if (HasOldImage(view_type)) stored.old_image = change.old_item;
    key.clear();
    AppendShardPrefix(record.stream->table_id(), record.stream->id(), record.slot.shard_number,
                      key);
    AppendSequence(record.slot.sequence, key);
    value.clear();
    AppendStreamRecord(stored, value);
    batch.Put(ColumnFamily::kStreams, key, value);
  }
  if (value.capacity() > kRetainedRecordBytes) value = std::string();
}

}  // namespace stator::storage
