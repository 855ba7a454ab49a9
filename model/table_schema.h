#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/attribute_value.h"

namespace stator {

// A key attribute with its declared type (kString, kNumber or kBinary).
struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::kString;

  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

enum class BillingMode : uint8_t { kProvisioned = 0, kPayPerRequest = 1 };
enum class TableClass : uint8_t { kStandard = 0, kStandardInfrequentAccess = 1 };
enum class StreamViewType : uint8_t {
  kKeysOnly = 0,
  kNewImage = 1,
  kOldImage = 2,
  kNewAndOldImages = 3
};

struct ProvisionedThroughput {
  int64_t read_capacity_units = 0;
  int64_t write_capacity_units = 0;
  // Seconds since the epoch; 0: never.
  int64_t last_increase_seconds = 0;
  int64_t last_decrease_seconds = 0;
  int64_t decreases_today = 0;

  friend bool operator==(const ProvisionedThroughput&, const ProvisionedThroughput&) = default;
};

// MaxReadRequestUnits and MaxWriteRequestUnits; -1: no maximum.
struct OnDemandThroughput {
  int64_t max_read_request_units = -1;
  int64_t max_write_request_units = -1;

  friend bool operator==(const OnDemandThroughput&, const OnDemandThroughput&) = default;
};

struct WarmThroughput {
  int64_t read_units_per_second = 0;
  int64_t write_units_per_second = 0;

  friend bool operator==(const WarmThroughput&, const WarmThroughput&) = default;
};

struct SseSpecification {
  bool enabled = false;
  std::string kms_master_key_id;  // empty: the AWS managed key

  friend bool operator==(const SseSpecification&, const SseSpecification&) = default;
};

struct Tag {
  std::string key;
  std::string value;

  friend bool operator==(const Tag&, const Tag&) = default;
};

// Everything that describes a table and outlives a restart. What CreateTable was given, plus what
// the service adds (id, ARN, times).
struct TableSchema {
  std::string name;
  // Never reused, not even after DeleteTable; assigned by the catalog. The prefix of every stored
  // key of this table.
  uint32_t id = 0;
  // TableId on the wire: a UUID.
  std::string uuid;
  std::string arn;
  int64_t creation_micros = 0;

  KeyAttribute partition_key;
  std::optional<KeyAttribute> sort_key;
  // AttributeDefinitions in the order the client gave.
  std::vector<KeyAttribute> attribute_definitions;

  BillingMode billing_mode = BillingMode::kProvisioned;
  // When BillingMode last became PAY_PER_REQUEST, seconds; 0: never.
  int64_t last_pay_per_request_seconds = 0;
  // Whether the client or an UpdateTable ever named a billing mode: the service shows
  // BillingModeSummary only then.
  bool billing_mode_named = false;
  ProvisionedThroughput provisioned_throughput;
  std::optional<OnDemandThroughput> on_demand_throughput;
  std::optional<WarmThroughput> warm_throughput;

  TableClass table_class = TableClass::kStandard;
  // TableClassSummary is shown only once a class was named.
  bool table_class_named = false;
  int64_t table_class_update_seconds = 0;
  bool deletion_protection = false;
  std::optional<SseSpecification> sse;
  std::optional<StreamViewType> stream_view_type;  // nullopt: no stream
  // LatestStreamLabel, kept after the stream is disabled; empty: never had a stream.
  std::string stream_label;
  std::string resource_policy;
  std::vector<Tag> tags;

  bool IsKeyAttribute(std::string_view attribute_name) const {
    return attribute_name == partition_key.name ||
           (sort_key.has_value() && attribute_name == sort_key->name);
  }

  friend bool operator==(const TableSchema&, const TableSchema&) = default;
};

}  // namespace stator
