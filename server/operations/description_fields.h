#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/index_schema.h"
#include "model/table_schema.h"
#include "server/json/json_writer.h"

// Members that the descriptions of tables and of their indexes share.
namespace stator::server {

void Field(json::JsonWriter& out, std::string_view name, std::string_view text);
void Field(json::JsonWriter& out, std::string_view name, int64_t value);
// A timestamp; nothing for 0, which is never.
void TimeField(json::JsonWriter& out, std::string_view name, int64_t seconds);

// As the API spells it.
std::string_view StreamViewTypeName(StreamViewType type);

void WriteKeySchema(const KeySchema& keys, json::JsonWriter& out);
// What a table or an index is described with: while it is UPDATING, what it had before.
template <typename Schema>
const ProvisionedThroughput& ShownThroughput(const Schema& schema) {
  if (schema.transition.has_value() && schema.transition->throughput_before.has_value()) {
    return *schema.transition->throughput_before;
  }
  return schema.provisioned_throughput;
}

// `now_seconds` decides whether NumberOfDecreasesToday is still of today.
void WriteProvisionedThroughput(const ProvisionedThroughput& throughput, int64_t now_seconds,
                                json::JsonWriter& out);
// Nothing for nullopt.
void WriteOnDemandThroughput(const std::optional<OnDemandThroughput>& throughput,
                             json::JsonWriter& out);
// What was asked for, or what the service gives to each new table and index.
void WriteWarmThroughput(const std::optional<WarmThroughput>& asked, BillingMode billing_mode,
                         const ProvisionedThroughput& provisioned, json::JsonWriter& out);

}  // namespace stator::server
