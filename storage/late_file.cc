#include "storage/late_file.h"

namespace stator::storage {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

IOStatus LateFile::Make() {
  if (file() != nullptr) return IOStatus::OK();
  const std::scoped_lock lock(mutex_);
  if (file() != nullptr) return IOStatus::OK();
  IOStatus done = files_->NewWritableFile(path_, options_, &file_, nullptr);
  if (done.ok() && !kept_.empty()) done = file_->Append(kept_, IOOptions(), nullptr);
  if (!done.ok()) return done;
  kept_ = std::string();
  made_ = file_.get();
  return done;
}

IOStatus LateFile::Append(const rocksdb::Slice& bytes, const IOOptions& options,
                          IODebugContext* debug) {
  if (file() == nullptr) {
    const std::scoped_lock lock(mutex_);
    if (file() == nullptr) {
      kept_.append(bytes.data(), bytes.size());
      return IOStatus::OK();
    }
  }
  return file()->Append(bytes, options, debug);
}

IOStatus LateFile::Sync(const IOOptions& options, IODebugContext* debug) {
  IOStatus made = Make();
  return made.ok() ? file()->Sync(options, debug) : made;
}

uint64_t LateFile::size() const {
  const std::scoped_lock lock(mutex_);
  return file() == nullptr ? kept_.size() : file_->GetFileSize(IOOptions(), nullptr);
}

IOStatus LateWritableFile::Flush(const IOOptions& options, IODebugContext* debug) {
  rocksdb::FSWritableFile* const made = late_->file();
  return made == nullptr ? IOStatus::OK() : made->Flush(options, debug);
}

IOStatus LateWritableFile::Close(const IOOptions& options, IODebugContext* debug) {
  rocksdb::FSWritableFile* const made = late_->file();
  return made == nullptr ? IOStatus::OK() : made->Close(options, debug);
}

IOStatus LateWritableFile::RangeSync(uint64_t offset, uint64_t bytes, const IOOptions& options,
                                     IODebugContext* debug) {
  rocksdb::FSWritableFile* const made = late_->file();
  return made == nullptr ? IOStatus::OK() : made->RangeSync(offset, bytes, options, debug);
}

}  // namespace stator::storage
