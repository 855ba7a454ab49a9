#include "storage/key_range.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "storage/encoding/index_key.h"
#include "storage/encoding/key_codec.h"

namespace stator::storage {

namespace {

// NULL when it is missing, which callers exclude.
AttributeValue ValueOf(const KeyAttribute& key, AttributeMap attributes) {
  const AttributeValue* const value = Find(attributes, key.name);
  return value == nullptr ? AttributeValue() : *value;
}

std::vector<AttributeValue> ValuesOf(const std::vector<KeyAttribute>& keys,
                                     AttributeMap attributes) {
  std::vector<AttributeValue> values;
  for (const KeyAttribute& key : keys) values.push_back(ValueOf(key, attributes));
  return values;
}

// The stored key of the item, or of its entry in the index, with these key attributes.
std::string StoredKey(const TableSchema& schema, const IndexSchema* index,
                      AttributeMap attributes) {
  PrimaryKey key{ValueOf(schema.partition_key, attributes), std::nullopt};
  if (schema.sort_key.has_value()) key.sort = ValueOf(*schema.sort_key, attributes);
  std::string item_key;
  AppendItemKey(schema.id, key, item_key);
  if (index == nullptr) return item_key;
  std::string entry_key;
  AppendIndexKey(index->id, ValuesOf(index->keys.hash, attributes),
                 ValuesOf(index->keys.range, attributes), item_key, entry_key);
  return entry_key;
}

std::string Behind(std::string prefix) {
  AdvanceBehindPrefix(prefix);
  return prefix;
}

// `prefix` with a whole key value, or with what all that begin with `value` begin with.
std::string WithValue(const std::string& prefix, const AttributeValue& value) {
  std::string key = prefix;
  AppendKeyValue(value, key);
  return key;
}

std::string WithBeginning(const std::string& prefix, const AttributeValue& value) {
  std::string key = prefix;
  AppendKeyValuePrefix(value, key);
  return key;
}

// Key values are self-delimiting, so "behind all that begin with a value" is "behind the value".
KvRange RangeOfSortKey(const std::string& partition, const SortKeyCondition& condition) {
  using Comparator = SortKeyCondition::Comparator;
  switch (condition.comparator) {
    case Comparator::kEqual: {
      std::string key = WithValue(partition, condition.value);
      return {key, Behind(key)};
    }
    case Comparator::kLess:
      return {partition, WithValue(partition, condition.value)};
    case Comparator::kLessOrEqual:
      return {partition, Behind(WithValue(partition, condition.value))};
    case Comparator::kGreater:
      return {Behind(WithValue(partition, condition.value)), Behind(partition)};
    case Comparator::kGreaterOrEqual:
      return {WithValue(partition, condition.value), Behind(partition)};
    case Comparator::kBetween:
      return {WithValue(partition, condition.value), Behind(WithValue(partition, condition.high))};
    case Comparator::kBeginsWith: {
      std::string beginning = WithBeginning(partition, condition.value);
      return {beginning, Behind(beginning)};
    }
  }
  return {};
}

// Cuts off everything up to and with `key`, in the direction of reading.
void StartAfter(const std::string& key, bool forward, KvRange& range) {
  if (forward) {
    std::string next = key;
    next.push_back('\0');
    if (next > range.lower) range.lower = std::move(next);
  } else if (range.upper.empty() || key < range.upper) {
    range.upper = key;
  }
}

}  // namespace

KvRange KeyRangeOfQuery(const TableSchema& schema, const QueryRange& range) {
  std::string prefix;
  if (range.index != nullptr) {
    AppendIndexPartitionPrefix(schema.id, range.index->id, range.condition.partition, prefix);
  } else {
    AppendTablePrefix(schema.id, prefix);
    AppendHashedKeyValues(range.condition.partition, prefix);
  }
  for (const AttributeValue& value : range.condition.sort_equal) AppendKeyValue(value, prefix);
  KvRange keys = range.condition.sort.has_value() ? RangeOfSortKey(prefix, *range.condition.sort)
                                                  : KvRange{prefix, Behind(prefix)};
  if (range.exclusive_start.has_value()) {
    StartAfter(StoredKey(schema, range.index, *range.exclusive_start), range.forward, keys);
  }
  return keys;
}

KvRange KeyRangeOfScan(const TableSchema& schema, const ScanRange& range) {
  KvRange keys = range.index == nullptr ? KeyRangeOfTable(schema.id)
                                        : KeyRangeOfIndex(schema.id, range.index->id);
  const auto hash_prefix = [&](uint64_t hash) {
    std::string prefix;
    if (range.index == nullptr) {
      AppendHashPrefix(schema.id, static_cast<uint32_t>(hash), prefix);
    } else {
      AppendIndexHashPrefix(schema.id, range.index->id, static_cast<uint32_t>(hash), prefix);
    }
    return prefix;
  };
  if (range.total_segments > 1) {
    const uint64_t end = FirstHashOfSegment(range.segment + 1, range.total_segments);
    keys.lower = hash_prefix(FirstHashOfSegment(range.segment, range.total_segments));
    if (end <= UINT32_MAX) keys.upper = hash_prefix(end);
  }
  if (range.exclusive_start.has_value()) {
    StartAfter(StoredKey(schema, range.index, *range.exclusive_start), true, keys);
  }
  return keys;
}

KvRange KeyRangeOfTable(uint32_t table_id) {
  std::string lower;
  AppendTablePrefix(table_id, lower);
  std::string upper = Behind(lower);
  return {std::move(lower), std::move(upper)};
}

KvRange KeyRangeOfIndex(uint32_t table_id, uint32_t index_id) {
  std::string lower;
  AppendIndexPrefix(table_id, index_id, lower);
  std::string upper = Behind(lower);
  return {std::move(lower), std::move(upper)};
}

bool InSegment(const TableSchema& schema, const ScanRange& range, AttributeMap start) {
  const uint32_t hash =
      range.index == nullptr
          ? PartitionHash(ValueOf(schema.partition_key, start))
          : PartitionHash(std::span<const AttributeValue>(ValuesOf(range.index->keys.hash, start)));
  return SegmentOfHash(hash, range.total_segments) == range.segment;
}

}  // namespace stator::storage
