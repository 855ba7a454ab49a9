#include "storage/stream_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/hooked_store.h"
#include "tests/storage/store_under_test.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::ManualClock;
using stator::testing::TemporaryDirectory;

constexpr int64_t kHour = 3600;

TableSchema Streamed(StreamViewType view_type = StreamViewType::kNewAndOldImages) {
  TableSchema schema = SchemaOf("t", AttributeType::kString);
  schema.arn = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
  schema.stream_view_type = view_type;
  return schema;
}

std::string ArnOf(const Table& table) {
  return table.schema().arn + "/stream/" + table.schema().stream_label;
}

class StreamLogTest : public ::testing::Test {
 protected:
  explicit StreamLogTest(uint32_t shards = 1) : store_(Options(shards)) {
    table_ = store_.CreateTable(Streamed());
    arn_ = ArnOf(*table_);
  }

  DatabaseOptions Options(uint32_t shards) {
    DatabaseOptions options;
    options.data_dir = directory_.path();
    options.clock = &clock_;
    options.stream_shards = shards;
    return options;
  }

  Streams& streams() { return store_->streams(); }

  std::vector<StreamShard> Shards() {
    const auto stream = streams().Describe(arn_);
    EXPECT_TRUE(stream.ok() && stream->has_value());
    return stream.ok() && stream->has_value() ? (*stream)->shards : std::vector<StreamShard>();
  }

  void Put(std::string_view key, std::string_view value) {
    ASSERT_TRUE(store_.Put(*table_, KeyOf(key), value).ok());
  }

  Result<ShardPosition> Position(const StreamShard& shard, ShardIteratorType type,
                                 uint64_t sequence = 0) {
    return streams().Find(arn_, shard.id, type, sequence);
  }

  struct Page {
    std::vector<std::string> values;  // of the new images; "-" without one
    std::vector<uint64_t> sequences;
    std::optional<uint64_t> next;
    std::optional<ErrorCode> error;
  };
  Page Read(const ShardPosition& position, size_t limit = 1000, size_t max_bytes = 1 << 20) {
    Arena arena;
    const auto page = streams().Read(arn_, position, limit, max_bytes, arena);
    Page read;
    if (!page.ok()) {
      read.error = page.error().code;
      return read;
    }
    for (const StreamEntry& entry : page->entries) {
      const auto& image = entry.record.new_image;
      read.values.push_back(image.has_value() ? StoreUnderTest::ValueOf(*image) : "-");
      read.sequences.push_back(entry.sequence);
    }
    read.next = page->next_sequence;
    return read;
  }
  Page ReadAll(const StreamShard& shard) {
    const auto position = Position(shard, ShardIteratorType::kTrimHorizon);
    EXPECT_TRUE(position.ok());
    return Read(*position);
  }

  void UpdateStream(std::optional<StreamViewType> view_type) {
    const auto change = [&](const TableSchema& schema) -> Result<TableSchema> {
      TableSchema changed = schema;
      changed.stream_view_type = view_type;
      return changed;
    };
    const auto updated = store_->UpdateTable("t", change);
    ASSERT_TRUE(updated.ok());
    table_ = *updated;
  }

  TemporaryDirectory directory_;
  ManualClock clock_;
  StoreUnderTest store_;
  TablePtr table_;
  std::string arn_;
};

using Values = std::vector<std::string>;

TEST_F(StreamLogTest, Write_CostsNoMoreReadsOrCommitsThanWithoutAStream) {
  Put("warm", "up");
  for (const char* value : {"first", "second"}) {
    const WorkCounts before = store_->work();
    Put("a", value);
    const WorkCounts after = store_->work();
    EXPECT_EQ(after.gets - before.gets, 1U);
    EXPECT_EQ(after.commits - before.commits, 1U);
    EXPECT_EQ(after.changes - before.changes, 2U);  // the item and its record
    EXPECT_EQ(after.iterators, before.iterators);
  }
}

TEST_F(StreamLogTest, WriteThatChangesNothing_HasNoRecord) {
  Put("a", "1");
  Put("a", "1");
  ASSERT_TRUE(store_.Delete(*table_, KeyOf("absent")).ok());
  Put("a", "2");
  ASSERT_TRUE(store_.Delete(*table_, KeyOf("a")).ok());
  EXPECT_EQ(ReadAll(Shards().front()).values, (Values{"1", "2", "-"}));
}

TEST_F(StreamLogTest, Pages_GoOnWhereTheOneBeforeEnded) {
  for (const char* value : {"1", "2", "3", "4", "5"}) Put("a", value);
  const StreamShard shard = Shards().front();
  const Page first = Read(*Position(shard, ShardIteratorType::kTrimHorizon), 2);
  EXPECT_EQ(first.values, (Values{"1", "2"}));
  const Page second = Read({shard.number, *first.next}, 2);
  EXPECT_EQ(second.values, (Values{"3", "4"}));
  // No record fits: one comes all the same.
  EXPECT_EQ(Read({shard.number, *first.next}, 2, 1).values, (Values{"3"}));
  const Page last = Read({shard.number, *second.next});
  EXPECT_EQ(last.values, (Values{"5"}));
  ASSERT_TRUE(last.next.has_value());
  EXPECT_EQ(Read({shard.number, *last.next}).values, Values());
  Put("a", "6");
  EXPECT_EQ(Read({shard.number, *last.next}).values, (Values{"6"}));
}

TEST_F(StreamLogTest, Positions_AreThoseOfTheirTypes) {
  for (const char* value : {"1", "2", "3"}) Put("a", value);
  const StreamShard shard = Shards().front();
  const std::vector<uint64_t> sequences = ReadAll(shard).sequences;
  const auto values = [&](ShardIteratorType type, uint64_t sequence) {
    return Read(*Position(shard, type, sequence)).values;
  };
  EXPECT_EQ(values(ShardIteratorType::kAtSequenceNumber, sequences[1]), (Values{"2", "3"}));
  EXPECT_EQ(values(ShardIteratorType::kAfterSequenceNumber, sequences[1]), (Values{"3"}));
  EXPECT_EQ(values(ShardIteratorType::kAfterSequenceNumber, sequences[2]), Values());
  EXPECT_EQ(values(ShardIteratorType::kLatest, 0), Values());
  for (const uint64_t wrong : {uint64_t{0}, sequences[2] + 2, UINT64_MAX}) {
    const auto position = Position(shard, ShardIteratorType::kAtSequenceNumber, wrong);
    ASSERT_FALSE(position.ok()) << wrong;
    EXPECT_EQ(position.error().code, ErrorCode::kValidation);
  }
}

// Whoever reads while a write is on its way to the disk must not pass over the place of its record,
// even when a later write is done before.
TEST(StreamLogOrder, RecordsOfWritesUnderWay_AreNotPassedOver) {
  ManualClock clock;
  DatabaseOptions options;
  options.clock = &clock;
  CommitHooks hooks;
  std::atomic<bool> hold{false};
  std::atomic<bool> held{false};
  std::atomic<bool> release{false};
  hooks.filled = [&] {
    if (!hold.exchange(false)) return;
    held = true;
    while (!release) std::this_thread::yield();
  };
  const auto database = OpenHooked(options, hooks);
  const TablePtr table = *database->CreateTable(Streamed());
  const std::string arn = ArnOf(*table);
  const auto put = [&](std::string_view key) {
    Arena arena;
    const AttributeMap item = StoreUnderTest::ItemOf(arena, KeyOf(key), "v");
    const auto decide = [&](std::optional<EncodedItem>) -> Result<WriteDecision> {
      return WriteDecision{WriteDecision::Kind::kPut, item, ItemSize(item)};
    };
    const ItemWrite write{table.get(), KeyOf(key), decide};
    EXPECT_TRUE(database->Write(arena, {&write, 1}).ok());
  };
  hold = true;
  std::thread slow([&] { put("slow"); });
  while (!held) std::this_thread::yield();
  put("fast");
  Arena arena;
  const ShardPosition start = {1, 1};
  const auto during = database->streams().Read(arn, start, 10, 1000, arena);
  ASSERT_TRUE(during.ok());
  EXPECT_EQ(during->entries.size(), 0U);
  EXPECT_EQ(during->next_sequence, 1U);
  release = true;
  slow.join();
  const auto after = database->streams().Read(arn, start, 10, 1000, arena);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->entries.size(), 2U);
}

TEST(StreamLogOrder, FailedCommit_LeavesNoRecordAndHoldsNobodyUp) {
  ManualClock clock;
  DatabaseOptions options;
  options.clock = &clock;
  CommitHooks hooks;
  const auto database = OpenHooked(options, hooks);
  const TablePtr table = *database->CreateTable(Streamed());
  Arena arena;
  const auto decide = [&](std::optional<EncodedItem>) -> Result<WriteDecision> {
    const AttributeMap item = StoreUnderTest::ItemOf(arena, KeyOf("a"), "v");
    return WriteDecision{WriteDecision::Kind::kPut, item, ItemSize(item)};
  };
  const ItemWrite write{table.get(), KeyOf("a"), decide};
  hooks.commits_left = 0;
  EXPECT_FALSE(database->Write(arena, {&write, 1}).ok());
  hooks.commits_left = -1;
  EXPECT_TRUE(database->Write(arena, {&write, 1}).ok());
  const auto page = database->streams().Read(ArnOf(*table), {1, 1}, 10, 1000, arena);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->entries.size(), 1U);
}

TEST_F(StreamLogTest, Shard_ClosesAfterFourHoursAndHasAChild) {
  Put("a", "1");
  clock_.AdvanceSeconds(4 * kHour - 1);
  EXPECT_EQ(Shards().size(), 1U);
  clock_.AdvanceSeconds(1);
  Put("a", "2");
  const std::vector<StreamShard> shards = Shards();
  ASSERT_EQ(shards.size(), 2U);
  EXPECT_FALSE(shards[0].is_open());
  EXPECT_TRUE(shards[1].is_open());
  EXPECT_EQ(shards[1].parent_id, shards[0].id);
  EXPECT_GT(shards[1].starting_sequence, shards[0].ending_sequence);
  const Page parent = ReadAll(shards[0]);
  EXPECT_EQ(parent.values, (Values{"1"}));
  EXPECT_EQ(parent.sequences.back(), shards[0].ending_sequence);
  EXPECT_EQ(parent.next, std::nullopt);
  EXPECT_EQ(ReadAll(shards[1]).values, (Values{"2"}));
  // At the end of a closed shard there is nothing to wait for.
  EXPECT_EQ(Read(*Position(shards[0], ShardIteratorType::kLatest)).next, std::nullopt);
}

TEST_F(StreamLogTest, ShardWithoutRecords_ClosesBelowItsChild) {
  ASSERT_TRUE(streams().ReplaceShards(arn_, {}, 1).ok());
  const std::vector<StreamShard> shards = Shards();
  ASSERT_EQ(shards.size(), 2U);
  const StreamShard& parent = shards[0].is_open() ? shards[1] : shards[0];
  const StreamShard& child = shards[0].is_open() ? shards[0] : shards[1];
  EXPECT_EQ(parent.ending_sequence, parent.starting_sequence);
  EXPECT_GT(child.starting_sequence, parent.ending_sequence);
  EXPECT_EQ(ReadAll(parent).next, std::nullopt);
}

TEST_F(StreamLogTest, Split_DividesThePartitionKeys) {
  Put("before", "0");
  const StreamShard parent = Shards().front();
  ASSERT_TRUE(streams().ReplaceShards(arn_, parent.id, 2).ok());
  for (int i = 0; i < 40; ++i) Put(std::to_string(i), "v");
  size_t records = 0;
  for (const StreamShard& shard : Shards()) {
    if (shard.id == parent.id) continue;
    EXPECT_EQ(shard.parent_id, parent.id);
    const size_t count = ReadAll(shard).values.size();
    EXPECT_GT(count, 0U);
    records += count;
  }
  EXPECT_EQ(records, 40U);
  const auto again = streams().ReplaceShards(arn_, parent.id, 2);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kValidation);
  const auto unknown = streams().ReplaceShards(arn_, "shardId-00000001414576573621-f55eea83", 1);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kResourceNotFound);
}

TEST_F(StreamLogTest, RecordsOlderThanADay_AreGoneAtOnceAndTrimmedLater) {
  Put("a", "1");
  clock_.AdvanceSeconds(2 * kHour);
  Put("a", "2");
  const StreamShard shard = Shards().front();
  const uint64_t first = ReadAll(shard).sequences.front();
  clock_.AdvanceSeconds(22 * kHour - 1);
  EXPECT_EQ(ReadAll(shard).values, (Values{"1", "2"}));
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(ReadAll(shard).values, (Values{"2"}));
  EXPECT_EQ(Read({shard.number, first}).error, ErrorCode::kTrimmedDataAccess);
  for (const auto type :
       {ShardIteratorType::kAtSequenceNumber, ShardIteratorType::kAfterSequenceNumber}) {
    const auto position = Position(shard, type, first);
    ASSERT_FALSE(position.ok());
    EXPECT_EQ(position.error().code, ErrorCode::kTrimmedDataAccess);
  }
  ASSERT_TRUE(streams().Maintain(false).ok());
  table_.reset();
  store_.Reopen();
  EXPECT_EQ(ReadAll(shard).values, (Values{"2"}));
}

TEST_F(StreamLogTest, ClosedShards_DisappearADayAfterTheyClosed) {
  Put("a", "1");
  const std::string first = Shards().front().id;
  clock_.AdvanceSeconds(4 * kHour);
  EXPECT_EQ(Shards().size(), 2U);
  clock_.AdvanceSeconds(24 * kHour - 1);
  EXPECT_EQ(Shards().front().id, first);
  clock_.AdvanceSeconds(1);
  for (const StreamShard& shard : Shards()) EXPECT_NE(shard.id, first);
  const auto position = streams().Find(arn_, first, ShardIteratorType::kTrimHorizon, 0);
  ASSERT_FALSE(position.ok());
  EXPECT_EQ(position.error().code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(Read({1, 1}).error, ErrorCode::kResourceNotFound);
  ASSERT_TRUE(streams().Maintain(false).ok());
  store_.Reopen();
  for (const StreamShard& shard : Shards()) EXPECT_NE(shard.id, first);
}

TEST_F(StreamLogTest, Numbers_GoOnAfterRecordsWereTrimmedAndTheStoreReopened) {
  Put("a", "1");
  const StreamShard shard = Shards().front();
  const uint64_t last = ReadAll(shard).sequences.back();
  clock_.AdvanceSeconds(30 * kHour);
  ASSERT_TRUE(streams().Maintain(false).ok());
  table_.reset();
  store_.Reopen();
  table_ = store_->FindTable("t");
  Put("a", "2");
  const std::vector<StreamShard> shards = Shards();
  ASSERT_FALSE(shards.empty());
  const Page page = ReadAll(shards.back());
  ASSERT_EQ(page.values, (Values{"2"}));
  EXPECT_GT(page.sequences.front(), last);
}

TEST_F(StreamLogTest, Reopened_HasTheSameShardsAndRecords) {
  Put("a", "1");
  ASSERT_TRUE(streams().ReplaceShards(arn_, {}, 2).ok());
  Put("a", "2");
  const std::vector<StreamShard> shards = Shards();
  const auto latest = Position(shards.back(), ShardIteratorType::kLatest);
  table_.reset();
  store_.Reopen();
  table_ = store_->FindTable("t");
  EXPECT_EQ(Shards(), shards);
  // What a reader was told lies behind it stays there.
  ASSERT_TRUE(latest.ok());
  Put("a", "3");
  Put("b", "3");
  Put("c", "3");
  Values all;
  for (const StreamShard& shard : Shards()) {
    for (const std::string& value : ReadAll(shard).values) all.push_back(value);
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, (Values{"1", "2", "3", "3", "3"}));
}

TEST_F(StreamLogTest, DisabledStream_CanBeReadForADay) {
  Put("a", "1");
  UpdateStream(std::nullopt);
  Put("a", "2");
  const auto stream = streams().Describe(arn_);
  ASSERT_TRUE(stream.ok() && stream->has_value());
  EXPECT_FALSE((*stream)->is_enabled());
  const Page page = ReadAll((*stream)->shards.front());
  EXPECT_EQ(page.values, (Values{"1"}));
  EXPECT_EQ(page.next, std::nullopt);
  EXPECT_FALSE(streams().ReplaceShards(arn_, {}, 1).ok());
  clock_.AdvanceSeconds(24 * kHour - 1);
  EXPECT_EQ(streams().List("t", {}, 10).size(), 1U);
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(streams().List("t", {}, 10).size(), 0U);
  EXPECT_FALSE(streams().Describe(arn_)->has_value());
  ASSERT_TRUE(streams().Maintain(false).ok());
  store_.Reopen();
  EXPECT_EQ(streams().List({}, {}, 10).size(), 0U);
}

TEST_F(StreamLogTest, EnabledAgain_IsAnotherStream) {
  Put("a", "1");
  UpdateStream(std::nullopt);
  UpdateStream(StreamViewType::kKeysOnly);
  EXPECT_NE(ArnOf(*table_), arn_);  // even though the clock stood still
  Put("a", "2");
  EXPECT_EQ(streams().List("t", {}, 10).size(), 2U);
  EXPECT_EQ(ReadAll(Shards().front()).values, (Values{"1"}));
  arn_ = ArnOf(*table_);
  EXPECT_EQ(ReadAll(Shards().front()).values, (Values{"-"}));
}

TEST_F(StreamLogTest, DeletedTable_LeavesItsStreamForADay) {
  Put("a", "1");
  ASSERT_TRUE(store_.DeleteTable("t").ok());
  table_.reset();
  store_.Reopen();
  EXPECT_EQ(ReadAll(Shards().front()).values, (Values{"1"}));
  const TablePtr again = store_.CreateTable(Streamed());
  EXPECT_NE(ArnOf(*again), arn_);
  EXPECT_EQ(streams().List("t", {}, 10).size(), 2U);
  clock_.AdvanceSeconds(24 * kHour);
  EXPECT_EQ(streams().List("t", {}, 10).size(), 1U);
}

TEST_F(StreamLogTest, Lists_AreInOrderAndPaged) {
  UpdateStream(std::nullopt);
  clock_.AdvanceSeconds(1);
  UpdateStream(StreamViewType::kNewImage);
  const auto all = streams().List({}, {}, 10);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_LT(all[0].arn, all[1].arn);
  EXPECT_EQ(streams().List({}, {}, 1).front().arn, all[0].arn);
  EXPECT_EQ(streams().List({}, all[0].arn, 10).front().arn, all[1].arn);
  EXPECT_TRUE(streams().List("other", {}, 10).empty());
}

class StreamShardsTest : public StreamLogTest {
 protected:
  StreamShardsTest() : StreamLogTest(3) {}
};

TEST_F(StreamShardsTest, Records_AreSpreadByPartitionKey) {
  for (int i = 0; i < 60; ++i) Put(std::to_string(i % 30), std::to_string(i));
  const std::vector<StreamShard> shards = Shards();
  ASSERT_EQ(shards.size(), 3U);
  size_t records = 0;
  for (const StreamShard& shard : shards) {
    const size_t count = ReadAll(shard).values.size();
    EXPECT_GT(count, 0U);
    EXPECT_EQ(count % 2, 0U);  // both records of a key are in one shard
    records += count;
  }
  EXPECT_EQ(records, 60U);
}

}  // namespace
}  // namespace stator::storage
