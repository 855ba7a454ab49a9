// A reader that walks parents before children sees every change of every item once and in order,
// whatever happens to shards and to the server meanwhile.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/store_under_test.h"
#include "tests/storage/stream_walker.h"
#include "tests/support/dying_process.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::Die;
using stator::testing::ManualClock;
using stator::testing::RunThisTestUntilItDies;
using stator::testing::TaskOfDyingProcess;
using stator::testing::TemporaryDirectory;

constexpr int kThreads = 4;
constexpr int kItems = 40;

TableSchema StreamedTable() {
  TableSchema schema = SchemaOf("t", AttributeType::kString, AttributeType::kString);
  schema.arn = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
  schema.stream_view_type = StreamViewType::kNewAndOldImages;
  return schema;
}

std::string ArnOf(const Table& table) {
  return table.schema().arn + "/stream/" + table.schema().stream_label;
}

PrimaryKey KeyOfItem(Arena& arena, int item) {
  // Some items share their partition.
  return KeyOf(arena.CopyString("p" + std::to_string(item / 3)),
               arena.CopyString("s" + std::to_string(item % 3)));
}

// One write of one or a few items, each changed to something that it never was before, or deleted.
void WriteOnce(Database& database, const Table& table, std::mt19937& random,
               std::atomic<int>& changes) {
  static std::atomic<int> version{0};
  Arena arena;
  std::vector<ItemWrite> writes;
  const int first = static_cast<int>(random() % kItems);
  const int count = random() % 4 == 0 ? 3 : 1;
  int changed = 0;
  const bool deletes = random() % 5 == 0;
  const auto decide = [&](std::optional<EncodedItem> old_item) -> Result<WriteDecision> {
    if (deletes) {
      if (old_item.has_value()) ++changed;
      return WriteDecision{WriteDecision::Kind::kDelete, {}, 0};
    }
    ++changed;
    // The decisions are asked in the order of the writes.
    const PrimaryKey& key = writes[static_cast<size_t>(changed - 1)].key;
    const AttributeMap item =
        StoreUnderTest::ItemOf(arena, key, arena.CopyString(std::to_string(++version)));
    return WriteDecision{WriteDecision::Kind::kPut, item, ItemSize(item)};
  };
  for (int i = 0; i < count; ++i) {
    writes.push_back({&table, KeyOfItem(arena, (first + i) % kItems), decide});
  }
  if (database.Write(arena, writes).ok()) changes += changed;
}

void WriteFor(Database& database, const Table& table, unsigned seed, int writes,
              std::atomic<int>& changes) {
  std::mt19937 random(seed);
  for (int i = 0; i < writes; ++i) WriteOnce(database, table, random, changes);
}

// What is there now, as the last images.
void ExpectItems(StoreUnderTest& store, const Table& table,
                 const std::map<std::string, std::string>& images) {
  std::multiset<std::string> expected;
  for (const auto& [keys, image] : images) {
    if (!image.empty()) expected.insert(image);
  }
  std::multiset<std::string> found;
  const auto items = store->Scan(table, {});
  while (items->Next()) found.insert(std::string(items->item().bytes()));
  EXPECT_EQ(found.size(), expected.size());
  EXPECT_TRUE(found == expected);
}

// Sometimes: time for all shards to close, a shard with one or two children, maintenance.
void ChangeShards(Database& database, const std::string& arn, ManualClock& clock,
                  std::mt19937& random, int& advances_left) {
  const unsigned dice = random() % 16;
  if (dice == 0 && advances_left-- > 0) clock.AdvanceSeconds(4 * 3600);
  if (dice == 1) {
    EXPECT_TRUE(database.streams().Maintain(false).ok());
  }
  if (dice < 2 || dice > 3) return;
  const auto described = database.streams().Describe(arn);
  ASSERT_TRUE(described.ok() && described->has_value());
  std::vector<std::string> open;
  for (const StreamShard& shard : (*described)->shards) {
    if (shard.is_open()) open.push_back(shard.id);
  }
  const unsigned children = open.size() < 20 ? dice - 1 : 1;
  EXPECT_TRUE(database.streams().ReplaceShards(arn, open[random() % open.size()], children).ok());
}

TEST(StreamWalk, LoadWithSplitsAndRestarts_SeesEachChangeOnceAndInOrder) {
  TemporaryDirectory directory;
  ManualClock clock;
  DatabaseOptions options;
  options.data_dir = directory.path();
  options.clock = &clock;
  options.stream_shards = 2;
  StoreUnderTest store(options);
  TablePtr table = store.CreateTable(StreamedTable());
  const std::string arn = ArnOf(*table);
  StreamWalker walker(arn, 37);
  std::atomic<int> changes{0};
  for (unsigned phase = 0; phase < 4; ++phase) {
    std::atomic<int> writing{kThreads};
    std::vector<std::thread> writers;
    for (unsigned i = 0; i < kThreads; ++i) {
      writers.emplace_back([&, i] {
        WriteFor(*store, *table, phase * kThreads + i, 400, changes);
        --writing;
      });
    }
    std::mt19937 random(phase);
    // So often that records are not a day old before the walk comes to them.
    int advances_left = 5;
    while (writing > 0) {
      walker.Step(store->streams());
      ChangeShards(*store, arn, clock, random, advances_left);
    }
    for (std::thread& writer : writers) writer.join();
    walker.WalkToTheEnd(store->streams());
    table.reset();
    store.Reopen();
    table = store->FindTable("t");
  }
  walker.WalkToTheEnd(store->streams());
  EXPECT_EQ(walker.seen().size(), static_cast<size_t>(changes.load()));
  EXPECT_GT(walker.ended(), 4U);
  ExpectItems(store, *table, ExpectUnbrokenLives(walker.seen()));
}

TEST(StreamWalk, KilledServer_PartsNoRecordFromItsItem) {
  if (const auto task = TaskOfDyingProcess()) {
    DatabaseOptions options = StoreUnderTest::InDirectory(task->directory);
    options.stream_shards = 3;
    auto* const store = new StoreUnderTest(options);
    TablePtr table = (*store)->FindTable("t");
    if (table == nullptr) table = store->CreateTable(StreamedTable());
    std::atomic<int> changes{0};
    std::vector<std::thread> writers;
    for (unsigned i = 0; i < kThreads; ++i) {
      writers.emplace_back([&, i] {
        WriteFor(**store, *table, static_cast<unsigned>(task->step) * 10 + i, 1'000'000, changes);
      });
    }
    while (changes < 500) std::this_thread::yield();
    EXPECT_TRUE((*store)->streams().ReplaceShards(ArnOf(*table), {}, 2).ok());
    const int before = changes;
    while (changes < before + 500) std::this_thread::yield();
    Die();  // in the middle of writes
  }
  TemporaryDirectory directory;
  for (int run = 0; run < 3; ++run) RunThisTestUntilItDies(directory.path(), run);
  StoreUnderTest store(directory.path());
  const TablePtr table = store->FindTable("t");
  ASSERT_NE(table, nullptr);
  StreamWalker walker(ArnOf(*table));
  walker.WalkToTheEnd(store->streams());
  EXPECT_GE(walker.seen().size(), 3000U);
  ExpectItems(store, *table, ExpectUnbrokenLives(walker.seen()));
}

}  // namespace
}  // namespace stator::storage
