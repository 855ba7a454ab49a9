#include "server/operations/start_key.h"

#include <span>
#include <string>

#include "server/operations/item_key.h"

namespace stator::server {
namespace {

Error Mismatch() { return ValidationError("The provided key element does not match the schema"); }

Error InvalidStartKey(const std::string& reason) {
  return ValidationError("The provided starting key is invalid" + reason);
}

bool TypesMatch(std::span<const KeyAttribute> attributes, AttributeMap start) {
  for (const KeyAttribute& attribute : attributes) {
    if (!Find(start, attribute.name)->is(attribute.type)) return false;
  }
  return true;
}

// What is wrong with the table's key, in the words of a Scan.
Result<void> CheckTableKey(const Result<PrimaryKey>& key) {
  if (key.ok()) return {};
  return InvalidStartKey(": " + key.error().message);
}

// Of an attribute of the index's key.
Result<void> CheckNotEmpty(const KeyAttribute& attribute, AttributeMap start,
                           const IndexSchema& index) {
  const AttributeValue& value = *Find(start, attribute.name);
  if (value.is(AttributeType::kNumber) || !value.bytes().empty()) return {};
  return InvalidStartKey(
      std::string(": One or more parameter values are not valid. A value specified for a secondary "
                  "index key is not supported. The AttributeValue for a key attribute cannot "
                  "contain an empty ") +
      (value.is(AttributeType::kString) ? "string" : "binary") +
      " value. IndexName: " + index.name + ", IndexKey: " + attribute.name);
}

// Of an index. The service tells the types of the index's key attributes from those that are only
// the table's (dynalite and dynoxide agree); the texts for empty values are what DynamoDB Local and
// dynalite have in common.
Result<void> CheckIndexStartKey(const TableSchema& schema, const IndexSchema& index,
                                AttributeMap start) {
  if (!HasExactlyKeyAttributes(schema, &index, start)) return InvalidStartKey("");
  if (!TypesMatch(index.keys.hash, start) || !TypesMatch(index.keys.range, start)) {
    return Mismatch();
  }
  if (!KeyTypesMatch(schema, start)) return InvalidStartKey(": " + Mismatch().message);
  for (const KeyAttribute& attribute : index.keys.hash) {
    STATOR_RETURN_IF_ERROR(CheckNotEmpty(attribute, start, index));
  }
  for (const KeyAttribute& attribute : index.keys.range) {
    STATOR_RETURN_IF_ERROR(CheckNotEmpty(attribute, start, index));
  }
  return CheckTableKey(KeyOfBatchedItem(schema, start));
}

bool Meets(const SortKeyCondition& condition, const AttributeValue& key) {
  using Comparator = SortKeyCondition::Comparator;
  if (condition.comparator == Comparator::kBeginsWith) {
    return key.bytes().starts_with(condition.value.bytes());
  }
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
      break;
  }
  return false;
}

// Whether the values of the leading attributes in `start` are these.
bool AreEqual(std::span<const KeyAttribute> attributes, std::span<const AttributeValue> values,
              AttributeMap start) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (!(*Find(start, attributes[i].name) == values[i])) return false;
  }
  return true;
}

}  // namespace

// The service looks at the form of ExclusiveStartKey before it looks at the key condition, and at
// its place afterwards. The texts are those that dynalite gives, without the words that a Scan puts
// in front of them; DynamoDB Local agrees on the last.
Result<void> CheckQueryStartKey(const TableSchema& schema, const IndexSchema* index,
                                const std::optional<AttributeMap>& start) {
  if (!start.has_value()) return {};
  if (index != nullptr) return CheckIndexStartKey(schema, *index, *start);
  if (!HasExactlyKeyAttributes(schema, nullptr, *start)) return InvalidStartKey("");
  STATOR_RETURN_IF_ERROR(ReadKey(schema, *start));
  return {};
}

Result<void> CheckStartKeyIsWithin(const TableSchema& schema, const storage::QueryRange& range) {
  if (!range.exclusive_start.has_value()) return {};
  const AttributeMap start = *range.exclusive_start;
  const KeyAttributes keys = KeyAttributesToRead(schema, range.index);
  const KeyCondition& condition = range.condition;
  if (!AreEqual(keys.hash, condition.partition, start)) {
    return ValidationError(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  const bool meets =
      AreEqual(keys.range, condition.sort_equal, start) &&
      (!condition.sort.has_value() ||
       Meets(*condition.sort, *Find(start, keys.range[condition.sort_equal.size()].name)));
  if (!meets) {
    return ValidationError("The provided starting key does not match the range key predicate");
  }
  return {};
}

Result<void> CheckScanStartKey(const TableSchema& schema, const storage::ScanRange& range) {
  if (!range.exclusive_start.has_value()) return {};
  const AttributeMap start = *range.exclusive_start;
  if (range.index != nullptr) {
    STATOR_RETURN_IF_ERROR(CheckIndexStartKey(schema, *range.index, start));
  } else {
    STATOR_RETURN_IF_ERROR(CheckTableKey(ReadKey(schema, start)));
  }
  if (storage::InSegment(schema, range, start)) return {};
  return InvalidStartKey(
      ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
      "TotalSegments: " +
      std::to_string(range.total_segments) + " Segment: " + std::to_string(range.segment));
}

}  // namespace stator::server
