#include "server/operations/item_key.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "expressions/partiql/planner.h"
#include "model/limits.h"

namespace stator::server {
namespace {

// The service checks values of keys alike in Key and in Item. The texts are its own, the missing
// space before "2048" included (dynalite and dynoxide agree on all three).
Result<void> CheckKeyValue(const KeyAttribute& attribute, const AttributeValue& value,
                           bool is_partition_key) {
  const size_t size = value.bytes().size();
  if (size == 0) {
    return EmptyKeyValueError(
        std::string("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty ") +
        (value.is(AttributeType::kBinary) ? "binary" : "string") +
        " value. Key: " + attribute.name);
  }
  if (value.is(AttributeType::kNumber)) return {};
  if (is_partition_key && size > limits::kMaxPartitionKeyBytes) {
    return ValidationError(
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
        "limit of2048 bytes");
  }
  if (!is_partition_key && size > limits::kMaxSortKeyBytes) {
    return ValidationError(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
        "the size limit of 1024 bytes");
  }
  return {};
}

Result<void> CheckItemKeyAttribute(const KeyAttribute& attribute, const AttributeValue* value) {
  if (value == nullptr) {
    return ValidationError("One or more parameter values were invalid: Missing the key " +
                           attribute.name + " in the item");
  }
  if (!value->is(attribute.type)) {
    return ValidationError("One or more parameter values were invalid: Type mismatch for key " +
                           attribute.name + " expected: " + std::string(WireName(attribute.type)) +
                           " actual: " + std::string(WireName(value->type())));
  }
  return {};
}

// The texts are DynamoDB Local's.
Result<void> CheckInsertedKeyAttribute(const KeyAttribute& attribute, const AttributeValue* value) {
  if (value == nullptr) {
    return ValidationError("Key attribute should be present in the item: Key " + attribute.name);
  }
  if (!value->is(attribute.type)) return expressions::partiql::KeyTypeMismatch(attribute.name);
  return {};
}

Error KeyMismatchError() {
  return ValidationError("The provided key element does not match the schema");
}

Result<void> CheckMatchesSchema(const KeyAttribute& attribute, const AttributeValue* value) {
  if (value == nullptr || !value->is(attribute.type)) return KeyMismatchError();
  return {};
}

// Whether a key attribute is there (nullptr: it is not) and of its type.
using AttributeCheck = Result<void> (*)(const KeyAttribute&, const AttributeValue*);

// The key in these attributes. The service is through with the partition key before it looks at the
// sort key: an empty partition key is reported before a sort key that is missing or of another type
// (DynamoDB Local, dynalite and dynoxide agree).
Result<PrimaryKey> CheckedKey(const TableSchema& schema, AttributeMap attributes,
                              AttributeCheck check) {
  PrimaryKey key;
  const AttributeValue* partition = Find(attributes, schema.partition_key.name);
  STATOR_RETURN_IF_ERROR(check(schema.partition_key, partition));
  STATOR_RETURN_IF_ERROR(CheckKeyValue(schema.partition_key, *partition, true));
  key.partition = *partition;
  if (!schema.sort_key.has_value()) return key;
  const AttributeValue* sort = Find(attributes, schema.sort_key->name);
  STATOR_RETURN_IF_ERROR(check(*schema.sort_key, sort));
  STATOR_RETURN_IF_ERROR(CheckKeyValue(*schema.sort_key, *sort, false));
  key.sort = *sort;
  return key;
}

// The names of the key attributes of a table and of its index, each once, in order.
class DistinctKeys {
 public:
  DistinctKeys(const TableSchema& schema, const IndexSchema* index) {
    Add(KeyAttributesToRead(schema, nullptr));
    if (index != nullptr) Add(KeyAttributesToRead(schema, index));
    std::sort(names_.begin(), end_);
    end_ = std::unique(names_.begin(), end_);
  }

  const std::string_view* begin() const { return names_.data(); }
  const std::string_view* end() const { return begin() + size(); }
  size_t size() const { return static_cast<size_t>(end_ - names_.begin()); }

 private:
  using Names = std::array<std::string_view, 2 + 2 * limits::kMaxIndexKeyAttributes>;

  void Add(const KeyAttributes& keys) {
    for (const KeyAttribute& attribute : keys.hash) *end_++ = attribute.name;
    for (const KeyAttribute& attribute : keys.range) *end_++ = attribute.name;
  }

  Names names_;
  Names::iterator end_ = names_.begin();
};

}  // namespace

Result<PrimaryKey> KeyOfItem(const TableSchema& schema, AttributeMap item) {
  return CheckedKey(schema, item, CheckItemKeyAttribute);
}

Result<PrimaryKey> KeyOfBatchedItem(const TableSchema& schema, AttributeMap item) {
  return CheckedKey(schema, item, CheckMatchesSchema);
}

Result<PrimaryKey> KeyOfInsertedItem(const TableSchema& schema, AttributeMap item) {
  return CheckedKey(schema, item, CheckInsertedKeyAttribute);
}

Result<PrimaryKey> ReadKey(const TableSchema& schema, AttributeMap key) {
  if (!HasExactlyKeyAttributes(schema, nullptr, key)) return KeyMismatchError();
  return CheckedKey(schema, key, CheckMatchesSchema);
}

bool HasExactlyKeyAttributes(const TableSchema& schema, const IndexSchema* index,
                             AttributeMap key) {
  const DistinctKeys names(schema, index);
  return key.size() == names.size() &&
         std::all_of(names.begin(), names.end(),
                     [&](std::string_view name) { return Find(key, name) != nullptr; });
}

bool KeyTypesMatch(const TableSchema& schema, AttributeMap key) {
  if (!Find(key, schema.partition_key.name)->is(schema.partition_key.type)) return false;
  return !schema.sort_key.has_value() ||
         Find(key, schema.sort_key->name)->is(schema.sort_key->type);
}

PrimaryKey ExtractKey(const TableSchema& schema, AttributeMap attributes) {
  PrimaryKey key;
  key.partition = *Find(attributes, schema.partition_key.name);
  if (schema.sort_key.has_value()) key.sort = *Find(attributes, schema.sort_key->name);
  return key;
}

KeyAttributes KeyAttributesToRead(const TableSchema& schema, const IndexSchema* index) {
  if (index != nullptr) return {index->keys.hash, index->keys.range};
  KeyAttributes keys;
  keys.hash = {&schema.partition_key, 1};
  if (schema.sort_key.has_value()) keys.range = {&*schema.sort_key, 1};
  return keys;
}

AttributeMap KeyAttributesOf(Arena& arena, const TableSchema& schema, const IndexSchema* index,
                             AttributeMap item) {
  const DistinctKeys names(schema, index);
  const std::span<Attribute> key = arena.NewArray<Attribute>(names.size());
  std::transform(names.begin(), names.end(), key.begin(), [&](std::string_view name) {
    return Attribute{name, *Find(item, name)};
  });
  return key;
}

}  // namespace stator::server
