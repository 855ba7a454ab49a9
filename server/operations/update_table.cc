#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "server/operations/index_updates.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_description.h"
#include "server/operations/table_name.h"
#include "server/operations/table_settings.h"
#include "server/operations/table_transition.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr std::array<std::string_view, 11> kChanges = {
    "ProvisionedThroughput", "BillingMode",       "StreamSpecification",
    "SSESpecification",      "TableClass",        "DeletionProtectionEnabled",
    "OnDemandThroughput",    "WarmThroughput",    "GlobalSecondaryIndexUpdates",
    "ReplicaUpdates",        "VectorIndexUpdates"};

// An empty list of index updates changes nothing (dynalite and dynoxide agree).
Result<void> CheckChangesSomething(const JsonValue& request) {
  const bool any = std::any_of(kChanges.begin(), kChanges.end(), [&](std::string_view name) {
    const JsonValue* member = request.Member(name);
    return member != nullptr && !(member->is_array() && member->array().empty());
  });
  if (any) return {};
  return ValidationError(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
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
    return UnchangedThroughputError("table", current);
  }
  schema.provisioned_throughput = ChangedThroughput(current, *throughput, now_seconds);
  if (before == BillingMode::kPayPerRequest) schema.on_demand_throughput.reset();
  return {};
}

Result<void> ChangeStream(const JsonValue& request, TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<StreamSetting> stream,
                          ReadStreamSpecification(request));
  if (!stream.has_value()) return {};
  if (stream->enabled) {
    if (schema.stream_view_type.has_value()) {
      return Error{ErrorCode::kValidation,
                   "Table already has an enabled stream: TableName: " + schema.name, nullptr};
    }
    schema.stream_view_type = stream->view_type;
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

// The words are those of a recorded answer.
Result<void> CheckStreamOrThroughput(const JsonValue& request) {
  if (request.Member("StreamSpecification") != nullptr &&
      request.Member("ProvisionedThroughput") != nullptr) {
    return ValidationError(
        "One or more parameter values were invalid: You cannot modify stream status while updating "
        "table IOPS");
  }
  return {};
}

}  // namespace

Result<void> UpdateTable(OperationContext& context, const JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckChangesSomething(request));
  STATOR_RETURN_IF_ERROR(RefuseUnsupportedSettings(request));
  STATOR_RETURN_IF_ERROR(CheckProvisionedHasThroughput(request));
  STATOR_RETURN_IF_ERROR(CheckStreamOrThroughput(request));
  STATOR_RETURN_IF_ERROR(CheckIndexUpdates(request));
  const int64_t now = context.clock.NowMicros();
  const int64_t delay =
      request.Member("GlobalSecondaryIndexUpdates") == nullptr
          ? context.transition_delay_micros
          : std::max(context.transition_delay_micros, context.index_transition_delay_micros);
  TableSchema before;
  auto change = [&](const TableSchema& schema) -> Result<TableSchema> {
    STATOR_RETURN_IF_ERROR(CheckNotInTransition(schema));
    TableSchema changed = schema;
    before = schema;
    STATOR_RETURN_IF_ERROR(ChangeBilling(request, now / 1'000'000, changed));
    STATOR_RETURN_IF_ERROR(ReadTableSettings(request, now / 1'000'000, changed));
    STATOR_RETURN_IF_ERROR(ChangeStream(request, changed));
    STATOR_RETURN_IF_ERROR(
        ApplyIndexUpdates(request, schema.billing_mode, now / 1'000'000, changed));
    return delay == 0 ? changed : WhileUpdating(before, changed, now, delay);
  };
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table,
                          context.database.UpdateTable(table_name, change));
  response.BeginObject();
  response.Key("TableDescription");
  // The service answers while the table is still UPDATING.
  WriteTableDescription(
      delay == 0 ? WhileUpdating(before, table->schema(), now, delay) : table->schema(), *table,
      now / 1'000'000, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
