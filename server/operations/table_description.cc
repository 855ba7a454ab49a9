#include "server/operations/table_description.h"

#include <string>

namespace stator::server {
namespace {

using json::JsonWriter;

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86'400;

std::string_view StreamViewTypeName(StreamViewType type) {
  switch (type) {
    case StreamViewType::kKeysOnly:
      return "KEYS_ONLY";
    case StreamViewType::kNewImage:
      return "NEW_IMAGE";
    case StreamViewType::kOldImage:
      return "OLD_IMAGE";
    case StreamViewType::kNewAndOldImages:
      return "NEW_AND_OLD_IMAGES";
  }
  return "";
}

void Field(JsonWriter& out, std::string_view name, std::string_view text) {
  out.Key(name);
  out.String(text);
}

void Field(JsonWriter& out, std::string_view name, int64_t value) {
  out.Key(name);
  out.Int(value);
}

void TimeField(JsonWriter& out, std::string_view name, int64_t seconds) {
  if (seconds == 0) return;
  out.Key(name);
  out.Timestamp(seconds * kMicrosPerSecond);
}

void WriteKeys(const TableSchema& schema, JsonWriter& out) {
  out.Key("AttributeDefinitions");
  out.BeginArray();
  for (const KeyAttribute& attribute : schema.attribute_definitions) {
    out.BeginObject();
    Field(out, "AttributeName", attribute.name);
    Field(out, "AttributeType", WireName(attribute.type));
    out.EndObject();
  }
  out.EndArray();
  Field(out, "TableName", schema.name);
  out.Key("KeySchema");
  out.BeginArray();
  out.BeginObject();
  Field(out, "AttributeName", schema.partition_key.name);
  Field(out, "KeyType", "HASH");
  out.EndObject();
  if (schema.sort_key.has_value()) {
    out.BeginObject();
    Field(out, "AttributeName", schema.sort_key->name);
    Field(out, "KeyType", "RANGE");
    out.EndObject();
  }
  out.EndArray();
}

void WriteProvisionedThroughput(const ProvisionedThroughput& throughput, int64_t now_seconds,
                                JsonWriter& out) {
  const bool decreased_today =
      throughput.last_decrease_seconds / kSecondsPerDay == now_seconds / kSecondsPerDay;
  out.Key("ProvisionedThroughput");
  out.BeginObject();
  TimeField(out, "LastIncreaseDateTime", throughput.last_increase_seconds);
  TimeField(out, "LastDecreaseDateTime", throughput.last_decrease_seconds);
  Field(out, "NumberOfDecreasesToday", decreased_today ? throughput.decreases_today : 0);
  Field(out, "ReadCapacityUnits", throughput.read_capacity_units);
  Field(out, "WriteCapacityUnits", throughput.write_capacity_units);
  out.EndObject();
}

// Shown once a table is or was on demand; a table that has always been provisioned has no summary.
void WriteBillingMode(const TableSchema& schema, JsonWriter& out) {
  const bool on_demand = schema.billing_mode == BillingMode::kPayPerRequest;
  if (!on_demand && schema.last_pay_per_request_seconds == 0) return;
  out.Key("BillingModeSummary");
  out.BeginObject();
  Field(out, "BillingMode", on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
  TimeField(out, "LastUpdateToPayPerRequestDateTime", schema.last_pay_per_request_seconds);
  out.EndObject();
}

// What a new table can take at once: on demand 12,000 reads and 4,000 writes a second, provisioned
// what is provisioned ("Understanding DynamoDB warm throughput"), or more when asked for.
void WriteWarmThroughput(const TableSchema& schema, JsonWriter& out) {
  const bool on_demand = schema.billing_mode == BillingMode::kPayPerRequest;
  WarmThroughput warm = {on_demand ? 12'000 : schema.provisioned_throughput.read_capacity_units,
                         on_demand ? 4'000 : schema.provisioned_throughput.write_capacity_units};
  if (schema.warm_throughput.has_value()) warm = *schema.warm_throughput;
  out.Key("WarmThroughput");
  out.BeginObject();
  Field(out, "ReadUnitsPerSecond", warm.read_units_per_second);
  Field(out, "WriteUnitsPerSecond", warm.write_units_per_second);
  Field(out, "Status", "ACTIVE");
  out.EndObject();
}

void WriteStream(const TableSchema& schema, JsonWriter& out) {
  if (schema.stream_view_type.has_value()) {
    out.Key("StreamSpecification");
    out.BeginObject();
    out.Key("StreamEnabled");
    out.Bool(true);
    Field(out, "StreamViewType", StreamViewTypeName(*schema.stream_view_type));
    out.EndObject();
  }
  if (!schema.stream_label.empty()) {
    Field(out, "LatestStreamLabel", schema.stream_label);
    Field(out, "LatestStreamArn", schema.arn + "/stream/" + schema.stream_label);
  }
}

// A key id becomes the ARN of a key in the table's account and region; without one it stands for
// the key that AWS manages.
std::string KmsKeyArn(const TableSchema& schema) {
  const std::string& id = schema.sse->kms_master_key_id;
  if (id.starts_with("arn:")) return id;
  constexpr std::string_view kTableArnStart = "arn:aws:dynamodb:";
  const size_t resource = schema.arn.find(":table/");
  const std::string region_and_account =
      schema.arn.substr(kTableArnStart.size(), resource - kTableArnStart.size());
  return "arn:aws:kms:" + region_and_account + ":key/" + (id.empty() ? schema.uuid : id);
}

void WriteSettings(const TableSchema& schema, JsonWriter& out) {
  if (schema.on_demand_throughput.has_value()) {
    out.Key("OnDemandThroughput");
    out.BeginObject();
    Field(out, "MaxReadRequestUnits", schema.on_demand_throughput->max_read_request_units);
    Field(out, "MaxWriteRequestUnits", schema.on_demand_throughput->max_write_request_units);
    out.EndObject();
  }
  if (schema.sse.has_value() && schema.sse->enabled) {
    out.Key("SSEDescription");
    out.BeginObject();
    Field(out, "Status", "ENABLED");
    Field(out, "SSEType", "KMS");
    Field(out, "KMSMasterKeyArn", KmsKeyArn(schema));
    out.EndObject();
  }
  if (schema.table_class_named) {
    out.Key("TableClassSummary");
    out.BeginObject();
    Field(out, "TableClass",
          schema.table_class == TableClass::kStandard ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS");
    TimeField(out, "LastUpdateDateTime", schema.table_class_update_seconds);
    out.EndObject();
  }
  out.Key("DeletionProtectionEnabled");
  out.Bool(schema.deletion_protection);
}

}  // namespace

void WriteTableDescription(const TableSchema& schema, const TableCounts& counts,
                           std::string_view status, int64_t now_seconds, JsonWriter& response) {
  response.BeginObject();
  WriteKeys(schema, response);
  Field(response, "TableStatus", status);
  response.Key("CreationDateTime");
  response.Timestamp(schema.creation_micros);
  WriteProvisionedThroughput(schema.provisioned_throughput, now_seconds, response);
  Field(response, "TableSizeBytes", counts.bytes);
  Field(response, "ItemCount", counts.items);
  Field(response, "TableArn", schema.arn);
  Field(response, "TableId", schema.uuid);
  WriteBillingMode(schema, response);
  WriteStream(schema, response);
  WriteWarmThroughput(schema, response);
  WriteSettings(schema, response);
  response.EndObject();
}

}  // namespace stator::server
