#pragma once

#include <array>
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
#include "storage/held_items.h"
#include "storage/index_queue.h"
#include "storage/item_backfill.h"
#include "storage/item_collections.h"
#include "storage/item_expiry.h"
#include "storage/kv_store.h"
#include "storage/row_locks.h"
#include "storage/stream_log.h"
#include "storage/transaction_tokens.h"

namespace stator::storage {

// The Database over a KvStore.
class KvDatabase final : public Database {
 public:
  // Takes over an open store: checks its format, or makes it one of ours when it is empty.
  static Result<std::unique_ptr<Database>> Open(std::unique_ptr<KvStore> store,
                                                const DatabaseOptions& options);
  ~KvDatabase() override;

  Result<TablePtr> CreateTable(TableSchema schema) override;
  TablePtr FindTable(std::string_view name) override;
  Result<TablePtr> UpdateTable(
      std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) override;
  Result<TablePtr> DeleteTable(std::string_view name,
                               FunctionRef<Result<void>(const TableSchema&)> check) override;
  Result<void> EmptyTable(std::string_view name) override;  // in empty_table.cc
  std::vector<std::string> ListTables(std::string_view exclusive_start, size_t limit) override;

  Result<std::optional<EncodedItem>> GetItem(const Table& table, const PrimaryKey& key,
                                             Arena& arena) const override;
  Result<void> Write(Arena& arena, std::span<const ItemWrite> writes) override;
  Result<TransactionResult> Transact(Arena& arena, const Transaction& transaction) override;
  Result<std::span<const ItemSnapshot>> ReadTogether(
      Arena& arena, std::span<const ItemRead> reads) const override;
  std::unique_ptr<ItemCursor> Query(const Table& table, const QueryRange& range) const override;
  std::unique_ptr<ItemCursor> Scan(const Table& table, const ScanRange& range) const override;

  Result<void> CatchUp() override;
  Result<bool> GiveBackMemory() override { return store_->GiveBackMemory(); }
  Result<size_t> DeleteExpiredItems(const std::atomic<bool>& stop) override;
  Streams& streams() override { return streams_; }
  Result<void> SaveCopy(std::string_view name, std::string_view note) override;
  void Interrupt(bool interrupted) override { interrupted_ = interrupted; }

  void WaitForBackfill() override { background_backfill_.WaitUntilIdle(); }

  Result<void> Close() override;

  WorkCounts work() const override { return store_->work(); }
  bool counts_are_exact() const override { return counts_are_exact_; }

 private:
  struct Row;

  // Where a table's data is that goes with it: its streams can be read for another 24 hours.
  static constexpr std::array<ColumnFamily, 3> kTableFamilies = {
      ColumnFamily::kItems, ColumnFamily::kIndexes, ColumnFamily::kTtl};

  KvDatabase(std::unique_ptr<KvStore> store, const DatabaseOptions& options)
      : store_(std::move(store)),
        in_memory_(!options.data_dir.has_value()),
        max_item_collection_bytes_(options.max_item_collection_bytes),
        items_backfilled_at_once_(options.items_backfilled_at_once),
        clock_(options.clock == nullptr ? system_clock_ : *options.clock),
        index_queue_(*store_, row_locks_, clock_, options.gsi_delay_micros),
        streams_(*store_, clock_, options.stream_shards),
        catalog_(*store_, row_locks_, streams_),
        backfill_context_{store_.get(), &catalog_, &row_locks_, options.before_backfill_step} {}

  Result<TablePtr> DropTable(std::string_view name,
                             FunctionRef<Result<void>(const TableSchema&)> check);
  // Of one table, in expiry_sweep.cc.
  Result<size_t> DeleteExpiredItemsOf(const Table& table, const std::atomic<bool>& stop);
  Result<size_t> DeleteExpired(const Table& table, ExpiredRange expired,
                               std::span<const std::string> item_keys);
  // Whether it is full already; the rest is left to the background.
  bool FillAtOnce(std::unique_ptr<ItemBackfill> backfill);
  Result<void> CheckFormat(std::string_view name);
  Result<void> Load();
  void RebuildCounts();
  // So that they are exact when this state is opened again, as long as they are now.
  Result<void> SaveCounts();
  void ContinueBackfills();
  // Of all tables, or of one.
  void EndDueTransitions();
  void EndDueTransitions(const Table& table);
  // A cursor over these keys of the table, or of the index.
  std::unique_ptr<ItemCursor> Read(const Table& table, const IndexSchema* index, KvRange keys,
                                   Direction direction) const;

  // The steps of Write() and Transact(), in write_path.cc.
  Result<std::span<Row>> LayOutRows(Arena& arena, std::span<const ItemWrite> writes) const;
  Result<void> ReadRows(Arena& arena, std::span<Row> rows) const;
  Result<void> Decide(Row& row) const;
  static void EncodeRows(Arena& arena, std::span<Row> rows);
  Result<void> ChangeIndexEntries(Arena& arena, std::span<Row> rows) const;
  static void ChangeExpiryEntries(Arena& arena, std::span<Row> rows);
  Result<void> GrowCollections(Arena& arena, std::span<const Row> rows,
                               ItemCollections& collections) const;
  Result<void> CommitRows(Arena& arena, std::span<Row> rows, const ItemCollections& collections,
                          const TransactionToken* token);
  void Report(Arena& arena, std::span<const Row> rows, const ItemCollections& collections) const;
  // The steps of Transact() alone. What is collected is empty when nothing stands against it.
  using Reasons = std::vector<std::optional<Error>>;
  Result<bool> WasCommitted(Arena& arena, const TransactionToken& token) const;
  Result<Reasons> DecideAll(std::span<Row> rows) const;
  static Reasons TooLargeCollections(std::span<const Row> rows, const ItemCollections& collections);
  void HoldRows(std::span<const Row> rows, const Transaction& transaction);

  const std::unique_ptr<KvStore> store_;
  const bool in_memory_;
  const int64_t max_item_collection_bytes_;
  const size_t items_backfilled_at_once_;
  const SystemClock system_clock_;
  const Clock& clock_;
  RowLocks row_locks_;
  HeldItems held_items_{clock_};
  TransactionTokens tokens_{*store_};
  // Changed by reads too: they apply what is due.
  mutable IndexQueue index_queue_;
  StreamLog streams_;
  Catalog catalog_;
  const BackfillContext backfill_context_;
  BackgroundBackfill background_backfill_;

  std::atomic<bool> counts_are_exact_{true};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> interrupted_{false};
  std::unique_ptr<CountRebuild> count_rebuild_;
  std::thread count_rebuild_thread_;
  // A store that was refused is closed without leaving anything in it.
  bool opened_ = false;
  bool closed_ = false;
};

}  // namespace stator::storage
