#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "storage/streams.h"

namespace stator::server {

// What a ShardIterator says. Nothing of it is kept in the server, so it survives restarts; a reader
// takes a new one with each page.
struct ShardIterator {
  std::string_view stream_arn;
  storage::ShardPosition position;
  int64_t creation_micros = 0;

  friend bool operator==(const ShardIterator&, const ShardIterator&) = default;
};

inline constexpr int64_t kShardIteratorLifetimeMicros = 15 * 60 * int64_t{1'000'000};

// The text that clients carry: the stream's ARN and what they are not to look into, as the
// service's.
std::string EncodeShardIterator(const ShardIterator& iterator);

// nullopt: the text is none that EncodeShardIterator() made; a sum over all of it finds changes. It
// is no secret: who makes an iterator up gets what GetShardIterator would have given. The ARN is a
// view of the text.
std::optional<ShardIterator> DecodeShardIterator(std::string_view text, Arena& arena);

}  // namespace stator::server
