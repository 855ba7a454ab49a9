#include "server/seeding/seeder.h"

#include <algorithm>
#include <utility>

#include "server/seeding/items.h"
#include "server/seeding/table_definition.h"
#include "server/seeding/template_tables.h"
#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

constexpr int kMaxFolderDepth = 32;
constexpr size_t kMaxYamlBytes = size_t{64} << 20;

bool IsDescription(const JsonValue& value) {
  for (const std::string_view name : {"TableStatus", "TableArn", "CreationDateTime"}) {
    if (value.Member(name) != nullptr) return true;
  }
  return false;
}

// What DescribeTable, CreateTable, UpdateTable or DeleteTable answered, or its one member.
const JsonValue* FindDescription(const JsonValue& value) {
  for (const std::string_view name : {"Table", "TableDescription"}) {
    const JsonValue* const inner = ObjectMember(value, name);
    if (inner != nullptr && ArrayMember(*inner, "KeySchema") != nullptr) return inner;
  }
  return ArrayMember(value, "KeySchema") != nullptr && IsDescription(value) ? &value : nullptr;
}

bool IsCreateRequest(const JsonValue& value) {
  return value.Member("TableName") != nullptr && ArrayMember(value, "KeySchema") != nullptr;
}

bool IsModel(const JsonValue& value) {
  return ArrayMember(value, "DataModel") != nullptr &&
         (value.Member("ModelName") != nullptr || value.Member("ModelMetadata") != nullptr);
}

bool IsTemplate(const JsonValue& value) {
  const JsonValue* const resources = ObjectMember(value, "Resources");
  if (resources == nullptr) return false;
  if (value.Member("AWSTemplateFormatVersion") != nullptr) return true;
  return std::all_of(
      resources->object().begin(), resources->object().end(),
      [](const JsonMember& resource) { return !TextMember(resource.value, "Type").empty(); });
}

bool IsWriteRequest(const JsonValue& value) {
  return ObjectMember(value, "PutRequest") != nullptr ||
         ObjectMember(value, "DeleteRequest") != nullptr;
}

// The value of --request-items, or that of --cli-input-json around it; nullptr: it is neither.
const JsonValue* FindRequestItems(const JsonValue& value) {
  const JsonValue* const inner = ObjectMember(value, "RequestItems");
  const JsonValue& items = inner == nullptr ? value : *inner;
  if (!items.is_object() || items.object().empty()) return nullptr;
  const auto is_of_table = [](const JsonMember& member) {
    return member.value.is_array() && !member.value.array().empty() &&
           IsWriteRequest(member.value.array().front());
  };
  return std::all_of(items.object().begin(), items.object().end(), is_of_table) ? &items : nullptr;
}

// What Scan and Query answered.
const JsonValue* FindPageItems(const JsonValue& value) {
  const JsonValue* const items = ArrayMember(value, "Items");
  if (items == nullptr) return nullptr;
  const bool page = value.object().size() == 1 || value.Member("Count") != nullptr ||
                    value.Member("ScannedCount") != nullptr;
  return page ? items : nullptr;
}

// Without the number in front that puts files in order: "01-users" is "users".
std::string_view WithoutNumber(std::string_view name) {
  const size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  if (digits == 0 || digits == name.size()) return name;
  const size_t rest = digits + (name[digits] == '-' || name[digits] == '_' || name[digits] == '.');
  return rest == digits || rest == name.size() ? name : name.substr(rest);
}

}  // namespace

Result<SeedReport> Seeder::Load(const std::string& folder) {
  STATOR_RETURN_IF_ERROR(LoadFolder({folder, {}, true}, 0));
  const std::vector<SeedEntry> later = std::exchange(later_, {});
  for (const SeedEntry& entry : later) {
    STATOR_RETURN_IF_ERROR(entry.is_folder ? LoadExport(entry, Pass::kLast)
                                           : LoadFile(entry, Pass::kLast));
  }
  return report_;
}

Result<void> Seeder::LoadFolder(const SeedEntry& folder, int depth) {
  if (depth > kMaxFolderDepth) return SeedError(folder.shown, 0, "folders are nested too deeply");
  STATOR_ASSIGN_OR_RETURN(const std::vector<SeedEntry> entries, ListFolder(folder));
  const bool is_export = std::any_of(entries.begin(), entries.end(), [](const SeedEntry& entry) {
    return LastNameOf(entry.shown) == "manifest-summary.json";
  });
  if (is_export) return LoadExport(folder, Pass::kFirst);
  for (const SeedEntry& entry : entries) {
    STATOR_RETURN_IF_ERROR(entry.is_folder ? LoadFolder(entry, depth + 1)
                                           : LoadFile(entry, Pass::kFirst));
  }
  return {};
}

Result<void> Seeder::LoadFile(const SeedEntry& file, Pass pass) {
  current_file_ = file.shown;
  switch (FormatOf(file.shown)) {
    case SeedFormat::kText:
      return {};
    case SeedFormat::kYaml:
      return LoadYaml(file);
    case SeedFormat::kJson:
      return LoadJson(file, pass);
    case SeedFormat::kUnknown:
      break;
  }
  return SeedError(file.shown, 0,
                   "there is no telling what this is by its name; seeds end in .json, .jsonl, "
                   ".ndjson (or these with .gz), .yml, .yaml and .template, and what ends in .md "
                   "or .txt or begins with a dot is passed over");
}

Result<void> Seeder::LoadYaml(const SeedEntry& file) {
  Result<std::string> text = ReadSeedFile(file.path, kMaxYamlBytes);
  if (!text.ok()) return SeedError(file.shown, 0, text.error().message);
  // Templates may be JSON in a file of any name.
  const size_t first = text->find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string::npos && (*text)[first] == '{';
  STATOR_ASSIGN_OR_RETURN(const std::unique_ptr<Document> document,
                          is_json ? Document::ParseJson(file.shown, std::move(*text))
                                  : Document::ParseYaml(file.shown, std::move(*text)));
  const JsonValue& root = document->root();
  const bool known = root.is_object();
  if (known) {
    STATOR_ASSIGN_OR_RETURN(const bool loaded, LoadDefinitions(file, *document));
    if (loaded) return {};
  }
  return SeedError(file.shown, 0,
                   "this is neither a CloudFormation template nor a serverless.yml nor a "
                   "CreateTable request");
}

Result<void> Seeder::LoadJson(const SeedEntry& file, Pass pass) {
  Result<JsonStream::Reader> reader = OpenSeedFile(file.path);
  if (!reader.ok()) return SeedError(file.shown, 0, reader.error().message);
  // What cannot be read says why, and this which file it is.
  JsonStream stream(file.shown, [&](std::string& buffer) -> Result<bool> {
    Result<bool> more = (*reader)(buffer);
    if (!more.ok()) return SeedError(file.shown, 0, more.error().message);
    return more;
  });
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(std::optional<JsonStream::Value> value, stream.Next());
    if (!value.has_value()) return EndFile();
    STATOR_ASSIGN_OR_RETURN(const std::unique_ptr<Document> document,
                            Document::ParseJson(file.shown, std::move(value->text), value->line));
    STATOR_ASSIGN_OR_RETURN(const bool loaded, LoadValue(file, *document, pass));
    if (loaded) continue;
    later_.push_back(file);
    return {};
  }
}

Result<bool> Seeder::LoadValue(const SeedEntry& file, Document& document, Pass pass) {
  const JsonValue& root = document.root();
  if (!root.is_object()) {
    return document.ErrorAt(root, "this is neither an item nor the definition of a table");
  }
  STATOR_ASSIGN_OR_RETURN(const bool defines, LoadDefinitions(file, document));
  if (defines) return true;
  if (FindRequestItems(root) != nullptr) return LoadBatch(document, pass);
  if (!writer_.has_value()) {
    const std::string table = TableOfFile(file);
    if (table.empty() && pass == Pass::kFirst) return false;
    if (table.empty()) {
      return document.ErrorAt(
          root,
          "this is not the definition of a table, and for an item the file has to be named "
          "as the table, or lie in a folder that is: there is no table " +
              std::string(StemOf(file.shown)));
    }
    STATOR_RETURN_IF_ERROR(WriteTo(file.shown, table));
  }
  const JsonValue* const items = FindPageItems(root);
  if (items == nullptr) {
    STATOR_RETURN_IF_ERROR(LoadItem(document, root, document.LineOf(root)));
    return true;
  }
  for (const JsonValue& item : items->array()) {
    STATOR_RETURN_IF_ERROR(LoadItem(document, item, document.LineOf(item)));
  }
  return true;
}

Result<bool> Seeder::LoadDefinitions(const SeedEntry& file, Document& document) {
  const JsonValue& root = document.root();
  const auto done = [](const Result<void>& loaded) -> Result<bool> {
    if (!loaded.ok()) return loaded.error();
    return true;
  };
  if (const JsonValue* const description = FindDescription(root)) {
    return done(CreateTable(
        document, {RequestOfDescription(document.arena(), *description), {}, *description}));
  }
  if (IsCreateRequest(root)) return done(CreateTable(document, {root, {}, root}));
  if (IsServerless(root)) return done(LoadServerless(file, document));
  if (IsModel(root)) return done(LoadModel(document));
  if (!IsTemplate(root)) return false;
  const Caller& caller = target_.caller();
  STATOR_ASSIGN_OR_RETURN(
      const std::vector<TableDefinition> tables,
      TablesOfTemplate(document, root, *root.Member("Resources"),
                       {std::string(caller.region), std::string(caller.account_id)}));
  return done(CreateTables(document, tables));
}

Result<void> Seeder::LoadServerless(const SeedEntry& file, Document& document) {
  const std::string folder = file.path.substr(0, file.path.find_last_of('/') + 1);
  const Caller& caller = target_.caller();
  Serverless serverless(document,
                        [&](std::string_view path) -> Result<std::string> {
                          Result<std::string> text =
                              ReadSeedFile(folder + std::string(path), kMaxYamlBytes);
                          if (!text.ok())
                            return ValidationError(std::string(path) + ": " + text.error().message);
                          return text;
                        },
                        environment_, {std::string(caller.region), std::string(caller.account_id)});
  STATOR_ASSIGN_OR_RETURN(const std::vector<TableDefinition> tables, serverless.Tables());
  return CreateTables(document, tables);
}

Result<void> Seeder::LoadModel(Document& document) {
  const JsonValue& tables = *document.root().Member("DataModel");
  for (const JsonValue& table : tables.array()) {
    const TableDefinition definition = {RequestOfModel(document.arena(), table), {}, table};
    STATOR_RETURN_IF_ERROR(CreateTable(document, definition));
    const JsonValue* const items = ArrayMember(table, "TableData");
    if (items == nullptr) continue;
    STATOR_RETURN_IF_ERROR(WriteTo(document.file(), std::string(definition.name())));
    for (const JsonValue& item : items->array()) {
      STATOR_RETURN_IF_ERROR(LoadItem(document, item, document.LineOf(item)));
    }
    STATOR_RETURN_IF_ERROR(EndFile());
  }
  return {};
}

Result<bool> Seeder::LoadBatch(Document& document, Pass pass) {
  const JsonValue& tables = *FindRequestItems(document.root());
  if (pass == Pass::kFirst) {
    for (const JsonMember& table : tables.object()) {
      if (target_.FindTable(table.name) == nullptr) return false;
    }
  }
  for (const JsonMember& table : tables.object()) {
    if (target_.FindTable(table.name) == nullptr) {
      return SeedError(document.file(), document.LineOf(table.name),
                       "there is no table " + std::string(table.name));
    }
    STATOR_RETURN_IF_ERROR(EndFile());
    STATOR_RETURN_IF_ERROR(WriteTo(document.file(), std::string(table.name)));
    for (const JsonValue& request : table.value.array()) {
      const JsonValue* const deletion = ObjectMember(request, "DeleteRequest");
      const JsonValue* const key = deletion == nullptr ? nullptr : ObjectMember(*deletion, "Key");
      if (key == nullptr) {
        STATOR_RETURN_IF_ERROR(LoadItem(document, request, document.LineOf(request)));
        continue;
      }
      std::string text;
      AppendItem(*key, table_->schema(), text);
      STATOR_RETURN_IF_ERROR(writer_->Delete(std::move(text), document.LineOf(request)));
    }
  }
  STATOR_RETURN_IF_ERROR(EndFile());
  return true;
}

Result<void> Seeder::LoadItem(Document& document, const JsonValue& value, size_t line) {
  const JsonValue& item = UnwrapItem(value, table_->schema());
  if (!item.is_object()) return SeedError(document.file(), line, "this is not an item");
  std::string text;
  AppendItem(item, table_->schema(), text);
  return writer_->Put(std::move(text), line);
}

Result<void> Seeder::CreateTables(Document& document, const std::vector<TableDefinition>& tables) {
  for (const TableDefinition& table : tables) {
    STATOR_RETURN_IF_ERROR(CreateTable(document, table));
  }
  return {};
}

Result<void> Seeder::CreateTable(Document& document, const TableDefinition& table) {
  const Result<void> created = target_.CreateTable(table);
  if (!created.ok()) {
    return document.ErrorAt(table.origin, "table " + std::string(table.name()) +
                                              " cannot be created: " + created.error().message);
  }
  ++report_.tables;
  return {};
}

std::string Seeder::TableOfFile(const SeedEntry& file) {
  std::string_view path = file.shown;
  std::string_view name = StemOf(path);
  for (;;) {
    for (const std::string_view candidate : {name, WithoutNumber(name)}) {
      if (!candidate.empty() && target_.FindTable(candidate) != nullptr) {
        return std::string(candidate);
      }
    }
    const size_t slash = path.find_last_of('/');
    if (slash == std::string_view::npos) return {};
    path = path.substr(0, slash);
    name = LastNameOf(path);
  }
}

Result<void> Seeder::WriteTo(const std::string& file, const std::string& table) {
  STATOR_RETURN_IF_ERROR(EndFile());
  table_ = target_.FindTable(table);
  if (table_ == nullptr) return SeedError(file, 0, "there is no table " + table);
  writer_.emplace(target_, file, table, [this](size_t items) {
    report_.items += items;
    return progress_(current_file_, report_);
  });
  return {};
}

Result<void> Seeder::EndFile() {
  if (!writer_.has_value()) return {};
  const Result<void> written = writer_->Flush();
  writer_.reset();
  return written;
}

}  // namespace stator::server
