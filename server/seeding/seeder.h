#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "server/seeding/document.h"
#include "server/seeding/seed_files.h"
#include "server/seeding/seed_target.h"
#include "server/seeding/serverless.h"

namespace stator::server {

struct SeedReport {
  size_t tables = 0;
  size_t items = 0;
};

// Loads a folder of files: docs/seeding.md says which.
class Seeder {
 public:
  // Is told, with every batch of items, which file is being read and what has come to be so far. An
  // error ends the loading.
  using Progress = std::function<Result<void>(std::string_view file, const SeedReport& so_far)>;

  Seeder(SeedTarget& target, Serverless::Environment environment, Progress progress)
      : target_(target), environment_(std::move(environment)), progress_(std::move(progress)) {}

  // All of it, or an error that names file, line and reason; what was loaded before it stays.
  Result<SeedReport> Load(const std::string& folder);

 private:
  // Whether items of a table that is not there are left for later, since another file may make it.
  enum class Pass { kFirst, kLast };

  Result<void> LoadFolder(const SeedEntry& folder, int depth);
  Result<void> LoadFile(const SeedEntry& file, Pass pass);
  Result<void> LoadYaml(const SeedEntry& file);
  Result<void> LoadJson(const SeedEntry& file, Pass pass);
  // The folder of an export that DynamoDB made to S3; in table_export.cc.
  Result<void> LoadExport(const SeedEntry& folder, Pass pass);
  Result<void> LoadExportedFile(const SeedEntry& file, const std::string& table,
                                size_t expected_items);

  // One value of a file, whatever it is. False: it is items that are to be loaded later.
  Result<bool> LoadValue(const SeedEntry& file, Document& document, Pass pass);
  // What describes tables; false: it is something else.
  Result<bool> LoadDefinitions(const SeedEntry& file, Document& document);
  Result<void> LoadModel(Document& document);
  Result<void> LoadServerless(const SeedEntry& file, Document& document);
  Result<bool> LoadBatch(Document& document, Pass pass);
  Result<void> LoadItem(Document& document, const json::JsonValue& value, size_t line);
  Result<void> CreateTables(Document& document, const std::vector<TableDefinition>& tables);
  Result<void> CreateTable(Document& document, const TableDefinition& table);

  // The table whose items a file has, by its name or its folder's; empty: there is none.
  std::string TableOfFile(const SeedEntry& file);
  // Makes items of the file go to the table.
  Result<void> WriteTo(const std::string& file, const std::string& table);
  // Writes what is left of a file.
  Result<void> EndFile();

  SeedTarget& target_;
  const Serverless::Environment environment_;
  const Progress progress_;
  SeedReport report_;
  std::string current_file_;
  std::optional<SeedWriter> writer_;
  storage::TablePtr table_;  // of the writer
  std::vector<SeedEntry> later_;
};

}  // namespace stator::server
