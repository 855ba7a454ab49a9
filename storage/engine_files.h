#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/function_ref.h"
#include "storage/late_file.h"

namespace stator::storage {

// The files that the engine works with: those of another file system, with a few differences for
// the sake of a quick start. Thread-safe.
//
// No OPTIONS file is made. The engine would write one at each start and each change of its options,
// and read it again to compare; only its own tools ever want them.
//
// Opening a store that exists can be postponed in part. The engine writes its manifest anew at each
// start, has it reach the disk, renames CURRENT to point to it, and deletes what is now out of
// date. Between Postpone() and StopPostponing() manifests and what becomes CURRENT are kept in
// memory, and their syncs, those of directories, the renaming to CURRENT and all deletions are
// noted; the log is made with its first record. The second sync of a manifest, which has more in it
// than the one before, ends the postponing too. FinishStart() does what was noted in the order in
// which the engine wanted it, and so does whatever next asks for such a step: no later one gets
// ahead of them, in particular no sync of the manifest, without which the engine counts on nothing
// that it wrote there.
//
// Until then the directory is as it was before the start: the manifest from before is in force,
// nothing that it names has been deleted, and the log that writes go to since the start has a
// higher number than those it names. Recovery reads all of these logs in turn. So neither a kill
// nor a power cut at that moment takes anything.
//
// While postponing, a directory is listed once for all, since nothing in it changes: the engine
// lists it five times.
class EngineFiles final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "EngineFiles"; }

  void Postpone();
  void StopPostponing();
  // Does what was postponed. After an error the rest is left for the next call.
  rocksdb::IOStatus FinishStart();

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetFileSize(const std::string& path, const rocksdb::IOOptions& options,
                                uint64_t* bytes, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetChildren(const std::string& path, const rocksdb::IOOptions& options,
                                std::vector<std::string>* names,
                                rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

 private:
  using Step = std::function<rocksdb::IOStatus()>;
  class LogFile;
  class StartFile;
  class Directory;

  // Notes `later` for FinishStart(), or does everything that was postponed and then `now`, unless
  // something before it fails.
  rocksdb::IOStatus PostponeOr(const Step& later, FunctionRef<rocksdb::IOStatus()> now);
  // Under mutex_.
  rocksdb::IOStatus DoPostponed();

  // False: nothing is postponed, nor will be. What a store that has long been open asks.
  std::atomic<bool> starting_{false};
  std::mutex mutex_;
  bool postponing_ = false;     // guarded by mutex_
  std::deque<Step> postponed_;  // guarded by mutex_
  // What the start has written, by its path. Guarded by mutex_.
  std::map<std::string, std::shared_ptr<LateFile>> late_;
  // The names in folders, by the folder's path; while postponing. Guarded by mutex_.
  std::map<std::string, std::vector<std::string>> listings_;
};

}  // namespace stator::storage
