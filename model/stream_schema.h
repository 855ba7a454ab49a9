#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/index_schema.h"
#include "model/table_schema.h"

namespace stator {

// One shard of a stream: the records of a range of partition keys over a range of sequence numbers.
struct StreamShard {
  // Unique among all shards that the stream ever had; never 0. A shard's is above its parent's.
  uint32_t number = 0;
  std::string id;         // ShardId
  std::string parent_id;  // ParentShardId; empty: it has none
  // The hashes of the partition keys whose records it takes, both inclusive.
  uint32_t first_hash = 0;
  uint32_t last_hash = UINT32_MAX;
  // StartingSequenceNumber and EndingSequenceNumber: its records lie between, both inclusive. Those
  // of a child are above those of its parent.
  uint64_t starting_sequence = 0;
  uint64_t ending_sequence = 0;  // 0: the shard is open
  int64_t creation_micros = 0;
  int64_t closed_micros = 0;
  // All records below this are trimmed; 0: none is.
  uint64_t trimmed_to = 0;

  bool is_open() const { return ending_sequence == 0; }

  friend bool operator==(const StreamShard&, const StreamShard&) = default;
};

// A stream of a table. It outlives its being disabled, and its table, by 24 hours.
struct StreamSchema {
  uint32_t table_id = 0;
  uint32_t id = 0;  // unique among all streams that the table ever had; never 0
  std::string table_name;
  std::string name_space;  // of the table; see TableSchema
  std::string arn;         // ends in the label
  std::string label;       // StreamLabel
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
  KeyAttribute partition_key;
  std::optional<KeyAttribute> sort_key;
  int64_t creation_micros = 0;
  int64_t disabled_micros = 0;  // 0: it is enabled
  uint32_t next_shard_number = 1;
  std::vector<StreamShard> shards;

  bool is_enabled() const { return disabled_micros == 0; }

  friend bool operator==(const StreamSchema&, const StreamSchema&) = default;
};

// How long records can be read, and a stream or a shard that takes no more of them.
inline constexpr int64_t kStreamRetentionMicros = 24 * 3600 * int64_t{1'000'000};
// How long a shard takes records.
inline constexpr int64_t kShardLifetimeMicros = 4 * 3600 * int64_t{1'000'000};

// A time as the label of a stream that was enabled then: ISO 8601 with milliseconds.
std::string StreamLabelAt(int64_t micros);

// The id of a shard: the milliseconds of its creation in 20 digits, and eight hexadecimal digits
// that differ between the shards of a stream.
std::string ShardIdOf(std::string_view stream_arn, uint32_t shard_number, int64_t creation_micros);

}  // namespace stator
