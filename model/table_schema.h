#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/index_schema.h"
#include "model/throughput.h"

namespace stator {

enum class BillingMode : uint8_t { kProvisioned = 0, kPayPerRequest = 1 };
// Stored on disk: never renumber.
enum class TableStatus : uint8_t { kActive = 0, kCreating = 1, kUpdating = 2, kDeleting = 3 };
enum class TableClass : uint8_t { kStandard = 0, kStandardInfrequentAccess = 1 };
enum class StreamViewType : uint8_t {
  kKeysOnly = 0,
  kNewImage = 1,
  kOldImage = 2,
  kNewAndOldImages = 3
};

// What a table goes through until it is ACTIVE, or gone: only with --transition-delay.
struct TableTransition {
  TableStatus status = TableStatus::kUpdating;  // never kActive
  int64_t end_micros = 0;
  // Of kUpdating: the throughput that the table had, and is described with until the end.
  std::optional<ProvisionedThroughput> throughput_before;

  friend bool operator==(const TableTransition&, const TableTransition&) = default;
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

// The table's time to live.
struct TimeToLive {
  std::string attribute_name;  // empty: disabled
  // Whether the expiry index holds the items that were there when it was enabled. Until then its
  // status is ENABLING.
  bool indexed = false;
  // When it was last enabled or disabled, seconds; 0: never.
  int64_t last_change_seconds = 0;

  friend bool operator==(const TimeToLive&, const TimeToLive&) = default;
};

// Everything that describes a table and outlives a restart. What CreateTable was given, plus what
// the service adds (id, ARN, times).
struct TableSchema {
  std::string name;
  // Tables of different namespaces may have the same name: "eu-west-1", "123456789012/eu-west-1";
  // empty where there is but one.
  std::string name_space;
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

  std::optional<TableTransition> transition;  // nullopt: the table is ACTIVE

  // Local indexes first, each kind in the order the client gave.
  std::vector<IndexSchema> indexes;
  // The id that the next index gets; ids of deleted indexes are not used again.
  uint32_t next_index_id = 1;

  BillingMode billing_mode = BillingMode::kProvisioned;
  // When BillingMode last became PAY_PER_REQUEST, seconds; 0: never.
  int64_t last_pay_per_request_seconds = 0;
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
  // LatestStreamLabel, kept after the stream is disabled; empty: never had a stream. Assigned by
  // the catalog whenever stream_view_type comes to be there.
  std::string stream_label;
  // The latest stream's, among those of this table; 0: never had one. Assigned by the catalog.
  uint32_t stream_id = 0;
  std::string resource_policy;
  std::vector<Tag> tags;
  TimeToLive time_to_live;

  // The name under which the store finds the table: no name has a slash in it.
  std::string QualifiedName() const { return name_space.empty() ? name : name_space + "/" + name; }

  bool IsKeyAttribute(std::string_view attribute_name) const {
    return attribute_name == partition_key.name ||
           (sort_key.has_value() && attribute_name == sort_key->name);
  }

  TableStatus status() const {
    return transition.has_value() ? transition->status : TableStatus::kActive;
  }

  // nullptr when there is none.
  const IndexSchema* FindIndex(std::string_view index_name) const {
    for (const IndexSchema& index : indexes) {
      if (index.name == index_name) return &index;
    }
    return nullptr;
  }

  friend bool operator==(const TableSchema&, const TableSchema&) = default;
};

}  // namespace stator
