#include "server/operations/index_description.h"

#include <algorithm>
#include <string_view>

#include "server/operations/description_fields.h"

namespace stator::server {
namespace {

using json::JsonWriter;

std::string_view ProjectionTypeName(ProjectionType type) {
  switch (type) {
    case ProjectionType::kAll:
      return "ALL";
    case ProjectionType::kKeysOnly:
      return "KEYS_ONLY";
    case ProjectionType::kInclude:
      return "INCLUDE";
  }
  return "";
}

std::string_view IndexStatusName(IndexStatus status) {
  switch (status) {
    case IndexStatus::kActive:
      return "ACTIVE";
    case IndexStatus::kCreating:
      return "CREATING";
    case IndexStatus::kUpdating:
      return "UPDATING";
    case IndexStatus::kDeleting:
      return "DELETING";
  }
  return "";
}

// What the descriptions of all indexes of a table depend on.
struct Described {
  const TableSchema& schema;
  const storage::Table& table;
  int64_t now_seconds;
};

void WriteDefinition(const IndexSchema& index, JsonWriter& out) {
  Field(out, "IndexName", index.name);
  WriteKeySchema(index.keys, out);
  out.Key("Projection");
  out.BeginObject();
  Field(out, "ProjectionType", ProjectionTypeName(index.projection));
  if (!index.non_key_attributes.empty()) {
    out.Key("NonKeyAttributes");
    out.BeginArray();
    for (const std::string& name : index.non_key_attributes) out.String(name);
    out.EndArray();
  }
  out.EndObject();
}

void WriteCounts(const Described& described, const IndexSchema& index, JsonWriter& out) {
  Field(out, "IndexSizeBytes", described.table.index_size_bytes(index.id));
  Field(out, "ItemCount", described.table.index_item_count(index.id));
  Field(out, "IndexArn", described.schema.arn + "/index/" + index.name);
}

// The service makes an index in two phases, and it backfills in the second only: the answer of
// UpdateTable is of the first. An index that CreateTable made is never shown as backfilling (API
// reference, GlobalSecondaryIndexDescription).
void WriteStatus(const Described& described, const IndexSchema& index, JsonWriter& out) {
  const TableStatus table_status = described.schema.status();
  if (table_status == TableStatus::kCreating) {
    Field(out, "IndexStatus", "CREATING");
    return;
  }
  Field(out, "IndexStatus", IndexStatusName(index.status));
  if (index.status != IndexStatus::kCreating) return;
  out.Key("Backfilling");
  out.Bool(table_status == TableStatus::kActive);
}

void WriteLocalIndex(const Described& described, const IndexSchema& index, JsonWriter& out) {
  out.BeginObject();
  WriteDefinition(index, out);
  WriteCounts(described, index, out);
  out.EndObject();
}

void WriteGlobalIndex(const Described& described, const IndexSchema& index, JsonWriter& out) {
  out.BeginObject();
  WriteDefinition(index, out);
  WriteStatus(described, index, out);
  WriteProvisionedThroughput(ShownThroughput(index), described.now_seconds, out);
  WriteCounts(described, index, out);
  WriteOnDemandThroughput(index.on_demand_throughput, out);
  WriteWarmThroughput(index.warm_throughput, described.schema.billing_mode, ShownThroughput(index),
                      out);
  out.EndObject();
}

void WriteIndexes(const Described& described, IndexKind kind, JsonWriter& out) {
  const std::vector<IndexSchema>& indexes = described.schema.indexes;
  const auto is_of_kind = [kind](const IndexSchema& index) { return index.kind == kind; };
  if (std::none_of(indexes.begin(), indexes.end(), is_of_kind)) return;
  const bool local = kind == IndexKind::kLocal;
  out.Key(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes");
  out.BeginArray();
  for (const IndexSchema& index : indexes) {
    if (!is_of_kind(index)) continue;
    (local ? WriteLocalIndex : WriteGlobalIndex)(described, index, out);
  }
  out.EndArray();
}

}  // namespace

void WriteIndexDescriptions(const TableSchema& schema, const storage::Table& table,
                            int64_t now_seconds, JsonWriter& response) {
  // "If the table is in the DELETING state, no information about indexes will be returned" (API
  // reference, TableDescription).
  if (schema.status() == TableStatus::kDeleting) return;
  const Described described{schema, table, now_seconds};
  WriteIndexes(described, IndexKind::kLocal, response);
  WriteIndexes(described, IndexKind::kGlobal, response);
}

}  // namespace stator::server
