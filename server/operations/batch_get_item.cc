#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "model/limits.h"
#include "server/json/attribute_codec.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/item_write.h"
#include "server/operations/legacy_parameters.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_metrics.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

using json::JsonMember;
using json::JsonValue;

constexpr std::array<std::string_view, 1> kLegacy = {"AttributesToGet"};
constexpr ExpressionParameters kParameters = {{}, true, kLegacy};

// What is wanted of one table. The arrays live in the request's arena.
struct TableReads {
  std::string_view name;               // as the client gave it: a name or an ARN
  const JsonValue* request = nullptr;  // KeysAndAttributes
  std::span<AttributeMap> keys;
  storage::TablePtr table;
  std::span<PrimaryKey> primary_keys;
  const expressions::Projection* projection = nullptr;  // nullptr: whole items
};

// Keys are compared by value, so 1 and 1.0 are duplicates (dynalite; the service's own check of a
// batch of writes agrees with that, as all emulators imitate it).
bool HasDuplicates(Arena& arena, std::span<const AttributeMap> keys) {
  const std::span<std::string_view> encoded = arena.NewArray<std::string_view>(keys.size());
  std::string bytes;
  for (size_t i = 0; i < keys.size(); ++i) {
    bytes.clear();
    storage::EncodeItem(keys[i], 0, bytes);
    encoded[i] = arena.CopyString(bytes);
  }
  std::sort(encoded.begin(), encoded.end());
  return std::adjacent_find(encoded.begin(), encoded.end()) != encoded.end();
}

// The keys, and AttributesToGet, which the service looks at before duplicate keys (dynalite and
// dynoxide agree).
Result<void> ReadKeys(Arena& arena, TableReads& reads) {
  const std::span<const JsonValue> keys = reads.request->Member("Keys")->array();
  reads.keys = arena.NewArray<AttributeMap>(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(reads.keys[i], json::ReadAttributeMap(arena, keys[i]));
  }
  STATOR_ASSIGN_OR_RETURN(reads.projection, ReadAttributesToGet(arena, *reads.request));
  if (HasDuplicates(arena, reads.keys)) {
    return ValidationError("Provided list of item keys contains duplicates");
  }
  return {};
}

// The words of 2026, without the value and with the names of the JSON (recorded in nubo-db/dynoxide
// issue 18 and pull request 198).
Error LengthError(const std::string& path, const std::string& bound) {
  return ValidationError("1 validation error detected: Value at 'RequestItems" + path +
                         "' failed to satisfy constraint: Member must have length " + bound);
}

// What can be judged without the tables. DynamoDB Local goes in this order: mixed parameters of all
// tables, then all keys, duplicates included, then their number.
Result<std::vector<TableReads>> ReadRequestItems(Arena& arena, const JsonValue& request) {
  const std::span<const JsonMember> members = request.Member("RequestItems")->object();
  if (members.empty()) return LengthError("", "greater than or equal to 1");
  for (const JsonMember& member : members) {
    if (member.value.Member("Keys")->array().size() > limits::kMaxBatchGetKeys) {
      return LengthError("." + std::string(member.name) + ".member.Keys",
                         "less than or equal to " + std::to_string(limits::kMaxBatchGetKeys));
    }
  }
  std::vector<TableReads> tables;
  for (const JsonMember& member : members) {
    STATOR_RETURN_IF_ERROR(CheckExpressionParameters(member.value, kParameters));
    tables.push_back({member.name, &member.value, {}, nullptr, {}, nullptr});
  }
  size_t count = 0;
  for (TableReads& reads : tables) {
    STATOR_RETURN_IF_ERROR(ReadKeys(arena, reads));
    count += reads.keys.size();
  }
  if (count > limits::kMaxBatchGetKeys) {
    return ValidationError("Too many items requested for the BatchGetItem call");
  }
  return tables;
}

// Finds the table and judges the request by it, one table after the other: the emulators agree that
// the first table at fault decides, and that projections are parsed after keys were read.
Result<void> PrepareReads(const OperationContext& context, TableReads& reads) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, TableNameOf(reads.name));
  STATOR_ASSIGN_OR_RETURN(reads.table, FindTableForItems(context, table_name));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          ReadNamePlaceholders(arena, *reads.request));
  if (reads.projection == nullptr) {
    STATOR_ASSIGN_OR_RETURN(reads.projection, ReadProjection(arena, *reads.request, placeholders));
  }
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  const TableSchema& schema = reads.table->schema();
  reads.primary_keys = arena.NewArray<PrimaryKey>(reads.keys.size());
  for (size_t i = 0; i < reads.keys.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(reads.primary_keys[i], ReadKey(schema, reads.keys[i]));
  }
  if (reads.projection == nullptr) return {};
  return expressions::CheckKeyPaths(schema, *reads.projection);
}

// Reads items and writes them to the response, up to the limit of a batch.
class BatchReader {
 public:
  BatchReader(const storage::Database& database, json::JsonWriter& response)
      : database_(database), response_(response) {}

  // Writes the list of a table's items and returns how many of its keys were processed: all of
  // them, or those before the item that would have crossed the limit. From that item on nothing is
  // answered any more, not even what would still fit (DynamoDB Local and dynoxide agree).
  Result<size_t> Read(const TableReads& reads, TableMetrics& metrics) {
    const bool consistent = ReadBool(*reads.request, "ConsistentRead");
    size_t processed = 0;
    response_.BeginArray();
    while (!full_ && processed < reads.primary_keys.size()) {
      scratch_.Reset();
      STATOR_ASSIGN_OR_RETURN(const auto items, ReadSome(reads, processed));
      for (const storage::ItemSnapshot& snapshot : items) {
        const size_t size = snapshot.item.has_value() ? snapshot.item->item_size() : 0;
        full_ = size > limits::kMaxBatchGetBytes - bytes_;
        if (full_) break;
        bytes_ += size;
        // "Requests for nonexistent items consume the minimum read capacity units" (API reference).
        metrics.AddRead(ReadCapacity(size, consistent));
        if (snapshot.item.has_value()) {
          STATOR_RETURN_IF_ERROR(Write(*snapshot.item, reads.projection));
        }
        ++processed;
      }
    }
    response_.EndArray();
    return processed;
  }

 private:
  // Together, since each by itself costs more; of the largest items that is 10 MB.
  static constexpr size_t kReadTogether = 25;

  // The items of the next keys.
  Result<std::span<const storage::ItemSnapshot>> ReadSome(const TableReads& reads, size_t first) {
    const std::span<const PrimaryKey> keys = reads.primary_keys.subspan(
        first, std::min(kReadTogether, reads.primary_keys.size() - first));
    const auto some = scratch_.NewArray<storage::ItemRead>(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) some[i] = {reads.table.get(), keys[i]};
    return database_.ReadTogether(scratch_, some);
  }

  Result<void> Write(const storage::EncodedItem& item, const expressions::Projection* projection) {
    if (projection == nullptr) {
      response_.Item(item);
      return {};
    }
    STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(scratch_, item));
    response_.Attributes(expressions::Project(scratch_, *projection, attributes));
    return {};
  }

  const storage::Database& database_;
  json::JsonWriter& response_;
  Arena scratch_;  // holds what was read together
  size_t bytes_ = 0;
  bool full_ = false;
};

// KeysAndAttributes as the client gave it, with the keys that are left.
void WriteUnprocessed(const TableReads& reads, size_t processed, json::JsonWriter& response) {
  response.Key(reads.name);
  response.BeginObject();
  response.Key("Keys");
  response.BeginArray();
  for (const AttributeMap& key : reads.keys.subspan(processed)) response.Attributes(key);
  response.EndArray();
  if (const JsonValue* consistent = reads.request->Member("ConsistentRead")) {
    response.Key("ConsistentRead");
    response.Bool(consistent->boolean());
  }
  if (const JsonValue* attributes = reads.request->Member("AttributesToGet")) {
    response.Key("AttributesToGet");
    response.BeginArray();
    for (const JsonValue& name : attributes->array()) response.String(name.text());
    response.EndArray();
  }
  if (const JsonValue* projection = reads.request->Member("ProjectionExpression")) {
    response.Key("ProjectionExpression");
    response.String(projection->text());
  }
  if (const JsonValue* names = reads.request->Member("ExpressionAttributeNames")) {
    response.Key("ExpressionAttributeNames");
    response.BeginObject();
    for (const JsonMember& name : names->object()) {
      response.Key(name.name);
      response.String(name.value.text());
    }
    response.EndObject();
  }
  response.EndObject();
}

}  // namespace

Result<void> BatchGetItem(OperationContext& context, const JsonValue& request,
                          json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(std::vector<TableReads> tables, ReadRequestItems(context.arena, request));
  std::vector<TableMetrics> metrics;
  for (TableReads& reads : tables) {
    STATOR_RETURN_IF_ERROR(PrepareReads(context, reads));
    metrics.emplace_back(reads.name, reads.table->schema());
  }
  BatchReader reader(context.database, response);
  std::vector<size_t> processed(tables.size());
  response.BeginObject();
  response.Key("Responses");
  response.BeginObject();
  for (size_t i = 0; i < tables.size(); ++i) {
    response.Key(tables[i].name);
    STATOR_ASSIGN_OR_RETURN(processed[i], reader.Read(tables[i], metrics[i]));
  }
  response.EndObject();
  response.Key("UnprocessedKeys");
  response.BeginObject();
  for (size_t i = 0; i < tables.size(); ++i) {
    if (processed[i] < tables[i].keys.size()) WriteUnprocessed(tables[i], processed[i], response);
  }
  response.EndObject();
  WriteConsumedCapacities(ReadMetricsAsked(request), metrics, CapacityKind::kPlain, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
