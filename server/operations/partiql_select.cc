#include "server/operations/partiql_select.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "expressions/evaluate.h"
#include "expressions/partiql/planner.h"
#include "server/operations/index_read.h"
#include "server/operations/item_key.h"
#include "server/operations/item_page.h"
#include "server/operations/item_write.h"
#include "server/operations/partiql_statement.h"
#include "server/operations/partiql_token.h"
#include "server/operations/request_fields.h"
#include "server/operations/start_key.h"

namespace stator::server {
namespace {

using expressions::partiql::ReadPlan;
using expressions::partiql::Statement;

// Reads the partitions of a plan one after the other.
class PartitionsCursor final : public storage::ItemCursor {
 public:
  // `start`: where to go on; nullopt: at the first partition. All of them outlive the cursor.
  PartitionsCursor(const storage::Database& database, const storage::Table& table,
                   const IndexSchema* index, const ReadPlan& plan,
                   const std::optional<StatementPosition>& start)
      : database_(database), table_(table), index_(index), plan_(plan) {
    if (start.has_value()) {
      partition_ = start->partition;
      Open(start->last_key);
    }
  }

  bool Next() override {
    while (true) {
      if (current_ == nullptr) {
        if (partition_ == plan_.partitions.size()) return false;
        Open(std::nullopt);
      }
      if (current_->Next()) return true;
      if (!current_->status().ok()) return false;
      current_ = nullptr;
      ++partition_;
    }
  }
  storage::EncodedItem item() const override { return current_->item(); }
  Result<void> status() const override {
    if (current_ == nullptr) return {};
    return current_->status();
  }

  // Of the item that the cursor stands at.
  uint32_t partition() const { return static_cast<uint32_t>(partition_); }

 private:
  void Open(const std::optional<AttributeMap>& exclusive_start) {
    storage::QueryRange range;
    range.index = index_;
    range.condition = plan_.partitions[partition_];
    range.forward = plan_.forward;
    range.exclusive_start = exclusive_start;
    current_ = database_.Query(table_, range);
  }

  const storage::Database& database_;
  const storage::Table& table_;
  const IndexSchema* const index_;
  const ReadPlan& plan_;
  size_t partition_ = 0;
  std::unique_ptr<storage::ItemCursor> current_;
};

// That a token's position lies within what the plan reads: it can be forged, or the table another.
Result<void> CheckPosition(const TableSchema& schema, const IndexSchema* index,
                           const ReadPlan& plan, const StatementPosition& position) {
  if (plan.kind == ReadPlan::Kind::kScan) {
    storage::ScanRange range;
    range.index = index;
    range.exclusive_start = position.last_key;
    return CheckScanStartKey(schema, range);
  }
  if (position.partition >= plan.partitions.size()) return InvalidStatementToken();
  storage::QueryRange range;
  range.index = index;
  range.condition = plan.partitions[position.partition];
  range.exclusive_start = position.last_key;
  STATOR_RETURN_IF_ERROR(CheckQueryStartKey(schema, index, range.exclusive_start));
  return CheckStartKeyIsWithin(schema, range);
}

Result<std::optional<StatementPosition>> ReadPosition(Arena& arena, const json::JsonValue& request,
                                                      const PageSource& source,
                                                      const ReadPlan& plan) {
  const std::string_view token = ReadText(request, "NextToken");
  if (token.empty()) return std::optional<StatementPosition>();
  STATOR_ASSIGN_OR_RETURN(const StatementPosition position,
                          ReadStatementToken(arena, request, token));
  if (!CheckPosition(source.table.schema(), source.index, plan, position).ok()) {
    return InvalidStatementToken();
  }
  return std::optional<StatementPosition>(position);
}

// The whole response for a SELECT of one item by its key.
Result<void> WriteSingleItem(OperationContext& context, const json::JsonValue& request,
                             const Statement& statement, const storage::Table& table,
                             AttributeMap key_attributes, json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(table.schema(), key_attributes));
  STATOR_ASSIGN_OR_RETURN(const std::optional<storage::EncodedItem> item,
                          context.database.GetItem(table, key, context.arena));
  response.BeginObject();
  response.Key("Items");
  response.BeginArray();
  if (item.has_value() && statement.projection == nullptr) {
    response.Item(*item);
  } else if (item.has_value()) {
    STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(context.arena, item));
    response.Attributes(expressions::Project(context.arena, *statement.projection, attributes));
  }
  response.EndArray();
  const size_t size = item.has_value() ? item->item_size() : 0;
  WriteConsumedCapacity(request, statement.table,
                        {ReadCapacity(size, ReadBool(request, "ConsistentRead")), {}}, response);
  response.EndObject();
  return {};
}

// The same for a page of items.
Result<void> WriteSelectedPage(OperationContext& context, const json::JsonValue& request,
                               const Statement& statement, const PageSource& source,
                               const ReadPlan& plan, const PageParameters& parameters,
                               json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(const std::optional<StatementPosition> start,
                          ReadPosition(arena, request, source, plan));
  std::unique_ptr<storage::ItemCursor> cursor;
  const PartitionsCursor* partitions = nullptr;
  if (plan.kind == ReadPlan::Kind::kScan) {
    storage::ScanRange range;
    range.index = source.index;
    if (start.has_value()) range.exclusive_start = start->last_key;
    cursor = context.database.Scan(source.table, range);
  } else {
    auto made = std::make_unique<PartitionsCursor>(context.database, source.table, source.index,
                                                   plan, start);
    partitions = made.get();
    cursor = std::move(made);
  }
  response.BeginObject();
  STATOR_ASSIGN_OR_RETURN(const PageOutcome outcome,
                          WriteItems(context.database, source, *cursor, parameters, response));
  if (outcome.more) {
    StatementPosition position;
    if (partitions != nullptr) position.partition = partitions->partition();
    STATOR_ASSIGN_OR_RETURN(position.last_key, LastEvaluatedKey(arena, source, cursor->item()));
    // The service answers both (recorded answers).
    response.Key("NextToken");
    response.String(WriteStatementToken(request, position));
    response.Key("LastEvaluatedKey");
    response.Attributes(position.last_key);
  }
  WriteConsumedCapacity(request, statement.table, outcome.consumption(), response);
  response.EndObject();
  return {};
}

}  // namespace

Result<void> RunSelect(OperationContext& context, const json::JsonValue& request,
                       const Statement& statement, json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindStatementTable(context, statement));
  const TableSchema& schema = table->schema();
  PageParameters parameters;
  parameters.limit = ReadInt(request, "Limit");
  parameters.consistent_read = ReadBool(request, "ConsistentRead");
  parameters.projection = statement.projection;
  PageSource source{*table};
  if (!statement.index.empty()) {
    STATOR_ASSIGN_OR_RETURN(source.index,
                            FindIndexToRead(statement.index, parameters.consistent_read, schema));
  }
  // Before the plan leaves away what the keys decide.
  parameters.filter = statement.where;
  STATOR_RETURN_IF_ERROR(CheckPageExpressions(parameters, schema));
  STATOR_ASSIGN_OR_RETURN(const ReadPlan plan, expressions::partiql::PlanRead(
                                                   context.arena, statement, schema, source.index));
  if (plan.kind == ReadPlan::Kind::kGetItem && !parameters.limit.has_value() &&
      ReadText(request, "NextToken").empty()) {
    return WriteSingleItem(context, request, statement, *table, plan.key, response);
  }
  parameters.filter = plan.filter;
  STATOR_RETURN_IF_ERROR(CheckFilterIsProjected(schema, source.index, parameters.filter));
  STATOR_ASSIGN_OR_RETURN(source.fetch_items, NeedsTableItems(schema, source.index, parameters));
  return WriteSelectedPage(context, request, statement, source, plan, parameters, response);
}

}  // namespace stator::server
