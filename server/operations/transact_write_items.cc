#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/item_condition_check.h"
#include "server/operations/item_delete.h"
#include "server/operations/item_put.h"
#include "server/operations/item_update.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_metrics.h"
#include "server/operations/transaction.h"
#include "server/operations/transaction_write.h"

namespace stator::server {
namespace {

using json::JsonValue;

// One action of the request.
struct Action : TransactionAction {
  const JsonValue* parameters = nullptr;
};

template <typename Kind>
Result<ItemAction*> ReadItemAction(Arena& arena, const JsonValue& parameters) {
  STATOR_ASSIGN_OR_RETURN(Kind action, Kind::Read(arena, parameters, ActionSource::kTransaction));
  return static_cast<ItemAction*>(arena.New<Kind>(std::move(action)));
}

struct ActionKind {
  std::string_view name;
  Result<ItemAction*> (*read)(Arena& arena, const JsonValue& parameters);
};

constexpr std::array<ActionKind, 4> kActionKinds = {
    ActionKind{"ConditionCheck", ReadItemAction<ItemConditionCheck>},
    ActionKind{"Put", ReadItemAction<ItemPut>},
    ActionKind{"Delete", ReadItemAction<ItemDelete>},
    ActionKind{"Update", ReadItemAction<ItemUpdate>},
};

// The texts of both errors are DynamoDB Local's.
Result<Action> ReadAction(Arena& arena, const JsonValue& transact_item) {
  const ActionKind* given = nullptr;
  for (const ActionKind& kind : kActionKinds) {
    if (transact_item.Member(kind.name) == nullptr) continue;
    if (given != nullptr) {
      return ValidationError("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    given = &kind;
  }
  if (given == nullptr) {
    return ValidationError(
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  }
  Action action;
  action.parameters = transact_item.Member(given->name);
  STATOR_ASSIGN_OR_RETURN(action.item, given->read(arena, *action.parameters));
  return action;
}

Result<std::vector<Action>> ReadActions(Arena& arena, const JsonValue& request) {
  std::vector<Action> actions;
  size_t bytes = 0;
  for (const JsonValue& transact_item : request.Member("TransactItems")->array()) {
    STATOR_ASSIGN_OR_RETURN(const Action action, ReadAction(arena, transact_item));
    bytes += action.item->request_bytes();
    actions.push_back(action);
  }
  // DynamoDB Local's words; it counts what the request brings along, too.
  if (bytes > limits::kMaxTransactionBytes) {
    return ValidationError("Transaction payload size cannot exceed 4MB. Payload Size: " +
                           std::to_string(bytes));
  }
  return actions;
}

// What the schemas have against the actions. An error is one of the whole request.
Result<TransactionReasons> BindActions(std::span<const Action> actions,
                                       TransactionTargets& targets) {
  TransactionReasons reasons(actions.size());
  for (size_t i = 0; i < actions.size(); ++i) {
    ItemAction& item = *actions[i].item;
    STATOR_ASSIGN_OR_RETURN(const storage::Table* table,
                            targets.AddTable(i, ReadText(*actions[i].parameters, "TableName")));
    if (table == nullptr) continue;
    STATOR_ASSIGN_OR_RETURN(reasons[i], BindAction(i, item, *table, targets));
  }
  STATOR_RETURN_IF_ERROR(targets.Check());
  return reasons;
}

// "Subsequent TransactWriteItems calls with the same client token return the number of read
// capacity units consumed in reading the item" (API reference).
Result<void> AddReplayedReads(const OperationContext& context, size_t actions,
                              TransactionTargets& targets) {
  for (size_t i = 0; i < actions; ++i) {
    STATOR_ASSIGN_OR_RETURN(
        const auto item, context.database.GetItem(targets.table(i), targets.key(i), context.arena));
    const size_t size = item.has_value() ? item->item_size() : 0;
    targets.metrics(i).AddRead(ReadCapacity(size, true));
  }
  return {};
}

// Of a condition check the item that it looked at costs as much as writing it would ("Capacity
// management for transactions" in the developer guide).
void AddWrites(OperationContext& context, std::span<const Action> actions,
               const MetricsAsked& asked, TransactionTargets& targets) {
  for (size_t i = 0; i < actions.size(); ++i) {
    const ItemAction& item = *actions[i].item;
    const bool reported = item.is_write() && NeedReport(asked, targets.table(i).schema());
    targets.metrics(i).AddWrite(context.arena, item.key(), item.old_size(), item.new_size(),
                                reported ? &actions[i].report : nullptr);
  }
}

}  // namespace

Result<void> TransactWriteItems(OperationContext& context, const json::JsonValue& request,
                                json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_ASSIGN_OR_RETURN(std::vector<Action> actions, ReadActions(arena, request));
  TransactionTargets targets(context, actions.size());
  STATOR_ASSIGN_OR_RETURN(const TransactionReasons reasons, BindActions(actions, targets));
  if (AnyReason(reasons)) return TransactionCanceled(reasons);

  const MetricsAsked asked = ReadMetricsAsked(request);
  std::vector<TransactionAction*> committed;
  for (Action& action : actions) committed.push_back(&action);
  STATOR_ASSIGN_OR_RETURN(
      const bool replayed,
      CommitTransaction(context, committed, asked, ReadText(request, "ClientRequestToken"),
                        *request.Member("TransactItems"), targets));
  if (replayed) {
    STATOR_RETURN_IF_ERROR(AddReplayedReads(context, actions.size(), targets));
  } else {
    AddWrites(context, actions, asked, targets);
  }
  response.BeginObject();
  WriteConsumedCapacities(
      asked, targets.all_metrics(),
      replayed ? CapacityKind::kTransactionRead : CapacityKind::kTransactionWrite, response);
  WriteItemCollections(asked, targets.all_metrics(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
