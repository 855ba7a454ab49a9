#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"
#include "server/operations/table_settings.h"

namespace stator::server {
namespace {

using json::JsonValue;

AttributeType ScalarType(std::string_view wire_name) {
  if (wire_name == "N") return AttributeType::kNumber;
  if (wire_name == "B") return AttributeType::kBinary;
  return AttributeType::kString;
}

struct KeySchemaElement {
  std::string_view attribute_name;
  bool is_hash;
};

std::vector<KeySchemaElement> ReadKeySchema(const JsonValue& request) {
  std::vector<KeySchemaElement> elements;
  for (const JsonValue& element : request.Member("KeySchema")->array()) {
    elements.push_back(
        {ReadText(element, "AttributeName"), ReadText(element, "KeyType") == "HASH"});
  }
  return elements;
}

// A table has one or two key attributes. The API model no longer says so, since an index may have
// more, but a table's KeySchema is refused in the words of a violated constraint (dynoxide).
Result<void> CheckKeySchemaLength(const JsonValue& request) {
  const std::span<const JsonValue> elements = request.Member("KeySchema")->array();
  if (elements.size() <= 2) return {};
  std::string value;
  for (const JsonValue& element : elements) {
    if (!value.empty()) value += ", ";
    value += "KeySchemaElement(attributeName=" + std::string(ReadText(element, "AttributeName")) +
             ", keyType=" + std::string(ReadText(element, "KeyType")) + ")";
  }
  return ValidationError("1 validation error detected: Value '[" + value +
                         "]' at 'keySchema' failed to satisfy constraint: Member must have length "
                         "less than or equal to 2");
}

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

template <typename Range, typename Name>
std::string BracketedNames(const Range& range, Name name) {
  std::string names;
  for (const auto& element : range) {
    if (!names.empty()) names += ", ";
    names += name(element);
  }
  return "[" + names + "]";
}

// The service's checks of a key schema against the attribute definitions, in its order (established
// with dynalite, whose answers name every case apart).
Result<void> CheckKeySchema(const std::vector<KeySchemaElement>& keys,
                            const std::vector<KeyAttribute>& definitions) {
  const auto defined = [&definitions](const KeySchemaElement& key) {
    return std::any_of(definitions.begin(), definitions.end(),
                       [&key](const KeyAttribute& it) { return it.name == key.attribute_name; });
  };
  if (definitions.size() < keys.size()) {
    return ValidationError("Invalid KeySchema: Some index key attribute have no definition");
  }
  if (!std::all_of(keys.begin(), keys.end(), defined)) {
    return ValidationError(
        "One or more parameter values were invalid: Some index key attributes are not defined in "
        "AttributeDefinitions. Keys: " +
        BracketedNames(keys,
                       [](const KeySchemaElement& it) { return std::string(it.attribute_name); }) +
        ", AttributeDefinitions: " +
        BracketedNames(definitions, [](const KeyAttribute& it) { return it.name; }));
  }
  if (!keys[0].is_hash) {
    return ValidationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (keys.size() == 2 && keys[0].attribute_name == keys[1].attribute_name) {
    return ValidationError(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  if (keys.size() == 2 && keys[1].is_hash) {
    return ValidationError(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (definitions.size() != keys.size()) {
    return ValidationError(
        "One or more parameter values were invalid: Number of attributes in KeySchema does not "
        "exactly match number of attributes defined in AttributeDefinitions");
  }
  return {};
}

// Index definitions are read and checked, but indexes are not maintained yet: better refused than
// silently not there.
Result<void> RefuseIndexes(const JsonValue& request) {
  for (const std::string_view name : {"LocalSecondaryIndexes", "GlobalSecondaryIndexes"}) {
    const JsonValue* indexes = request.Member(name);
    if (indexes == nullptr) continue;
    if (indexes->array().empty()) {
      return ValidationError("One or more parameter values were invalid: List of " +
                             std::string(name) + " is empty");
    }
    return ValidationError("Stator does not support " + std::string(name) +
                           " yet; create the table without them");
  }
  return {};
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

Result<void> ReadKeys(const JsonValue& request, TableSchema& schema) {
  const std::vector<KeySchemaElement> keys = ReadKeySchema(request);
  for (const JsonValue& definition : request.Member("AttributeDefinitions")->array()) {
    schema.attribute_definitions.push_back({std::string(ReadText(definition, "AttributeName")),
                                            ScalarType(ReadText(definition, "AttributeType"))});
  }
  STATOR_RETURN_IF_ERROR(CheckKeySchema(keys, schema.attribute_definitions));
  for (const KeyAttribute& attribute : schema.attribute_definitions) {
    if (attribute.name == keys[0].attribute_name) {
      schema.partition_key = attribute;
    } else {
      schema.sort_key = attribute;
    }
  }
  return {};
}

void ReadTags(const JsonValue& request, TableSchema& schema) {
  const JsonValue* tags = request.Member("Tags");
  if (tags == nullptr) return;
  for (const JsonValue& tag : tags->array()) {
    schema.tags.push_back({std::string(ReadText(tag, "Key")), std::string(ReadText(tag, "Value"))});
  }
}

// A random (version 4) UUID.
Result<std::string> NewTableId() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
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
  STATOR_RETURN_IF_ERROR(CheckKeySchemaLength(request));
  STATOR_RETURN_IF_ERROR(ReadBilling(request, now / 1'000'000, schema));
  STATOR_RETURN_IF_ERROR(ReadTableSettings(request, now / 1'000'000, schema));
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSetting> stream,
                          ReadStreamSpecification(request));
  if (stream.has_value() && stream->enabled) {
    schema.stream_view_type = stream->view_type;
    schema.stream_label = StreamLabel(now);
  }
  // With an index the definitions may outnumber the table's keys, so indexes are judged first.
  STATOR_RETURN_IF_ERROR(RefuseIndexes(request));
  STATOR_RETURN_IF_ERROR(ReadKeys(request, schema));
  ReadTags(request, schema);
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
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.database.CreateTable(std::move(schema)));
  response.BeginObject();
  response.Key("TableDescription");
  // The service answers before the table is ready; it is ready with us, and DescribeTable says so.
  WriteTableDescription(table->schema(), {}, "CREATING", context.clock.NowSeconds(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
