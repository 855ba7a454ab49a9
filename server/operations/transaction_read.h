#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "expressions/ast.h"
#include "model/result.h"
#include "server/json/json_writer.h"
#include "server/operations/operation.h"
#include "server/operations/transaction.h"
#include "storage/database.h"

// What TransactGetItems and an ExecuteTransaction that reads share.
namespace stator::server {

// The items of all targets, of which there are `count`, as they were at one moment.
// kTransactionCanceled when a transaction holds one of them.
Result<std::span<const storage::ItemSnapshot>> ReadTransaction(OperationContext& context,
                                                               size_t count,
                                                               const TransactionTargets& targets);

// Writes items and counts what they add up to, which is limited: DynamoDB Local counts what is left
// after projections, and these are its words.
class TransactionResponses {
 public:
  TransactionResponses(Arena& arena, json::JsonWriter& response)
      : arena_(arena), response_(response) {}

  // An object with the Item, unless there is none. `projection`: nullptr for the whole item.
  Result<void> Write(const std::optional<storage::EncodedItem>& item,
                     const expressions::Projection* projection);

 private:
  Arena& arena_;
  json::JsonWriter& response_;
  size_t bytes_ = 0;
};

}  // namespace stator::server
