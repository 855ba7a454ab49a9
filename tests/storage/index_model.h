#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/storage/key_condition_oracle.h"
#include "tests/storage/naive_index.h"
#include "tests/storage/random_indexed_items.h"
#include "tests/support/manual_clock.h"
#include "tests/support/random_values.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {

using stator::testing::RandomValues;
using stator::testing::TemporaryDirectory;

// Random operations on a table with indexes of every shape, held against a list of items from which
// every index is worked out anew by a full scan. With a delay, global indexes are held against the
// items as they were so long ago.
class IndexModel {
 public:
  IndexModel(uint64_t seed, bool in_memory, int64_t delay_micros = 0)
      : item_source_(seed), delay_micros_(delay_micros), store_(Options(in_memory)) {
    table_ = store_.CreateTable(WithIndexes(
        SchemaOf("model", AttributeType::kString, AttributeType::kNumber), IndexesOfEveryShape()));
    history_.push_back({clock_.NowMicros(), {}});
  }

  void Step() {
    Arena arena;
    step_arena_ = &arena;
    switch (random_.Below(40)) {
      case 0:
        ReplaceGlobalIndex();
        break;
      case 1:
      case 2:
        WriteSeveral();
        break;
      default:
        random_.OneIn(4) ? Delete() : Put();
    }
    if (delay_micros_ > 0 && random_.OneIn(2)) {
      clock_.AdvanceMicros(static_cast<int64_t>(random_.Below(static_cast<size_t>(delay_micros_))));
    }
    Compare();
    Query();
    Scan();
  }

  void Reopen() { Reopen(delay_micros_); }

  void Reopen(int64_t delay_micros) {
    ASSERT_TRUE(store_->CatchUp().ok());
    shown_ = MomentShown();
    delay_micros_ = delay_micros;
    if (delay_micros == 0) shown_ = history_.size() - 1;
    table_ = nullptr;
    store_.options().gsi_delay_micros = delay_micros;
    store_.Reopen();
    table_ = store_->FindTable("model");
    ASSERT_NE(table_, nullptr);
    Arena arena;
    step_arena_ = &arena;
    Compare();
  }

 private:
  const TableSchema& schema() const { return table_->schema(); }

  const IndexSchema& AnyIndex() { return schema().indexes[random_.Below(schema().indexes.size())]; }

  // The last moment that is as old as indexes may lag behind.
  size_t MomentShown() const {
    size_t shown = shown_;
    for (size_t i = shown_; i < history_.size(); ++i) {
      if (history_[i].micros + delay_micros_ <= clock_.NowMicros()) shown = i;
    }
    return shown;
  }

  // As the index shows them.
  std::vector<AttributeMap> ItemsOf(const IndexSchema& index) {
    const Items& shown = index.kind == IndexKind::kLocal
                             ? items_
                             : history_[std::max(MomentShown(), made_[index.id])].items;
    std::vector<AttributeMap> items;
    for (const auto& [key, item] : shown) items.push_back(item);
    return items;
  }

  void NoteMoment() { history_.push_back({clock_.NowMicros(), items_}); }

  AttributeMap AnyPut() {
    const AttributeMap fresh = item_source_.AnyItem(nullptr);
    const auto it = items_.find(ItemKeyOf(schema(), fresh));
    if (it == items_.end() || random_.OneIn(3)) return fresh;
    if (random_.OneIn(6)) return it->second;  // nothing changes
    return item_source_.AnyItem(&it->second);
  }

  void Put() {
    const AttributeMap item = AnyPut();
    const KeyTuple key = ItemKeyOf(schema(), item);
    const std::optional<AttributeMap> old_item = OldItem(key);
    WriteReport report;
    ASSERT_TRUE(PutWhole(*store_, *table_, item, *step_arena_, &report).ok());
    items_[key] = item;
    NoteMoment();
    CheckReport(report, key, old_item, item);
  }

  void Delete() {
    const KeyTuple key = {item_source_.Any(kP.type), item_source_.Any(kS.type)};
    const std::optional<AttributeMap> old_item = OldItem(key);
    WriteReport report;
    ASSERT_TRUE(DeleteWhole(*store_, *table_, {key[0], key[1]}, *step_arena_, &report).ok());
    items_.erase(key);
    NoteMoment();
    CheckReport(report, key, old_item, std::nullopt);
  }

  // Several items of the same partitions in one write.
  void WriteSeveral() {
    std::map<KeyTuple, AttributeMap, TupleLess> puts;
    for (int i = 0; i < 5; ++i) {
      const AttributeMap item = AnyPut();
      puts[ItemKeyOf(schema(), item)] = item;
    }
    const std::vector<std::pair<KeyTuple, AttributeMap>> list(puts.begin(), puts.end());
    std::vector<WriteDecision> decisions(list.size());
    std::vector<WriteReport> reports(list.size());
    std::vector<std::optional<AttributeMap>> old_items;
    std::vector<ItemWrite> writes;
    size_t next = 0;
    const auto decide = [&](std::optional<EncodedItem>) {
      return Result<WriteDecision>(decisions[next++]);
    };
    for (size_t i = 0; i < list.size(); ++i) {
      const auto& [key, item] = list[i];
      old_items.push_back(OldItem(key));
      if (random_.OneIn(3)) {
        decisions[i].kind = WriteDecision::Kind::kDelete;
        items_.erase(key);
      } else {
        decisions[i] = {WriteDecision::Kind::kPut, item, ItemSize(item)};
        items_[key] = item;
      }
      writes.push_back({table_.get(), {key[0], key[1]}, decide, &reports[i]});
    }
    ASSERT_TRUE(store_->Write(*step_arena_, writes).ok());
    NoteMoment();
    for (size_t i = 0; i < list.size(); ++i) {
      CheckReport(reports[i], list[i].first, old_items[i], OldItem(list[i].first));
    }
  }

  std::optional<AttributeMap> OldItem(const KeyTuple& key) const {
    const auto it = items_.find(key);
    return it == items_.end() ? std::nullopt : std::optional(it->second);
  }

  void CheckReport(const WriteReport& report, const KeyTuple& key,
                   const std::optional<AttributeMap>& old_item,
                   const std::optional<AttributeMap>& new_item) {
    using Kind = IndexChange::Kind;
    ASSERT_EQ(report.index_changes.size(), schema().indexes.size());
    const auto entry_of = [&](const IndexSchema& index, const std::optional<AttributeMap>& item) {
      return item.has_value() ? NaiveEntryOf(schema(), index, *item, *step_arena_) : std::nullopt;
    };
    for (size_t i = 0; i < schema().indexes.size(); ++i) {
      const IndexSchema& index = schema().indexes[i];
      SCOPED_TRACE(index.name);
      const auto was = entry_of(index, old_item);
      const auto is = entry_of(index, new_item);
      Kind kind = Kind::kNone;
      if (!was.has_value() && is.has_value()) kind = Kind::kPut;
      if (was.has_value() && !is.has_value()) kind = Kind::kDelete;
      if (was.has_value() && is.has_value()) {
        const bool moves = *was < *is || *is < *was;
        if (!Equal(was->item, is->item)) kind = moves ? Kind::kMove : Kind::kUpdate;
      }
      const IndexChange& change = report.index_changes[i];
      EXPECT_EQ(change.kind, kind);
      EXPECT_EQ(change.old_size, was.has_value() ? ItemSize(was->item) : 0);
      EXPECT_EQ(change.new_size, is.has_value() ? ItemSize(is->item) : 0);
    }
    EXPECT_EQ(report.item_collection_bytes, CollectionBytes(key[0]));
  }

  int64_t CollectionBytes(const AttributeValue& partition) const {
    size_t bytes = 0;
    for (const auto& [key, item] : items_) {
      if (!(key[0] == partition)) continue;
      bytes += ItemSize(item);
      for (const IndexSchema& index : schema().indexes) {
        if (index.kind != IndexKind::kLocal) continue;
        const auto entry = NaiveEntryOf(schema(), index, item, *step_arena_);
        if (entry.has_value()) bytes += ItemSize(entry->item);
      }
    }
    return static_cast<int64_t>(bytes);
  }

  void ReplaceGlobalIndex() {
    const IndexSchema index = AnyIndex();
    if (index.kind == IndexKind::kLocal) return;
    const uint32_t next_id = schema().next_index_id;
    ASSERT_NE(DropIndex(store_, "model", index.name), nullptr);
    IndexSchema again = index;
    again.id = 0;
    table_ = AddIndex(store_, "model", again);
    ASSERT_NE(table_, nullptr);
    EXPECT_EQ(schema().FindIndex(index.name)->id, next_id);
    made_[next_id] = history_.size() - 1;
    EXPECT_EQ(schema().FindIndex(index.name)->status, IndexStatus::kActive);
  }

  void Compare() {
    EXPECT_EQ(table_->item_count(), static_cast<int64_t>(items_.size()));
    for (const IndexSchema& index : schema().indexes) {
      const auto expected = NaiveIndexOf(schema(), index, ItemsOf(index), *step_arena_);
      ExpectIndexShows(*store_, *table_, index, expected, *step_arena_);
      ExpectIndexCounts(*table_, index, expected);
    }
  }

  SortKeyCondition AnyCondition(AttributeType type) {
    SortKeyCondition condition;
    condition.comparator = static_cast<SortKeyCondition::Comparator>(
        random_.Below(type == AttributeType::kNumber ? 6 : 7));
    condition.value = item_source_.Any(type);
    condition.high = item_source_.Any(type);
    if (condition.comparator == SortKeyCondition::Comparator::kBeginsWith) {
      const std::string_view bytes = condition.value.bytes();
      condition.value =
          AttributeValue::Scalar(type, bytes.substr(0, 1 + random_.Below(bytes.size())));
    }
    return condition;
  }

  // The key attributes of index and table.
  AttributeMap StartKeyOf(const IndexSchema& index, const NaiveEntry& entry) {
    std::vector<Attribute> attributes;
    IndexSchema keys_only = index;
    keys_only.projection = ProjectionType::kKeysOnly;
    const std::set<std::string_view> names = ProjectedNames(schema(), keys_only);
    for (const Attribute& attribute : entry.item) {
      if (names.count(attribute.name) != 0) attributes.push_back(attribute);
    }
    return step_arena_->CopyArray(std::span<const Attribute>(attributes));
  }

  void Query() {
    const IndexSchema& index = AnyIndex();
    SCOPED_TRACE(index.name);
    const auto entries = NaiveIndexOf(schema(), index, ItemsOf(index), *step_arena_);
    KeyTuple hash;
    KeyTuple equal;
    if (!entries.empty() && !random_.OneIn(10)) {
      const NaiveEntry& entry = entries[random_.Below(entries.size())];
      hash = entry.hash;
      const size_t equalities = random_.Below(entry.range.size() + 1);
      equal.assign(entry.range.begin(), entry.range.begin() + static_cast<ptrdiff_t>(equalities));
    } else {
      for (const KeyAttribute& key : index.keys.hash) hash.push_back(item_source_.Any(key.type));
    }
    QueryRange range;
    range.index = &index;
    range.condition.partition = hash;
    range.condition.sort_equal = equal;
    if (equal.size() < index.keys.range.size() && !random_.OneIn(4)) {
      range.condition.sort = AnyCondition(index.keys.range[equal.size()].type);
    }
    range.forward = random_.OneIn(2);
    std::optional<NaiveEntry> start;
    std::vector<NaiveEntry> expected;
    for (const NaiveEntry& entry : entries) {
      if (CompareTuples(entry.hash, hash) != 0) continue;
      if (!start.has_value() || random_.OneIn(3)) start = entry;
      const KeyTuple leading(entry.range.begin(),
                             entry.range.begin() + static_cast<ptrdiff_t>(equal.size()));
      if (CompareTuples(leading, equal) != 0) continue;
      if (range.condition.sort && !Meets(*range.condition.sort, entry.range[equal.size()])) {
        continue;
      }
      expected.push_back(entry);
    }
    if (start.has_value() && random_.OneIn(2)) {
      range.exclusive_start = StartKeyOf(index, *start);
      std::erase_if(expected, [&](const NaiveEntry& entry) {
        return range.forward ? !(*start < entry) : !(entry < *start);
      });
    }
    if (!range.forward) std::reverse(expected.begin(), expected.end());
    const auto found = ReadEntries(*store_->Query(*table_, range), schema(), index, *step_arena_);
    EXPECT_TRUE(found == expected) << found.size() << " entries, not " << expected.size();
  }

  // Segments together give every entry once, each in its own; so do pages of one entry.
  void Scan() {
    const IndexSchema& index = AnyIndex();
    SCOPED_TRACE(index.name);
    const auto segments = static_cast<uint32_t>(1 + random_.Below(5));
    const bool in_pages = random_.OneIn(8);
    std::vector<NaiveEntry> found;
    for (uint32_t segment = 0; segment < segments; ++segment) {
      ScanRange range{&index, segment, segments, std::nullopt};
      while (true) {
        const auto cursor = store_->Scan(*table_, range);
        auto page = ReadEntries(*cursor, schema(), index, *step_arena_);
        if (page.empty()) break;
        if (in_pages) page.resize(1);
        for (const NaiveEntry& entry : page) {
          found.push_back(entry);
          range.exclusive_start = StartKeyOf(index, entry);
          EXPECT_TRUE(InSegment(schema(), range, *range.exclusive_start));
        }
        if (!in_pages) break;
      }
    }
    std::sort(found.begin(), found.end());
    EXPECT_TRUE(found == NaiveIndexOf(schema(), index, ItemsOf(index), *step_arena_));
  }

  using Items = std::map<KeyTuple, AttributeMap, TupleLess>;

  struct Moment {
    int64_t micros = 0;
    Items items;
  };

  // What the options say that a directory or memory, the clock and the delay are.
  DatabaseOptions Options(bool in_memory) {
    DatabaseOptions options;
    if (!in_memory) options.data_dir = directory_.path();
    options.clock = &clock_;
    options.gsi_delay_micros = delay_micros_;
    return options;
  }

  TemporaryDirectory directory_;
  stator::testing::ManualClock clock_;
  RandomIndexedItems item_source_;
  RandomValues& random_ = item_source_.random();
  int64_t delay_micros_;
  Arena* step_arena_ = nullptr;
  StoreUnderTest store_;
  TablePtr table_;
  Items items_;
  // The items after each write. Global indexes show an earlier moment, but none before `shown_`,
  // and each none before it was made.
  std::vector<Moment> history_;
  size_t shown_ = 0;
  std::map<uint32_t, size_t> made_;  // by index id
};

}  // namespace stator::storage
