#include "server/operations/index_definition.h"

#include <algorithm>
#include <optional>
#include <string>

#include "server/operations/request_fields.h"
#include "server/operations/table_settings.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr std::string_view kInvalid = "One or more parameter values were invalid: ";
// Over all indexes; a name counts once for each index that projects it.
constexpr size_t kMaxProjectedAttributes = 100;

Error Invalid(std::string_view message) {
  return ValidationError(std::string(kInvalid).append(message));
}

// Names of key attributes may stand among the NonKeyAttributes, although they are projected anyway:
// an example in the developer guide has one, and all emulators accept it. Of a name that stands
// there twice only DynamoDB Local complains, and these are its words.
Result<void> ReadNonKeyAttributes(const JsonValue& names, IndexSchema& index) {
  for (const JsonValue& name : names.array()) {
    index.non_key_attributes.emplace_back(name.text());
  }
  std::vector<std::string_view> sorted(index.non_key_attributes.begin(),
                                       index.non_key_attributes.end());
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return ValidationError("Cannot have two attributes with the same name");
  }
  return {};
}

Result<void> ReadProjection(const JsonValue& definition, IndexSchema& index) {
  const JsonValue& projection = *definition.Member("Projection");
  const std::string_view type = ReadText(projection, "ProjectionType");
  if (type.empty()) return Invalid("Unknown ProjectionType: null");
  const JsonValue* names = projection.Member("NonKeyAttributes");
  if (type != "INCLUDE") {
    if (names != nullptr) {
      return Invalid("ProjectionType is " + std::string(type) +
                     ", but NonKeyAttributes is specified");
    }
    index.projection = type == "ALL" ? ProjectionType::kAll : ProjectionType::kKeysOnly;
    return {};
  }
  if (names == nullptr) {
    return Invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  index.projection = ProjectionType::kInclude;
  return ReadNonKeyAttributes(*names, index);
}

Result<void> ReadThroughput(const JsonValue& definition, BillingMode billing_mode,
                            IndexDefinedBy defined_by, IndexSchema& index) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<ProvisionedThroughput> throughput,
                          ReadProvisionedThroughput(definition));
  if (billing_mode == BillingMode::kPayPerRequest) {
    if (throughput.has_value()) return IndexThroughputOnDemandError(index.name, defined_by);
    return {};
  }
  if (!throughput.has_value()) {
    return Invalid(
        (defined_by == IndexDefinedBy::kCreateTable
             ? "ProvisionedThroughput is not specified for index: "
             : "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ") +
        index.name);
  }
  index.provisioned_throughput = *throughput;
  return {};
}

}  // namespace

Result<IndexSchema> ReadLocalIndex(const JsonValue& definition, const TableSchema& schema,
                                   const AttributeDefinitions& definitions) {
  IndexSchema index;
  index.kind = IndexKind::kLocal;
  index.name = ReadText(definition, "IndexName");
  STATOR_ASSIGN_OR_RETURN(index.keys, ReadKeySchema(definition, definitions, kTableKeyLimits));
  if (index.keys.range.empty()) {
    return Invalid("Index KeySchema does not have a range key for index: " + index.name);
  }
  if (index.keys.hash[0].name != schema.partition_key.name) {
    return Invalid(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
        index.name + ". index hash key: " + index.keys.hash[0].name +
        ", table hash key: " + schema.partition_key.name);
  }
  STATOR_RETURN_IF_ERROR(ReadProjection(definition, index));
  return index;
}

Result<IndexSchema> ReadGlobalIndex(const JsonValue& definition, const TableSchema& schema,
                                    const AttributeDefinitions& definitions,
                                    IndexDefinedBy defined_by) {
  IndexSchema index;
  index.kind = IndexKind::kGlobal;
  index.name = ReadText(definition, "IndexName");
  STATOR_ASSIGN_OR_RETURN(index.keys,
                          ReadKeySchema(definition, definitions, kGlobalIndexKeyLimits));
  STATOR_RETURN_IF_ERROR(ReadProjection(definition, index));
  STATOR_RETURN_IF_ERROR(ReadThroughput(definition, schema.billing_mode, defined_by, index));
  STATOR_ASSIGN_OR_RETURN(index.on_demand_throughput,
                          ReadOnDemandThroughput(definition, schema.billing_mode, {}, "index"));
  index.warm_throughput = ReadWarmThroughput(definition, {});
  return index;
}

Result<void> CheckProjectedAttributeCount(const TableSchema& schema) {
  size_t count = 0;
  for (const IndexSchema& index : schema.indexes) count += index.non_key_attributes.size();
  if (count <= kMaxProjectedAttributes) return {};
  // The limit is documented; how the service words it is not known.
  return Invalid("Number of NonKeyAttributes in all indexes exceeds per-table limit of " +
                 std::to_string(kMaxProjectedAttributes));
}

// Both were recorded from the service, in reports of failed CreateTable and UpdateTable calls.
Error IndexThroughputOnDemandError(std::string_view index_name, IndexDefinedBy defined_by) {
  const std::string name(index_name);
  if (defined_by == IndexDefinedBy::kCreateTable) {
    return Invalid("ProvisionedThroughput should not be specified for index: " + name +
                   " when BillingMode is PAY_PER_REQUEST");
  }
  return Invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " +
                 name + " when BillingMode is PAY_PER_REQUEST");
}

}  // namespace stator::server
