// Exports to S3: a folder with manifest-summary.json and manifest-files.json, which name the files
// of items in the folder data/ (developer guide, "DynamoDB table export output format").
#include <charconv>
#include <optional>
#include <utility>

#include "server/seeding/items.h"
#include "server/seeding/seeder.h"
#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonValue;

namespace {

constexpr std::string_view kSummary = "manifest-summary.json";
constexpr std::string_view kFiles = "manifest-files.json";
constexpr size_t kMaxManifestBytes = size_t{64} << 20;

SeedEntry Below(const SeedEntry& folder, std::string_view name) {
  return {folder.path + "/" + std::string(name), folder.shown + "/" + std::string(name), false};
}

// The table's name in "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME".
std::string_view NameInArn(std::string_view arn) { return arn.substr(arn.find_last_of('/') + 1); }

Result<std::unique_ptr<Document>> ReadSummary(const SeedEntry& folder) {
  const SeedEntry file = Below(folder, kSummary);
  Result<std::string> text = ReadSeedFile(file.path, kMaxManifestBytes);
  if (!text.ok()) return SeedError(file.shown, 0, text.error().message);
  return Document::ParseJson(file.shown, std::move(*text));
}

}  // namespace

Result<void> Seeder::LoadExport(const SeedEntry& folder, Pass pass) {
  STATOR_ASSIGN_OR_RETURN(const std::unique_ptr<Document> summary, ReadSummary(folder));
  const JsonValue& root = summary->root();
  const std::string_view format = TextMember(root, "outputFormat");
  if (!format.empty() && format != "DYNAMODB_JSON") {
    return summary->ErrorAt(*root.Member("outputFormat"),
                            "this export is of the format " + std::string(format) +
                                "; only those of the format DYNAMODB_JSON can be loaded");
  }
  const std::string table(NameInArn(TextMember(root, "tableArn")));
  if (table.empty()) return summary->ErrorAt(root, "the manifest does not say tableArn");
  if (target_.FindTable(table) == nullptr) {
    if (pass == Pass::kFirst) {
      later_.push_back(folder);
      return {};
    }
    return summary->ErrorAt(*root.Member("tableArn"),
                            "an export does not have the table's schema, and no file defines "
                            "table " +
                                table + "; add what DescribeTable answers");
  }
  const SeedEntry files = Below(folder, kFiles);
  Result<JsonStream::Reader> reader = OpenSeedFile(files.path);
  if (!reader.ok()) return SeedError(files.shown, 0, reader.error().message);
  JsonStream stream(files.shown, *reader);
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(std::optional<JsonStream::Value> value, stream.Next());
    if (!value.has_value()) return {};
    STATOR_ASSIGN_OR_RETURN(const std::unique_ptr<Document> document,
                            Document::ParseJson(files.shown, std::move(value->text), value->line));
    const std::string_view key = TextMember(document->root(), "dataFileS3Key");
    if (key.empty()) return document->ErrorAt(document->root(), "there is no dataFileS3Key");
    const JsonValue* const count = document->root().Member("itemCount");
    const int64_t expected = count == nullptr ? 0 : count->Integer().value_or(0);
    STATOR_RETURN_IF_ERROR(LoadExportedFile(Below(folder, "data/" + std::string(LastNameOf(key))),
                                            table,
                                            static_cast<size_t>(std::max<int64_t>(expected, 0))));
  }
}

// Of a full export each line is {"Item": ...}; of an incremental one it has Keys, and NewImage
// unless the item was deleted.
Result<void> Seeder::LoadExportedFile(const SeedEntry& file, const std::string& table,
                                      size_t expected_items) {
  current_file_ = file.shown;
  Result<JsonStream::Reader> reader = OpenSeedFile(file.path);
  if (!reader.ok()) return SeedError(file.shown, 0, reader.error().message);
  JsonStream stream(file.shown, [&](std::string& buffer) -> Result<bool> {
    Result<bool> more = (*reader)(buffer);
    if (!more.ok()) return SeedError(file.shown, 0, more.error().message);
    return more;
  });
  STATOR_RETURN_IF_ERROR(WriteTo(file.shown, table));
  size_t items = 0;
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(std::optional<JsonStream::Value> value, stream.Next());
    if (!value.has_value()) break;
    ++items;
    const size_t line = value->line;
    STATOR_ASSIGN_OR_RETURN(const std::unique_ptr<Document> document,
                            Document::ParseJson(file.shown, std::move(value->text), line));
    const JsonValue& root = document->root();
    const JsonValue* const item = ObjectMember(root, "Item");
    const JsonValue* const image = ObjectMember(root, "NewImage");
    const JsonValue* const keys = ObjectMember(root, "Keys");
    std::string text;
    if (item != nullptr || image != nullptr) {
      AppendItem(item != nullptr ? *item : *image, table_->schema(), text);
      STATOR_RETURN_IF_ERROR(writer_->Put(std::move(text), line));
    } else if (keys != nullptr) {
      AppendItem(*keys, table_->schema(), text);
      STATOR_RETURN_IF_ERROR(writer_->Delete(std::move(text), line));
    } else {
      return SeedError(file.shown, line, "this is not a line of an export");
    }
  }
  if (items != expected_items) {
    return SeedError(file.shown, 0,
                     "the manifest says that it has " + std::to_string(expected_items) +
                         " items, and it has " + std::to_string(items));
  }
  return EndFile();
}

}  // namespace stator::server
