#include "server/operations/transaction_write.h"

#include <string>
#include <utility>
#include <vector>

#include "server/operations/request_digest.h"

namespace stator::server {

Result<std::optional<Error>> BindAction(size_t action, ItemAction& item,
                                        const storage::Table& table, TransactionTargets& targets) {
  STATOR_RETURN_IF_ERROR(item.CheckPaths(table.schema()));
  Result<void> bound = item.Bind(table.schema());
  if (bound.ok()) {
    targets.AddKey(action, item.key());
    return std::optional<Error>();
  }
  Error error = std::move(bound).error();
  if (error.detail != nullptr && error.detail->ends_transaction) return error;
  return std::optional<Error>(std::move(error));
}

Result<bool> CommitTransaction(OperationContext& context,
                               std::span<TransactionAction* const> actions,
                               const MetricsAsked& asked, std::string_view token,
                               const json::JsonValue& content, const TransactionTargets& targets) {
  std::vector<storage::ItemWrite> writes;
  writes.reserve(actions.size());
  for (size_t i = 0; i < actions.size(); ++i) {
    const storage::Table& table = targets.table(i);
    writes.push_back({&table, targets.key(i), *actions[i],
                      NeedReport(asked, table.schema()) ? &actions[i]->report : nullptr});
  }
  storage::Transaction transaction;
  transaction.writes = writes;
  transaction.hold_micros = context.hold_micros;
  std::string digest;
  if (!token.empty()) {
    digest = RequestDigest(content);
    transaction.token = {token, digest};
  }
  STATOR_ASSIGN_OR_RETURN(const storage::TransactionResult result,
                          context.database.Transact(context.arena, transaction));
  using Outcome = storage::TransactionResult::Outcome;
  if (result.outcome == Outcome::kCanceled) return TransactionCanceled(result.reasons);
  return result.outcome == Outcome::kReplayed;
}

}  // namespace stator::server
