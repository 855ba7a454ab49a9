#pragma once

// For rocksdb_*.cc alone: the only files that know RocksDB.

#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/data_directory.h"
#include "storage/engine_env.h"
#include "storage/engine_files.h"
#include "storage/kv_store.h"
#include "storage/rocksdb_options.h"

namespace stator::storage {

// The files of a home. docs/storage-format.md has their names.
//
// Each store and each copy is a folder with a number of its own; small files say which number is
// the live store's and which a copy's, and are replaced by renaming. So whenever the process ends,
// every name stands for something whole, and folders without a name are deleted at the next start.
class RocksDbHome final : public KvHome, public std::enable_shared_from_this<RocksDbHome> {
 public:
  static Result<std::shared_ptr<KvHome>> Open(const StoreOptions& options);

  Result<std::unique_ptr<KvStore>> OpenLive() override;
  Result<std::unique_ptr<KvStore>> OpenEmpty() override;
  Result<std::unique_ptr<KvStore>> OpenCopy(std::string_view name) override;
  Result<std::string> NoteOfCopy(std::string_view name) const override;
  Result<std::vector<KvCopy>> Copies() const override;
  Result<void> RemoveCopy(std::string_view name) override;
  Result<void> FinishStart() override;

  // For its stores.
  bool in_memory() const { return memory_env_ != nullptr; }
  EngineEnv* env() const { return env_.get(); }
  EngineFiles& files() const { return *files_; }
  const EngineMemory& memory() const { return memory_; }
  Durability durability() const { return durability_; }
  // The data directory, as people know it.
  const std::string& path() const { return path_; }
  std::string FolderOf(uint64_t number) const;
  bool IsLive(uint64_t number) const;
  Result<void> MakeLive(uint64_t number);
  Result<void> SaveCopy(rocksdb::DB& db, std::string_view name, std::string_view note);
  // Deletes the files of a store that is closed, or of a copy.
  void DeleteFolder(uint64_t number) const;

 private:
  struct CopyFile {
    uint64_t number = 0;
    std::string note;
  };

  explicit RocksDbHome(const StoreOptions& options);

  void UseFiles(rocksdb::Env& files);
  std::string LiveFile() const;
  std::string CopyFileOf(std::string_view name) const;
  // Replaces a small file as one step.
  rocksdb::Status WriteFile(const std::string& path, const std::string& text);
  Result<void> ReadNames();
  Result<CopyFile> ReadCopyFile(std::string_view name) const;
  uint64_t NewNumber();
  // Gives a folder the files of another, in which nothing changes.
  rocksdb::Status CloneFolder(uint64_t from, uint64_t to) const;

  const EngineMemory memory_;
  const Durability durability_;
  std::unique_ptr<DataDirectory> directory_;  // nullptr: in memory
  std::unique_ptr<rocksdb::Env> memory_env_;
  std::shared_ptr<EngineFiles> files_;  // of the one before, or the system's
  std::unique_ptr<EngineEnv> env_;      // on these files
  std::string path_;

  mutable std::mutex mutex_;  // guards what follows, and changes of names
  uint64_t live_number_ = 0;  // 0: its files lie in the home itself
  uint64_t next_number_ = 1;
};

}  // namespace stator::storage
