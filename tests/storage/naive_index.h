#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/item_size.h"
#include "storage/database.h"

// Secondary indexes worked out by a scan over all items, to hold the real ones against. Nothing in
// here knows how entries are stored.
namespace stator::storage {

using KeyTuple = std::vector<AttributeValue>;

inline int CompareTuples(const KeyTuple& left, const KeyTuple& right) {
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (const int order = CompareScalars(left[i], right[i]); order != 0) return order;
  }
  return static_cast<int>(left.size()) - static_cast<int>(right.size());
}

struct TupleLess {
  bool operator()(const KeyTuple& left, const KeyTuple& right) const {
    return CompareTuples(left, right) < 0;
  }
};

// One item as an index shows it.
struct NaiveEntry {
  KeyTuple hash;
  KeyTuple range;
  KeyTuple item_key;
  AttributeMap item;  // the projected attributes

  // The order of entries within a partition.
  friend bool operator<(const NaiveEntry& left, const NaiveEntry& right) {
    if (const int order = CompareTuples(left.hash, right.hash); order != 0) return order < 0;
    if (const int order = CompareTuples(left.range, right.range); order != 0) return order < 0;
    return CompareTuples(left.item_key, right.item_key) < 0;
  }
  friend bool operator==(const NaiveEntry& left, const NaiveEntry& right) {
    return !(left < right) && !(right < left) && Equal(left.item, right.item);
  }
};

// The values of key attributes; nullopt when one is missing, of another type, or no key value.
inline std::optional<KeyTuple> KeyTupleOf(const std::vector<KeyAttribute>& keys, AttributeMap item,
                                          size_t max_bytes) {
  KeyTuple tuple;
  for (const KeyAttribute& key : keys) {
    const AttributeValue* const value = Find(item, key.name);
    if (value == nullptr || !value->is(key.type)) return std::nullopt;
    if (value->bytes().empty() || value->bytes().size() > max_bytes) return std::nullopt;
    tuple.push_back(*value);
  }
  return tuple;
}

inline KeyTuple ItemKeyOf(const TableSchema& schema, AttributeMap item) {
  KeyTuple key = {*Find(item, schema.partition_key.name)};
  if (schema.sort_key.has_value()) key.push_back(*Find(item, schema.sort_key->name));
  return key;
}

inline std::set<std::string_view> ProjectedNames(const TableSchema& schema,
                                                 const IndexSchema& index) {
  std::set<std::string_view> names = {schema.partition_key.name};
  if (schema.sort_key.has_value()) names.insert(schema.sort_key->name);
  for (const KeyAttribute& key : index.keys.hash) names.insert(key.name);
  for (const KeyAttribute& key : index.keys.range) names.insert(key.name);
  if (index.projection == ProjectionType::kInclude) {
    names.insert(index.non_key_attributes.begin(), index.non_key_attributes.end());
  }
  return names;
}

inline std::optional<NaiveEntry> NaiveEntryOf(const TableSchema& schema, const IndexSchema& index,
                                              AttributeMap item, Arena& arena) {
  const auto hash = KeyTupleOf(index.keys.hash, item, 2048);
  const auto range = KeyTupleOf(index.keys.range, item, 1024);
  if (!hash.has_value() || !range.has_value()) return std::nullopt;
  const std::set<std::string_view> names = ProjectedNames(schema, index);
  std::vector<Attribute> projected;
  for (const Attribute& attribute : item) {
    if (index.projection == ProjectionType::kAll || names.count(attribute.name) != 0) {
      projected.push_back(attribute);
    }
  }
  return NaiveEntry{*hash, *range, ItemKeyOf(schema, item),
                    arena.CopyArray(std::span<const Attribute>(projected))};
}

// Ascending.
inline std::vector<NaiveEntry> NaiveIndexOf(const TableSchema& schema, const IndexSchema& index,
                                            const std::vector<AttributeMap>& items, Arena& arena) {
  std::vector<NaiveEntry> entries;
  for (const AttributeMap item : items) {
    if (auto entry = NaiveEntryOf(schema, index, item, arena)) entries.push_back(*entry);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// All that is left in a cursor.
inline std::vector<AttributeMap> ReadAll(ItemCursor& cursor, Arena& arena) {
  std::vector<AttributeMap> items;
  while (cursor.Next()) {
    const EncodedItem copy(arena.CopyString(cursor.item().bytes()));
    const std::optional<AttributeMap> item = copy.Decode(arena);
    EXPECT_TRUE(item.has_value());
    if (!item.has_value()) continue;
    EXPECT_EQ(copy.item_size(), ItemSize(*item));
    items.push_back(*item);
  }
  EXPECT_TRUE(cursor.status().ok());
  return items;
}

inline std::vector<NaiveEntry> ReadEntries(ItemCursor& cursor, const TableSchema& schema,
                                           const IndexSchema& index, Arena& arena) {
  IndexSchema all = index;
  all.projection = ProjectionType::kAll;
  std::vector<NaiveEntry> entries;
  for (const AttributeMap item : ReadAll(cursor, arena)) {
    const auto entry = NaiveEntryOf(schema, all, item, arena);
    EXPECT_TRUE(entry.has_value()) << "an entry without its keys";
    if (entry.has_value()) entries.push_back(*entry);
  }
  return entries;
}

// That a Scan of the index shows exactly `expected`, each partition in one piece and in order.
inline void ExpectIndexShows(const Database& database, const Table& table, const IndexSchema& index,
                             const std::vector<NaiveEntry>& expected, Arena& arena) {
  SCOPED_TRACE(index.name);
  ScanRange range;
  range.index = &index;
  std::vector<NaiveEntry> found =
      ReadEntries(*database.Scan(table, range), table.schema(), index, arena);
  std::set<KeyTuple, TupleLess> partitions;
  for (size_t i = 0; i < found.size(); ++i) {
    if (i > 0 && CompareTuples(found[i - 1].hash, found[i].hash) == 0) {
      EXPECT_TRUE(found[i - 1] < found[i]) << "entry " << i;
    } else {
      EXPECT_TRUE(partitions.insert(found[i].hash).second) << "a partition in two pieces";
    }
  }
  std::sort(found.begin(), found.end());
  EXPECT_TRUE(found == expected) << found.size() << " entries, not " << expected.size();
}

// That item count and size are those of `expected`.
inline void ExpectIndexCounts(const Table& table, const IndexSchema& index,
                              const std::vector<NaiveEntry>& expected) {
  SCOPED_TRACE(index.name);
  int64_t bytes = 0;
  for (const NaiveEntry& entry : expected) bytes += static_cast<int64_t>(ItemSize(entry.item));
  EXPECT_EQ(table.index_item_count(index.id), static_cast<int64_t>(expected.size()));
  EXPECT_EQ(table.index_size_bytes(index.id), bytes);
}

// That all indexes are what the table's items, as they are stored, say. Nobody may be writing.
inline void ExpectIndexesFollowItems(const Database& database, const Table& table) {
  Arena arena;
  const std::vector<AttributeMap> items = ReadAll(*database.Scan(table, {}), arena);
  for (const IndexSchema& index : table.schema().indexes) {
    const auto expected = NaiveIndexOf(table.schema(), index, items, arena);
    ExpectIndexShows(database, table, index, expected, arena);
    ExpectIndexCounts(table, index, expected);
  }
}

}  // namespace stator::storage
