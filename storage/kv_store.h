#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/function_ref.h"
#include "model/result.h"
#include "storage/store_options.h"
#include "storage/work_counters.h"

// The ordered key-value store below the database, and all that the database knows of it: another
// engine takes its place by implementing this header.
namespace stator::storage {

// Separate ordered key spaces. The numbers index arrays; the names in rocksdb_options.cc are on
// disk.
enum class ColumnFamily : uint8_t { kDefault, kCatalog, kItems, kIndexes, kStreams, kTtl };
inline constexpr size_t kColumnFamilyCount = 6;

// Changes that are committed together; of several to one key the last one wins.
class KvBatch {
 public:
  virtual ~KvBatch() = default;

  virtual void Put(ColumnFamily family, std::string_view key, std::string_view value) = 0;
  virtual void Delete(ColumnFamily family, std::string_view key) = 0;
  // All keys in [lower, upper).
  virtual void DeleteRange(ColumnFamily family, std::string_view lower, std::string_view upper) = 0;
};

// The keys in [lower, upper), compared by unsigned bytes. An empty upper bound is none.
struct KvRange {
  std::string lower;
  std::string upper;
};

enum class Direction : uint8_t { kForward, kBackward };

// Walks a range of the store as it was when the iterator was made. Not thread-safe. Must be
// destroyed before its store is closed.
class KvIterator {
 public:
  virtual ~KvIterator() = default;

  // Moves to the next pair (the first, on the first call); false at the end or on an error.
  virtual bool Next() = 0;
  // Valid until the next call of Next().
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  // After Next() returned false: ok at the end, else why it stopped.
  virtual Result<void> status() const = 0;
};

// Thread-safe. Errors are kInternalServerError.
class KvStore {
 public:
  virtual ~KvStore() = default;

  // The value, copied into the arena; nullopt when there is none.
  virtual Result<std::optional<std::string_view>> Get(ColumnFamily family, std::string_view key,
                                                      Arena& arena) const = 0;

  // The values of all keys as they were at one moment, copied into the arena.
  virtual Result<std::span<const std::optional<std::string_view>>> GetTogether(
      ColumnFamily family, std::span<const std::string_view> keys, Arena& arena) const = 0;

  virtual std::unique_ptr<KvIterator> NewIterator(ColumnFamily family, KvRange range,
                                                  Direction direction) const = 0;

  // Commits what `fill` puts into the batch, all or nothing. Visible to every read that starts
  // after the return; what it survives is a matter of Durability. `fill` must not commit.
  virtual Result<void> Commit(FunctionRef<void(KvBatch&)> fill) = 0;

  // The next commit deletes this pair too: for what is true of the store until something changes.
  // One pair at a time.
  virtual void DeleteWithNextCommit(ColumnFamily family, std::string_view key) = 0;

  // A hint, after a range was deleted for good, to give its space back soon. Iterators made before
  // still see what they saw.
  virtual void ReclaimSpace(ColumnFamily family, const KvRange& range) = 0;

  // For a moment when nobody waits: gives back memory that held what has been overwritten or
  // deleted, after much of that. May take a second of a core. False: there was nothing to do, as
  // nothing was written since the last time, or somebody still writes.
  virtual Result<bool> GiveBackMemory() = 0;

  // Saves all that is in it as the copy of this name, in place of one that has it; see KvHome.
  // Takes no longer the more is in it. Nobody may commit meanwhile.
  virtual Result<void> SaveCopy(std::string_view name, std::string_view note) = 0;
  // From now on this is the live store of its home, and the one that was is not.
  virtual Result<void> MakeLive() = 0;

  // Nothing may be called afterwards. A store that is not the live one of its home is gone then.
  // The destructor closes too, but cannot report.
  virtual Result<void> Close() = 0;

  virtual WorkCounts work() const = 0;
};

// A whole store as it was at one moment.
struct KvCopy {
  std::string name;
  std::string note;  // what its maker wanted to remember
};

// Where a store and copies of it are kept: a directory, or memory. All bulky files are shared
// between stores and copies and never changed, so that copies cost time and space for names only.
// Its stores keep it alive. Thread-safe. Errors are kInternalServerError unless it says more.
class KvHome {
 public:
  virtual ~KvHome() = default;

  // The one store that is kept; called once. The error is one line for a person at a terminal.
  virtual Result<std::unique_ptr<KvStore>> OpenLive() = 0;
  // Another store, which is to become the live one: empty, or with what is in the copy.
  // kResourceNotFound: there is no such copy.
  virtual Result<std::unique_ptr<KvStore>> OpenEmpty() = 0;
  virtual Result<std::unique_ptr<KvStore>> OpenCopy(std::string_view name) = 0;

  // kResourceNotFound.
  virtual Result<std::string> NoteOfCopy(std::string_view name) const = 0;
  // In order of their names, which are names of files without directories.
  virtual Result<std::vector<KvCopy>> Copies() const = 0;
  // kResourceNotFound.
  virtual Result<void> RemoveCopy(std::string_view name) = 0;

  // Does what OpenLive() left for later, which is what has to wait for the disk or for the system's
  // threads: soon after the start, and again after an error. No data depends on it.
  virtual Result<void> FinishStart() = 0;
};

// Opens or creates a home. The error is one line for a person at a terminal.
Result<std::shared_ptr<KvHome>> OpenKvHome(const StoreOptions& options);

}  // namespace stator::storage
