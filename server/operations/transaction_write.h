#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/item_action.h"
#include "server/operations/operation.h"
#include "server/operations/table_metrics.h"
#include "server/operations/transaction.h"
#include "storage/database.h"

// What TransactWriteItems and an ExecuteTransaction that writes share.
namespace stator::server {

// One action of a transaction. Also the decision function of its write.
struct TransactionAction {
  ItemAction* item = nullptr;
  storage::WriteReport report;

  Result<storage::WriteDecision> operator()(std::optional<storage::EncodedItem> old_item) {
    return item->Decide(old_item);
  }
};

// Binds an action to its table and adds its key to the targets. What the schema has against it is
// a reason to cancel the transaction; an error is one of the whole request.
Result<std::optional<Error>> BindAction(size_t action, ItemAction& item,
                                        const storage::Table& table, TransactionTargets& targets);

// Commits the actions, bound as they are, in one step. `token` is the ClientRequestToken, empty
// when there is none, and `content` what must be the same when it comes again. True: it was
// committed before, under this token. Errors: kTransactionCanceled, and what Database::Transact
// gives.
Result<bool> CommitTransaction(OperationContext& context,
                               std::span<TransactionAction* const> actions,
                               const MetricsAsked& asked, std::string_view token,
                               const json::JsonValue& content, const TransactionTargets& targets);

}  // namespace stator::server
