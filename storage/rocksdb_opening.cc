#include "storage/rocksdb_opening.h"

#include <rocksdb/env.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "storage/engine_files.h"
#include "storage/rocksdb_options.h"

namespace stator::storage {
namespace {

using Families = std::vector<rocksdb::ColumnFamilyDescriptor>;

// Every start begins a log, and reads all that hold something that is not in a file yet.
constexpr size_t kMostLogs = 8;

// The engine opens a quarter of the files that it may have open before the first request, and takes
// no smaller limit than this. The others are opened when they are read.
constexpr int kMostFilesAtStart = 20;

rocksdb::Status OpenFamilies(const rocksdb::DBOptions& options, const std::string& path,
                             const Families& families, std::unique_ptr<rocksdb::DB>& db,
                             EngineHandles& handles) {
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> opened_handles;
  rocksdb::Status status = rocksdb::DB::Open(options, path, families, &opened_handles, &opened);
  db.reset(opened);
  std::copy(opened_handles.begin(), opened_handles.end(), handles.begin());
  return status;
}

// The engine looks over the options of all families that a store is opened with, which takes longer
// than to make them, and not over those of families that are made afterwards.
rocksdb::Status MakeStore(const rocksdb::DBOptions& options, const std::string& path,
                          const Families& families, std::unique_ptr<rocksdb::DB>& db,
                          EngineHandles& handles) {
  rocksdb::Status opened = OpenFamilies(options, path, {families.front()}, db, handles);
  if (!opened.ok()) return opened;
  std::vector<rocksdb::ColumnFamilyHandle*> made_handles;
  rocksdb::Status made =
      db->CreateColumnFamilies({families.begin() + 1, families.end()}, &made_handles);
  std::copy(made_handles.begin(), made_handles.end(), handles.begin() + 1);
  return made;
}

// There are so many files that writes are slowed down or stopped.
bool WritersWaitForMerging(rocksdb::DB& db) {
  uint64_t stopped = 0;
  uint64_t bytes_per_second = 0;
  db.GetIntProperty(rocksdb::DB::Properties::kIsWriteStopped, &stopped);
  db.GetIntProperty(rocksdb::DB::Properties::kActualDelayedWriteRate, &bytes_per_second);
  return stopped != 0 || bytes_per_second != 0;
}

// Their paths.
std::vector<std::string> LogsIn(const std::string& path, rocksdb::Env& env) {
  std::vector<std::string> names;
  // A folder that cannot be listed stops the start soon.
  static_cast<void>(env.GetChildren(path, &names));
  std::vector<std::string> logs;
  for (const std::string& name : names) {
    if (name.ends_with(".log")) logs.push_back(path + "/" + name);
  }
  return logs;
}

// The engine would keep such logs until there is something to write out.
void DeleteEmpty(const std::vector<std::string>& files, rocksdb::Env& env) {
  for (const std::string& file : files) {
    uint64_t bytes = 0;
    const bool is_empty = env.GetFileSize(file, &bytes).ok() && bytes == 0;
    // What cannot be deleted costs time only.
    if (is_empty) static_cast<void>(env.DeleteFile(file));
  }
}

}  // namespace

rocksdb::FlushOptions FlushSoon(const RocksDbHome& home) {
  home.env()->EndHold();
  rocksdb::FlushOptions options;
  // Of all families together, the engine takes no flush beside one that is under way, which is what
  // it waits for, too.
  options.allow_write_stall = home.in_memory() || home.durability() != Durability::kNone;
  return options;
}

rocksdb::Status OpenEngine(const RocksDbHome& home, uint64_t number,
                           const std::shared_ptr<MemtableUse>& use,
                           std::unique_ptr<rocksdb::DB>& db, EngineHandles& handles) {
  const std::string path = home.FolderOf(number);
  rocksdb::DBOptions options = EngineOptions(home.memory(), home.durability());
  options.env = home.env();
  const Families families = ColumnFamilyDescriptors(home.memory(), home.durability(), use);
  if (!home.env()->FileExists(path + "/CURRENT").ok()) {
    return MakeStore(options, path, families, db, handles);
  }
  const bool is_live = home.IsLive(number);
  if (is_live) home.files().Postpone();
  // Processes that are killed soon after their start leave files behind for the next ones.
  const std::vector<std::string> logs = LogsIn(path, *home.env());
  const bool cleans_up = logs.size() >= kMostLogs;
  if (cleans_up) home.files().StopPostponing();
  if (is_live && !cleans_up) home.env()->HoldMerging();
  const int most_files = std::exchange(options.max_open_files, kMostFilesAtStart);
  rocksdb::Status opened = OpenFamilies(options, path, families, db, handles);
  if (opened.ok()) {
    opened = db->SetDBOptions({{"max_open_files", std::to_string(most_files)}});
    // Now that this process has the engine's lock.
    DeleteEmpty(logs, *home.env());
    if (WritersWaitForMerging(*db)) home.env()->EndHold();
  }
  home.files().StopPostponing();
  if (!opened.ok() || !cleans_up) return opened;
  return db->Flush(FlushSoon(home), {handles.begin(), handles.end()});
}

}  // namespace stator::storage
