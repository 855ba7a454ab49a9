#include "storage/engine_files.h"

#include <string_view>
#include <utility>

namespace stator::storage {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

constexpr std::string_view kOptionsFilePrefix = "OPTIONS-";
constexpr std::string_view kManifestPrefix = "MANIFEST-";
constexpr std::string_view kTemporarySuffix = ".dbtmp";
constexpr std::string_view kCurrentFile = "CURRENT";

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

IOStatus SyncFile(rocksdb::FileSystem& files, const std::string& path) {
  // Opening it would make it.
  IOStatus exists = files.FileExists(path, IOOptions(), nullptr);
  if (!exists.ok()) return exists;
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus opened = files.ReopenWritableFile(path, rocksdb::FileOptions(), &file, /*dbg=*/nullptr);
  if (!opened.ok()) return opened;
  const IOStatus synced = file->Sync(IOOptions(), nullptr);
  const IOStatus closed = file->Close(IOOptions(), nullptr);
  return synced.ok() ? closed : synced;
}

IOStatus SyncDirectory(rocksdb::FileSystem& files, const std::string& path) {
  std::unique_ptr<rocksdb::FSDirectory> directory;
  IOStatus opened = files.NewDirectory(path, IOOptions(), &directory, nullptr);
  return opened.ok() ? directory->Fsync(IOOptions(), nullptr) : opened;
}

}  // namespace

// A manifest, or the file that becomes CURRENT.
class EngineFiles::StartFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  StartFile(EngineFiles& files, std::string path, std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}

  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return PostponeOr([&] { return FSWritableFileOwnerWrapper::Sync(options, debug); });
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return PostponeOr([&] { return FSWritableFileOwnerWrapper::Fsync(options, debug); });
  }

 private:
  // Once. What a manifest begins with is in the one before too; anything behind it is new (a family
  // that was missing), and writes may count on it.
  IOStatus PostponeOr(FunctionRef<IOStatus()> sync) {
    if (std::exchange(was_postponed_, true)) files_.StopPostponing();
    return files_.PostponeOr(SyncLater(), sync);
  }

  // By its path: the engine may have closed it by then.
  Step SyncLater() const {
    return [&files = *files_.target(), path = path_] { return SyncFile(files, path); };
  }

  EngineFiles& files_;
  const std::string path_;
  bool was_postponed_ = false;  // or has been synced
};

class EngineFiles::Directory final : public rocksdb::FSDirectoryWrapper {
 public:
  Directory(EngineFiles& files, std::string path, std::unique_ptr<rocksdb::FSDirectory> directory)
      : FSDirectoryWrapper(std::move(directory)), files_(files), path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return files_.PostponeOr(SyncLater(),
                             [&] { return FSDirectoryWrapper::Fsync(options, debug); });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& why) override {
    return files_.PostponeOr(
        SyncLater(), [&] { return FSDirectoryWrapper::FsyncWithDirOptions(options, debug, why); });
  }

 private:
  Step SyncLater() const {
    return [&files = *files_.target(), path = path_] { return SyncDirectory(files, path); };
  }

  EngineFiles& files_;
  const std::string path_;
};

void EngineFiles::Postpone() {
  const std::scoped_lock lock(mutex_);
  postponing_ = true;
  starting_ = true;
}

void EngineFiles::StopPostponing() {
  const std::scoped_lock lock(mutex_);
  postponing_ = false;
}

IOStatus EngineFiles::FinishStart() {
  if (!starting_) return IOStatus::OK();
  const std::scoped_lock lock(mutex_);
  return DoPostponed();
}

IOStatus EngineFiles::DoPostponed() {
  for (; !postponed_.empty(); postponed_.pop_front()) {
    IOStatus done = postponed_.front()();
    if (!done.ok()) return done;
  }
  if (!postponing_) starting_ = false;
  return IOStatus::OK();
}

IOStatus EngineFiles::PostponeOr(const Step& later, FunctionRef<IOStatus()> now) {
  if (starting_) {
    const std::scoped_lock lock(mutex_);
    if (postponing_) {
      postponed_.push_back(later);
      return IOStatus::OK();
    }
    IOStatus done = DoPostponed();
    if (!done.ok()) return done;
  }
  return now();
}

IOStatus EngineFiles::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      IODebugContext* debug) {
  const std::string_view name = NameOf(path);
  // The engine takes this failure for a warning (DBOptions, fail_if_options_file_error).
  if (name.starts_with(kOptionsFilePrefix)) return IOStatus::NotSupported(path);
  IOStatus made = FileSystemWrapper::NewWritableFile(path, options, file, debug);
  if (made.ok() && (name.starts_with(kManifestPrefix) || name.ends_with(kTemporarySuffix))) {
    *file = std::make_unique<StartFile>(*this, path, std::move(*file));
  }
  return made;
}

IOStatus EngineFiles::NewDirectory(const std::string& path, const IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* directory,
                                   IODebugContext* debug) {
  IOStatus opened = FileSystemWrapper::NewDirectory(path, options, directory, debug);
  if (opened.ok()) *directory = std::make_unique<Directory>(*this, path, std::move(*directory));
  return opened;
}

IOStatus EngineFiles::RenameFile(const std::string& from, const std::string& to,
                                 const IOOptions& options, IODebugContext* debug) {
  const auto rename = [&] { return FileSystemWrapper::RenameFile(from, to, options, debug); };
  if (NameOf(to) == kCurrentFile) {
    const auto later = [this, from, to, options] {
      return FileSystemWrapper::RenameFile(from, to, options, nullptr);
    };
    return PostponeOr(later, rename);
  }
  // The engine reads what it renamed to other names.
  IOStatus finished = FinishStart();
  return finished.ok() ? rename() : finished;
}

IOStatus EngineFiles::DeleteFile(const std::string& path, const IOOptions& options,
                                 IODebugContext* debug) {
  // It may be asked for twice, since the file is still seen, and may be renamed by then.
  const auto later = [this, path, options]() -> IOStatus {
    IOStatus removed = FileSystemWrapper::DeleteFile(path, options, nullptr);
    return removed.IsPathNotFound() || removed.IsNotFound() ? IOStatus::OK() : removed;
  };
  return PostponeOr(later, [&] { return FileSystemWrapper::DeleteFile(path, options, debug); });
}

}  // namespace stator::storage
