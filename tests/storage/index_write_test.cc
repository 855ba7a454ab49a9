#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"

namespace stator::storage {
namespace {

using Kind = IndexChange::Kind;

const KeyAttribute kA = {"a", AttributeType::kString};
const KeyAttribute kB = {"b", AttributeType::kNumber};

// A table with the key "p" and what is needed to write to it and look at what came of it.
class IndexWriteTest : public ::testing::Test {
 protected:
  TablePtr CreateTable(std::vector<IndexSchema> indexes) {
    table_ =
        store_.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), std::move(indexes)));
    return table_;
  }

  // The item with this partition key and these other attributes, in order of their names before
  // "p" and after it.
  AttributeMap ItemOf(std::string_view partition, std::vector<Attribute> before,
                      std::vector<Attribute> after = {}) {
    before.push_back({"p", AttributeValue::String(partition)});
    before.insert(before.end(), after.begin(), after.end());
    return arena_.CopyArray(std::span<const Attribute>(before));
  }

  WriteReport Put(AttributeMap item) {
    WriteReport report;
    EXPECT_TRUE(PutWhole(*store_, *table_, item, arena_, &report).ok());
    return report;
  }

  WriteReport Delete(std::string_view partition) {
    WriteReport report;
    EXPECT_TRUE(DeleteWhole(*store_, *table_, KeyOf(partition), arena_, &report).ok());
    return report;
  }

  Arena arena_;
  StoreUnderTest store_;
  TablePtr table_;
};

Attribute A(std::string_view text) { return {"a", AttributeValue::String(text)}; }
Attribute B(std::string_view text) { return {"b", AttributeValue::Number(text)}; }
Attribute X(std::string_view text) { return {"x", AttributeValue::String(text)}; }

TEST_F(IndexWriteTest, TableWithoutIndexes_PaysNothing) {
  CreateTable({});
  for (const char* value : {"first", "second"}) {
    const WorkCounts before = store_->work();
    const uint64_t decoded = ItemsDecodedByThisThread();
    const WriteReport report = Put(ItemOf("k", {}, {X(value)}));
    const WorkCounts after = store_->work();
    EXPECT_TRUE(report.index_changes.empty());
    EXPECT_EQ(report.item_collection_bytes, 0);
    EXPECT_EQ(after.gets - before.gets, 1U);
    EXPECT_EQ(after.commits - before.commits, 1U);
    EXPECT_EQ(after.changes - before.changes, 1U);
    EXPECT_EQ(after.iterators, before.iterators);
    EXPECT_EQ(ItemsDecodedByThisThread(), decoded);
  }
}

TEST_F(IndexWriteTest, EntriesGoIntoTheItemsOwnBatch_WithoutReadingTheIndex) {
  CreateTable({GlobalIndex("all", {kA}), GlobalIndex("keys", {kB}, {}, ProjectionType::kKeysOnly)});
  const uint64_t decoded = ItemsDecodedByThisThread();
  const auto changes_of = [&](AttributeMap item) {
    const WorkCounts before = store_->work();
    Put(item);
    const WorkCounts after = store_->work();
    EXPECT_EQ(after.gets - before.gets, 1U);
    EXPECT_EQ(after.commits - before.commits, 1U);
    EXPECT_EQ(after.iterators, before.iterators);
    return after.changes - before.changes;
  };
  EXPECT_EQ(changes_of(ItemOf("k", {A("1"), B("1")})), 3U);              // the item and two entries
  EXPECT_EQ(changes_of(ItemOf("k", {A("1"), B("1")})), 1U);              // entries as they were
  EXPECT_EQ(changes_of(ItemOf("k", {A("1"), B("1")}, {X("new")})), 2U);  // one shows "x"
  EXPECT_EQ(changes_of(ItemOf("k", {A("2"), B("1")}, {X("new")})), 3U);  // one moves
  EXPECT_EQ(changes_of(ItemOf("k", {A("3"), B("2")}, {X("new")})), 5U);  // both move
  EXPECT_EQ(changes_of(ItemOf("k", {}, {X("new")})), 3U);                // both go
  EXPECT_EQ(changes_of(ItemOf("k", {}, {X("newer")})), 1U);              // in no index
  EXPECT_EQ(ItemsDecodedByThisThread(), decoded);
}

TEST_F(IndexWriteTest, Report_TellsWhatBecameOfEachEntry) {
  CreateTable({GlobalIndex("all", {kA}),
               GlobalIndex("include", {kB}, {}, ProjectionType::kInclude, {"x"}),
               GlobalIndex("keys", {kA}, {kB}, ProjectionType::kKeysOnly)});
  WriteReport report = Put(ItemOf("k", {A("1")}));
  ASSERT_EQ(report.index_changes.size(), 3U);
  EXPECT_EQ(report.index_changes[0].kind, Kind::kPut);
  EXPECT_EQ(report.index_changes[0].old_size, 0U);
  EXPECT_EQ(report.index_changes[0].new_size, 4U);  // "a", "1", "p", "k"
  EXPECT_EQ(report.index_changes[1].kind, Kind::kNone);
  EXPECT_EQ(report.index_changes[2].kind, Kind::kNone);

  report = Put(ItemOf("k", {A("1"), B("27")}, {X("12345")}));
  EXPECT_EQ(report.index_changes[0].kind, Kind::kUpdate);
  EXPECT_EQ(report.index_changes[0].old_size, 4U);
  EXPECT_EQ(report.index_changes[0].new_size, 4U + 3U + 6U);
  EXPECT_EQ(report.index_changes[1].kind, Kind::kPut);
  EXPECT_EQ(report.index_changes[1].new_size, 2U + 3U + 6U);
  EXPECT_EQ(report.index_changes[2].kind, Kind::kPut);
  EXPECT_EQ(report.index_changes[2].new_size, 4U + 3U);

  report = Put(ItemOf("k", {A("1"), B("28")}, {X("1")}));
  EXPECT_EQ(report.index_changes[0].kind, Kind::kUpdate);
  EXPECT_EQ(report.index_changes[1].kind, Kind::kMove);
  EXPECT_EQ(report.index_changes[1].old_size, 11U);
  EXPECT_EQ(report.index_changes[1].new_size, 7U);
  EXPECT_EQ(report.index_changes[2].kind, Kind::kMove);

  report = Delete("k");
  for (const IndexChange& change : report.index_changes) {
    EXPECT_EQ(change.kind, Kind::kDelete);
    EXPECT_EQ(change.new_size, 0U);
    EXPECT_GT(change.old_size, 0U);
  }
  report = Delete("k");
  ASSERT_EQ(report.index_changes.size(), 3U);
  for (const IndexChange& change : report.index_changes) EXPECT_EQ(change.kind, Kind::kNone);
  ExpectIndexesFollowItems(*store_, *table_);
}

TEST_F(IndexWriteTest, NumberWrittenInAnotherWay_DoesNotMoveTheEntry) {
  CreateTable({GlobalIndex("numbers", {kB}, {}, ProjectionType::kKeysOnly)});
  Put(ItemOf("k", {B("10")}));
  EXPECT_EQ(Put(ItemOf("k", {B("10")}, {X("other")})).index_changes[0].kind, Kind::kNone);
  EXPECT_EQ(table_->index_item_count(1), 1);
}

// Operations refuse such writes; an item that was there before its index may be so.
TEST_F(IndexWriteTest, ValuesThatAreNoKeys_AreInNoIndex) {
  CreateTable(
      {GlobalIndex("hash", {kA}), GlobalIndex("range", {{"p", AttributeType::kString}}, {kA})});
  const std::string too_long(2049, 'v');
  const auto of_bytes = [&](size_t bytes) {
    return AttributeValue::String(std::string_view(too_long).substr(0, bytes));
  };
  struct Case {
    AttributeValue value;
    bool in_hash;
    bool in_range;
  };
  const Case cases[] = {
      {AttributeValue::String(""), false, false},
      {AttributeValue::Number("1"), false, false},
      {AttributeValue::Null(), false, false},
      {AttributeValue::Binary("b"), false, false},
      {of_bytes(1024), true, true},
      {of_bytes(1025), true, false},
      {of_bytes(2048), true, false},
      {of_bytes(2049), false, false},
      {AttributeValue::String("fits"), true, true},
  };
  for (const Case& each : cases) {
    Put(ItemOf("k", {{"a", each.value}}));
    EXPECT_EQ(table_->index_item_count(1), each.in_hash ? 1 : 0);
    EXPECT_EQ(table_->index_item_count(2), each.in_range ? 1 : 0);
    ExpectIndexesFollowItems(*store_, *table_);
  }
}

TEST_F(IndexWriteTest, EmptyItemCollectionReport_IsOfTablesWithLocalIndexesOnly) {
  CreateTable({GlobalIndex("all", {kA})});
  EXPECT_EQ(Put(ItemOf("k", {A("1")})).item_collection_bytes, 0);
}

TEST_F(IndexWriteTest, FailedDecision_LeavesIndexesAlone) {
  CreateTable({GlobalIndex("all", {kA})});
  Put(ItemOf("k", {A("1")}));
  const AttributeMap changed = ItemOf("k", {A("2")});
  const auto put = [&](std::optional<EncodedItem>) {
    return Result<WriteDecision>({WriteDecision::Kind::kPut, changed, ItemSize(changed)});
  };
  const auto refuse = [](std::optional<EncodedItem>) {
    return Result<WriteDecision>(Error{ErrorCode::kConditionalCheckFailed, "no", nullptr});
  };
  const ItemWrite writes[] = {{table_.get(), KeyOf("k"), put}, {table_.get(), KeyOf("z"), refuse}};
  EXPECT_FALSE(store_->Write(arena_, writes).ok());
  ExpectIndexesFollowItems(*store_, *table_);
  EXPECT_EQ(table_->index_item_count(1), 1);
}

// Threads that hold the table as it was before the index write on while it comes and goes.
TEST(IndexWriteConcurrency, WritersOfTheOldTable_MaintainTheNewIndex) {
  StoreUnderTest store;
  const TablePtr old_table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  std::atomic<bool> stop = false;
  std::atomic<int> failures = 0;
  std::atomic<int> writes = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 2; ++thread) {
    threads.emplace_back([&, thread] {
      Arena arena;
      for (int i = 0; !stop; ++i, arena.Reset()) {
        const std::string key = std::to_string(i % 50);
        const std::string value = std::to_string(i) + "-" + std::to_string(thread);
        const Attribute item[] = {{"a", AttributeValue::String(value)},
                                  {"p", AttributeValue::String(key)}};
        const bool ok = i % 7 == 0 ? DeleteWhole(*store, *old_table, KeyOf(key), arena).ok()
                                   : PutWhole(*store, *old_table, item, arena).ok();
        if (!ok) ++failures;
        ++writes;
      }
    });
  }
  const auto wait_for_writes = [&] {
    const int enough = writes + 50;
    while (writes < enough) std::this_thread::yield();
  };
  TablePtr table;
  for (int round = 0; round < 10; ++round) {
    wait_for_writes();
    table = AddIndex(store, "t", GlobalIndex("a", {kA}));
    wait_for_writes();
    if (round < 9) DropIndex(store, "t", "a");
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(table->schema().indexes[0].status, IndexStatus::kActive);
  EXPECT_EQ(table->schema().indexes[0].id, 10U);
  ExpectIndexesFollowItems(*store, *table);
}

}  // namespace
}  // namespace stator::storage
