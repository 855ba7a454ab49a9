// Random operations against a table with indexes of every shape, and against a list of items from
// which every index is worked out anew by a full scan; both must agree after every step.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/storage/naive_index.h"
#include "tests/support/random_values.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;
using stator::testing::TemporaryDirectory;

const KeyAttribute kA = {"a", AttributeType::kString};
const KeyAttribute kB = {"b", AttributeType::kNumber};
const KeyAttribute kC = {"c", AttributeType::kBinary};
const KeyAttribute kD = {"d", AttributeType::kString};
const KeyAttribute kAttributes[] = {kA, kB, kC, kD};
const KeyAttribute kP = {"p", AttributeType::kString};
const KeyAttribute kS = {"s", AttributeType::kNumber};

std::vector<IndexSchema> IndexesOfEveryShape() {
  return {
      LocalIndex("local-b", kB, ProjectionType::kKeysOnly),
      LocalIndex("local-a", kA),
      LocalIndex("local-d", kD, ProjectionType::kInclude, {"x", "b"}),
      GlobalIndex("keys", {kA}, {}, ProjectionType::kKeysOnly),
      GlobalIndex("all", {kA}, {kB}),
      GlobalIndex("multi", {kA, kB}, {kC, kD}, ProjectionType::kInclude, {"y", "x"}),
      GlobalIndex("four", {kD, kC, kS, kP}, {kA, kB}, ProjectionType::kKeysOnly),
      GlobalIndex("inverted", {kS}, {kP}, ProjectionType::kInclude, {"a"}),
      GlobalIndex("ranges", {kD}, {kA, kC, kB, kS}),
  };
}

bool Meets(const SortKeyCondition& condition, const AttributeValue& key) {
  using Comparator = SortKeyCondition::Comparator;
  const int order = CompareScalars(key, condition.value);
  switch (condition.comparator) {
    case Comparator::kEqual:
      return order == 0;
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    case Comparator::kGreaterOrEqual:
      return order >= 0;
    case Comparator::kBetween:
      return order >= 0 && CompareScalars(key, condition.high) <= 0;
    case Comparator::kBeginsWith:
      return key.bytes().substr(0, condition.value.bytes().size()) == condition.value.bytes();
  }
  return false;
}

class IndexModel {
 public:
  IndexModel(uint64_t seed, bool in_memory)
      : random_(seed, arena_), store_(in_memory ? std::nullopt : std::optional(directory_.path())) {
    table_ = store_.CreateTable(WithIndexes(
        SchemaOf("model", AttributeType::kString, AttributeType::kNumber), IndexesOfEveryShape()));
    // Few values, so that keys meet; some of each other's beginnings.
    for (const AttributeType type :
         {AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary}) {
      std::vector<AttributeValue>& pool = pools_[type];
      for (int i = 0; i < 4; ++i) pool.push_back(random_.KeyScalar(type));
      if (type == AttributeType::kNumber) continue;
      pool.push_back(AttributeValue::Scalar(type, "a"));
      pool.push_back(AttributeValue::Scalar(type, std::string_view("a\0b", 3)));
    }
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
    Compare();
    Query();
    Scan();
  }

  void Reopen() {
    table_ = nullptr;
    store_.Reopen();
    table_ = store_->FindTable("model");
    ASSERT_NE(table_, nullptr);
    Arena arena;
    step_arena_ = &arena;
    Compare();
  }

 private:
  const TableSchema& schema() const { return table_->schema(); }

  AttributeValue Any(AttributeType type) {
    const auto& pool = pools_[type];
    return pool[random_.Below(pool.size())];
  }

  const IndexSchema& AnyIndex() { return schema().indexes[random_.Below(schema().indexes.size())]; }

  std::vector<AttributeMap> Items() const {
    std::vector<AttributeMap> items;
    for (const auto& [key, item] : items_) items.push_back(item);
    return items;
  }

  // An item with some of the attributes; now and then one that does not fit an index.
  AttributeMap AnyItem(const AttributeMap* old_item) {
    std::map<std::string_view, AttributeValue> attributes;
    if (old_item != nullptr) {
      for (const Attribute& attribute : *old_item) attributes[attribute.name] = attribute.value;
    }
    for (const KeyAttribute& key : kAttributes) {
      if (old_item != nullptr && !random_.OneIn(3)) continue;
      attributes.erase(key.name);
      if (random_.OneIn(4)) continue;
      attributes[key.name] = random_.OneIn(12) ? random_.Value(2) : Any(key.type);
    }
    for (const std::string_view name : {"x", "y", "z"}) {
      if (old_item != nullptr && !random_.OneIn(3)) continue;
      attributes.erase(name);
      if (random_.OneIn(2)) attributes[name] = random_.Value(2);
    }
    if (old_item == nullptr) {
      attributes["p"] = Any(kP.type);
      attributes["s"] = Any(kS.type);
    }
    const std::span<Attribute> item = arena_.NewArray<Attribute>(attributes.size());
    size_t i = 0;
    for (const auto& [name, value] : attributes) item[i++] = {name, value};
    return item;
  }

  AttributeMap AnyPut() {
    const AttributeMap fresh = AnyItem(nullptr);
    const auto it = items_.find(ItemKeyOf(schema(), fresh));
    if (it == items_.end() || random_.OneIn(3)) return fresh;
    if (random_.OneIn(6)) return it->second;  // nothing changes
    return AnyItem(&it->second);
  }

  void Put() {
    const AttributeMap item = AnyPut();
    const KeyTuple key = ItemKeyOf(schema(), item);
    const std::optional<AttributeMap> old_item = OldItem(key);
    WriteReport report;
    ASSERT_TRUE(PutWhole(*store_, *table_, item, *step_arena_, &report).ok());
    items_[key] = item;
    CheckReport(report, key, old_item, item);
  }

  void Delete() {
    const KeyTuple key = {Any(kP.type), Any(kS.type)};
    const std::optional<AttributeMap> old_item = OldItem(key);
    WriteReport report;
    ASSERT_TRUE(DeleteWhole(*store_, *table_, {key[0], key[1]}, *step_arena_, &report).ok());
    items_.erase(key);
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
    EXPECT_EQ(schema().FindIndex(index.name)->status, IndexStatus::kActive);
  }

  void Compare() {
    const std::vector<AttributeMap> items = Items();
    EXPECT_EQ(table_->item_count(), static_cast<int64_t>(items.size()));
    for (const IndexSchema& index : schema().indexes) {
      const auto expected = NaiveIndexOf(schema(), index, items, *step_arena_);
      ExpectIndexShows(*store_, *table_, index, expected, *step_arena_);
      ExpectIndexCounts(*table_, index, expected);
    }
  }

  SortKeyCondition AnyCondition(AttributeType type) {
    SortKeyCondition condition;
    condition.comparator = static_cast<SortKeyCondition::Comparator>(
        random_.Below(type == AttributeType::kNumber ? 6 : 7));
    condition.value = Any(type);
    condition.high = Any(type);
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
    const auto entries = NaiveIndexOf(schema(), index, Items(), *step_arena_);
    KeyTuple hash;
    KeyTuple equal;
    if (!entries.empty() && !random_.OneIn(10)) {
      const NaiveEntry& entry = entries[random_.Below(entries.size())];
      hash = entry.hash;
      const size_t equalities = random_.Below(entry.range.size() + 1);
      equal.assign(entry.range.begin(), entry.range.begin() + static_cast<ptrdiff_t>(equalities));
    } else {
      for (const KeyAttribute& key : index.keys.hash) hash.push_back(Any(key.type));
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
    EXPECT_TRUE(found == NaiveIndexOf(schema(), index, Items(), *step_arena_));
  }

  TemporaryDirectory directory_;
  Arena arena_;  // of the values in items_
  Arena* step_arena_ = nullptr;
  RandomValues random_;
  StoreUnderTest store_;
  TablePtr table_;
  std::map<AttributeType, std::vector<AttributeValue>> pools_;
  std::map<KeyTuple, AttributeMap, TupleLess> items_;
};

TEST(Index_Model, RandomOperationsInMemory_AgreeWithAFullScan) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, true);
    for (int i = 0; i < 400 && !::testing::Test::HasFailure(); ++i) model.Step();
  }
}

TEST(Index_Model, RandomOperationsAndRestarts_AgreeWithAFullScan) {
  for (uint64_t seed = 11; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, false);
    for (int restart = 0; restart < 5 && !::testing::Test::HasFailure(); ++restart) {
      for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) model.Step();
      model.Reopen();
    }
  }
}

}  // namespace
}  // namespace stator::storage
