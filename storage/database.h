#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/clock.h"
#include "model/function_ref.h"
#include "model/limits.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "storage/encoding/item_codec.h"
#include "storage/item_cursor.h"
#include "storage/store_options.h"
#include "storage/streams.h"
#include "storage/table.h"
#include "storage/work_counters.h"

namespace stator::storage {

struct DatabaseOptions {
  // nullopt: in memory, gone with the process.
  std::optional<std::string> data_dir;
  const Clock* clock = nullptr;  // nullptr: the system's
  // Of a table with local indexes: what its items and local index entries of one partition key may
  // add up to.
  int64_t max_item_collection_bytes = limits::kMaxItemCollectionBytes;
  // UpdateTable looks at so many items itself before it leaves the filling of an index to the
  // background: an index of a small table is active when it returns.
  size_t items_backfilled_at_once = 2000;
  // Reads of global indexes lag behind writes by so much; 0: they see the last write.
  int64_t gsi_delay_micros = 0;
  // Into how many shards the records of a new stream go, by partition key; at least 1.
  uint32_t stream_shards = 1;
  Durability durability = Durability::kOs;
  size_t engine_memory_bytes = kDefaultEngineMemoryBytes;
  // For tests: called by whoever fills an index, with no locks held, when it has found the items
  // that it is about to lock, look at again and add.
  std::function<void()> before_backfill_step = nullptr;

  StoreOptions OfStore() const { return {data_dir, durability, engine_memory_bytes}; }
};

// What the decision function of a write makes of the item at its key.
struct WriteDecision {
  enum class Kind { kKeep, kPut, kDelete };
  Kind kind = Kind::kKeep;
  AttributeMap item;     // kPut: the new item, key attributes included
  size_t item_size = 0;  // kPut: ItemSize(item)
};

// What a write did to one index.
struct IndexChange {
  enum class Kind : uint8_t {
    kNone,    // no entry before and after, or one that did not change
    kPut,     // a new entry
    kUpdate,  // an entry whose projected attributes changed, its key being the same
    kDelete,  // the entry is gone
    kMove,    // deleted under its old key and put under a new one: costs two writes
  };
  Kind kind = Kind::kNone;
  size_t old_size = 0;  // ItemSize of the projected item, when there was one
  size_t new_size = 0;

  int64_t Growth() const { return static_cast<int64_t>(new_size) - static_cast<int64_t>(old_size); }
};

// What a write did beyond the item, for ConsumedCapacity and ItemCollectionMetrics.
struct WriteReport {
  // One for each index of the table's schema, in its order; lives in the arena given to Write().
  std::span<const IndexChange> index_changes;
  // Of a table with local indexes: the size of all items and local index entries that share the
  // item's partition key, after the write; else 0.
  int64_t item_collection_bytes = 0;
};

// On whose behalf a write happens: its stream record names the service in userIdentity when the
// item expired.
enum class WriteOrigin : uint8_t { kRequest, kTimeToLive };

// One read-modify-write. `decide` is called once with the item as it is, under the row's lock; it
// must be a pure function of it. nullopt: there is no item. An error ends the whole write with
// nothing changed.
struct ItemWrite {
  const Table* table = nullptr;
  PrimaryKey key;
  FunctionRef<Result<WriteDecision>(std::optional<EncodedItem> old_item)> decide;
  WriteReport* report = nullptr;  // filled on success, unless nullptr
  WriteOrigin origin = WriteOrigin::kRequest;
};

// Names a transaction that a client may send again.
struct TransactionToken {
  static constexpr int64_t kValidMicros = 10 * 60 * int64_t{1'000'000};

  std::string_view token;
  // Equal for equal requests; at most 64 bytes.
  std::string_view digest;
};

struct Transaction {
  std::span<const ItemWrite> writes;
  std::optional<TransactionToken> token;
  // Once it is committed, its items and its token count as held by a transaction in flight for so
  // long: for tests of what clients do about conflicts.
  int64_t hold_micros = 0;
};

struct TransactionResult {
  enum class Outcome : uint8_t {
    kCommitted,
    kCanceled,  // nothing was changed
    kReplayed,  // it was committed before, under the same token: nothing was changed
  };
  Outcome outcome = Outcome::kCommitted;
  // kCanceled: for each write what stood against it; nullopt: nothing.
  std::vector<std::optional<Error>> reasons;
};

struct ItemRead {
  const Table* table = nullptr;
  PrimaryKey key;
};

struct ItemSnapshot {
  std::optional<EncodedItem> item;  // nullopt: there is none
  bool held = false;                // by a transaction in flight
};

// kTransactionConflict: what the service says to a write outside of transactions, and gives as a
// transaction's reason.
Error TransactionConflictError();

// The store: a catalog of tables and their items, in memory or in a directory. Thread-safe.
class Database {
 public:
  // Opens or creates the store. The error message names the directory and what to do, for a person
  // at a terminal: unwritable, locked by another process, not ours, of an unknown format version.
  static Result<std::unique_ptr<Database>> Open(const DatabaseOptions& options);
  virtual ~Database() = default;

  // Tables, by TableSchema::QualifiedName(). A TablePtr stays valid after DeleteTable (writes
  // through it then fail with kResourceNotFound). `schema.id` is assigned here. kResourceInUse when
  // the name is taken.
  virtual Result<TablePtr> CreateTable(TableSchema schema) = 0;
  // nullptr when there is none. Transitions of the table (see TableSchema) that are due are ended
  // first, here and in everything else that takes a name; a table that was to be DELETING until now
  // is dropped then.
  virtual TablePtr FindTable(std::string_view name) = 0;
  // Replaces the schema by what `change` makes of it, atomically. kResourceNotFound; or the error
  // of `change`. A stream view type that comes starts a new stream, one that goes ends it. A new
  // index (id 0) gets its id, is maintained by every write from then on, and is filled from the
  // items that are there in the background: kCreating until that is done, also across restarts. An
  // index that is left out is dropped with its entries. The same goes for the expiry index and the
  // attribute name of the time to live.
  virtual Result<TablePtr> UpdateTable(
      std::string_view name, FunctionRef<Result<TableSchema>(const TableSchema&)> change) = 0;
  // Drops the table and all its items. `check` may refuse (deletion protection). Returns the table
  // as it was.
  virtual Result<TablePtr> DeleteTable(std::string_view name,
                                       FunctionRef<Result<void>(const TableSchema&)> check) = 0;
  // Deletes all items and what is in the indexes, and trims all records off the stream; everything
  // else stays as it is. Writes come before it or after it. Transactions' tokens are forgotten, so
  // that a test can repeat them. Takes no longer the more is in it. kResourceNotFound.
  virtual Result<void> EmptyTable(std::string_view name) = 0;
  // At most `limit` names after `exclusive_start` in order of unsigned bytes.
  virtual std::vector<std::string> ListTables(std::string_view exclusive_start, size_t limit) = 0;

  // The item's stored bytes, copied into the arena; nullopt when there is none.
  virtual Result<std::optional<EncodedItem>> GetItem(const Table& table, const PrimaryKey& key,
                                                     Arena& arena) const = 0;

  // Runs the read-modify-writes as one atomic step: row locks in order, old items (copied into the
  // arena, so valid after the call), decisions in the order given, then one write batch with
  // everything that changes. The one write path: indexes, streams and TTL hang on it. No two
  // writes may name the same item. kItemCollectionSizeLimitExceeded when an item collection would
  // grow above its limit; kTransactionConflict when a transaction holds one of the items.
  virtual Result<void> Write(Arena& arena, std::span<const ItemWrite> writes) = 0;

  // The same for a transaction, except that errors of single writes (the decision's own, conflicts,
  // collections that grow too large) do not end it at the first: all are collected in the result.
  // Those that say that they end the transaction do. The token is remembered in the same batch.
  // Errors: kIdempotentParameterMismatch, the token
  // was used for another request; kTransactionInProgress, its transaction is still held.
  virtual Result<TransactionResult> Transact(Arena& arena, const Transaction& transaction) = 0;

  // The items as they were at one moment, in the order of the reads; copied into the arena.
  virtual Result<std::span<const ItemSnapshot>> ReadTogether(
      Arena& arena, std::span<const ItemRead> reads) const = 0;

  // A consistent view of one partition, or of a segment of the table, in key order.
  virtual std::unique_ptr<ItemCursor> Query(const Table& table, const QueryRange& range) const = 0;
  virtual std::unique_ptr<ItemCursor> Scan(const Table& table, const ScanRange& range) const = 0;

  // Does what is due by the clock and otherwise waits for somebody who needs it done: ends
  // transitions, drops tables whose time has come, brings global indexes up to where they may lag.
  virtual Result<void> CatchUp() = 0;
  // Deletes the items that have expired by now, as far as the expiry indexes know of them and until
  // `stop` becomes true; returns how many. Costs what expires, not what there is.
  virtual Result<size_t> DeleteExpiredItems(const std::atomic<bool>& stop) = 0;

  // As KvStore::GiveBackMemory().
  virtual Result<bool> GiveBackMemory() = 0;

  virtual Streams& streams() = 0;

  // Saves the whole state as a copy beside it; see ServedDatabase. Nobody may use the database
  // meanwhile.
  virtual Result<void> SaveCopy(std::string_view name, std::string_view note) = 0;
  // Whether long work that others do on it ends at the next point where nothing is left half done.
  virtual void Interrupt(bool interrupted) = 0;

  // Returns once no index is being filled in the background any more: for tests.
  virtual void WaitForBackfill() = 0;

  // Flushes and closes; the destructor does it too, but cannot report. All cursors must be gone,
  // and nothing else may be called afterwards.
  virtual Result<void> Close() = 0;

  // What the store below was asked to do so far.
  virtual WorkCounts work() const = 0;
  // False while item counts are still being rebuilt after an unclean stop; they are too low then.
  virtual bool counts_are_exact() const = 0;
};

}  // namespace stator::storage
