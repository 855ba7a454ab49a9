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
constexpr std::string_view kLogSuffix = ".log";
constexpr std::string_view kCurrentFile = "CURRENT";

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsWrittenByAStart(std::string_view name) {
  return name.starts_with(kManifestPrefix) || name.ends_with(kTemporarySuffix);
}

IOStatus SyncDirectory(rocksdb::FileSystem& files, const std::string& path) {
  std::unique_ptr<rocksdb::FSDirectory> directory;
  IOStatus opened = files.NewDirectory(path, IOOptions(), &directory, nullptr);
  return opened.ok() ? directory->Fsync(IOOptions(), nullptr) : opened;
}

}  // namespace

// That of a start: made with its first record, so that a process that changes nothing leaves none.
class EngineFiles::LogFile final : public LateWritableFile {
 public:
  using LateWritableFile::LateWritableFile;

  IOStatus Append(const rocksdb::Slice& bytes, const IOOptions& options,
                  IODebugContext* debug) override {
    IOStatus made = late().Make();
    return made.ok() ? late().Append(bytes, options, debug) : made;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return late().file() == nullptr ? IOStatus::OK() : late().Sync(options, debug);
  }
};

// A manifest, or the file that becomes CURRENT: made when what is in it has to reach the disk.
class EngineFiles::StartFile final : public LateWritableFile {
 public:
  StartFile(EngineFiles& files, std::shared_ptr<LateFile> late)
      : LateWritableFile(std::move(late)), files_(files) {}

  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    // Once. What a manifest begins with is in the one before too; anything behind it is new (a
    // family that was missing), and writes may count on it.
    if (std::exchange(was_postponed_, true)) files_.StopPostponing();
    // The engine may have given it back by then.
    const auto later = [file = shared_late()] { return file->Sync(IOOptions(), nullptr); };
    return files_.PostponeOr(later, [&] { return late().Sync(options, debug); });
  }

 private:
  EngineFiles& files_;
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
  listings_.clear();
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
  if (!postponing_) {
    starting_ = false;
    late_.clear();
  }
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
  if (!starting_) return FileSystemWrapper::NewWritableFile(path, options, file, debug);
  const std::scoped_lock lock(mutex_);
  const bool is_log = name.ends_with(kLogSuffix);
  if (!postponing_ || !(is_log || IsWrittenByAStart(name))) {
    listings_.clear();
    return FileSystemWrapper::NewWritableFile(path, options, file, debug);
  }
  const auto late = std::make_shared<LateFile>(target_, path, options);
  if (is_log) {
    *file = std::make_unique<LogFile>(late);
    return IOStatus::OK();
  }
  late_[path] = late;
  *file = std::make_unique<StartFile>(*this, late);
  return IOStatus::OK();
}

IOStatus EngineFiles::GetFileSize(const std::string& path, const IOOptions& options,
                                  uint64_t* bytes, IODebugContext* debug) {
  if (starting_) {
    const std::scoped_lock lock(mutex_);
    const auto late = late_.find(path);
    if (late != late_.end()) {
      *bytes = late->second->size();
      return IOStatus::OK();
    }
  }
  return FileSystemWrapper::GetFileSize(path, options, bytes, debug);
}

IOStatus EngineFiles::GetChildren(const std::string& path, const IOOptions& options,
                                  std::vector<std::string>* names, IODebugContext* debug) {
  if (!starting_) return FileSystemWrapper::GetChildren(path, options, names, debug);
  const std::scoped_lock lock(mutex_);
  if (!postponing_) return FileSystemWrapper::GetChildren(path, options, names, debug);
  // The engine writes the same folder in two ways.
  const std::string folder = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  const auto known = listings_.find(folder);
  if (known != listings_.end()) {
    *names = known->second;
    return IOStatus::OK();
  }
  IOStatus listed = FileSystemWrapper::GetChildren(folder, options, names, debug);
  if (listed.ok()) listings_[folder] = *names;
  return listed;
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
