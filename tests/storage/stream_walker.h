#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace stator::storage {

// Reads a stream as the Kinesis adapter does: shards found by describing it, parents before their
// children, each from the trim horizon on or behind the last record that was seen of it.
class StreamWalker {
 public:
  struct Seen {
    std::string shard_id;
    uint64_t sequence = 0;
    StreamEvent event = StreamEvent::kInsert;
    std::string keys;
    std::string new_image;  // empty: none
    std::string old_image;
  };

  explicit StreamWalker(std::string arn, size_t page_limit = 1000)
      : arn_(std::move(arn)), page_limit_(page_limit) {}

  // Reads a page of each shard that may be read now. Returns how many records that were.
  size_t Step(Streams& streams) {
    size_t count = 0;
    auto described = streams.Describe(arn_);
    EXPECT_TRUE(described.ok() && described->has_value());
    std::set<std::string> known;
    for (const StreamShard& shard : (*described)->shards) known.insert(shard.id);
    for (const StreamShard& shard : (*described)->shards) {
      const bool parent_done = shard.parent_id.empty() || !known.contains(shard.parent_id) ||
                               done_.contains(shard.parent_id);
      if (parent_done && !done_.contains(shard.id)) count += ReadPage(streams, shard);
    }
    return count;
  }

  // Until nothing more comes.
  void WalkToTheEnd(Streams& streams) {
    size_t ended = 0;
    do ended = done_.size();
    while (Step(streams) > 0 || done_.size() > ended);
  }

  const std::vector<Seen>& seen() const { return seen_; }
  // Shards that were read to their end.
  size_t ended() const { return done_.size(); }

 private:
  size_t ReadPage(Streams& streams, const StreamShard& shard) {
    const auto checkpoint = checkpoints_.find(shard.id);
    const bool fresh = checkpoint == checkpoints_.end();
    const auto position = streams.Find(
        arn_, shard.id,
        fresh ? ShardIteratorType::kTrimHorizon : ShardIteratorType::kAfterSequenceNumber,
        fresh ? 0 : checkpoint->second);
    EXPECT_TRUE(position.ok()) << position.error().message;
    Arena arena;
    const auto page = streams.Read(arn_, *position, page_limit_, 1 << 20, arena);
    EXPECT_TRUE(page.ok()) << page.error().message;
    const auto bytes = [](const std::optional<EncodedItem>& item) {
      return item.has_value() ? std::string(item->bytes()) : std::string();
    };
    for (const StreamEntry& entry : page->entries) {
      seen_.push_back({shard.id, entry.sequence, entry.record.event,
                       std::string(entry.record.keys.bytes()), bytes(entry.record.new_image),
                       bytes(entry.record.old_image)});
      checkpoints_[shard.id] = entry.sequence;
    }
    if (!page->next_sequence.has_value()) done_.insert(shard.id);
    return page->entries.size();
  }

  const std::string arn_;
  const size_t page_limit_;
  std::map<std::string, uint64_t> checkpoints_;
  std::set<std::string> done_;
  std::vector<Seen> seen_;
};

// Holds that the records tell the whole life of each item, each change once and in order: every old
// image is the new image before. Returns the last image of each item by its keys.
inline std::map<std::string, std::string> ExpectUnbrokenLives(
    const std::vector<StreamWalker::Seen>& records) {
  std::map<std::string, std::string> items;
  for (const StreamWalker::Seen& record : records) {
    std::string& image = items[record.keys];
    EXPECT_EQ(record.old_image, image) << "record " << record.sequence;
    EXPECT_NE(record.new_image, image) << "record " << record.sequence;
    const StreamEvent expected = record.new_image.empty() ? StreamEvent::kRemove
                                 : image.empty()          ? StreamEvent::kInsert
                                                          : StreamEvent::kModify;
    EXPECT_EQ(record.event, expected) << "record " << record.sequence;
    image = record.new_image;
    if (::testing::Test::HasFailure()) break;
  }
  return items;
}

}  // namespace stator::storage
