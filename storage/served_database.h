#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "model/function_ref.h"
#include "model/result.h"
#include "storage/database.h"
#include "storage/gate.h"
#include "storage/kv_store.h"

namespace stator::storage {

// The state of a database as it was at one moment.
struct Snapshot {
  std::string name;
  std::string note;  // what its maker wanted to remember
};

// The database that is served, and snapshots of it. Thread-safe.
//
// Another database takes its place when everything is emptied, or a snapshot restored: what uses
// the old one at that moment is waited for, and what comes later finds the new one. How much is in
// either makes no difference.
class ServedDatabase {
 public:
  // As Database::Open().
  static Result<std::unique_ptr<ServedDatabase>> Open(const DatabaseOptions& options);
  ~ServedDatabase();
  ServedDatabase(const ServedDatabase&) = delete;
  ServedDatabase& operator=(const ServedDatabase&) = delete;

  // Keeps the database in its place. Whoever has one must give it back before asking for another,
  // and not wait meanwhile for a thread that asks for one.
  class Lease {
   public:
    Database& operator*() const { return database_; }
    Database* operator->() const { return &database_; }

   private:
    friend class ServedDatabase;
    explicit Lease(ServedDatabase& served) : inside_(served.gate_), database_(*served.database_) {}

    const Gate::Inside inside_;
    Database& database_;
  };
  Lease Use() { return Lease(*this); }

  // Puts an empty database in place. `prepare` is called when nobody uses the old one any more.
  Result<void> Reset(FunctionRef<void()> prepare);

  // All three: `name` is 1 to 255 characters that may stand in a file's name.
  // Keeps the state as it is now under the name, in place of a snapshot that has it.
  Result<void> SaveSnapshot(std::string_view name, FunctionRef<std::string()> make_note);
  // Puts a database with the state of the snapshot in place. `prepare` is called with its note when
  // nobody uses the old one any more. kResourceNotFound: there is no such snapshot.
  Result<void> Restore(std::string_view name, FunctionRef<void(std::string_view note)> prepare);
  // kResourceNotFound.
  Result<void> RemoveSnapshot(std::string_view name);

  // In order of their names.
  Result<std::vector<Snapshot>> Snapshots() const;

  // Does what Open() left for later, which is what has to wait for the disk: soon after the start,
  // and again after an error. No data depends on it.
  Result<void> FinishStart() { return home_->FinishStart(); }

  // As Database::Close().
  Result<void> Close();

 private:
  explicit ServedDatabase(const DatabaseOptions& options) : options_(options) {}

  // Waits until nobody uses the database, and not for long work on it to be done.
  class Alone;
  Result<void> Replace(FunctionRef<Result<std::unique_ptr<KvStore>>()> open);
  void DisposeOf(std::unique_ptr<Database> database);
  void Dispose();

  const DatabaseOptions options_;
  std::shared_ptr<KvHome> home_;
  std::mutex change_mutex_;  // held by whoever replaces the database or works with snapshots
  Gate gate_;
  std::unique_ptr<Database> database_;  // guarded by gate_

  // Databases that were replaced: closing a large one takes its time.
  std::mutex disposal_mutex_;
  std::condition_variable disposal_changed_;
  std::deque<std::unique_ptr<Database>> to_dispose_;  // guarded by disposal_mutex_
  bool closing_ = false;                              // guarded by disposal_mutex_
  std::thread disposal_;
};

}  // namespace stator::storage
