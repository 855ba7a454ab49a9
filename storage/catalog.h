#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/function_ref.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "storage/kv_store.h"
#include "storage/row_locks.h"
#include "storage/stream_log.h"
#include "storage/table.h"

namespace stator::storage {

// All tables by name, in memory and in the store's catalog. Thread-safe.
class Catalog {
 public:
  // `row_locks` are those under which all writes happen.
  Catalog(KvStore& store, RowLocks& row_locks, StreamLog& streams)
      : store_(store), row_locks_(row_locks), streams_(streams) {}

  // Reads all tables, which find their streams loaded, and ends what was begun of dropping indexes.
  // With `counts_are_exact` their counts too, else they start at zero.
  Result<void> Load(bool counts_are_exact);

  // All names are TableSchema::QualifiedName().
  // nullptr when there is none. On every request's path: one shared lock, no allocation.
  TablePtr Find(std::string_view name) const;
  // See Database.
  std::vector<std::string> List(std::string_view exclusive_start, size_t limit) const;

  // When the first of all transitions ends (see Table), or before; Table::kNoTransition: there are
  // none. FindNextTransition() makes it exact again after transitions were ended.
  int64_t next_transition_micros() const {
    return next_transition_micros_.load(std::memory_order_relaxed);
  }
  void FindNextTransition();

  // Nobody changes tables as long as it is held.
  std::unique_lock<std::mutex> StandStill() { return std::unique_lock(change_mutex_); }

  // See Database.
  Result<TablePtr> Create(TableSchema schema);
  Result<TablePtr> Update(std::string_view name,
                          FunctionRef<Result<TableSchema>(const TableSchema&)> change);
  // `delete_data` adds the deletion of all the table's data to the batch that deletes its schema,
  // so that a crash leaves either both or nothing; no write to the table can follow when it is
  // called.
  Result<TablePtr> Delete(std::string_view name,
                          FunctionRef<Result<void>(const TableSchema&)> check,
                          FunctionRef<void(const Table&, KvBatch&)> delete_data);

  // Names the position of the filling of a table's expiry index, where an index's id names that of
  // an index.
  static constexpr uint32_t kTimeToLiveRecord = 0;

  // How far the filling of an index that is kCreating has got: the stored key of the last item that
  // it is done with; empty at the start. Belongs into the batch that adds the entries.
  Result<std::string> BackfillPosition(uint32_t table_id, uint32_t index_id) const;
  static void SaveBackfillPosition(uint32_t table_id, uint32_t index_id, std::string_view position,
                                   KvBatch& batch);

  // Adds every table's counts to the batch.
  void SaveCounts(KvBatch& batch) const;

  // The tables whose time to live is enabled.
  std::vector<TablePtr> TablesWithTimeToLive() const;

  // The states of all tables by id.
  std::map<uint32_t, TablePtr> TablesById() const;

 private:
  struct NameHash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };

  Result<void> LoadSchemas();
  Result<void> LoadCounts();
  Result<void> LoadCountsOf(const Table& table, std::string_view counts);
  // Deletes the entries of indexes whose schema is gone already.
  Result<void> EndDrops();
  Result<void> EndDrop(uint32_t table_id, uint32_t index_id);
  void Publish(const TablePtr& table);
  // Ends the time to live that the table has: no write adds entries once it returns.
  void StopTimeToLive(const Table& table);

  KvStore& store_;
  RowLocks& row_locks_;
  StreamLog& streams_;
  // Held by whoever changes tables, from the look at the old schema to the commit of the new one.
  std::mutex change_mutex_;
  uint32_t next_id_ = 1;  // guarded by change_mutex_

  std::atomic<int64_t> next_transition_micros_{Table::kNoTransition};

  // Guards the containers alone; never held while the store works.
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, TablePtr, NameHash, std::equal_to<>> tables_;
  std::set<std::string, std::less<>> names_;
};

}  // namespace stator::storage
