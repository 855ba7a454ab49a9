#include "server/seeding/serverless.h"

#include <charconv>
#include <optional>
#include <utility>

#include "server/seeding/template_tables.h"
#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

constexpr int kMaxDepth = 60;
constexpr size_t kMaxWork = 1'000'000;
constexpr size_t kMaxTextBytes = size_t{1} << 20;

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The } that belongs to the ${ before `at`; npos: there is none.
size_t FindEnd(std::string_view text, size_t at) {
  int open = 1;
  for (; at < text.size(); ++at) {
    if (text.substr(at).starts_with("${")) ++open;
    if (text[at] == '}' && --open == 0) return at;
  }
  return std::string_view::npos;
}

// Takes what is before the next comma that is not inside of a variable, quotes or parentheses.
std::string_view TakeAlternative(std::string_view& text) {
  int open = 0;
  char quote = 0;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    if (c == '{' || c == '(') ++open;
    if (c == '}' || c == ')') --open;
    if (c == ',' && open == 0) break;
  }
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(text.size(), at + 1));
  return Trimmed(taken);
}

// CloudFormation's own ${AWS::Region} and ${Resource} are not the framework's.
bool IsOfCloudFormation(std::string_view variable) {
  if (variable.find("AWS::") == 0) return true;
  return variable.find_first_of(":(,") == std::string_view::npos;
}

}  // namespace

bool IsServerless(const JsonValue& root) {
  return root.is_object() && root.Member("resources") != nullptr &&
         (root.Member("service") != nullptr || root.Member("provider") != nullptr);
}

Serverless::Serverless(Document& document, FileReader read_file, Environment environment,
                       TemplateValues::Owner owner)
    : document_(document),
      read_file_(std::move(read_file)),
      environment_(std::move(environment)),
      owner_(std::move(owner)) {}

Result<void> Serverless::Enter(const JsonValue& where) {
  if (depth_ > kMaxDepth) {
    return document_.ErrorAt(where, "variables refer to each other in a circle");
  }
  if (++work_ > kMaxWork) return document_.ErrorAt(where, "the file has too many values");
  return {};
}

Result<JsonValue> Serverless::Resolve(const JsonValue& value) {
  ++depth_;
  Result<JsonValue> resolved = [&]() -> Result<JsonValue> {
    STATOR_RETURN_IF_ERROR(Enter(value));
    if (value.is_string()) return ResolveText(value);
    if (value.is_array()) {
      std::vector<JsonValue> elements;
      for (const JsonValue& element : value.array()) {
        STATOR_ASSIGN_OR_RETURN(const JsonValue part, Resolve(element));
        elements.push_back(part);
      }
      return ArrayOf(document_.arena(), elements);
    }
    if (!value.is_object()) return value;
    std::vector<JsonMember> members;
    for (const JsonMember& member : value.object()) {
      STATOR_ASSIGN_OR_RETURN(const JsonValue part, Resolve(member.value));
      members.push_back({member.name, part});
    }
    return ObjectOf(document_.arena(), std::move(members));
  }();
  --depth_;
  return resolved;
}

Result<JsonValue> Serverless::ResolveText(const JsonValue& value) {
  const std::string_view text = value.text();
  if (text.find("${") == std::string_view::npos) return value;
  std::string result;
  size_t at = 0;
  while (at < text.size()) {
    const size_t start = std::min(text.find("${", at), text.size());
    result += text.substr(at, start - at);
    if (start == text.size()) break;
    const size_t end = FindEnd(text, start + 2);
    if (end == std::string_view::npos) return document_.ErrorAt(value, "a ${ has no }");
    const std::string_view variable = text.substr(start + 2, end - start - 2);
    at = end + 1;
    if (IsOfCloudFormation(variable)) {
      result += text.substr(start, at - start);
      continue;
    }
    STATOR_ASSIGN_OR_RETURN(const JsonValue part, Variable(variable, value));
    // A variable that is all of the text may be anything.
    if (start == 0 && at == text.size()) return part;
    if (part.is_string() || part.is_number()) {
      result += part.text();
    } else if (part.is_bool()) {
      result += part.boolean() ? "true" : "false";
    } else {
      return document_.ErrorAt(value, "${" + std::string(variable) + "} is not a text");
    }
    if (result.size() > kMaxTextBytes) return document_.ErrorAt(value, "a text becomes too long");
  }
  return document_.TextAt(value, result);
}

Result<JsonValue> Serverless::Variable(std::string_view text, const JsonValue& where) {
  // Variables may name variables: ${self:custom.${sls:stage}.name}.
  const JsonValue inner = document_.TextAt(where, text);
  STATOR_ASSIGN_OR_RETURN(const JsonValue whole, Resolve(inner));
  std::string_view rest = TextOf(whole);
  while (!rest.empty()) {
    const std::string_view source = TakeAlternative(rest);
    STATOR_ASSIGN_OR_RETURN(const std::optional<JsonValue> found, Source(source, where));
    if (found.has_value()) return *found;
  }
  return document_.ErrorAt(where, "${" + std::string(text) + "} has no value here");
}

Result<std::string> Serverless::Stage(const JsonValue& where) {
  const JsonValue* const provider = ObjectMember(document_.root(), "provider");
  const JsonValue* const stage = provider == nullptr ? nullptr : provider->Member("stage");
  if (stage == nullptr) return std::string("dev");
  // The usual ${opt:stage, 'dev'} means the option before the setting.
  if (TextOf(*stage).find("sls:stage") != std::string_view::npos) return std::string("dev");
  STATOR_ASSIGN_OR_RETURN(const JsonValue resolved, Resolve(*stage));
  if (!resolved.is_string()) return document_.ErrorAt(where, "the stage is not a text");
  return std::string(resolved.text());
}

Result<std::optional<JsonValue>> Serverless::Source(std::string_view source,
                                                    const JsonValue& where) {
  using Found = std::optional<JsonValue>;
  Arena& arena = document_.arena();
  const auto text = [&](std::string_view value) { return Found(StringOf(arena, value)); };
  if (source.size() >= 2 && (source.front() == '\'' || source.front() == '"') &&
      source.back() == source.front()) {
    return text(source.substr(1, source.size() - 2));
  }
  if (source == "true" || source == "false") {
    return Found(
        JsonValue::Scalar(source == "true" ? JsonValue::Type::kTrue : JsonValue::Type::kFalse, {}));
  }
  if (!source.empty() && source.find_first_not_of("0123456789") == std::string_view::npos) {
    return Found(JsonValue::Scalar(JsonValue::Type::kNumber, arena.CopyString(source)));
  }
  if (source.starts_with("self:")) return Part(document_.root(), source.substr(5));
  if (source.starts_with("file(")) return FromFile(source, where);
  if (source.starts_with("env:")) {
    const char* const value = environment_(std::string(source.substr(4)).c_str());
    return value == nullptr ? Found() : text(value);
  }
  if (source == "sls:stage") {
    STATOR_ASSIGN_OR_RETURN(const std::string stage, Stage(where));
    return text(stage);
  }
  if (source == "aws:region") return text(owner_.region);
  if (source == "aws:accountId") return text(owner_.account_id);
  // No option is ever given, and what is kept elsewhere is not here.
  return Found();
}

Result<std::optional<JsonValue>> Serverless::FromFile(std::string_view source,
                                                      const JsonValue& where) {
  const size_t end = source.find(')');
  if (end == std::string_view::npos) return document_.ErrorAt(where, "a file( has no )");
  const std::string path(Trimmed(source.substr(5, end - 5)));
  auto it = files_.find(path);
  if (it == files_.end()) {
    Result<std::string> bytes = read_file_(path);
    if (!bytes.ok()) return document_.ErrorAt(where, bytes.error().message);
    Result<std::unique_ptr<Document>> parsed = Document::ParseYaml(path, std::move(*bytes));
    if (!parsed.ok()) return std::move(parsed).error();
    it = files_.emplace(path, std::move(*parsed)).first;
  }
  std::string_view rest = source.substr(end + 1);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  return Part(it->second->root(), rest);
}

Result<std::optional<JsonValue>> Serverless::Part(JsonValue value, std::string_view path) {
  while (!path.empty()) {
    const size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    // On the way there may be variables too.
    if (value.is_string()) {
      STATOR_ASSIGN_OR_RETURN(value, Resolve(value));
    }
    size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (value.is_array() && error == std::errc() && end == name.data() + name.size() &&
        index < value.array().size()) {
      value = value.array()[index];
      continue;
    }
    const JsonValue* const member = value.is_object() ? value.Member(name) : nullptr;
    if (member == nullptr) return std::optional<JsonValue>();
    value = *member;
  }
  STATOR_ASSIGN_OR_RETURN(const JsonValue resolved, Resolve(value));
  return std::optional(resolved);
}

// One mapping, or a list of them, as the framework merges it.
Result<JsonValue> Serverless::Resources() {
  const JsonValue* const given = document_.root().Member("resources");
  if (given == nullptr) return JsonValue::Object({});
  STATOR_ASSIGN_OR_RETURN(const JsonValue resolved, Resolve(*given));
  const std::vector<JsonValue> parts =
      resolved.is_array() ? std::vector<JsonValue>(resolved.array().begin(), resolved.array().end())
                          : std::vector<JsonValue>{resolved};
  std::map<std::string_view, std::vector<JsonMember>> sections;
  for (const JsonValue& part : parts) {
    if (!part.is_object()) return document_.ErrorAt(*given, "resources are not a mapping");
    for (const JsonMember& section : part.object()) {
      if (!section.value.is_object()) continue;
      std::vector<JsonMember>& members = sections[section.name];
      members.insert(members.end(), section.value.object().begin(), section.value.object().end());
    }
  }
  std::vector<JsonMember> merged;
  for (auto& [name, members] : sections) {
    merged.push_back({name, ObjectOf(document_.arena(), std::move(members))});
  }
  return ObjectOf(document_.arena(), std::move(merged));
}

Result<std::vector<TableDefinition>> Serverless::Tables() {
  STATOR_ASSIGN_OR_RETURN(const JsonValue merged, Resources());
  const JsonValue* const resources = ObjectMember(merged, "Resources");
  if (resources == nullptr) return std::vector<TableDefinition>();
  const JsonValue* const root = document_.arena().New<JsonValue>(merged);
  return TablesOfTemplate(document_, *root, *resources, owner_);
}

}  // namespace stator::server
