#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/primary_key.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/operations/consumed_capacity.h"
#include "storage/database.h"

namespace stator::server {

// What ReturnConsumedCapacity and ReturnItemCollectionMetrics ask for.
struct MetricsAsked {
  bool capacity = false;
  bool capacity_by_index = false;
  bool item_collections = false;
};

MetricsAsked ReadMetricsAsked(const json::JsonValue& request);

// Whether the table has item collections of limited size: those with local indexes have.
bool HasItemCollections(const TableSchema& schema);

// Whether the answer takes a storage::WriteReport of each write to the table.
bool NeedReport(const MetricsAsked& asked, const TableSchema& schema);

// One ItemCollectionMetrics structure.
void WriteItemCollection(const TableSchema& schema, const AttributeValue& partition, int64_t bytes,
                         json::JsonWriter& response);

// What a request on several tables did to one of them.
class TableMetrics {
 public:
  // `name` is what the client calls the table; it and the schema outlive this object.
  TableMetrics(std::string_view name, const TableSchema& schema) : name_(name), schema_(&schema) {}

  void AddRead(HalfUnits half_units) { half_units_ += half_units; }
  // `report` is nullptr unless NeedReport().
  void AddWrite(Arena& arena, const PrimaryKey& key, size_t old_size, size_t new_size,
                const storage::WriteReport* report);

 private:
  friend void WriteConsumedCapacities(const MetricsAsked& asked,
                                      std::span<const TableMetrics> tables, CapacityKind kind,
                                      json::JsonWriter& response);
  friend void WriteItemCollections(const MetricsAsked& asked, std::span<const TableMetrics> tables,
                                   json::JsonWriter& response);

  struct Collection {
    AttributeValue partition;
    int64_t bytes = 0;
  };

  std::string_view name_;
  const TableSchema* schema_;
  HalfUnits half_units_ = 0;
  std::vector<IndexCapacity> indexes_;   // in the schema's order, once there is a report
  std::vector<Collection> collections_;  // each once
};

// The ConsumedCapacity member: a list with one structure for each table.
void WriteConsumedCapacities(const MetricsAsked& asked, std::span<const TableMetrics> tables,
                             CapacityKind kind, json::JsonWriter& response);

// The ItemCollectionMetrics member: for each table that has item collections, those that were
// written to. Left out when there are none.
void WriteItemCollections(const MetricsAsked& asked, std::span<const TableMetrics> tables,
                          json::JsonWriter& response);

}  // namespace stator::server
