#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"
#include "server/operations/table_settings.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr int64_t kSecondsPerDay = 86'400;

constexpr std::array<std::string_view, 11> kChanges = {
    "ProvisionedThroughput", "BillingMode",       "StreamSpecification",
    "SSESpecification",      "TableClass",        "DeletionProtectionEnabled",
    "OnDemandThroughput",    "WarmThroughput",    "GlobalSecondaryIndexUpdates",
    "ReplicaUpdates",        "VectorIndexUpdates"};

Result<void> CheckChangesSomething(const JsonValue& request) {
  const bool any = std::any_of(kChanges.begin(), kChanges.end(), [&](std::string_view name) {
    return request.Member(name) != nullptr;
  });
  if (any) return {};
  return ValidationError(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

Result<void> RefuseUnsupported(const JsonValue& request) {
  for (const std::string_view name :
       {"GlobalSecondaryIndexUpdates", "ReplicaUpdates", "VectorIndexUpdates"}) {
    if (request.Member(name) != nullptr) {
      return ValidationError("Stator does not support " + std::string(name) + " yet");
    }
  }
  return {};
}

Error UnchangedThroughputError(const ProvisionedThroughput& throughput) {
  const std::string read = std::to_string(throughput.read_capacity_units);
  const std::string write = std::to_string(throughput.write_capacity_units);
  return ValidationError(
      "The provisioned throughput for the table will not change. The requested value equals the "
      "current value. Current ReadCapacityUnits provisioned for the table: " +
      read + ". Requested ReadCapacityUnits: " + read +
      ". Current WriteCapacityUnits provisioned for the table: " + write +
      ". Requested WriteCapacityUnits: " + write +
      ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
      "limits.");
}

ProvisionedThroughput ChangedThroughput(const ProvisionedThroughput& from,
                                        const ProvisionedThroughput& to, int64_t now_seconds) {
  ProvisionedThroughput changed = from;
  changed.read_capacity_units = to.read_capacity_units;
  changed.write_capacity_units = to.write_capacity_units;
  if (to.read_capacity_units > from.read_capacity_units ||
      to.write_capacity_units > from.write_capacity_units) {
    changed.last_increase_seconds = now_seconds;
  }
  if (to.read_capacity_units < from.read_capacity_units ||
      to.write_capacity_units < from.write_capacity_units) {
    const bool same_day =
        from.last_decrease_seconds / kSecondsPerDay == now_seconds / kSecondsPerDay;
    changed.decreases_today = same_day ? from.decreases_today + 1 : 1;
    changed.last_decrease_seconds = now_seconds;
  }
  return changed;
}

Result<void> ChangeBilling(const JsonValue& request, int64_t now_seconds, TableSchema& schema) {
  const BillingMode before = schema.billing_mode;
  schema.billing_mode = ReadBillingMode(request).value_or(before);
  STATOR_ASSIGN_OR_RETURN(const std::optional<ProvisionedThroughput> throughput,
                          ReadProvisionedThroughput(request));
  if (schema.billing_mode == BillingMode::kPayPerRequest) {
    if (throughput.has_value()) return ThroughputOnDemandError();
    if (before == BillingMode::kProvisioned) {
      schema.last_pay_per_request_seconds = now_seconds;
      schema.provisioned_throughput.read_capacity_units = 0;
      schema.provisioned_throughput.write_capacity_units = 0;
    }
    return {};
  }
  if (!throughput.has_value()) return {};
  const ProvisionedThroughput& current = schema.provisioned_throughput;
  if (before == BillingMode::kProvisioned &&
      throughput->read_capacity_units == current.read_capacity_units &&
      throughput->write_capacity_units == current.write_capacity_units) {
    return UnchangedThroughputError(current);
  }
  schema.provisioned_throughput = ChangedThroughput(current, *throughput, now_seconds);
  if (before == BillingMode::kPayPerRequest) schema.on_demand_throughput.reset();
  return {};
}

Result<void> ChangeStream(const JsonValue& request, int64_t now_micros, TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSetting> stream,
                          ReadStreamSpecification(request));
  if (!stream.has_value()) return {};
  if (stream->enabled) {
    if (schema.stream_view_type.has_value()) {
      return Error{ErrorCode::kValidation,
                   "Table already has an enabled stream: TableName: " + schema.name, nullptr};
    }
    schema.stream_view_type = stream->view_type;
    schema.stream_label = StreamLabel(now_micros);
    return {};
  }
  if (!schema.stream_view_type.has_value()) {
    return ValidationError("Table has no stream to disable: TableName: " + schema.name);
  }
  schema.stream_view_type.reset();
  return {};
}

Result<void> CheckProvisionedHasThroughput(const JsonValue& request) {
  if (ReadBillingMode(request) == BillingMode::kProvisioned &&
      request.Member("ProvisionedThroughput") == nullptr) {
    return ValidationError(
        "One or more parameter values were invalid: ProvisionedThroughput must be specified when "
        "BillingMode is PROVISIONED");
  }
  return {};
}

}  // namespace

Result<void> UpdateTable(OperationContext& context, const JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckChangesSomething(request));
  STATOR_RETURN_IF_ERROR(RefuseUnsupported(request));
  STATOR_RETURN_IF_ERROR(CheckProvisionedHasThroughput(request));
  const int64_t now = context.clock.NowMicros();
  ProvisionedThroughput before;
  auto change = [&](const TableSchema& schema) -> Result<TableSchema> {
    TableSchema changed = schema;
    before = schema.provisioned_throughput;
    STATOR_RETURN_IF_ERROR(ChangeBilling(request, now / 1'000'000, changed));
    STATOR_RETURN_IF_ERROR(ReadTableSettings(request, now / 1'000'000, changed));
    STATOR_RETURN_IF_ERROR(ChangeStream(request, now, changed));
    return changed;
  };
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.database.UpdateTable(table_name, change));
  // The service answers while it is still UPDATING, with the capacity that was.
  TableSchema shown = table->schema();
  shown.provisioned_throughput.read_capacity_units = before.read_capacity_units;
  shown.provisioned_throughput.write_capacity_units = before.write_capacity_units;
  response.BeginObject();
  response.Key("TableDescription");
  WriteTableDescription(shown, {table->item_count(), table->size_bytes()}, "UPDATING",
                        context.clock.NowSeconds(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
