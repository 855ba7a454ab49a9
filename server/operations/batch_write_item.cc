#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "server/operations/item_delete.h"
#include "server/operations/item_put.h"
#include "server/operations/operations.h"
#include "server/operations/table_metrics.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

using json::JsonMember;
using json::JsonValue;

// One WriteRequest. Also the decision function of its write. Lives in the request's arena.
struct BatchedWrite {
  bool puts = false;  // else deletes
  ItemAction* action = nullptr;
  const storage::Table* table = nullptr;
  storage::WriteReport report;
  bool unprocessed = false;

  Result<storage::WriteDecision> operator()(std::optional<storage::EncodedItem> old_item) {
    return action->Decide(old_item);
  }
};

// The WriteRequests of one table.
struct TableWrites {
  std::string_view name;  // as the client gave it: a name or an ARN
  storage::TablePtr table;
  std::span<BatchedWrite> writes;
  bool needs_reports = false;
};

struct Batch {
  std::span<BatchedWrite> writes;  // of all tables, in the order given
  std::vector<TableWrites> tables;
};

Result<void> ReadWriteRequest(Arena& arena, const JsonValue& request, BatchedWrite& write) {
  const JsonValue* put = request.Member("PutRequest");
  const JsonValue* deletion = request.Member("DeleteRequest");
  // The service says it of a WriteRequest in the words that are meant for an AttributeValue, and of
  // none in the words for several: all emulators agree on none, DynamoDB Local answers so for both.
  if ((put == nullptr) == (deletion == nullptr)) {
    return ValidationError(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
        "supported datatypes");
  }
  write.puts = put != nullptr;
  if (write.puts) {
    STATOR_ASSIGN_OR_RETURN(ItemPut action, ItemPut::Read(arena, *put, ActionSource::kBatch));
    write.action = arena.New<ItemPut>(std::move(action));
  } else {
    STATOR_ASSIGN_OR_RETURN(ItemDelete action,
                            ItemDelete::Read(arena, *deletion, ActionSource::kBatch));
    write.action = arena.New<ItemDelete>(std::move(action));
  }
  return {};
}

// What can be judged without the tables, request by request, and then their number (the order of
// DynamoDB Local).
Result<Batch> ReadBatch(Arena& arena, const JsonValue& request) {
  const std::span<const JsonMember> members = request.Member("RequestItems")->object();
  // Recorded in nubo-db/dynoxide issue 17 and pull request 198.
  if (members.empty()) {
    return ValidationError("The requestItems parameter is required for BatchWriteItem");
  }
  size_t count = 0;
  for (const JsonMember& member : members) count += member.value.array().size();
  Batch batch{arena.NewArray<BatchedWrite>(count), {}};
  size_t next = 0;
  for (const JsonMember& member : members) {
    const std::span<const JsonValue> requests = member.value.array();
    batch.tables.push_back(
        {member.name, nullptr, batch.writes.subspan(next, requests.size()), false});
    for (const JsonValue& element : requests) {
      STATOR_RETURN_IF_ERROR(ReadWriteRequest(arena, element, batch.writes[next++]));
    }
  }
  if (count > limits::kMaxBatchWriteRequests) {
    return ValidationError("Too many items requested for the BatchWriteItem call");
  }
  return batch;
}

bool SameItem(const BatchedWrite& left, const BatchedWrite& right) {
  return left.table->schema().id == right.table->schema().id &&
         left.action->key() == right.action->key();
}

// Finds the tables and judges the requests by them, one after the other: the first at fault
// decides (DynamoDB Local and dynalite agree).
Result<void> PrepareWrites(const OperationContext& context, Batch& batch) {
  size_t next = 0;
  for (TableWrites& writes : batch.tables) {
    STATOR_ASSIGN_OR_RETURN(const std::string_view name, TableNameOf(writes.name));
    STATOR_ASSIGN_OR_RETURN(writes.table, FindTableForItems(context, name));
    for (BatchedWrite& write : writes.writes) {
      write.table = writes.table.get();
      STATOR_RETURN_IF_ERROR(write.action->Bind(writes.table->schema()));
      for (const BatchedWrite& earlier : batch.writes.first(next)) {
        if (SameItem(earlier, write)) {
          return ValidationError("Provided list of item keys contains duplicates");
        }
      }
      ++next;
    }
  }
  return {};
}

// The service promises atomicity only of each request; here the batch is one write, which is
// faster, and which leaves nothing half done when it fails. The exception is a batch that meets a
// transaction in flight: then each request goes by itself, and those that cannot be done now are
// unprocessed, as the service leaves to the client what it could not do.
Result<void> Write(OperationContext& context, Batch& batch) {
  std::vector<storage::ItemWrite> writes;
  writes.reserve(batch.writes.size());
  for (TableWrites& table : batch.tables) {
    for (BatchedWrite& write : table.writes) {
      writes.push_back(
          {write.table, write.action->key(), write, table.needs_reports ? &write.report : nullptr});
    }
  }
  Result<void> written = context.database.Write(context.arena, writes);
  if (written.ok() || written.error().code != ErrorCode::kTransactionConflict) return written;
  for (size_t i = 0; i < writes.size(); ++i) {
    batch.writes[i].unprocessed = !context.database.Write(context.arena, {&writes[i], 1}).ok();
  }
  return {};
}

void WriteUnprocessed(const TableWrites& table, json::JsonWriter& response) {
  bool begun = false;
  for (const BatchedWrite& write : table.writes) {
    if (!write.unprocessed) continue;
    if (!begun) {
      response.Key(table.name);
      response.BeginArray();
      begun = true;
    }
    response.BeginObject();
    response.Key(write.puts ? "PutRequest" : "DeleteRequest");
    response.BeginObject();
    response.Key(write.puts ? "Item" : "Key");
    response.Attributes(write.action->given_attributes());
    response.EndObject();
    response.EndObject();
  }
  if (begun) response.EndArray();
}

void WriteMetricsOfBatch(Arena& arena, const MetricsAsked& asked, const Batch& batch,
                         json::JsonWriter& response) {
  if (!asked.capacity && !asked.item_collections) return;
  std::vector<TableMetrics> metrics;
  for (const TableWrites& table : batch.tables) {
    metrics.emplace_back(table.name, table.table->schema());
    for (const BatchedWrite& write : table.writes) {
      if (write.unprocessed) continue;
      metrics.back().AddWrite(arena, write.action->key(), write.action->old_size(),
                              write.action->new_size(),
                              table.needs_reports ? &write.report : nullptr);
    }
  }
  WriteConsumedCapacities(asked, metrics, CapacityKind::kPlain, response);
  WriteItemCollections(asked, metrics, response);
}

}  // namespace

Result<void> BatchWriteItem(OperationContext& context, const JsonValue& request,
                            json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(Batch batch, ReadBatch(context.arena, request));
  STATOR_RETURN_IF_ERROR(PrepareWrites(context, batch));
  const MetricsAsked asked = ReadMetricsAsked(request);
  for (TableWrites& table : batch.tables) {
    table.needs_reports = NeedReport(asked, table.table->schema());
  }
  STATOR_RETURN_IF_ERROR(Write(context, batch));

  response.BeginObject();
  response.Key("UnprocessedItems");
  response.BeginObject();
  for (const TableWrites& table : batch.tables) WriteUnprocessed(table, response);
  response.EndObject();
  WriteMetricsOfBatch(context.arena, asked, batch, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
