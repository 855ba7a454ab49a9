#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/clock.h"
#include "model/result.h"
#include "storage/kv_store.h"
#include "storage/stream.h"
#include "storage/streams.h"

namespace stator::storage {

using StreamPtr = std::shared_ptr<Stream>;

// All streams of the store.
class StreamLog final : public Streams {
 public:
  // `shard_count` is that of new streams.
  StreamLog(KvStore& store, const Clock& clock, uint32_t shard_count)
      : store_(store), clock_(clock), shard_count_(shard_count) {}

  Result<void> Load();

  // The enabled stream of a table; nullptr: it has none.
  StreamPtr OfTable(uint32_t table_id) const;

  // What a change of a table's schema does to its streams. Whoever makes one holds the catalog's
  // lock for changes until it is gone.
  class Change {
   public:
    void AddToBatch(KvBatch& batch) const;
    // Once the batch is committed: what a description, a reader and a write get to see.
    void Apply() &&;

   private:
    friend class StreamLog;
    explicit Change(StreamLog& log) : log_(log) {}

    StreamLog& log_;
    uint32_t table_id_ = 0;
    StreamPtr started_;
    StreamPtr ended_;
    std::optional<Stream::Ending> ending_;
  };
  // A view type in `schema` that was not in `old_schema` (nullptr: there was no table) starts a
  // stream, which gets its id and label in `schema`; one that is gone ends it, and `schema`
  // nullptr, which is no table any more, does too.
  std::unique_ptr<Change> Prepare(const TableSchema* old_schema, TableSchema* schema);

  std::vector<StreamSchema> List(std::string_view table_name, std::string_view exclusive_start_arn,
                                 size_t limit) const override;
  Result<std::optional<StreamSchema>> Describe(std::string_view arn) override;
  Result<ShardPosition> Find(std::string_view arn, std::string_view shard_id,
                             ShardIteratorType type, uint64_t sequence) override;
  Result<StreamPage> Read(std::string_view arn, const ShardPosition& position, size_t limit,
                          size_t max_bytes, Arena& arena) override;
  Result<void> ReplaceShards(std::string_view arn, std::string_view shard_id,
                             unsigned children) override;
  Result<void> Maintain(const std::atomic<bool>& stop) override;

 private:
  StreamPtr Start(TableSchema& schema);
  Result<void> MaintainOne(Stream& stream, int64_t now_micros);
  // nullptr: there is none, or it is 24 hours ago that it was disabled.
  StreamPtr FindStream(std::string_view arn, int64_t now_micros) const;
  std::vector<StreamPtr> All() const;
  // Passes over the records of the shard that have expired. Each is looked at once in its life.
  Result<void> Trim(Stream& stream, Stream::ShardView& view, int64_t now_micros) const;

  KvStore& store_;
  const Clock& clock_;
  const uint32_t shard_count_;
  std::mutex maintenance_mutex_;

  mutable std::shared_mutex mutex_;                        // guards what follows
  std::map<std::string, StreamPtr, std::less<>> streams_;  // by ARN
  std::unordered_map<uint32_t, StreamPtr> enabled_;        // by table id
};

}  // namespace stator::storage
