#include "storage/key_range.h"

#include <string>
#include <utility>

#include "storage/encoding/key_codec.h"

namespace stator::storage {

namespace {

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

KvRange KeyRangeOfQuery(uint32_t table_id, const QueryRange& range) {
  std::string partition;
  AppendPartitionPrefix(table_id, range.condition.partition, partition);
  KvRange keys = range.condition.sort.has_value() ? RangeOfSortKey(partition, *range.condition.sort)
                                                  : KvRange{partition, Behind(partition)};
  if (range.exclusive_start.has_value()) {
    std::string start;
    AppendItemKey(table_id, *range.exclusive_start, start);
    StartAfter(start, range.forward, keys);
  }
  return keys;
}

KvRange KeyRangeOfScan(uint32_t table_id, const ScanRange& range) {
  KvRange keys = KeyRangeOfTable(table_id);
  if (range.total_segments > 1) {
    const uint64_t first = FirstHashOfSegment(range.segment, range.total_segments);
    const uint64_t end = FirstHashOfSegment(range.segment + 1, range.total_segments);
    keys.lower.clear();
    AppendHashPrefix(table_id, static_cast<uint32_t>(first), keys.lower);
    if (end <= UINT32_MAX) {
      keys.upper.clear();
      AppendHashPrefix(table_id, static_cast<uint32_t>(end), keys.upper);
    }
  }
  if (range.exclusive_start.has_value()) {
    std::string start;
    AppendItemKey(table_id, *range.exclusive_start, start);
    StartAfter(start, true, keys);
  }
  return keys;
}

KvRange KeyRangeOfTable(uint32_t table_id) {
  std::string lower;
  AppendTablePrefix(table_id, lower);
  std::string upper = Behind(lower);
  return {std::move(lower), std::move(upper)};
}

}  // namespace stator::storage
