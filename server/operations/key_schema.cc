#include "server/operations/key_schema.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

using json::JsonValue;

AttributeType ScalarType(std::string_view wire_name) {
  if (wire_name == "N") return AttributeType::kNumber;
  if (wire_name == "B") return AttributeType::kBinary;
  return AttributeType::kString;
}

// The elements of a KeySchema in the order given. A key attribute's type is known once it has been
// found among the definitions.
struct Elements {
  std::vector<KeyAttribute> attributes;
  std::vector<bool> is_hash;

  size_t size() const { return attributes.size(); }
};

Elements ReadElements(const JsonValue& owner) {
  Elements elements;
  for (const JsonValue& element : owner.Member("KeySchema")->array()) {
    elements.attributes.push_back(
        {std::string(ReadText(element, "AttributeName")), AttributeType::kString});
    elements.is_hash.push_back(ReadText(element, "KeyType") == "HASH");
  }
  return elements;
}

Result<void> FindTypes(Elements& elements, const AttributeDefinitions& definitions) {
  if (definitions.list().size() < elements.size()) {
    return ValidationError("Invalid KeySchema: Some index key attribute have no definition");
  }
  for (KeyAttribute& attribute : elements.attributes) {
    const KeyAttribute* definition = definitions.Find(attribute.name);
    if (definition == nullptr) {
      return ValidationError(
          "One or more parameter values were invalid: Some index key attributes are not defined in "
          "AttributeDefinitions. Keys: " +
          BracketedNames(elements.attributes) +
          ", AttributeDefinitions: " + BracketedNames(definitions.list()));
    }
    attribute.type = definition->type;
  }
  return {};
}

// The words for HASH are the service's; those for RANGE follow them.
Result<void> CheckCounts(const Elements& elements, const KeySchemaLimits& limits) {
  const auto hashes =
      static_cast<size_t>(std::count(elements.is_hash.begin(), elements.is_hash.end(), true));
  const size_t ranges = elements.size() - hashes;
  if (hashes <= limits.hash && ranges <= limits.range) return {};
  return ValidationError(
      std::string("Invalid KeySchema: The KeySchema exceeds the maximum allowed number of ") +
      (hashes > limits.hash ? "HASH" : "RANGE") + " key attributes");
}

// There are few elements by now, so each is compared with each. With more than two the words are
// DynamoDB Local's.
Result<void> CheckNamesDiffer(const Elements& elements) {
  for (size_t i = 0; i < elements.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (elements.attributes[i].name != elements.attributes[j].name) continue;
      if (elements.size() > 2) return ValidationError("Two keys can not have the same name");
      return ValidationError(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
  }
  return {};
}

// The checks and their order are dynalite's, whose answers name every case apart, for keys of one
// HASH and one RANGE attribute.
Result<void> CheckElements(const Elements& elements, const KeySchemaLimits& limits) {
  if (!elements.is_hash[0]) {
    return ValidationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (limits.hash == 1) {
    // The API model lets no more than two pass.
    STATOR_RETURN_IF_ERROR(CheckNamesDiffer(elements));
    if (elements.size() < 2 || !elements.is_hash[1]) return {};
    return ValidationError(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  STATOR_RETURN_IF_ERROR(CheckCounts(elements, limits));
  STATOR_RETURN_IF_ERROR(CheckNamesDiffer(elements));
  if (std::is_partitioned(elements.is_hash.begin(), elements.is_hash.end(),
                          [](bool is_hash) { return is_hash; })) {
    return {};
  }
  return ValidationError(
      "Invalid KeySchema: All HASH key attributes must precede RANGE key attributes in the "
      "KeySchema");
}

}  // namespace

AttributeDefinitions::AttributeDefinitions(const JsonValue& request) {
  const JsonValue* member = request.Member("AttributeDefinitions");
  if (member == nullptr) return;
  list_.reserve(member->array().size());
  for (const JsonValue& definition : member->array()) {
    list_.push_back({std::string(ReadText(definition, "AttributeName")),
                     ScalarType(ReadText(definition, "AttributeType"))});
    by_name_.emplace(list_.back().name, &list_.back());
  }
}

const KeyAttribute* AttributeDefinitions::Find(std::string_view name) const {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

Result<KeySchema> ReadKeySchema(const JsonValue& owner, const AttributeDefinitions& definitions,
                                const KeySchemaLimits& limits) {
  Elements elements = ReadElements(owner);
  STATOR_RETURN_IF_ERROR(FindTypes(elements, definitions));
  STATOR_RETURN_IF_ERROR(CheckElements(elements, limits));
  KeySchema keys;
  for (size_t i = 0; i < elements.size(); ++i) {
    (elements.is_hash[i] ? keys.hash : keys.range).push_back(std::move(elements.attributes[i]));
  }
  return keys;
}

std::vector<KeyAttribute> KeyAttributesOfTableAndIndexes(const TableSchema& schema) {
  std::vector<KeyAttribute> attributes;
  std::unordered_set<std::string_view> names;
  const auto add = [&](const KeyAttribute& attribute) {
    if (names.insert(attribute.name).second) attributes.push_back(attribute);
  };
  add(schema.partition_key);
  if (schema.sort_key.has_value()) add(*schema.sort_key);
  for (const IndexSchema& index : schema.indexes) {
    for (const KeyAttribute& attribute : index.keys.hash) add(attribute);
    for (const KeyAttribute& attribute : index.keys.range) add(attribute);
  }
  return attributes;
}

std::string BracketedNames(const std::vector<KeyAttribute>& attributes) {
  std::string names;
  for (const KeyAttribute& attribute : attributes) {
    if (!names.empty()) names += ", ";
    names += attribute.name;
  }
  return "[" + names + "]";
}

}  // namespace stator::server
