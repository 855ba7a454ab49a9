#include "storage/namespaced_database.h"

#include <utility>

namespace stator::storage {

std::string NamespacedDatabase::Qualified(std::string_view name) const {
  std::string qualified;
  qualified.reserve(name_space_.size() + 1 + name.size());
  return qualified.append(name_space_).append("/").append(name);
}

Result<TablePtr> NamespacedDatabase::CreateTable(TableSchema schema) {
  schema.name_space = name_space_;
  return database_.CreateTable(std::move(schema));
}

TablePtr NamespacedDatabase::FindTable(std::string_view name) {
  return database_.FindTable(Qualified(name));
}

Result<TablePtr> NamespacedDatabase::UpdateTable(
    std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  return database_.UpdateTable(Qualified(name), change);
}

Result<TablePtr> NamespacedDatabase::DeleteTable(
    std::string_view name, FunctionRef<Result<void>(const TableSchema&)> check) {
  return database_.DeleteTable(Qualified(name), check);
}

Result<void> NamespacedDatabase::EmptyTable(std::string_view name) {
  return database_.EmptyTable(Qualified(name));
}

std::vector<std::string> NamespacedDatabase::ListTables(std::string_view exclusive_start,
                                                        size_t limit) {
  const std::string prefix = Qualified({});
  std::vector<std::string> names = database_.ListTables(Qualified(exclusive_start), limit);
  size_t own = 0;
  while (own < names.size() && names[own].starts_with(prefix)) {
    names[own].erase(0, prefix.size());
    ++own;
  }
  names.resize(own);
  return names;
}

Result<TransactionResult> NamespacedDatabase::Transact(Arena& arena,
                                                       const Transaction& transaction) {
  if (!transaction.token.has_value()) return database_.Transact(arena, transaction);
  const std::string token = Qualified(transaction.token->token);
  Transaction qualified = transaction;
  qualified.token->token = token;
  return database_.Transact(arena, qualified);
}

}  // namespace stator::storage
