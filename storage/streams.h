#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/result.h"
#include "model/stream_schema.h"
#include "storage/encoding/stream_record.h"

namespace stator::storage {

enum class ShardIteratorType : uint8_t {
  kTrimHorizon,
  kLatest,
  kAtSequenceNumber,
  kAfterSequenceNumber,
};

// A place in a shard: that before the first record whose sequence number is not below `sequence`.
struct ShardPosition {
  uint32_t shard_number = 0;
  uint64_t sequence = 0;

  friend bool operator==(const ShardPosition&, const ShardPosition&) = default;
};

struct StreamEntry {
  uint64_t sequence = 0;
  StreamRecord record;
};

struct StreamPage {
  std::span<const StreamEntry> entries;  // live in the arena given to Read()
  // Where the next page starts; nullopt: the shard is closed, and these were its last records.
  std::optional<uint64_t> next_sequence;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
};

// kResourceNotFound, for a stream that is not there. DynamoDB Local's words for GetShardIterator
// and GetRecords.
Error StreamNotFound();

// Streams as their readers see them. Records are read in the order of their sequence numbers, which
// is that of the writes to each item; what a reader has been told lies behind it never gains
// records. Time is that of the database's clock. Thread-safe.
class Streams {
 public:
  virtual ~Streams() = default;

  // At most `limit` streams with ARNs above `exclusive_start_arn`, in the order of these; of one
  // table unless its name is empty. Without their shards.
  virtual std::vector<StreamSchema> List(std::string_view table_name,
                                         std::string_view exclusive_start_arn,
                                         size_t limit) const = 0;

  // The stream with the shards that can still be read, in the order of their ids; nullopt: there is
  // none.
  virtual Result<std::optional<StreamSchema>> Describe(std::string_view arn) = 0;

  // `sequence` counts for the last two types. kResourceNotFound: no such stream or shard;
  // kTrimmedDataAccess; kValidation: the shard has no such number.
  virtual Result<ShardPosition> Find(std::string_view arn, std::string_view shard_id,
                                     ShardIteratorType type, uint64_t sequence) = 0;

  // At most `limit` records, and no more of them than make up `max_bytes`, but one in any case.
  virtual Result<StreamPage> Read(std::string_view arn, const ShardPosition& position, size_t limit,
                                  size_t max_bytes, Arena& arena) = 0;

  // Closes an open shard and opens one or two children, each for its half of the partition keys.
  // With an empty `shard_id`, all open shards. kResourceNotFound; kValidation: a shard is closed,
  // or has too few hashes to be halved.
  virtual Result<void> ReplaceShards(std::string_view arn, std::string_view shard_id,
                                     unsigned children) = 0;

  // What time asks for, which readers and writers also see to where they notice: closes shards
  // after four hours, deletes what is older than 24 hours. Returns early when `stop` becomes true.
  virtual Result<void> Maintain(const std::atomic<bool>& stop) = 0;
};

}  // namespace stator::storage
