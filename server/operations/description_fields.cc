#include "server/operations/description_fields.h"

namespace stator::server {
namespace {

using json::JsonWriter;

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86'400;

void WriteKeySchemaElement(const KeyAttribute& attribute, std::string_view key_type,
                           JsonWriter& out) {
  out.BeginObject();
  Field(out, "AttributeName", attribute.name);
  Field(out, "KeyType", key_type);
  out.EndObject();
}

}  // namespace

void Field(JsonWriter& out, std::string_view name, std::string_view text) {
  out.Key(name);
  out.String(text);
}

void Field(JsonWriter& out, std::string_view name, int64_t value) {
  out.Key(name);
  out.Int(value);
}

void TimeField(JsonWriter& out, std::string_view name, int64_t seconds) {
  if (seconds == 0) return;
  out.Key(name);
  out.Timestamp(seconds * kMicrosPerSecond);
}

std::string_view StreamViewTypeName(StreamViewType type) {
  switch (type) {
    case StreamViewType::kKeysOnly:
      return "KEYS_ONLY";
    case StreamViewType::kNewImage:
      return "NEW_IMAGE";
    case StreamViewType::kOldImage:
      return "OLD_IMAGE";
    case StreamViewType::kNewAndOldImages:
      return "NEW_AND_OLD_IMAGES";
  }
  return "";
}

void WriteKeySchema(const KeySchema& keys, JsonWriter& out) {
  out.Key("KeySchema");
  out.BeginArray();
  for (const KeyAttribute& attribute : keys.hash) WriteKeySchemaElement(attribute, "HASH", out);
  for (const KeyAttribute& attribute : keys.range) WriteKeySchemaElement(attribute, "RANGE", out);
  out.EndArray();
}

void WriteProvisionedThroughput(const ProvisionedThroughput& throughput, int64_t now_seconds,
                                JsonWriter& out) {
  const bool decreased_today =
      throughput.last_decrease_seconds / kSecondsPerDay == now_seconds / kSecondsPerDay;
  out.Key("ProvisionedThroughput");
  out.BeginObject();
  TimeField(out, "LastIncreaseDateTime", throughput.last_increase_seconds);
  TimeField(out, "LastDecreaseDateTime", throughput.last_decrease_seconds);
  Field(out, "NumberOfDecreasesToday", decreased_today ? throughput.decreases_today : 0);
  Field(out, "ReadCapacityUnits", throughput.read_capacity_units);
  Field(out, "WriteCapacityUnits", throughput.write_capacity_units);
  out.EndObject();
}

void WriteOnDemandThroughput(const std::optional<OnDemandThroughput>& throughput, JsonWriter& out) {
  if (!throughput.has_value()) return;
  out.Key("OnDemandThroughput");
  out.BeginObject();
  Field(out, "MaxReadRequestUnits", throughput->max_read_request_units);
  Field(out, "MaxWriteRequestUnits", throughput->max_write_request_units);
  out.EndObject();
}

// What a new table or index can take at once: on demand 12,000 reads and 4,000 writes a second,
// provisioned what is provisioned ("Understanding DynamoDB warm throughput").
void WriteWarmThroughput(const std::optional<WarmThroughput>& asked, BillingMode billing_mode,
                         const ProvisionedThroughput& provisioned, JsonWriter& out) {
  const bool on_demand = billing_mode == BillingMode::kPayPerRequest;
  const WarmThroughput initial = {on_demand ? 12'000 : provisioned.read_capacity_units,
                                  on_demand ? 4'000 : provisioned.write_capacity_units};
  const WarmThroughput warm = asked.value_or(initial);
  out.Key("WarmThroughput");
  out.BeginObject();
  Field(out, "ReadUnitsPerSecond", warm.read_units_per_second);
  Field(out, "WriteUnitsPerSecond", warm.write_units_per_second);
  Field(out, "Status", "ACTIVE");
  out.EndObject();
}

}  // namespace stator::server
