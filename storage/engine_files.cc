#include "storage/engine_files.h"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>

namespace stator::storage {
namespace {

constexpr std::string_view kOptionsFilePrefix = "OPTIONS-";

class EngineFiles final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "EngineFiles"; }

  // The engine takes the failure of this one for a warning (DBOptions, fail_if_options_file_error).
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    if (name.starts_with(kOptionsFilePrefix)) return rocksdb::IOStatus::NotSupported(path);
    return FileSystemWrapper::NewWritableFile(path, options, file, debug);
  }
};

}  // namespace

std::unique_ptr<rocksdb::Env> NewEngineFiles(rocksdb::Env& files) {
  return rocksdb::NewCompositeEnv(std::make_shared<EngineFiles>(files.GetFileSystem()));
}

}  // namespace stator::storage
