#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace stator::storage {

// A file of the engine's that is made when it has to be: by Make() or Sync(). What is written
// before is kept in memory. One that goes without having been made leaves nothing on the disk.
// Thread-safe as the engine's files are: while one writes, others may make and sync it.
class LateFile {
 public:
  LateFile(std::shared_ptr<rocksdb::FileSystem> files, std::string path,
           const rocksdb::FileOptions& options)
      : files_(std::move(files)), path_(std::move(path)), options_(options) {}

  // Makes the file, with all that was written. Nothing to do once it is made; after an error the
  // next call tries again.
  rocksdb::IOStatus Make();
  rocksdb::IOStatus Append(const rocksdb::Slice& bytes, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug);
  // Makes it first.
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug);

  // nullptr: it is not made yet.
  rocksdb::FSWritableFile* file() const { return made_; }
  // Bytes written.
  uint64_t size() const;

 private:
  const std::shared_ptr<rocksdb::FileSystem> files_;
  const std::string path_;
  const rocksdb::FileOptions options_;
  mutable std::mutex mutex_;
  std::string kept_;                               // guarded by mutex_
  std::unique_ptr<rocksdb::FSWritableFile> file_;  // guarded by mutex_
  std::atomic<rocksdb::FSWritableFile*> made_{nullptr};
};

// What the engine gets of a LateFile; when it is made is up to those who derive from this.
class LateWritableFile : public rocksdb::FSWritableFile {
 public:
  using FSWritableFile::Append;

  explicit LateWritableFile(std::shared_ptr<LateFile> late) : late_(std::move(late)) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& bytes, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    return late_->Append(bytes, options, debug);
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Close(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RangeSync(uint64_t offset, uint64_t bytes, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;
  uint64_t GetFileSize(const rocksdb::IOOptions& /*options*/,
                       rocksdb::IODebugContext* /*debug*/) override {
    return late_->size();
  }
  bool IsSyncThreadSafe() const override { return true; }

 protected:
  LateFile& late() const { return *late_; }
  const std::shared_ptr<LateFile>& shared_late() const { return late_; }

 private:
  const std::shared_ptr<LateFile> late_;
};

}  // namespace stator::storage
