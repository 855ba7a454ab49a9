#include "storage/rocksdb_store.h"

#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/iterator.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/kv_store.h"
#include "storage/rocksdb_home.h"
#include "storage/rocksdb_opening.h"
#include "storage/rocksdb_options.h"

namespace stator::storage {

Result<void> TranslateStatus(const rocksdb::Status& status) {
  if (status.ok()) return {};
  return InternalError("storage: " + status.ToString());
}

namespace {

// A thread keeps the buffers of its last read and its last batch up to this size.
constexpr size_t kRetainedBufferBytes = 1024 * 1024;
// At Close() memtables above this are written out, because replaying the log at the next start
// would take longer.
constexpr uint64_t kFlushAtCloseBytes = 256 * 1024;
// When nobody writes, memtables above this part of the engine's memory are written out, and files
// in memory up to so many bytes are merged.
constexpr uint64_t kWorthWritingOut = 32;
constexpr uint64_t kMergedAtOnceBytes = uint64_t{16} * 1024 * 1024;

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

Error TranslateOpenFailure(const rocksdb::Status& status, const std::string& directory) {
  const std::string where = "data directory '" + directory + "' ";
  if (status.IsCorruption()) {
    return InternalError(where + "is damaged (" + status.ToString() +
                         "); restore it from a copy, or start with an empty directory");
  }
  if (status.IsInvalidArgument() || status.IsNotSupported()) {
    return InternalError(where + "was written by another version of Stator (" + status.ToString() +
                         "); use that version, or choose another directory");
  }
  if (status.IsNoSpace()) {
    return InternalError(where + "cannot be opened: the disk is full; make room on it");
  }
  return InternalError(where + "cannot be opened: " + status.ToString() +
                       "; check its permissions and the disk, or choose another directory");
}

using FamilyFlags = std::array<std::atomic<bool>, kColumnFamilyCount>;

class RocksDbBatch final : public KvBatch {
 public:
  RocksDbBatch(rocksdb::WriteBatch& batch, const EngineHandles& handles,
               FamilyFlags& ranges_deleted)
      : batch_(batch), handles_(handles), ranges_deleted_(ranges_deleted) {}

  void Put(ColumnFamily family, std::string_view key, std::string_view value) override {
    Note(batch_.Put(Handle(family), ToSlice(key), ToSlice(value)));
  }
  void Delete(ColumnFamily family, std::string_view key) override {
    Note(batch_.Delete(Handle(family), ToSlice(key)));
  }
  void DeleteRange(ColumnFamily family, std::string_view lower, std::string_view upper) override {
    Note(batch_.DeleteRange(Handle(family), ToSlice(lower), ToSlice(upper)));
    ranges_deleted_[static_cast<size_t>(family)] = true;
  }

  const rocksdb::Status& status() const { return status_; }

 private:
  rocksdb::ColumnFamilyHandle* Handle(ColumnFamily family) const {
    return handles_[static_cast<size_t>(family)];
  }
  void Note(const rocksdb::Status& status) {
    if (!status.ok()) status_ = status;
  }

  rocksdb::WriteBatch& batch_;
  const EngineHandles& handles_;
  FamilyFlags& ranges_deleted_;
  rocksdb::Status status_;
};

class RocksDbIterator final : public KvIterator {
 public:
  RocksDbIterator(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle, ColumnFamily family,
                  KvRange range, Direction direction, WorkCounters& work, OpenReads& reads)
      : read_(reads),
        range_(std::move(range)),
        lower_(range_.lower),
        upper_(range_.upper),
        direction_(direction),
        work_(work) {
    if (!range_.upper.empty() && range_.lower >= range_.upper) return;  // empty: nothing to walk
    rocksdb::ReadOptions options;
    if (!range_.lower.empty()) options.iterate_lower_bound = &lower_;
    if (!range_.upper.empty()) options.iterate_upper_bound = &upper_;
    options.total_order_seek = !WithinOnePrefix(FilteredPrefixBytes(family));
    iterator_.reset(db.NewIterator(options, handle));
    work_.Add(WorkCounters::Kind::kIterator);
  }

  bool Next() override {
    if (iterator_ == nullptr) return false;
    work_.Add(WorkCounters::Kind::kIteratorStep);
    const bool forward = direction_ == Direction::kForward;
    if (!started_) {
      started_ = true;
      forward ? iterator_->SeekToFirst() : iterator_->SeekToLast();
    } else {
      forward ? iterator_->Next() : iterator_->Prev();
    }
    return iterator_->Valid();
  }

  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  Result<void> status() const override {
    return iterator_ == nullptr ? Result<void>() : TranslateStatus(iterator_->status());
  }

 private:
  bool WithinOnePrefix(size_t prefix) const {
    return prefix != 0 && range_.lower.size() >= prefix && range_.upper.size() >= prefix &&
           range_.lower.compare(0, prefix, range_.upper, 0, prefix) == 0;
  }

  const OpenReads::Read read_;
  const KvRange range_;
  // The engine keeps pointers to its bounds.
  const rocksdb::Slice lower_;
  const rocksdb::Slice upper_;
  const Direction direction_;
  WorkCounters& work_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  bool started_ = false;
};

class RocksDbStore final : public KvStore {
 public:
  static Result<std::unique_ptr<KvStore>> Open(std::shared_ptr<RocksDbHome> home, uint64_t number) {
    std::unique_ptr<RocksDbStore> store(new RocksDbStore(std::move(home), number));
    RocksDbHome& own_home = *store->home_;
    store->write_options_.disableWAL = !store->has_log();
    store->write_options_.sync = store->has_log() && own_home.durability() == Durability::kFsync;
    const rocksdb::Status status =
        OpenEngine(own_home, number, store->use_, store->db_, store->handles_);
    if (!status.ok()) {
      const Error error =
          TranslateOpenFailure(status, own_home.in_memory() ? "(memory)" : own_home.path());
      if (!own_home.IsLive(number)) own_home.DeleteFolder(number);
      return error;
    }
    return std::unique_ptr<KvStore>(std::move(store));
  }

  ~RocksDbStore() override {
    if (db_ != nullptr) static_cast<void>(Close());
  }

  Result<std::optional<std::string_view>> Get(ColumnFamily family, std::string_view key,
                                              Arena& arena) const override {
    work_.Add(WorkCounters::Kind::kGet);
    const OpenReads::Read read(use_->reads);
    thread_local rocksdb::PinnableSlice value;
    const rocksdb::Status status =
        db_->Get(rocksdb::ReadOptions(), Handle(family), ToSlice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string_view>();
    STATOR_RETURN_IF_ERROR(TranslateStatus(status));
    return std::optional(TakeValue(value, arena));
  }

  // The engine reads them at one sequence number, and finds its way into each file once for all.
  Result<std::span<const std::optional<std::string_view>>> GetTogether(
      ColumnFamily family, std::span<const std::string_view> keys, Arena& arena) const override {
    const auto values = arena.NewArray<std::optional<std::string_view>>(keys.size());
    if (keys.size() == 1) {
      STATOR_ASSIGN_OR_RETURN(values[0], Get(family, keys[0], arena));
      return std::span<const std::optional<std::string_view>>(values);
    }
    work_.Add(WorkCounters::Kind::kGet, keys.size());
    const OpenReads::Read read(use_->reads);
    thread_local std::vector<rocksdb::PinnableSlice> found;
    thread_local std::vector<rocksdb::Status> statuses;
    found.resize(std::max(found.size(), keys.size()));
    statuses.assign(keys.size(), rocksdb::Status());
    const std::span<rocksdb::Slice> slices = arena.NewArray<rocksdb::Slice>(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) slices[i] = ToSlice(keys[i]);
    db_->MultiGet(rocksdb::ReadOptions(), Handle(family), keys.size(), slices.data(), found.data(),
                  statuses.data());
    rocksdb::Status failure;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (statuses[i].ok()) {
        values[i] = TakeValue(found[i], arena);
      } else if (!statuses[i].IsNotFound()) {
        failure = statuses[i];
      }
    }
    STATOR_RETURN_IF_ERROR(TranslateStatus(failure));
    return std::span<const std::optional<std::string_view>>(values);
  }

  std::unique_ptr<KvIterator> NewIterator(ColumnFamily family, KvRange range,
                                          Direction direction) const override {
    return std::make_unique<RocksDbIterator>(*db_, Handle(family), family, std::move(range),
                                             direction, work_, use_->reads);
  }

  Result<void> Commit(FunctionRef<void(KvBatch&)> fill) override {
    work_.Add(WorkCounters::Kind::kCommit);
    thread_local rocksdb::WriteBatch buffer;
    buffer.Clear();
    RocksDbBatch batch(buffer, handles_, ranges_deleted_);
    fill(batch);
    // No commit that comes after the first may be on the disk without it.
    std::unique_lock<std::mutex> first_commit;
    if (is_first_commit_) {
      first_commit = std::unique_lock(first_commit_mutex_);
      if (is_first_commit_) PrepareFirstCommit(batch);
    }
    STATOR_RETURN_IF_ERROR(TranslateStatus(batch.status()));
    work_.Add(WorkCounters::Kind::kChange, static_cast<uint64_t>(buffer.Count()));
    const rocksdb::Status status = db_->Write(write_options_, &buffer);
    if (first_commit.owns_lock() && status.ok()) EndFirstCommit();
    use_->reads.Committed(VersionNumberOf(db_->GetLatestSequenceNumber()));
    if (buffer.GetDataSize() > kRetainedBufferBytes) buffer = rocksdb::WriteBatch();
    return TranslateStatus(status);
  }

  void DeleteWithNextCommit(ColumnFamily family, std::string_view key) override {
    const std::scoped_lock lock(first_commit_mutex_);
    deleted_family_ = family;
    deleted_key_ = key;
    is_first_commit_ = true;
  }

  void ReclaimSpace(ColumnFamily family, const KvRange& range) override {
    const rocksdb::Slice lower = ToSlice(range.lower);
    const rocksdb::Slice upper = ToSlice(range.upper);
    // Files with nothing else in them go at once; the rest waits for compaction. A failure costs
    // space only.
    static_cast<void>(rocksdb::DeleteFilesInRange(db_.get(), Handle(family), &lower,
                                                  range.upper.empty() ? nullptr : &upper, false));
  }

  Result<void> SaveCopy(std::string_view name, std::string_view note) override {
    return home_->SaveCopy(*db_, name, note);
  }

  Result<bool> GiveBackMemory() override {
    const uint64_t commits = work_.Sum().commits;
    const bool is_quiet = commits == commits_seen_.exchange(commits);
    if (!is_quiet || commits == commits_settled_.exchange(commits)) return false;
    for (size_t i = 0; i < kColumnFamilyCount; ++i) {
      if (!IsWorthWritingOut(static_cast<ColumnFamily>(i))) continue;
      ranges_deleted_[i] = false;
      STATOR_RETURN_IF_ERROR(TranslateStatus(db_->Flush(FlushSoon(*home_), handles_[i])));
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (home_->in_memory()) STATOR_RETURN_IF_ERROR(TranslateStatus(MergeFiles(handle)));
    }
    // Most of what it holds is of files that are no more.
    if (home_->in_memory()) home_->memory().cache->EraseUnRefEntries();
    return true;
  }

  Result<void> MakeLive() override { return home_->MakeLive(number_); }

  Result<void> Close() override {
    const bool live = home_->IsLive(number_);
    rocksdb::Status status;
    if (live && !home_->in_memory()) status = FlushAtClose();
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (handle != nullptr) db_->DestroyColumnFamilyHandle(handle);
    }
    const rocksdb::Status closed = db_->Close();
    db_.reset();
    if (!live) home_->DeleteFolder(number_);
    if (status.ok()) status = closed;
    return TranslateStatus(status.ok() ? home_->files().FinishStart() : status);
  }

  WorkCounts work() const override { return work_.Sum(); }

 private:
  RocksDbStore(std::shared_ptr<RocksDbHome> home, uint64_t number)
      : home_(std::move(home)), number_(number) {}

  rocksdb::ColumnFamilyHandle* Handle(ColumnFamily family) const {
    return handles_[static_cast<size_t>(family)];
  }

  // Copied into the arena; what held it can be used again, and holds little.
  static std::string_view TakeValue(rocksdb::PinnableSlice& value, Arena& arena) {
    const std::string_view copy = arena.CopyString(ToView(value));
    value.Reset();
    if (value.GetSelf()->capacity() > kRetainedBufferBytes) *value.GetSelf() = std::string();
    return copy;
  }

  void PrepareFirstCommit(RocksDbBatch& batch) {
    if (deleted_key_.has_value()) batch.Delete(deleted_family_, *deleted_key_);
    if (!has_log()) return;
    // When a record cannot be written, for want of space, the engine goes on with another log once
    // there is some; but not if nothing is in any memtable. So something is, which is not logged.
    rocksdb::WriteBatch nothing;
    static_cast<void>(nothing.Delete(Handle(ColumnFamily::kDefault), rocksdb::Slice()));
    rocksdb::WriteOptions unlogged;
    unlogged.disableWAL = true;
    // Its failure is that of the commit, which comes next.
    static_cast<void>(db_->Write(unlogged, &nothing));
  }

  void EndFirstCommit() {
    deleted_key_.reset();
    is_first_commit_ = false;
  }

  bool has_log() const { return !home_->in_memory() && home_->durability() != Durability::kNone; }

  uint64_t BytesInMemtable(rocksdb::ColumnFamilyHandle* handle) const {
    uint64_t size = 0;
    uint64_t entries = 0;
    db_->GetIntProperty(handle, rocksdb::DB::Properties::kNumEntriesActiveMemTable, &entries);
    db_->GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeActiveMemTable, &size);
    return entries == 0 ? 0 : size;
  }

  // Those that are being written out already count too: then it is waited for. What a memtable of
  // items in memory holds is read there the quickest: it counts for what nobody needs.
  bool IsWorthWritingOut(ColumnFamily family) const {
    const auto number = static_cast<size_t>(family);
    uint64_t waiting = 0;
    db_->GetIntProperty(handles_[number], rocksdb::DB::Properties::kNumImmutableMemTable, &waiting);
    const bool knows_unneeded =
        home_->in_memory() && FilteredPrefixBytes(family) != 0 && !ranges_deleted_[number];
    const uint64_t bytes =
        knows_unneeded ? use_->unneeded_bytes[number].load() : BytesInMemtable(handles_[number]);
    return waiting > 0 || bytes >= home_->memory().bytes / kWorthWritingOut;
  }

  rocksdb::Status FlushAtClose() {
    uint64_t bytes = 0;
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (handle == nullptr) return {};  // was never opened whole
      bytes += BytesInMemtable(handle);
    }
    if (has_log() && bytes <= kFlushAtCloseBytes) return {};
    return db_->Flush(FlushSoon(*home_), {handles_.begin(), handles_.end()});
  }

  // One sorted run in place of several, of what is small enough for that to be quick.
  rocksdb::Status MergeFiles(rocksdb::ColumnFamilyHandle* handle) {
    rocksdb::ColumnFamilyMetaData files;
    db_->GetColumnFamilyMetaData(handle, &files);
    const bool is_one_run = !files.levels.empty() && files.levels[0].files.empty();
    if (is_one_run || files.size > kMergedAtOnceBytes) return {};
    return db_->CompactRange(rocksdb::CompactRangeOptions(), handle, nullptr, nullptr);
  }

  const std::shared_ptr<RocksDbHome> home_;
  const uint64_t number_;
  const std::shared_ptr<MemtableUse> use_ = std::make_shared<MemtableUse>();
  std::unique_ptr<rocksdb::DB> db_;
  EngineHandles handles_{};
  rocksdb::WriteOptions write_options_;
  mutable WorkCounters work_;
  // The next commit is the first since the store was opened or DeleteWithNextCommit() was called.
  std::atomic<bool> is_first_commit_{true};
  std::mutex first_commit_mutex_;  // held by that commit until it is done; guards the next two
  std::optional<std::string> deleted_key_;
  ColumnFamily deleted_family_ = ColumnFamily::kDefault;
  // Since what was in the memtable of a family was last written out to give memory back.
  FamilyFlags ranges_deleted_{};
  // Of GiveBackMemory(): how many commits there were when it last looked, and when it last did it.
  std::atomic<uint64_t> commits_seen_{0};
  std::atomic<uint64_t> commits_settled_{std::numeric_limits<uint64_t>::max()};
};

}  // namespace

Result<std::unique_ptr<KvStore>> OpenRocksDbStore(std::shared_ptr<RocksDbHome> home,
                                                  uint64_t number) {
  return RocksDbStore::Open(std::move(home), number);
}

}  // namespace stator::storage
