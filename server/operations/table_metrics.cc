#include "server/operations/table_metrics.h"

#include <algorithm>
#include <string>

#include "server/operations/request_fields.h"

namespace stator::server {

MetricsAsked ReadMetricsAsked(const json::JsonValue& request) {
  const std::string_view capacity = ReadText(request, "ReturnConsumedCapacity");
  return {capacity == "TOTAL" || capacity == "INDEXES", capacity == "INDEXES",
          ReadText(request, "ReturnItemCollectionMetrics") == "SIZE"};
}

bool HasItemCollections(const TableSchema& schema) {
  // Local indexes come first.
  return !schema.indexes.empty() && schema.indexes.front().kind == IndexKind::kLocal;
}

bool NeedReport(const MetricsAsked& asked, const TableSchema& schema) {
  return (asked.capacity && !schema.indexes.empty()) ||
         (asked.item_collections && HasItemCollections(schema));
}

// The estimate is a range of one gigabyte: below one it is 0.0 to 1.0, as in the examples of the
// API reference.
void WriteItemCollection(const TableSchema& schema, const AttributeValue& partition, int64_t bytes,
                         json::JsonWriter& response) {
  constexpr int64_t kGigabyte = int64_t{1} << 30;
  const int64_t lower = bytes / kGigabyte;
  const Attribute key{schema.partition_key.name, partition};
  response.BeginObject();
  response.Key("ItemCollectionKey");
  response.Attributes({&key, 1});
  response.Key("SizeEstimateRangeGB");
  response.BeginArray();
  response.RawNumber(std::to_string(lower) + ".0");
  response.RawNumber(std::to_string(lower + 1) + ".0");
  response.EndArray();
  response.EndObject();
}

void TableMetrics::AddWrite(Arena& arena, const PrimaryKey& key, size_t old_size, size_t new_size,
                            const storage::WriteReport* report) {
  half_units_ += WriteCapacity(old_size, new_size);
  if (report == nullptr) return;
  if (indexes_.empty()) {
    for (const IndexSchema& index : schema_->indexes) indexes_.push_back({&index, 0});
  }
  for (const IndexCapacity& capacity : IndexWriteCapacity(arena, *schema_, *report)) {
    indexes_[static_cast<size_t>(capacity.index - schema_->indexes.data())].half_units +=
        capacity.half_units;
  }
  if (!HasItemCollections(*schema_)) return;
  const bool known = std::any_of(
      collections_.begin(), collections_.end(),
      [&](const Collection& collection) { return collection.partition == key.partition; });
  if (!known) collections_.push_back({key.partition, report->item_collection_bytes});
}

void WriteConsumedCapacities(const MetricsAsked& asked, std::span<const TableMetrics> tables,
                             CapacityKind kind, json::JsonWriter& response) {
  if (!asked.capacity) return;
  response.Key("ConsumedCapacity");
  response.BeginArray();
  for (const TableMetrics& table : tables) {
    WriteTableCapacity(table.name_, {table.half_units_, table.indexes_}, asked.capacity_by_index,
                       kind, response);
  }
  response.EndArray();
}

void WriteItemCollections(const MetricsAsked& asked, std::span<const TableMetrics> tables,
                          json::JsonWriter& response) {
  const auto has_collections = [](const TableMetrics& table) {
    return !table.collections_.empty();
  };
  if (!asked.item_collections || std::none_of(tables.begin(), tables.end(), has_collections)) {
    return;
  }
  response.Key("ItemCollectionMetrics");
  response.BeginObject();
  for (const TableMetrics& table : tables) {
    if (!has_collections(table)) continue;
    response.Key(table.name_);
    response.BeginArray();
    for (const TableMetrics::Collection& collection : table.collections_) {
      WriteItemCollection(*table.schema_, collection.partition, collection.bytes, response);
    }
    response.EndArray();
  }
  response.EndObject();
}

}  // namespace stator::server
