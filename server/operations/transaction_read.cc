#include "server/operations/transaction_read.h"

#include <string>

#include "expressions/evaluate.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "server/operations/item_write.h"

namespace stator::server {
namespace {

// "There is an ongoing TransactGetItems operation that conflicts with a concurrent [...]
// TransactWriteItems request. In this case the TransactGetItems operation fails with a
// TransactionCanceledException" (API reference).
TransactionReasons Conflicts(std::span<const storage::ItemSnapshot> items) {
  TransactionReasons reasons(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].held) reasons[i] = storage::TransactionConflictError();
  }
  return reasons;
}

}  // namespace

Result<std::span<const storage::ItemSnapshot>> ReadTransaction(OperationContext& context,
                                                               size_t count,
                                                               const TransactionTargets& targets) {
  const std::span<storage::ItemRead> reads = context.arena.NewArray<storage::ItemRead>(count);
  for (size_t i = 0; i < count; ++i) reads[i] = {&targets.table(i), targets.key(i)};
  STATOR_ASSIGN_OR_RETURN(const auto items, context.database.ReadTogether(context.arena, reads));
  const TransactionReasons conflicts = Conflicts(items);
  if (AnyReason(conflicts)) return TransactionCanceled(conflicts);
  return items;
}

Result<void> TransactionResponses::Write(const std::optional<storage::EncodedItem>& item,
                                         const expressions::Projection* projection) {
  response_.BeginObject();
  if (item.has_value()) {
    response_.Key("Item");
    if (projection == nullptr) {
      bytes_ += item->item_size();
      response_.Item(*item);
    } else {
      STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena_, item));
      const AttributeMap projected = expressions::Project(arena_, *projection, attributes);
      bytes_ += ItemSize(projected);
      response_.Attributes(projected);
    }
  }
  response_.EndObject();
  if (bytes_ <= limits::kMaxTransactionBytes) return {};
  return ValidationError("Payload in response is too large." + std::to_string(bytes_));
}

}  // namespace stator::server
