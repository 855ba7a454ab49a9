#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/seeding/document.h"
#include "server/seeding/table_definition.h"
#include "server/seeding/template_values.h"

namespace stator::server {

// Whether a YAML or JSON file is a service of the Serverless Framework.
bool IsServerless(const json::JsonValue& root);

// The tables among the resources of a serverless.yml, with the framework's variables worked out as
// far as the service's files and the environment say what they are: self:, file(), env:, opt: and
// sls: (stage and region), aws:, each with its fallback.
class Serverless {
 public:
  // A text file by its path relative to serverless.yml; and the value of an environment variable,
  // nullptr: there is none.
  using FileReader = std::function<Result<std::string>(std::string_view path)>;
  using Environment = std::function<const char*(const char* name)>;

  // `document` outlives this, and this the definitions.
  Serverless(Document& document, FileReader read_file, Environment environment,
             TemplateValues::Owner owner);

  Result<std::vector<TableDefinition>> Tables();

 private:
  using Value = json::JsonValue;

  Result<Value> Resolve(const Value& value);
  Result<Value> ResolveText(const Value& value);
  // What stands between ${ and }.
  Result<Value> Variable(std::string_view text, const Value& where);
  // nullopt: this source does not have it.
  Result<std::optional<Value>> Source(std::string_view source, const Value& where);
  Result<std::optional<Value>> FromFile(std::string_view source, const Value& where);
  // The part of a value that a path such as "custom.tables.0" names.
  Result<std::optional<Value>> Part(Value value, std::string_view path);
  Result<std::string> Stage(const Value& where);
  Result<Value> Resources();
  Result<void> Enter(const Value& where);

  Document& document_;
  const FileReader read_file_;
  const Environment environment_;
  TemplateValues::Owner owner_;
  std::map<std::string, std::unique_ptr<Document>, std::less<>> files_;
  int depth_ = 0;
  size_t work_ = 0;
};

}  // namespace stator::server
