#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/streams.h"

namespace stator::storage {

// The streams of the tables of one namespace: others do not exist.
class NamespacedStreams final : public Streams {
 public:
  // Both outlive this.
  NamespacedStreams(Streams& streams, const std::string& name_space)
      : streams_(streams), name_space_(name_space) {}

  std::vector<StreamSchema> List(std::string_view table_name, std::string_view exclusive_start_arn,
                                 size_t limit) const override;
  Result<std::optional<StreamSchema>> Describe(std::string_view arn) override;
  Result<ShardPosition> Find(std::string_view arn, std::string_view shard_id,
                             ShardIteratorType type, uint64_t sequence) override;
  // A position comes from Find(), which looked at the namespace.
  Result<StreamPage> Read(std::string_view arn, const ShardPosition& position, size_t limit,
                          size_t max_bytes, Arena& arena) override {
    return streams_.Read(arn, position, limit, max_bytes, arena);
  }
  Result<void> ReplaceShards(std::string_view arn, std::string_view shard_id,
                             unsigned children) override;
  Result<void> Maintain(const std::atomic<bool>& stop) override { return streams_.Maintain(stop); }

 private:
  Streams& streams_;
  const std::string& name_space_;
};

}  // namespace stator::storage
