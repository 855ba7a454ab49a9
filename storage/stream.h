#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "model/stream_schema.h"
#include "storage/kv_store.h"

namespace stator::storage {

// A stream while the store is open: hands out sequence numbers and keeps the table of shards, in
// memory and in the store's catalog. Thread-safe.
//
// All numbers of a stream come from one counter, under one mutex, so they ascend in every shard and
// from parent to child. A write takes its numbers under its row locks and keeps these until it is
// committed, so the numbers of an item's records are in the order of its writes. Writes of
// different items commit in any order; so that no record ever appears behind a reader, nobody reads
// beyond the watermark, the first number of the oldest write that is not yet committed. Numbers of
// writes that fail are never used.
class Stream {
 public:
  // Where a record goes. Shard 0: nowhere, since the stream is disabled.
  struct Slot {
    uint32_t shard_number = 0;
    uint64_t sequence = 0;
  };

  // A shard as of one moment.
  struct ShardView {
    StreamShard shard;
    uint64_t watermark = 0;      // all records below are committed or will never be
    uint64_t next_sequence = 0;  // of the stream
    int64_t oldest_micros = 0;   // no record that is not trimmed is older

    // Above every record that may be read.
    uint64_t end() const {
      return shard.is_open() ? watermark : std::min(watermark, shard.ending_sequence + 1);
    }
  };

  // The end of a stream, or of all its records, on its way into a batch; the stream stands still
  // meanwhile.
  class Ending;
  class Emptying;

  // A new stream: `schema` without shards gets `shard_count`, which divide the hashes evenly.
  Stream(KvStore& store, StreamSchema schema, uint32_t shard_count);
  // One that is in the store; Load() comes before anything else.
  Stream(KvStore& store, StreamSchema schema);
  Result<void> Load();

  // Adds the stream as it is now.
  void AddToBatch(KvBatch& batch) const;

  // Takes a place for each record of one write, in this order: hashes of partition keys in, slots
  // out. Called under the row locks; Finish(ticket) must follow once the records are committed, or
  // never will be. Ticket 0: the stream is disabled, and the slots were left alone.
  Result<uint64_t> Reserve(std::span<const uint32_t> hashes, int64_t now_micros,
                           std::span<Slot> slots);
  void Finish(uint64_t ticket);

  // With the shards that can be read, in the order of their ids.
  StreamSchema Describe(int64_t now_micros) const;
  // Without shards.
  StreamSchema DescribeHead() const;
  // 24 hours after it was disabled.
  bool IsGone(int64_t now_micros) const;

  // nullopt: there is none, or it can no longer be read.
  std::optional<ShardView> View(uint32_t shard_number, int64_t now_micros) const;
  std::optional<ShardView> View(std::string_view shard_id, int64_t now_micros) const;

  // All records of the shard below `sequence` have expired; of the others none is older than this.
  void NoteTrimmed(uint32_t shard_number, uint64_t sequence, int64_t oldest_micros);

  // Closes shards that are four hours old. Costs a look at the time when there are none.
  Result<void> RollDueShards(int64_t now_micros);
  // See Streams::ReplaceShards().
  Result<void> ReplaceShards(std::string_view shard_id, unsigned children, int64_t now_micros);
  // Deletes the records that NoteTrimmed() told of, and shards 24 hours after they closed.
  Result<void> DeleteTrimmed(int64_t now_micros);
  // Deletes everything.
  Result<void> Delete();

  std::vector<uint32_t> ShardNumbers() const;
  uint32_t table_id() const { return table_id_; }
  uint32_t id() const { return id_; }
  StreamViewType view_type() const { return view_type_; }

 private:
  struct Shard {
    StreamShard schema;
    uint64_t last_sequence = 0;  // 0: no record yet
    int64_t oldest_micros = INT64_MAX;
    uint64_t deleted_to = 0;  // what DeleteTrimmed() is done with
  };
  struct State {
    StreamSchema head;  // without shards
    std::vector<Shard> shards;
    uint64_t next_sequence = 1;
    std::vector<size_t> open;  // the open ones of `shards`, ascending by hash
    int64_t next_roll_micros = INT64_MAX;
  };

  static StreamSchema SchemaOf(const State& state);
  static void Reindex(State& state);
  static void Close(State& state, Shard& shard, int64_t micros);
  static void Open(State& state, std::string_view parent_id, uint32_t first_hash,
                   uint32_t last_hash, int64_t micros);
  static void ReplaceShard(State& state, size_t index, unsigned children, int64_t closed_micros,
                           int64_t now_micros);
  static Result<void> CheckCanReplace(const StreamShard& shard, unsigned children);

  Result<void> RollDueShardsLocked(int64_t now_micros);
  Result<void> Commit(State changed);
  void Save(const State& state, KvBatch& batch) const;
  KvRange AllRecords() const;
  uint64_t WatermarkLocked() const;
  template <typename Matches>
  std::optional<ShardView> ViewOf(Matches matches, int64_t now_micros) const;

  KvStore& store_;
  const uint32_t table_id_;
  const uint32_t id_;
  const StreamViewType view_type_;

  mutable std::mutex mutex_;
  State state_;
  // The first numbers of writes in progress: no more than there are threads.
  std::vector<uint64_t> in_flight_;
};

class Stream::Ending {
 public:
  Ending(Stream& stream, int64_t now_micros);
  void AddToBatch(KvBatch& batch) const;
  // Once the batch is committed.
  void Apply() &&;

 private:
  Stream& stream_;
  const std::unique_lock<std::mutex> lock_;
  State ended_;
};

// Under all row locks.
class Stream::Emptying {
 public:
  explicit Emptying(Stream& stream);
  void AddToBatch(KvBatch& batch) const;
  // Once the batch is committed.
  void Apply() &&;

 private:
  Stream& stream_;
  const std::unique_lock<std::mutex> lock_;
  State emptied_;
};

// Where the catalog has a stream.
std::string StreamKey(uint32_t table_id, uint32_t stream_id);
KvRange AllStreamKeys();

// The keys of a shard's records from sequence number `from` on and below `to`.
KvRange RecordsOfShard(uint32_t table_id, uint32_t stream_id, uint32_t shard_number, uint64_t from,
                       uint64_t to);

}  // namespace stator::storage
