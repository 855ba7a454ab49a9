#include "storage/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace stator::storage {

namespace {

// On disk.
constexpr std::string_view kMarkerName = "STATOR";
constexpr std::string_view kMarkerText =
    "This directory belongs to a Stator server. Do not change or delete single files in it.\n";

std::string Quoted(const std::string& path) { return "data directory '" + path + "'"; }

Error Unusable(const std::string& path, int error_number, std::string_view advice) {
  return InternalError(Quoted(path) + " cannot be used: " +
                       std::system_category().message(error_number) + "; " + std::string(advice));
}

Result<void> CreateDirectory(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {};
  if (std::filesystem::exists(path, error)) {
    return InternalError(Quoted(path) +
                         " is a file; name a directory, or a path where one can be created");
  }
  std::filesystem::create_directories(path, error);
  if (error) {
    return Unusable(path, error.value(),
                    "choose a directory that this user may create, or create it first");
  }
  return {};
}

Result<void> RefuseForeignFiles(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::path(path) / kMarkerName, error)) return {};
  const bool empty = std::filesystem::is_empty(path, error);
  if (error) return Unusable(path, error.value(), "check the permissions of the directory");
  if (empty) return {};
  return InternalError(Quoted(path) +
                       " holds files but no Stator store; choose an empty or a new directory");
}

bool WriteMarker(int fd) {
  const off_t size = lseek(fd, 0, SEEK_END);
  if (size != 0) return size > 0;
  const ssize_t written = write(fd, kMarkerText.data(), kMarkerText.size());
  return written == static_cast<ssize_t>(kMarkerText.size());
}

}  // namespace

Result<std::unique_ptr<DataDirectory>> DataDirectory::Acquire(const std::string& path) {
  STATOR_RETURN_IF_ERROR(CreateDirectory(path));
  STATOR_RETURN_IF_ERROR(RefuseForeignFiles(path));
  const std::string marker = (std::filesystem::path(path) / kMarkerName).string();
  const int fd = open(marker.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return Unusable(path, errno, "let this user write to the directory, or choose another one");
  }
  std::unique_ptr<DataDirectory> directory(new DataDirectory(fd));
  // File systems without such locks are left to the engine's own lock.
  if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return InternalError(Quoted(path) +
                         " is in use by another Stator server; stop that one, or choose another "
                         "directory");
  }
  if (!WriteMarker(fd)) return Unusable(path, errno, "make room on the disk");
  return directory;
}

DataDirectory::~DataDirectory() { close(marker_fd_); }

}  // namespace stator::storage
