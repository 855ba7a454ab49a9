#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "server/seeding/json_stream.h"

namespace stator::server {

// A file or folder of the seeds.
struct SeedEntry {
  std::string path;   // to open it
  std::string shown;  // below the folder of the seeds, for errors and tables' names
  bool is_folder = false;
};

// What is in a folder, in the order of names as bytes, without what begins with a dot.
Result<std::vector<SeedEntry>> ListFolder(const SeedEntry& folder);

// Whether there is anything to load in the folder, at least another folder.
Result<bool> HasSeeds(const std::string& folder);

// A name without folders and without what says its format: ".json", ".json.gz", ".yml".
std::string_view StemOf(std::string_view name);
std::string_view LastNameOf(std::string_view path);

enum class SeedFormat { kJson, kYaml, kText, kUnknown };
SeedFormat FormatOf(std::string_view name);

// Whole, decompressed when it is gzipped; an error when it is larger than `max_bytes`.
Result<std::string> ReadSeedFile(const std::string& path, size_t max_bytes);
// Piece by piece, decompressed when it is gzipped, without a byte order mark.
Result<JsonStream::Reader> OpenSeedFile(const std::string& path);

}  // namespace stator::server
