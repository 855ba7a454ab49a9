#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"

// The settings that CreateTable and UpdateTable both take, for a table and for its global indexes.
namespace stator::server {

// BillingMode; nullopt: not given.
std::optional<BillingMode> ReadBillingMode(const json::JsonValue& request);

// ProvisionedThroughput of a request or of an index definition, within the service's bounds;
// nullopt: not given.
Result<std::optional<ProvisionedThroughput>> ReadProvisionedThroughput(
    const json::JsonValue& owner);

// OnDemandThroughput: what is given replaces what is in `current`; all of `current` when it is not
// given. `owner_kind` ("table" or "index") is how messages call the owner.
Result<std::optional<OnDemandThroughput>> ReadOnDemandThroughput(
    const json::JsonValue& owner, BillingMode billing_mode,
    std::optional<OnDemandThroughput> current, std::string_view owner_kind);

// WarmThroughput, read in the same way.
std::optional<WarmThroughput> ReadWarmThroughput(const json::JsonValue& owner,
                                                 std::optional<WarmThroughput> current);

// The capacity units of `to`, with the times and the number of decreases that follow from a change
// now.
ProvisionedThroughput ChangedThroughput(const ProvisionedThroughput& from,
                                        const ProvisionedThroughput& to, int64_t now_seconds);

// The error when a change of throughput would change nothing. `owner` is "table" or "index NAME".
Error UnchangedThroughputError(std::string_view owner, const ProvisionedThroughput& throughput);

// The error when on-demand billing comes with ProvisionedThroughput.
Error ThroughputOnDemandError();

// Takes OnDemandThroughput, WarmThroughput, TableClass, DeletionProtectionEnabled and
// SSESpecification over into the schema, each where given. schema.billing_mode is the mode that
// will be in force.
Result<void> ReadTableSettings(const json::JsonValue& request, int64_t now_seconds,
                               TableSchema& schema);

// What is not there is refused rather than ignored.
Result<void> RefuseUnsupportedSettings(const json::JsonValue& request);

// StreamSpecification; nullopt: not given.
struct StreamSetting {
  bool enabled = false;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
};
Result<std::optional<StreamSetting>> ReadStreamSpecification(const json::JsonValue& request);

}  // namespace stator::server
