#include "storage/namespaced_streams.h"

#include <utility>

namespace stator::storage {

std::vector<StreamSchema> NamespacedStreams::List(std::string_view table_name,
                                                  std::string_view exclusive_start_arn,
                                                  size_t limit) const {
  std::vector<StreamSchema> own;
  std::string start(exclusive_start_arn);
  while (own.size() < limit) {
    std::vector<StreamSchema> page = streams_.List(table_name, start, limit);
    const bool last = page.size() < limit;
    if (!last) start = page.back().arn;
    for (StreamSchema& stream : page) {
      if (stream.name_space == name_space_ && own.size() < limit) own.push_back(std::move(stream));
    }
    if (last) break;
  }
  return own;
}

Result<std::optional<StreamSchema>> NamespacedStreams::Describe(std::string_view arn) {
  STATOR_ASSIGN_OR_RETURN(std::optional<StreamSchema> stream, streams_.Describe(arn));
  if (stream.has_value() && stream->name_space != name_space_) stream.reset();
  return stream;
}

Result<ShardPosition> NamespacedStreams::Find(std::string_view arn, std::string_view shard_id,
                                              ShardIteratorType type, uint64_t sequence) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSchema> stream, Describe(arn));
  if (!stream.has_value()) return StreamNotFound();
  return streams_.Find(arn, shard_id, type, sequence);
}

Result<void> NamespacedStreams::ReplaceShards(std::string_view arn, std::string_view shard_id,
                                              unsigned children) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSchema> stream, Describe(arn));
  if (!stream.has_value()) return StreamNotFound();
  return streams_.ReplaceShards(arn, shard_id, children);
}

}  // namespace stator::storage
