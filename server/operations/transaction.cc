#include "server/operations/transaction.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "server/json/error_response.h"
#include "server/operations/table_name.h"
#include "storage/encoding/key_codec.h"

namespace stator::server {

bool AnyReason(const TransactionReasons& reasons) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [](const std::optional<Error>& reason) { return reason.has_value(); });
}

Error TransactionCanceled(const TransactionReasons& reasons) {
  ErrorDetail detail;
  std::string codes;
  for (const std::optional<Error>& reason : reasons) {
    CancellationReason& listed = detail.cancellation_reasons.emplace_back();
    if (reason.has_value()) {
      listed.code = reason->code;
      listed.message = reason->message;
      if (reason->detail != nullptr) listed.old_item = reason->detail->old_item;
    }
    if (!codes.empty()) codes += ", ";
    codes += json::CancellationCode(listed.code);
  }
  return {ErrorCode::kTransactionCanceled,
          "Transaction cancelled, please refer cancellation reasons for specific reasons [" +
              codes + "]",
          std::make_shared<const ErrorDetail>(std::move(detail))};
}

Result<const storage::Table*> TransactionTargets::AddTable(size_t action,
                                                           std::string_view name_or_arn) {
  STATOR_ASSIGN_OR_RETURN(const std::string_view name, TableNameOf(name_or_arn));
  Target& target = targets_[action];
  target.table = FindServingTable(context_, name);
  if (target.table == nullptr) return nullptr;
  const TableSchema& schema = target.table->schema();
  const auto known = std::find(table_ids_.begin(), table_ids_.end(), schema.id);
  target.table_number = static_cast<size_t>(known - table_ids_.begin());
  if (known == table_ids_.end()) {
    table_ids_.push_back(schema.id);
    metrics_.emplace_back(name_or_arn, schema);
  }
  return target.table.get();
}

Result<void> TransactionTargets::Check() const {
  std::vector<std::string> keys;
  keys.reserve(targets_.size());
  for (const Target& target : targets_) {
    if (!target.key.has_value()) continue;
    storage::AppendItemKey(target.table->schema().id, *target.key, keys.emplace_back());
  }
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    return ValidationError("Transaction request cannot include multiple operations on one item");
  }
  for (const Target& target : targets_) {
    if (target.table == nullptr) return storage::TableOfItemsNotFound();
  }
  return {};
}

}  // namespace stator::server
