#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/primary_key.h"
#include "model/result.h"
#include "server/operations/operation.h"
#include "server/operations/table_metrics.h"
#include "storage/table.h"

// What TransactWriteItems and TransactGetItems share.
namespace stator::server {

// For each action what stands against it; nullopt: nothing.
using TransactionReasons = std::vector<std::optional<Error>>;

// kTransactionCanceled, with the reasons and a message that lists their codes.
Error TransactionCanceled(const TransactionReasons& reasons);

bool AnyReason(const TransactionReasons& reasons);

// The tables and keys of a transaction's actions. They are added in the order of the actions;
// Check() answers once all are known.
class TransactionTargets {
 public:
  TransactionTargets(OperationContext& context, size_t actions)
      : context_(context), targets_(actions) {}

  // Finds the table that the action names. nullptr: there is none, which Check() will tell. An
  // error: the name is none.
  Result<const storage::Table*> AddTable(size_t action, std::string_view name_or_arn);
  void AddKey(size_t action, const PrimaryKey& key) { targets_[action].key = key; }

  // In the service's order: that no item is there twice, then that all tables exist.
  Result<void> Check() const;

  const storage::Table& table(size_t action) const { return *targets_[action].table; }
  const PrimaryKey& key(size_t action) const { return *targets_[action].key; }

  // The metrics of the action's table, which all its actions share.
  TableMetrics& metrics(size_t action) { return metrics_[targets_[action].table_number]; }
  std::span<const TableMetrics> all_metrics() const { return metrics_; }

 private:
  struct Target {
    storage::TablePtr table;
    size_t table_number = 0;  // in metrics_
    std::optional<PrimaryKey> key;
  };

  OperationContext& context_;
  std::vector<Target> targets_;
  std::vector<TableMetrics> metrics_;
  std::vector<uint32_t> table_ids_;  // in the order of metrics_
};

}  // namespace stator::server
