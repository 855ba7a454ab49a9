#include "storage/served_database.h"

#include <optional>
#include <utility>

#include "storage/kv_database.h"

namespace stator::storage {

class ServedDatabase::Alone {
 public:
  // Under change_mutex_.
  explicit Alone(ServedDatabase& served) {
    served.database_->Interrupt(true);
    alone_.emplace(served.gate_);
    served.database_->Interrupt(false);
  }

 private:
  std::optional<Gate::Alone> alone_;
};

Result<std::unique_ptr<ServedDatabase>> ServedDatabase::Open(const DatabaseOptions& options) {
  std::unique_ptr<ServedDatabase> served(new ServedDatabase(options));
  STATOR_ASSIGN_OR_RETURN(served->home_, OpenKvHome(options.OfStore()));
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<KvStore> store, served->home_->OpenLive());
  STATOR_ASSIGN_OR_RETURN(served->database_, KvDatabase::Open(std::move(store), options));
  return served;
}

ServedDatabase::~ServedDatabase() {
  if (database_ != nullptr) static_cast<void>(Close());
}

Result<void> ServedDatabase::Close() {
  {
    const std::scoped_lock lock(disposal_mutex_);
    closing_ = true;
    disposal_changed_.notify_all();
  }
  if (disposal_.joinable()) disposal_.join();
  return database_->Close();
}

Result<void> ServedDatabase::Replace(FunctionRef<Result<std::unique_ptr<KvStore>>()> open) {
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<KvStore> store, open());
  KvStore& opened = *store;
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                          KvDatabase::Open(std::move(store), options_));
  STATOR_RETURN_IF_ERROR(opened.MakeLive());
  DisposeOf(std::exchange(database_, std::move(database)));
  return {};
}

Result<void> ServedDatabase::Reset(FunctionRef<void()> prepare) {
  const std::scoped_lock change(change_mutex_);
  const Alone alone(*this);
  prepare();
  return Replace([this] { return home_->OpenEmpty(); });
}

Result<void> ServedDatabase::Restore(std::string_view name,
                                     FunctionRef<void(std::string_view note)> prepare) {
  const std::scoped_lock change(change_mutex_);
  STATOR_ASSIGN_OR_RETURN(const std::string note, home_->NoteOfCopy(name));
  const Alone alone(*this);
  prepare(note);
  return Replace([&] { return home_->OpenCopy(name); });
}

Result<void> ServedDatabase::SaveSnapshot(std::string_view name,
                                          FunctionRef<std::string()> make_note) {
  const std::scoped_lock change(change_mutex_);
  const Alone alone(*this);
  return database_->SaveCopy(name, make_note());
}

Result<void> ServedDatabase::RemoveSnapshot(std::string_view name) {
  const std::scoped_lock change(change_mutex_);
  return home_->RemoveCopy(name);
}

Result<std::vector<Snapshot>> ServedDatabase::Snapshots() const {
  STATOR_ASSIGN_OR_RETURN(std::vector<KvCopy> copies, home_->Copies());
  std::vector<Snapshot> snapshots;
  for (KvCopy& copy : copies) snapshots.push_back({std::move(copy.name), std::move(copy.note)});
  return snapshots;
}

void ServedDatabase::DisposeOf(std::unique_ptr<Database> database) {
  const std::scoped_lock lock(disposal_mutex_);
  to_dispose_.push_back(std::move(database));
  if (!disposal_.joinable()) disposal_ = std::thread([this] { Dispose(); });
  disposal_changed_.notify_all();
}

void ServedDatabase::Dispose() {
  std::unique_lock lock(disposal_mutex_);
  for (;;) {
    disposal_changed_.wait(lock, [this] { return closing_ || !to_dispose_.empty(); });
    if (to_dispose_.empty()) return;
    std::unique_ptr<Database> database = std::move(to_dispose_.front());
    to_dispose_.pop_front();
    lock.unlock();
    database.reset();
    lock.lock();
  }
}

}  // namespace stator::storage
