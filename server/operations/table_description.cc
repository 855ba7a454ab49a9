#include "server/operations/table_description.h"

#include <string>

#include "server/operations/description_fields.h"
#include "server/operations/index_description.h"

namespace stator::server {
namespace {

using json::JsonWriter;

std::string_view TableStatusName(TableStatus status) {
  switch (status) {
    case TableStatus::kCreating:
      return "CREATING";
    case TableStatus::kActive:
      return "ACTIVE";
    case TableStatus::kUpdating:
      return "UPDATING";
    case TableStatus::kDeleting:
      return "DELETING";
  }
  return "";
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
  KeySchema keys{{schema.partition_key}, {}};
  if (schema.sort_key.has_value()) keys.range.push_back(*schema.sort_key);
  WriteKeySchema(keys, out);
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
  WriteOnDemandThroughput(schema.on_demand_throughput, out);
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

void WriteTableDescription(const TableSchema& schema, const storage::Table& table,
                           int64_t now_seconds, JsonWriter& response) {
  response.BeginObject();
  WriteKeys(schema, response);
  Field(response, "TableStatus", TableStatusName(schema.status()));
  response.Key("CreationDateTime");
  response.Timestamp(schema.creation_micros);
  WriteProvisionedThroughput(ShownThroughput(schema), now_seconds, response);
  Field(response, "TableSizeBytes", table.size_bytes());
  Field(response, "ItemCount", table.item_count());
  Field(response, "TableArn", schema.arn);
  Field(response, "TableId", schema.uuid);
  WriteBillingMode(schema, response);
  WriteIndexDescriptions(schema, table, now_seconds, response);
  WriteStream(schema, response);
  WriteWarmThroughput(schema.warm_throughput, schema.billing_mode, ShownThroughput(schema),
                      response);
  WriteSettings(schema, response);
  response.EndObject();
}

}  // namespace stator::server
