#include "storage/rocksdb_home.h"

#include <rocksdb/utilities/checkpoint.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>
#include <utility>

#include "storage/rocksdb_options.h"
#include "storage/rocksdb_store.h"

namespace stator::storage {

namespace {

// On disk. Names in the data directory.
constexpr std::string_view kLiveFile = "LIVE";           // the number of the live store; none: 0
constexpr std::string_view kCopiesFolder = "snapshots";  // a file for each copy
constexpr std::string_view kFolderPrefix = "store-";     // then a number
constexpr std::string_view kNewSuffix = "~new";  // of a file on its way; no copy's name ends so

constexpr std::string_view kMemoryPath = "/stator";

std::optional<uint64_t> ParseNumber(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Of the numbers of folders.
std::optional<uint64_t> NumberOfFolder(std::string_view name) {
  if (!name.starts_with(kFolderPrefix)) return std::nullopt;
  return ParseNumber(name.substr(kFolderPrefix.size()));
}

bool IsNameOfChild(std::string_view name) { return name != "." && name != ".."; }

Error NoSuchCopy(std::string_view name) {
  return {ErrorCode::kResourceNotFound, "There is no snapshot " + std::string(name), nullptr};
}

Error DamagedFile(const std::string& path) {
  return InternalError("storage: the file " + path + " is damaged");
}

// The engine never changes these once they are whole.
bool IsNeverChanged(std::string_view name) { return name.ends_with(".sst"); }

rocksdb::Status CopyBytes(rocksdb::Env& env, const std::string& from, const std::string& to) {
  std::string bytes;
  const rocksdb::Status read = rocksdb::ReadFileToString(&env, from, &bytes);
  return read.ok() ? rocksdb::WriteStringToFile(&env, bytes, to) : read;
}

}  // namespace

Result<std::shared_ptr<KvHome>> OpenKvHome(const StoreOptions& options) {
  return RocksDbHome::Open(options);
}

RocksDbHome::RocksDbHome(const StoreOptions& options)
    : memory_(!options.data_dir.has_value(), options.engine_memory_bytes),
      durability_(options.durability) {}

Result<std::shared_ptr<KvHome>> RocksDbHome::Open(const StoreOptions& options) {
  const std::optional<std::string>& directory = options.data_dir;
  std::shared_ptr<RocksDbHome> home(new RocksDbHome(options));
  home->path_ = directory.value_or(std::string(kMemoryPath));
  if (directory.has_value()) {
    STATOR_ASSIGN_OR_RETURN(home->directory_, DataDirectory::Acquire(*directory));
    home->UseFiles(*rocksdb::Env::Default());
    STATOR_RETURN_IF_ERROR(home->ReadNames());
  } else {
    home->memory_env_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    home->UseFiles(*home->memory_env_);
    home->live_number_ = home->next_number_++;
  }
  return std::shared_ptr<KvHome>(std::move(home));
}

void RocksDbHome::UseFiles(rocksdb::Env& files) {
  files_ = std::make_shared<EngineFiles>(files.GetFileSystem());
  env_ = std::make_unique<EngineEnv>(files_);
}

// Also deletes what nothing names: what was being made, or deleted, when the process ended.
Result<void> RocksDbHome::ReadNames() {
  std::string text;
  if (rocksdb::ReadFileToString(env_.get(), LiveFile(), &text).ok()) {
    const std::optional<uint64_t> number = ParseNumber(text);
    if (!number.has_value() || !env_->FileExists(FolderOf(*number)).ok()) {
      return DamagedFile(LiveFile());
    }
    live_number_ = *number;
  }
  std::set<uint64_t> named = {live_number_};
  STATOR_ASSIGN_OR_RETURN(const std::vector<KvCopy> copies, Copies());
  for (const KvCopy& copy : copies) {
    STATOR_ASSIGN_OR_RETURN(const CopyFile file, ReadCopyFile(copy.name));
    named.insert(file.number);
  }
  std::vector<std::string> children;
  STATOR_RETURN_IF_ERROR(TranslateStatus(env_->GetChildren(path_, &children)));
  for (const std::string& child : children) {
    const std::optional<uint64_t> number = NumberOfFolder(child);
    if (!number.has_value()) continue;
    next_number_ = std::max(next_number_, *number + 1);
    if (!named.contains(*number)) DeleteFolder(*number);
  }
  if (live_number_ != 0 && env_->FileExists(FolderOf(0) + "/CURRENT").ok()) DeleteFolder(0);
  return {};
}

std::string RocksDbHome::FolderOf(uint64_t number) const {
  if (number == 0) return path_;
  return path_ + "/" + std::string(kFolderPrefix) + std::to_string(number);
}

std::string RocksDbHome::LiveFile() const { return path_ + "/" + std::string(kLiveFile); }

std::string RocksDbHome::CopyFileOf(std::string_view name) const {
  return path_ + "/" + std::string(kCopiesFolder) + "/" + std::string(name);
}

rocksdb::Status RocksDbHome::WriteFile(const std::string& path, const std::string& text) {
  const std::string new_path = path + std::string(kNewSuffix);
  const rocksdb::Status written =
      rocksdb::WriteStringToFile(env_.get(), text, new_path, !in_memory());
  return written.ok() ? env_->RenameFile(new_path, path) : written;
}

uint64_t RocksDbHome::NewNumber() {
  const std::scoped_lock lock(mutex_);
  return next_number_++;
}

bool RocksDbHome::IsLive(uint64_t number) const {
  const std::scoped_lock lock(mutex_);
  return number == live_number_;
}

Result<void> RocksDbHome::MakeLive(uint64_t number) {
  const std::scoped_lock lock(mutex_);
  STATOR_RETURN_IF_ERROR(TranslateStatus(WriteFile(LiveFile(), std::to_string(number))));
  live_number_ = number;
  return {};
}

void RocksDbHome::DeleteFolder(uint64_t number) const {
  rocksdb::Options options(EngineOptions(memory_, durability_), rocksdb::ColumnFamilyOptions());
  options.env = env_.get();
  const std::string folder = FolderOf(number);
  // What cannot be deleted costs space only, until the next start.
  static_cast<void>(rocksdb::DestroyDB(folder, options));
  if (number == 0) return;
  std::vector<std::string> children;
  static_cast<void>(env_->GetChildren(folder, &children));
  for (const std::string& child : children) {
    if (IsNameOfChild(child)) static_cast<void>(env_->DeleteFile(folder + "/" + child));
  }
  static_cast<void>(env_->DeleteDir(folder));
}

Result<std::unique_ptr<KvStore>> RocksDbHome::OpenLive() {
  return OpenRocksDbStore(shared_from_this(), live_number_);
}

Result<void> RocksDbHome::FinishStart() {
  // Whatever becomes of the files: writers may come to wait for these threads.
  const rocksdb::Status started = env_->StartThreads();
  const rocksdb::Status finished = files_->FinishStart();
  return TranslateStatus(finished.ok() ? started : finished);
}

Result<std::unique_ptr<KvStore>> RocksDbHome::OpenEmpty() {
  return OpenRocksDbStore(shared_from_this(), NewNumber());
}

Result<std::unique_ptr<KvStore>> RocksDbHome::OpenCopy(std::string_view name) {
  const uint64_t number = NewNumber();
  {
    const std::scoped_lock lock(mutex_);
    STATOR_ASSIGN_OR_RETURN(const CopyFile copy, ReadCopyFile(name));
    const rocksdb::Status cloned = CloneFolder(copy.number, number);
    if (!cloned.ok()) {
      DeleteFolder(number);
      return std::move(TranslateStatus(cloned)).error();
    }
  }
  return OpenRocksDbStore(shared_from_this(), number);
}

rocksdb::Status RocksDbHome::CloneFolder(uint64_t from, uint64_t to) const {
  std::vector<std::string> children;
  rocksdb::Status status = env_->GetChildren(FolderOf(from), &children);
  if (status.ok()) status = env_->CreateDir(FolderOf(to));
  for (const std::string& child : children) {
    if (!status.ok()) return status;
    if (!IsNameOfChild(child) || child == "LOCK") continue;
    const std::string source = FolderOf(from) + "/" + child;
    const std::string target = FolderOf(to) + "/" + child;
    // There are file systems without links.
    if (IsNeverChanged(child) && env_->LinkFile(source, target).ok()) continue;
    status = CopyBytes(*env_, source, target);
  }
  return status;
}

Result<void> RocksDbHome::SaveCopy(rocksdb::DB& db, std::string_view name, std::string_view note) {
  // Files that the start has yet to delete must not go while they are looked at.
  STATOR_RETURN_IF_ERROR(FinishStart());
  const uint64_t number = NewNumber();
  rocksdb::Checkpoint* created = nullptr;
  STATOR_RETURN_IF_ERROR(TranslateStatus(rocksdb::Checkpoint::Create(&db, &created)));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(created);
  rocksdb::Status status = checkpoint->CreateCheckpoint(FolderOf(number));
  const std::scoped_lock lock(mutex_);
  const Result<CopyFile> replaced = ReadCopyFile(name);
  if (status.ok()) status = env_->CreateDirIfMissing(CopyFileOf({}));
  if (status.ok()) {
    status = WriteFile(CopyFileOf(name), std::to_string(number) + "\n" + std::string(note));
  }
  if (!status.ok()) {
    DeleteFolder(number);
    return TranslateStatus(status);
  }
  if (replaced.ok()) DeleteFolder(replaced->number);
  return {};
}

Result<RocksDbHome::CopyFile> RocksDbHome::ReadCopyFile(std::string_view name) const {
  const std::string path = CopyFileOf(name);
  std::string text;
  const rocksdb::Status read = rocksdb::ReadFileToString(env_.get(), path, &text);
  if (read.IsNotFound() || read.IsPathNotFound()) return NoSuchCopy(name);
  STATOR_RETURN_IF_ERROR(TranslateStatus(read));
  const size_t end = text.find('\n');
  const std::optional<uint64_t> number =
      end == std::string::npos ? std::nullopt : ParseNumber(std::string_view(text).substr(0, end));
  if (!number.has_value()) return DamagedFile(path);
  return CopyFile{*number, text.substr(end + 1)};
}

Result<std::string> RocksDbHome::NoteOfCopy(std::string_view name) const {
  STATOR_ASSIGN_OR_RETURN(CopyFile file, ReadCopyFile(name));
  return std::move(file.note);
}

Result<std::vector<KvCopy>> RocksDbHome::Copies() const {
  std::vector<std::string> names;
  const rocksdb::Status listed = env_->GetChildren(CopyFileOf({}), &names);
  if (listed.IsNotFound() || listed.IsPathNotFound()) return std::vector<KvCopy>();
  STATOR_RETURN_IF_ERROR(TranslateStatus(listed));
  std::sort(names.begin(), names.end());
  std::vector<KvCopy> copies;
  for (const std::string& name : names) {
    if (!IsNameOfChild(name) || name.ends_with(kNewSuffix)) continue;
    Result<CopyFile> file = ReadCopyFile(name);
    if (!file.ok() && file.error().code == ErrorCode::kResourceNotFound) continue;  // just removed
    if (!file.ok()) return std::move(file).error();
    copies.push_back({name, std::move(file->note)});
  }
  return copies;
}

Result<void> RocksDbHome::RemoveCopy(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  STATOR_ASSIGN_OR_RETURN(const CopyFile copy, ReadCopyFile(name));
  STATOR_RETURN_IF_ERROR(TranslateStatus(env_->DeleteFile(CopyFileOf(name))));
  DeleteFolder(copy.number);
  return {};
}

}  // namespace stator::storage
