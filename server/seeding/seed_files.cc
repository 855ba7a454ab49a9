#include "server/seeding/seed_files.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace stator::server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPieceBytes = size_t{256} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool TakeSuffix(std::string_view& name, std::string_view suffix) {
  if (!name.ends_with(suffix) || name.size() == suffix.size()) return false;
  name.remove_suffix(suffix.size());
  return true;
}

struct CloseFile {
  void operator()(gzFile_s* file) const { gzclose(file); }
};
using File = std::unique_ptr<gzFile_s, CloseFile>;

std::string ErrnoText() { return std::system_category().message(errno); }

// zlib reads files that are not gzipped as they are.
Result<File> Open(const std::string& path) {
  errno = 0;
  File file(gzopen(path.c_str(), "rb"));
  if (file == nullptr) return ValidationError("it cannot be opened: " + ErrnoText());
  gzbuffer(file.get(), kPieceBytes);
  return file;
}

// False at the end.
Result<bool> ReadPiece(gzFile_s* file, std::string& buffer) {
  const size_t before = buffer.size();
  buffer.resize(before + kPieceBytes);
  const int count = gzread(file, buffer.data() + before, static_cast<unsigned>(kPieceBytes));
  buffer.resize(before + static_cast<size_t>(std::max(count, 0)));
  int code = Z_OK;
  const char* const reason = gzerror(file, &code);
  // What is cut off reads to its end and leaves this behind.
  if (count < 0 || code == Z_BUF_ERROR) {
    return ValidationError(std::string("it cannot be read: ") +
                           (code == Z_ERRNO ? ErrnoText() : reason));
  }
  return count > 0;
}

}  // namespace

std::string_view LastNameOf(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

std::string_view StemOf(std::string_view name) {
  name = LastNameOf(name);
  TakeSuffix(name, ".gz");
  for (const std::string_view suffix :
       {".json", ".jsonl", ".ndjson", ".yml", ".yaml", ".template"}) {
    if (TakeSuffix(name, suffix)) break;
  }
  return name;
}

SeedFormat FormatOf(std::string_view name) {
  const auto ends = [&](std::string_view suffix) { return name.ends_with(suffix); };
  if (ends(".md") || ends(".txt")) return SeedFormat::kText;
  if (ends(".yml") || ends(".yaml") || ends(".template")) return SeedFormat::kYaml;
  if (ends(".gz")) name.remove_suffix(3);
  if (ends(".json") || ends(".jsonl") || ends(".ndjson")) return SeedFormat::kJson;
  return SeedFormat::kUnknown;
}

Result<std::vector<SeedEntry>> ListFolder(const SeedEntry& folder) {
  std::error_code error;
  std::vector<SeedEntry> entries;
  fs::directory_iterator it(folder.path, error);
  for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code unknown;
    const std::string shown = folder.shown.empty() ? name : folder.shown + "/" + name;
    entries.push_back({it->path().string(), shown, it->is_directory(unknown)});
  }
  if (error) {
    return ValidationError("the folder " + folder.path + " cannot be read: " + error.message());
  }
  std::sort(entries.begin(), entries.end(),
            [](const SeedEntry& a, const SeedEntry& b) { return a.shown < b.shown; });
  return entries;
}

Result<bool> HasSeeds(const std::string& folder) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<SeedEntry> entries, ListFolder({folder, {}, true}));
  return std::any_of(entries.begin(), entries.end(), [](const SeedEntry& entry) {
    return entry.is_folder || FormatOf(entry.shown) != SeedFormat::kText;
  });
}

Result<std::string> ReadSeedFile(const std::string& path, size_t max_bytes) {
  STATOR_ASSIGN_OR_RETURN(const JsonStream::Reader reader, OpenSeedFile(path));
  std::string text;
  for (bool more = true; more;) {
    STATOR_ASSIGN_OR_RETURN(more, reader(text));
    if (text.size() > max_bytes) {
      return ValidationError("it has more than " + std::to_string(max_bytes >> 20) + " MiB");
    }
  }
  return text;
}

Result<JsonStream::Reader> OpenSeedFile(const std::string& path) {
  STATOR_ASSIGN_OR_RETURN(File opened, Open(path));
  const auto file = std::shared_ptr<gzFile_s>(std::move(opened));
  const auto started = std::make_shared<bool>(false);
  return JsonStream::Reader([file, started](std::string& buffer) -> Result<bool> {
    const size_t before = buffer.size();
    STATOR_ASSIGN_OR_RETURN(const bool more, ReadPiece(file.get(), buffer));
    if (!std::exchange(*started, true) && buffer.substr(before, 3) == kByteOrderMark) {
      buffer.erase(before, kByteOrderMark.size());
    }
    return more;
  });
}

}  // namespace stator::server
