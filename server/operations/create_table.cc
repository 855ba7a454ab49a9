#include <sys/random.h>

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server/operations/index_definition.h"
#include "server/operations/key_schema.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"
#include "server/operations/table_settings.h"
#include "server/operations/tags.h"

namespace stator::server {
namespace {

using json::JsonValue;

// KeySchema and AttributeDefinitions are optional in the API model only for replicas of tables in
// other accounts.
Result<void> CheckKeySchemaGiven(const JsonValue& request) {
  std::vector<std::string> missing;
  if (request.Member("AttributeDefinitions") == nullptr) missing.push_back("attributeDefinitions");
  if (request.Member("KeySchema") == nullptr) missing.push_back("keySchema");
  if (missing.empty()) return {};
  std::string message = std::to_string(missing.size()) + " validation error" +
                        (missing.size() == 1 ? "" : "s") + " detected: ";
  for (size_t i = 0; i < missing.size(); ++i) {
    if (i > 0) message += "; ";
    message +=
        "Value null at '" + missing[i] + "' failed to satisfy constraint: Member must not be null";
  }
  return ValidationError(std::move(message));
}

Result<void> ReadBilling(const JsonValue& request, int64_t now_seconds, TableSchema& schema) {
  schema.billing_mode = ReadBillingMode(request).value_or(BillingMode::kProvisioned);
  STATOR_ASSIGN_OR_RETURN(const std::optional<ProvisionedThroughput> throughput,
                          ReadProvisionedThroughput(request));
  if (schema.billing_mode == BillingMode::kPayPerRequest) {
    if (throughput.has_value()) return ThroughputOnDemandError();
    schema.last_pay_per_request_seconds = now_seconds;
    return {};
  }
  if (!throughput.has_value()) {
    return ValidationError(
        "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must "
        "both be specified when BillingMode is PROVISIONED");
  }
  schema.provisioned_throughput = *throughput;
  return {};
}

Result<void> ReadKeys(const JsonValue& request, const AttributeDefinitions& definitions,
                      TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(const KeySchema keys,
                          ReadKeySchema(request, definitions, kTableKeyLimits));
  schema.partition_key = keys.hash[0];
  if (!keys.range.empty()) schema.sort_key = keys.range[0];
  return {};
}

Error EmptyListError(std::string_view name) {
  return ValidationError("One or more parameter values were invalid: List of " + std::string(name) +
                         " is empty");
}

// The service looks at the local indexes first: at each by itself, then at their names and number.
// The global ones follow in the same way (dynalite; where an order can be told, dynoxide agrees).
Result<void> CheckNamesDiffer(const std::vector<IndexSchema>& indexes) {
  std::unordered_set<std::string_view> names;
  for (const IndexSchema& index : indexes) {
    if (names.insert(index.name).second) continue;
    return ValidationError("One or more parameter values were invalid: Duplicate index name: " +
                           index.name);
  }
  return {};
}

Result<void> ReadLocalIndexes(const JsonValue& request, const AttributeDefinitions& definitions,
                              TableSchema& schema) {
  const JsonValue* list = request.Member("LocalSecondaryIndexes");
  if (list == nullptr) return {};
  if (list->array().empty()) return EmptyListError("LocalSecondaryIndexes");
  if (!schema.sort_key.has_value()) {
    return ValidationError(
        "One or more parameter values were invalid: Table KeySchema does not have a range key, "
        "which is required when specifying a LocalSecondaryIndex");
  }
  for (const JsonValue& definition : list->array()) {
    STATOR_ASSIGN_OR_RETURN(IndexSchema index, ReadLocalIndex(definition, schema, definitions));
    schema.indexes.push_back(std::move(index));
  }
  STATOR_RETURN_IF_ERROR(CheckNamesDiffer(schema.indexes));
  if (schema.indexes.size() > kMaxLocalIndexes) {
    return ValidationError(
        "One or more parameter values were invalid: Number of LocalSecondaryIndexes exceeds "
        "per-table limit of " +
        std::to_string(kMaxLocalIndexes));
  }
  return {};
}

Result<void> ReadGlobalIndexes(const JsonValue& request, const AttributeDefinitions& definitions,
                               TableSchema& schema) {
  const JsonValue* list = request.Member("GlobalSecondaryIndexes");
  if (list == nullptr) return {};
  if (list->array().empty()) return EmptyListError("GlobalSecondaryIndexes");
  for (const JsonValue& definition : list->array()) {
    STATOR_ASSIGN_OR_RETURN(IndexSchema index, ReadGlobalIndex(definition, schema, definitions,
                                                               IndexDefinedBy::kCreateTable));
    schema.indexes.push_back(std::move(index));
  }
  STATOR_RETURN_IF_ERROR(CheckNamesDiffer(schema.indexes));
  if (list->array().size() > kMaxGlobalIndexes) {
    return ValidationError(
        "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the "
        "per-table limit of " +
        std::to_string(kMaxGlobalIndexes));
  }
  return {};
}

// Recorded from the service, which lists the keys in the order of a hash set of its own; here they
// are listed as they come, the table's first.
Result<void> CheckDefinitionsUsed(const AttributeDefinitions& definitions,
                                  const TableSchema& schema) {
  const std::vector<KeyAttribute> used = KeyAttributesOfTableAndIndexes(schema);
  if (schema.indexes.empty()) {
    if (definitions.list().size() == used.size()) return {};
    return ValidationError(
        "One or more parameter values were invalid: Number of attributes in KeySchema does not "
        "exactly match number of attributes defined in AttributeDefinitions");
  }
  // DynamoDB Local's words.
  if (definitions.has_duplicates()) {
    return ValidationError("Cannot have two attributes with the same name");
  }
  if (definitions.list().size() == used.size()) return {};
  return ValidationError(
      "One or more parameter values were invalid: Some AttributeDefinitions are not used. "
      "AttributeDefinitions: " +
      BracketedNames(definitions.list()) + ", keys used: " + BracketedNames(used));
}

Result<void> ReadKeysAndIndexes(const JsonValue& request, TableSchema& schema) {
  const AttributeDefinitions definitions(request);
  STATOR_RETURN_IF_ERROR(ReadKeys(request, definitions, schema));
  STATOR_RETURN_IF_ERROR(ReadLocalIndexes(request, definitions, schema));
  STATOR_RETURN_IF_ERROR(ReadGlobalIndexes(request, definitions, schema));
  STATOR_RETURN_IF_ERROR(CheckProjectedAttributeCount(schema));
  STATOR_RETURN_IF_ERROR(CheckDefinitionsUsed(definitions, schema));
  schema.attribute_definitions = definitions.list();
  return {};
}

// A random (version 4) UUID.
Result<std::string> NewTableId() {
  std::array<unsigned char, 16> bytes{};
  if (getentropy(bytes.data(), bytes.size()) != 0) {
    return InternalError("The system has no randomness to give");
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[bytes[i] >> 4];
    text += kHex[bytes[i] & 0x0F];
  }
  return text;
}

Result<TableSchema> ReadSchema(const OperationContext& context, const JsonValue& request) {
  const int64_t now = context.clock.NowMicros();
  TableSchema schema;
  // An ARN names a table that exists; a new one has a name (all emulators agree).
  STATOR_RETURN_IF_ERROR(CheckKeySchemaGiven(request));
  STATOR_RETURN_IF_ERROR(ReadBilling(request, now / 1'000'000, schema));
  STATOR_RETURN_IF_ERROR(ReadKeysAndIndexes(request, schema));
  STATOR_RETURN_IF_ERROR(ReadTableSettings(request, now / 1'000'000, schema));
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSetting> stream,
                          ReadStreamSpecification(request));
  if (stream.has_value() && stream->enabled) schema.stream_view_type = stream->view_type;
  STATOR_ASSIGN_OR_RETURN(schema.tags, WithRequestedTags({}, request));
  schema.resource_policy = ReadText(request, "ResourcePolicy");
  schema.name = ReadText(request, "TableName");
  schema.creation_micros = now;
  schema.arn = "arn:aws:dynamodb:" + std::string(context.caller.region) + ":" +
               std::string(context.caller.account_id) + ":table/" + schema.name;
  STATOR_ASSIGN_OR_RETURN(schema.uuid, NewTableId());
  return schema;
}

}  // namespace

Result<void> CreateTable(OperationContext& context, const JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(TableSchema schema, ReadSchema(context, request));
  STATOR_RETURN_IF_ERROR(RefuseUnsupportedSettings(request));
  // The service answers before the table is ready.
  const TableTransition creating = {
      TableStatus::kCreating, schema.creation_micros + context.transition_delay_micros, {}};
  if (context.transition_delay_micros > 0) schema.transition = creating;
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.database.CreateTable(std::move(schema)));
  TableSchema shown = table->schema();
  shown.transition = creating;
  response.BeginObject();
  response.Key("TableDescription");
  WriteTableDescription(shown, *table, context.clock.NowSeconds(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
