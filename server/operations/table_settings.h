#pragma once

#include <cstdint>
#include <optional>

#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"

// The settings that CreateTable and UpdateTable both take.
namespace stator::server {

// BillingMode; nullopt: not given.
std::optional<BillingMode> ReadBillingMode(const json::JsonValue& request);

// ProvisionedThroughput within the service's bounds; nullopt: not given.
Result<std::optional<ProvisionedThroughput>> ReadProvisionedThroughput(
    const json::JsonValue& request);

// The error when on-demand billing comes with ProvisionedThroughput.
Error ThroughputOnDemandError();

// Takes OnDemandThroughput, WarmThroughput, TableClass, DeletionProtectionEnabled and
// SSESpecification over into the schema, each where given. schema.billing_mode is the mode that
// will be in force.
Result<void> ReadTableSettings(const json::JsonValue& request, int64_t now_seconds,
                               TableSchema& schema);

// StreamSpecification; nullopt: not given.
struct StreamSetting {
  bool enabled = false;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
};
Result<std::optional<StreamSetting>> ReadStreamSpecification(const json::JsonValue& request);

// The label of a stream enabled now: "2026-11-21T02:36:29.477".
std::string StreamLabel(int64_t now_micros);

}  // namespace stator::server
