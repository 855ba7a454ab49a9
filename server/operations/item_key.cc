#include "server/operations/item_key.h"

#include <string>

#include "model/limits.h"

namespace stator::server {
namespace {

// The service checks values of keys alike in Key and in Item. The texts are its own, the missing
// space before "2048" included (dynalite and dynoxide agree on all three).
Result<void> CheckKeyValue(const KeyAttribute& attribute, const AttributeValue& value,
                           bool is_partition_key) {
  const size_t size = value.bytes().size();
  if (size == 0) {
    return ValidationError(
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

Result<PrimaryKey> CheckedKey(const TableSchema& schema, const PrimaryKey& key) {
  STATOR_RETURN_IF_ERROR(CheckKeyValue(schema.partition_key, key.partition, true));
  if (key.sort.has_value()) {
    STATOR_RETURN_IF_ERROR(CheckKeyValue(*schema.sort_key, *key.sort, false));
  }
  return key;
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

}  // namespace

Result<PrimaryKey> KeyOfItem(const TableSchema& schema, AttributeMap item) {
  STATOR_RETURN_IF_ERROR(
      CheckItemKeyAttribute(schema.partition_key, Find(item, schema.partition_key.name)));
  if (schema.sort_key.has_value()) {
    STATOR_RETURN_IF_ERROR(
        CheckItemKeyAttribute(*schema.sort_key, Find(item, schema.sort_key->name)));
  }
  return CheckedKey(schema, ExtractKey(schema, item));
}

Result<PrimaryKey> ReadKey(const TableSchema& schema, AttributeMap key) {
  if (!HasExactlyKeyAttributes(schema, key) || !KeyTypesMatch(schema, key)) {
    return ValidationError("The provided key element does not match the schema");
  }
  return CheckedKey(schema, ExtractKey(schema, key));
}

bool HasExactlyKeyAttributes(const TableSchema& schema, AttributeMap key) {
  if (key.size() != (schema.sort_key.has_value() ? 2U : 1U)) return false;
  if (Find(key, schema.partition_key.name) == nullptr) return false;
  return !schema.sort_key.has_value() || Find(key, schema.sort_key->name) != nullptr;
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

expressions::KeyAttributes KeysForExpressions(const TableSchema& schema) {
  return {&schema.partition_key, schema.sort_key.has_value() ? &*schema.sort_key : nullptr};
}

AttributeMap KeyAttributesOf(Arena& arena, const TableSchema& schema, AttributeMap item) {
  std::span<Attribute> key = arena.NewArray<Attribute>(schema.sort_key.has_value() ? 2 : 1);
  key[0] = {schema.partition_key.name, *Find(item, schema.partition_key.name)};
  if (schema.sort_key.has_value()) {
    key[1] = {schema.sort_key->name, *Find(item, schema.sort_key->name)};
    if (key[1].name < key[0].name) std::swap(key[0], key[1]);
  }
  return key;
}

}  // namespace stator::server
