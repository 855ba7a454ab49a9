#include "storage/schema_codec.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "storage/encoding/tagged_fields.h"

// ListFields is found by argument-dependent lookup, so it lives with the types and in no unnamed
// namespace.
namespace stator {

// On disk: the numbers of fields. Never reuse one; new fields get new numbers.

template <typename Archive, storage::SameRecord<KeyAttribute> Record>
static void ListFields(Archive& archive, Record& key) {
  archive(1, key.name);
  archive(2, key.type, AttributeType::kBinary);
}

template <typename Archive, storage::SameRecord<ProvisionedThroughput> Record>
static void ListFields(Archive& archive, Record& throughput) {
  archive(1, throughput.read_capacity_units);
  archive(2, throughput.write_capacity_units);
  archive(3, throughput.last_increase_seconds);
  archive(4, throughput.last_decrease_seconds);
  archive(5, throughput.decreases_today);
}

template <typename Archive, storage::SameRecord<OnDemandThroughput> Record>
static void ListFields(Archive& archive, Record& throughput) {
  archive(1, throughput.max_read_request_units);
  archive(2, throughput.max_write_request_units);
}

template <typename Archive, storage::SameRecord<WarmThroughput> Record>
static void ListFields(Archive& archive, Record& throughput) {
  archive(1, throughput.read_units_per_second);
  archive(2, throughput.write_units_per_second);
}

template <typename Archive, storage::SameRecord<SseSpecification> Record>
static void ListFields(Archive& archive, Record& sse) {
  archive(1, sse.enabled);
  archive(2, sse.kms_master_key_id);
}

template <typename Archive, storage::SameRecord<Tag> Record>
static void ListFields(Archive& archive, Record& tag) {
  archive(1, tag.key);
  archive(2, tag.value);
}

template <typename Archive, storage::SameRecord<TimeToLive> Record>
static void ListFields(Archive& archive, Record& time_to_live) {
  archive(1, time_to_live.attribute_name);
  archive(2, time_to_live.indexed);
  archive(3, time_to_live.last_change_seconds);
}

template <typename Archive, storage::SameRecord<KeySchema> Record>
static void ListFields(Archive& archive, Record& keys) {
  archive(1, keys.hash);
  archive(2, keys.range);
}

template <typename Archive, storage::SameRecord<IndexTransition> Record>
static void ListFields(Archive& archive, Record& transition) {
  archive(1, transition.end_micros);
  archive(2, transition.filled);
  archive(3, transition.throughput_before);
}

template <typename Archive, storage::SameRecord<TableTransition> Record>
static void ListFields(Archive& archive, Record& transition) {
  archive(1, transition.status, TableStatus::kDeleting);
  archive(2, transition.end_micros);
  archive(3, transition.throughput_before);
}

template <typename Archive, storage::SameRecord<IndexSchema> Record>
static void ListFields(Archive& archive, Record& index) {
  archive(1, index.name);
  archive(2, index.id);
  archive(3, index.kind, IndexKind::kLocal);
  archive(4, index.keys);
  archive(5, index.projection, ProjectionType::kInclude);
  archive(6, index.non_key_attributes);
  archive(7, index.provisioned_throughput);
  archive(8, index.on_demand_throughput);
  archive(9, index.warm_throughput);
  archive(10, index.status, IndexStatus::kDeleting);
  archive(11, index.transition);
}

template <typename Archive, storage::SameRecord<TableSchema> Record>
static void ListFields(Archive& archive, Record& schema) {
  archive(1, schema.name);
  archive(2, schema.id);
  archive(3, schema.uuid);
  archive(4, schema.arn);
  archive(5, schema.creation_micros);
  archive(6, schema.partition_key);
  archive(7, schema.sort_key);
  archive(8, schema.attribute_definitions);
  archive(9, schema.billing_mode, BillingMode::kPayPerRequest);
  archive(10, schema.last_pay_per_request_seconds);
  // 11 was in use once.
  archive(12, schema.provisioned_throughput);
  archive(13, schema.on_demand_throughput);
  archive(14, schema.warm_throughput);
  archive(15, schema.table_class, TableClass::kStandardInfrequentAccess);
  archive(16, schema.table_class_named);
  archive(17, schema.table_class_update_seconds);
  archive(18, schema.deletion_protection);
  archive(19, schema.sse);
  archive(20, schema.stream_view_type, StreamViewType::kNewAndOldImages);
  archive(21, schema.stream_label);
  archive(22, schema.resource_policy);
  archive(23, schema.tags);
  archive(24, schema.indexes);
  archive(25, schema.next_index_id);
  archive(26, schema.time_to_live);
  archive(28, schema.transition);
  archive(30, schema.stream_id);
  archive(33, schema.name_space);
}

template <typename Archive, storage::SameRecord<StreamShard> Record>
static void ListFields(Archive& archive, Record& shard) {
  archive(1, shard.number);
  archive(2, shard.id);
  archive(3, shard.parent_id);
  archive(4, shard.first_hash);
  archive(5, shard.last_hash);
  archive(6, shard.starting_sequence);
  archive(7, shard.ending_sequence);
  archive(8, shard.creation_micros);
  archive(9, shard.closed_micros);
  archive(10, shard.trimmed_to);
}

template <typename Archive, storage::SameRecord<StreamSchema> Record>
static void ListFields(Archive& archive, Record& stream) {
  archive(1, stream.table_id);
  archive(2, stream.id);
  archive(3, stream.table_name);
  archive(4, stream.arn);
  archive(5, stream.label);
  archive(6, stream.view_type, StreamViewType::kNewAndOldImages);
  archive(7, stream.partition_key);
  archive(8, stream.sort_key);
  archive(9, stream.creation_micros);
  archive(10, stream.disabled_micros);
  archive(11, stream.next_shard_number);
  archive(12, stream.shards);
  archive(33, stream.name_space);
}

namespace storage {

namespace {

bool IsKeyType(AttributeType type) {
  return type >= AttributeType::kString && type <= AttributeType::kBinary;
}

bool AreKeys(const std::vector<KeyAttribute>& keys) {
  return keys.size() <= limits::kMaxIndexKeyAttributes &&
         std::all_of(keys.begin(), keys.end(),
                     [](const KeyAttribute& key) { return IsKeyType(key.type); });
}

bool IsIndexOf(const TableSchema& schema, const IndexSchema& index) {
  return !index.name.empty() && index.id != 0 && index.id < schema.next_index_id &&
         !index.keys.hash.empty() && AreKeys(index.keys.hash) && AreKeys(index.keys.range);
}

bool IsShardOf(const StreamSchema& stream, const StreamShard& shard) {
  return shard.number != 0 && shard.number < stream.next_shard_number && !shard.id.empty() &&
         shard.first_hash <= shard.last_hash &&
         (shard.is_open() || shard.ending_sequence >= shard.starting_sequence);
}

// A record finds its shard by its hash, so the open shards of an enabled stream must take all.
bool OpenShardsTakeAllHashes(const StreamSchema& stream) {
  std::vector<std::pair<uint32_t, uint32_t>> ranges;
  for (const StreamShard& shard : stream.shards) {
    if (shard.is_open()) ranges.emplace_back(shard.first_hash, shard.last_hash);
  }
  std::sort(ranges.begin(), ranges.end());
  uint64_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first != next) return false;
    next = uint64_t{last} + 1;
  }
  return next == (stream.is_enabled() ? uint64_t{1} << 32 : 0);
}

// On disk. The first byte of a stored schema.
constexpr char kSchemaFormat = 1;

}  // namespace

std::string EncodeSchema(const TableSchema& schema) {
  std::string bytes(1, kSchemaFormat);
  WriteFields(schema, bytes);
  return bytes;
}

std::optional<TableSchema> DecodeSchema(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != kSchemaFormat) return std::nullopt;
  TableSchema schema;
  if (!ReadFields(bytes.substr(1), schema)) return std::nullopt;
  if (schema.name.empty() || schema.id == 0 || schema.partition_key.name.empty()) {
    return std::nullopt;
  }
  if (!IsKeyType(schema.partition_key.type)) return std::nullopt;
  if (schema.sort_key.has_value() && !IsKeyType(schema.sort_key->type)) return std::nullopt;
  for (const KeyAttribute& definition : schema.attribute_definitions) {
    if (!IsKeyType(definition.type)) return std::nullopt;
  }
  for (const IndexSchema& index : schema.indexes) {
    if (!IsIndexOf(schema, index)) return std::nullopt;
  }
  return schema;
}

std::string EncodeStream(const StreamSchema& schema) {
  std::string bytes(1, kSchemaFormat);
  WriteFields(schema, bytes);
  return bytes;
}

std::optional<StreamSchema> DecodeStream(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != kSchemaFormat) return std::nullopt;
  StreamSchema schema;
  if (!ReadFields(bytes.substr(1), schema)) return std::nullopt;
  if (schema.table_id == 0 || schema.id == 0 || schema.arn.empty()) return std::nullopt;
  if (!IsKeyType(schema.partition_key.type)) return std::nullopt;
  if (schema.sort_key.has_value() && !IsKeyType(schema.sort_key->type)) return std::nullopt;
  for (const StreamShard& shard : schema.shards) {
    if (!IsShardOf(schema, shard)) return std::nullopt;
  }
  if (!OpenShardsTakeAllHashes(schema)) return std::nullopt;
  return schema;
}

}  // namespace storage
}  // namespace stator
