#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "storage/namespaced_streams.h"

namespace stator::storage {

// The part of a Database that is in one namespace: other tables, and the tokens of transactions on
// them, do not exist. Cheap to make, so that each request has its own; thread-safe as the Database
// is.
class NamespacedDatabase final : public Database {
 public:
  // `database` outlives this. `name_space` as in TableSchema, not empty.
  NamespacedDatabase(Database& database, std::string name_space)
      : database_(database),
        name_space_(std::move(name_space)),
        streams_(database.streams(), name_space_) {}

  Result<TablePtr> CreateTable(TableSchema schema) override;
  TablePtr FindTable(std::string_view name) override;
  Result<TablePtr> UpdateTable(
      std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) override;
  Result<TablePtr> DeleteTable(std::string_view name,
                               FunctionRef<Result<void>(const TableSchema&)> check) override;
  Result<void> EmptyTable(std::string_view name) override;
  std::vector<std::string> ListTables(std::string_view exclusive_start, size_t limit) override;
  Result<TransactionResult> Transact(Arena& arena, const Transaction& transaction) override;

  // What names no table is that of the whole.
  Result<std::optional<EncodedItem>> GetItem(const Table& table, const PrimaryKey& key,
                                             Arena& arena) const override {
    return database_.GetItem(table, key, arena);
  }
  Result<void> Write(Arena& arena, std::span<const ItemWrite> writes) override {
    return database_.Write(arena, writes);
  }
  Result<std::span<const ItemSnapshot>> ReadTogether(
      Arena& arena, std::span<const ItemRead> reads) const override {
    return database_.ReadTogether(arena, reads);
  }
  std::unique_ptr<ItemCursor> Query(const Table& table, const QueryRange& range) const override {
    return database_.Query(table, range);
  }
  std::unique_ptr<ItemCursor> Scan(const Table& table, const ScanRange& range) const override {
    return database_.Scan(table, range);
  }
  Result<void> CatchUp() override { return database_.CatchUp(); }
  Result<bool> GiveBackMemory() override { return database_.GiveBackMemory(); }
  Result<size_t> DeleteExpiredItems(const std::atomic<bool>& stop) override {
    return database_.DeleteExpiredItems(stop);
  }
  Streams& streams() override { return streams_; }
  Result<void> SaveCopy(std::string_view name, std::string_view note) override {
    return database_.SaveCopy(name, note);
  }
  void Interrupt(bool interrupted) override { database_.Interrupt(interrupted); }
  void WaitForBackfill() override { database_.WaitForBackfill(); }
  Result<void> Close() override { return database_.Close(); }
  WorkCounts work() const override { return database_.work(); }
  bool counts_are_exact() const override { return database_.counts_are_exact(); }

 private:
  std::string Qualified(std::string_view name) const;

  Database& database_;
  const std::string name_space_;
  NamespacedStreams streams_;
};

}  // namespace stator::storage
