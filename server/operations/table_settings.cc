#include "server/operations/table_settings.h"

#include <string>
#include <string_view>

#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

using json::JsonValue;

// The largest throughput that a request may name at all.
constexpr int64_t kMaxThroughput = 1'000'000'000'000;
constexpr int64_t kSecondsPerDay = 86'400;

Result<void> CheckThroughputBound(std::string_view name, int64_t value) {
  if (value <= kMaxThroughput) return {};
  return ValidationError("Given value " + std::to_string(value) + " for " + std::string(name) +
                         " is out of bounds");
}

void ReadTableClass(const JsonValue& request, int64_t now_seconds, TableSchema& schema) {
  const std::string_view text = ReadText(request, "TableClass");
  if (text.empty()) return;
  const TableClass table_class =
      text == "STANDARD" ? TableClass::kStandard : TableClass::kStandardInfrequentAccess;
  if (schema.id != 0 && table_class != schema.table_class) {
    schema.table_class_update_seconds = now_seconds;
  }
  schema.table_class = table_class;
  schema.table_class_named = true;
}

void ReadSse(const JsonValue& request, TableSchema& schema) {
  const JsonValue* member = request.Member("SSESpecification");
  if (member == nullptr) return;
  schema.sse = SseSpecification{ReadBool(*member, "Enabled"),
                                std::string(ReadText(*member, "KMSMasterKeyId"))};
}

}  // namespace

std::optional<BillingMode> ReadBillingMode(const JsonValue& request) {
  const std::string_view text = ReadText(request, "BillingMode");
  if (text.empty()) return std::nullopt;
  return text == "PAY_PER_REQUEST" ? BillingMode::kPayPerRequest : BillingMode::kProvisioned;
}

Result<std::optional<ProvisionedThroughput>> ReadProvisionedThroughput(const JsonValue& owner) {
  const JsonValue* member = owner.Member("ProvisionedThroughput");
  if (member == nullptr) return std::optional<ProvisionedThroughput>();
  ProvisionedThroughput throughput;
  throughput.read_capacity_units = ReadInt(*member, "ReadCapacityUnits").value_or(0);
  throughput.write_capacity_units = ReadInt(*member, "WriteCapacityUnits").value_or(0);
  STATOR_RETURN_IF_ERROR(CheckThroughputBound("ReadCapacityUnits", throughput.read_capacity_units));
  STATOR_RETURN_IF_ERROR(
      CheckThroughputBound("WriteCapacityUnits", throughput.write_capacity_units));
  return std::optional<ProvisionedThroughput>(throughput);
}

Result<std::optional<OnDemandThroughput>> ReadOnDemandThroughput(
    const JsonValue& owner, BillingMode billing_mode, std::optional<OnDemandThroughput> current,
    std::string_view owner_kind) {
  const JsonValue* member = owner.Member("OnDemandThroughput");
  if (member == nullptr) return current;
  OnDemandThroughput throughput = current.value_or(OnDemandThroughput{});
  const auto read = [&](std::string_view name, int64_t& target) -> Result<void> {
    const std::optional<int64_t> value = ReadInt(*member, name);
    if (!value.has_value()) return {};
    if (billing_mode == BillingMode::kProvisioned) {
      return ValidationError("One or more parameter values were invalid: " + std::string(name) +
                             " for OnDemandThroughput cannot be specified when table BillingMode "
                             "is PROVISIONED.");
    }
    // -1 takes the maximum away.
    if (*value < 1 && *value != -1) {
      return ValidationError("One or more parameter values were invalid: Requested " +
                             std::string(name) + " for OnDemandThroughput for " +
                             std::string(owner_kind) + " is outside of valid range");
    }
    target = *value;
    return {};
  };
  STATOR_RETURN_IF_ERROR(read("MaxReadRequestUnits", throughput.max_read_request_units));
  STATOR_RETURN_IF_ERROR(read("MaxWriteRequestUnits", throughput.max_write_request_units));
  return std::optional<OnDemandThroughput>(throughput);
}

std::optional<WarmThroughput> ReadWarmThroughput(const JsonValue& owner,
                                                 std::optional<WarmThroughput> current) {
  const JsonValue* member = owner.Member("WarmThroughput");
  if (member == nullptr) return current;
  WarmThroughput warm = current.value_or(WarmThroughput{});
  warm.read_units_per_second =
      ReadInt(*member, "ReadUnitsPerSecond").value_or(warm.read_units_per_second);
  warm.write_units_per_second =
      ReadInt(*member, "WriteUnitsPerSecond").value_or(warm.write_units_per_second);
  return warm;
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

Error UnchangedThroughputError(std::string_view owner, const ProvisionedThroughput& throughput) {
  const std::string read = std::to_string(throughput.read_capacity_units);
  const std::string write = std::to_string(throughput.write_capacity_units);
  const std::string of(owner);
  const std::string kind = of.substr(0, of.find(' '));
  return ValidationError("The provisioned throughput for the " + of +
                         " will not change. The requested value equals the current value. Current "
                         "ReadCapacityUnits provisioned for the " +
                         kind + ": " + read + ". Requested ReadCapacityUnits: " + read +
                         ". Current WriteCapacityUnits provisioned for the " + kind + ": " + write +
                         ". Requested WriteCapacityUnits: " + write +
                         ". Refer to the Amazon DynamoDB Developer Guide for current limits and "
                         "how to request higher limits.");
}

Error ThroughputOnDemandError() {
  return ValidationError(
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits "
      "can be specified when BillingMode is PAY_PER_REQUEST");
}

Result<void> ReadTableSettings(const JsonValue& request, int64_t now_seconds, TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(
      schema.on_demand_throughput,
      ReadOnDemandThroughput(request, schema.billing_mode, schema.on_demand_throughput, "table"));
  schema.warm_throughput = ReadWarmThroughput(request, schema.warm_throughput);
  ReadTableClass(request, now_seconds, schema);
  ReadSse(request, schema);
  if (request.Member("DeletionProtectionEnabled") != nullptr) {
    schema.deletion_protection = ReadBool(request, "DeletionProtectionEnabled");
  }
  return {};
}

Result<void> RefuseUnsupportedSettings(const JsonValue& request) {
  for (const std::string_view name :
       {"GlobalTableSettingsReplicationMode", "GlobalTableSourceArn", "GlobalTableWitnessUpdates",
        "MultiRegionConsistency", "ReplicaUpdates", "VectorIndexUpdates", "VectorIndexes"}) {
    const JsonValue* member = request.Member(name);
    if (member == nullptr || (member->is_array() && member->array().empty())) continue;
    return ValidationError("Stator does not support " + std::string(name) + " yet");
  }
  return {};
}

Result<std::optional<StreamSetting>> ReadStreamSpecification(const JsonValue& request) {
  const JsonValue* member = request.Member("StreamSpecification");
  if (member == nullptr) return std::optional<StreamSetting>();
  StreamSetting setting;
  setting.enabled = ReadBool(*member, "StreamEnabled");
  const std::string_view view_type = ReadText(*member, "StreamViewType");
  if (setting.enabled && view_type.empty()) {
    return ValidationError(
        "Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams.");
  }
  if (!setting.enabled && !view_type.empty()) {
    return ValidationError(
        "Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType was present.");
  }
  if (view_type == "KEYS_ONLY") setting.view_type = StreamViewType::kKeysOnly;
  if (view_type == "NEW_IMAGE") setting.view_type = StreamViewType::kNewImage;
  if (view_type == "OLD_IMAGE") setting.view_type = StreamViewType::kOldImage;
  return std::optional<StreamSetting>(setting);
}

}  // namespace stator::server
