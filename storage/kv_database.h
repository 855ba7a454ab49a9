#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "storage/catalog.h"
#include "storage/count_rebuild.h"
#include "storage/database.h"
#include "storage/kv_store.h"
#include "storage/row_locks.h"

namespace stator::storage {

// The Database over a KvStore.
class KvDatabase final : public Database {
 public:
  // Takes over an open store: checks its format, or makes it one of ours when it is empty. `name`
  // is what error messages call the store.
  static Result<std::unique_ptr<Database>> Open(std::unique_ptr<KvStore> store, bool in_memory,
                                                std::string_view name);
  ~KvDatabase() override;

  Result<TablePtr> CreateTable(TableSchema schema) override;
  TablePtr FindTable(std::string_view name) const override;
  Result<TablePtr> UpdateTable(
      std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) override;
  Result<TablePtr> DeleteTable(std::string_view name,
                               FunctionRef<Result<void>(const TableSchema&)> check) override;
  std::vector<std::string> ListTables(std::string_view exclusive_start,
                                      size_t limit) const override;

  Result<std::optional<EncodedItem>> GetItem(const Table& table, const PrimaryKey& key,
                                             Arena& arena) const override;
  Result<void> Write(Arena& arena, std::span<const ItemWrite> writes) override;
  std::unique_ptr<ItemCursor> Query(const Table& table, const QueryRange& range) const override;
  std::unique_ptr<ItemCursor> Scan(const Table& table, const ScanRange& range) const override;

  Result<void> Close() override;

  WorkCounts work() const override { return store_->work(); }
  bool counts_are_exact() const override { return counts_are_exact_; }

 private:
  struct Row;

  KvDatabase(std::unique_ptr<KvStore> store, bool in_memory)
      : store_(std::move(store)), in_memory_(in_memory), catalog_(*store_) {}

  Result<void> CheckFormat(std::string_view name);
  Result<void> Load();
  void RebuildCounts();
  void DeleteData(const Table& table, KvBatch& batch) const;

  // The steps of Write(), in write_path.cc.
  Result<std::span<Row>> LayOutRows(Arena& arena, std::span<const ItemWrite> writes) const;
  Result<void> ReadAndDecide(Arena& arena, std::span<Row> rows) const;
  Result<void> CommitRows(std::span<const Row> rows);

  const std::unique_ptr<KvStore> store_;
  const bool in_memory_;
  Catalog catalog_;
  RowLocks row_locks_;

  std::atomic<bool> counts_are_exact_{true};
  std::atomic<bool> stopping_{false};
  std::unique_ptr<CountRebuild> count_rebuild_;
  std::thread count_rebuild_thread_;
  // A store that was refused is closed without leaving anything in it.
  bool opened_ = false;
  bool closed_ = false;
};

}  // namespace stator::storage
