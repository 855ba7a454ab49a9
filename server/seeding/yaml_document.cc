#include <yaml.h>

#include <map>
#include <optional>
#include <utility>

#include "server/seeding/document.h"
#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

constexpr int kMaxDepth = 100;
// With aliases a few bytes can stand for any number of values.
constexpr size_t kMaxValues = 2'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes digits off the front; whether there was one.
bool TakeDigits(std::string_view& text) {
  size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

bool TakeOne(std::string_view& text, std::string_view of) {
  if (text.empty() || of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// As JSON writes numbers: what looks like an account's id with zeros in front is not one.
bool IsJsonNumber(std::string_view text) {
  TakeOne(text, "-");
  if (!TakeOne(text, "0") && !TakeDigits(text)) return false;
  if (TakeOne(text, ".") && !TakeDigits(text)) return false;
  if (TakeOne(text, "eE")) {
    TakeOne(text, "+-");
    if (!TakeDigits(text)) return false;
  }
  return text.empty();
}

JsonValue::Type TypeOfPlain(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return JsonValue::Type::kNull;
  }
  if (text == "true" || text == "True" || text == "TRUE") return JsonValue::Type::kTrue;
  if (text == "false" || text == "False" || text == "FALSE") return JsonValue::Type::kFalse;
  return IsJsonNumber(text) ? JsonValue::Type::kNumber : JsonValue::Type::kString;
}

std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace

// Events of libyaml to values. Its functions return 0 on an error.
class YamlReader {
 public:
  explicit YamlReader(Document& document) : document_(document) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_,
                                 reinterpret_cast<const unsigned char*>(document.text_.data()),
                                 document.text_.size());
  }
  ~YamlReader() {
    if (has_event_) yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  YamlReader(const YamlReader&) = delete;
  YamlReader& operator=(const YamlReader&) = delete;

  Result<void> Read() {
    STATOR_RETURN_IF_ERROR(Next());  // the start of the stream
    STATOR_RETURN_IF_ERROR(Next());
    if (event_.type == YAML_STREAM_END_EVENT) return {};
    STATOR_RETURN_IF_ERROR(Next());
    STATOR_ASSIGN_OR_RETURN(document_.root_, ReadNode(0));
    STATOR_RETURN_IF_ERROR(Next());
    STATOR_RETURN_IF_ERROR(Next());
    if (event_.type == YAML_STREAM_END_EVENT) return {};
    return ErrorHere("there is a second document in the file");
  }

 private:
  size_t Line() const { return event_.start_mark.line + 1; }
  Error ErrorHere(std::string_view reason) const {
    return SeedError(document_.file_, Line(), reason);
  }

  Result<void> Next() {
    if (has_event_) yaml_event_delete(&event_);
    has_event_ = yaml_parser_parse(&parser_, &event_) != 0;
    if (has_event_) return {};
    const std::string reason = parser_.problem == nullptr ? "unreadable" : parser_.problem;
    return SeedError(document_.file_, parser_.problem_mark.line + 1, "this is not YAML: " + reason);
  }

  // A text in the arena that has a line, even when it is empty.
  std::string_view Keep(std::string_view text) {
    char* const copy = static_cast<char*>(document_.arena_.Allocate(text.size() + 1, 1));
    std::copy(text.begin(), text.end(), copy);
    document_.lines_.emplace(copy, Line());
    return {copy, text.size()};
  }

  // `first` is how many values there were before it.
  void Remember(std::string_view anchor, const JsonValue& value, size_t first) {
    if (!anchor.empty())
      anchors_.insert_or_assign(std::string(anchor), Anchored{value, values_ - first});
  }

  Result<JsonValue> ReadNode(int depth) {
    if (depth > kMaxDepth) return ErrorHere("the nesting is too deep");
    if (++values_ > kMaxValues) return ErrorHere("the file has too many values");
    switch (event_.type) {
      case YAML_SCALAR_EVENT:
        return ReadScalar();
      case YAML_SEQUENCE_START_EVENT:
        return ReadSequence(depth);
      case YAML_MAPPING_START_EVENT:
        return ReadMapping(depth);
      case YAML_ALIAS_EVENT: {
        const auto it = anchors_.find(std::string(View(event_.data.alias.anchor)));
        if (it == anchors_.end()) return ErrorHere("there is no anchor of this name before it");
        values_ += it->second.values;
        return it->second.value;
      }
      default:
        return ErrorHere("this is not YAML");
    }
  }

  Result<JsonValue> ReadScalar() {
    const auto& scalar = event_.data.scalar;
    const std::string_view text = {reinterpret_cast<const char*>(scalar.value), scalar.length};
    const std::string tag(View(scalar.tag));
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && tag.empty();
    const JsonValue::Type type = plain ? TypeOfPlain(text) : JsonValue::Type::kString;
    STATOR_ASSIGN_OR_RETURN(const JsonValue value,
                            Tagged(tag, JsonValue::Scalar(type, Keep(text))));
    Remember(View(scalar.anchor), value, values_ - 1);
    return value;
  }

  Result<JsonValue> ReadSequence(int depth) {
    const std::string tag(View(event_.data.sequence_start.tag));
    const std::string anchor(View(event_.data.sequence_start.anchor));
    const size_t first = values_ - 1;
    std::vector<JsonValue> elements;
    for (;;) {
      STATOR_RETURN_IF_ERROR(Next());
      if (event_.type == YAML_SEQUENCE_END_EVENT) break;
      STATOR_ASSIGN_OR_RETURN(const JsonValue element, ReadNode(depth + 1));
      elements.push_back(element);
    }
    STATOR_ASSIGN_OR_RETURN(const JsonValue value,
                            Tagged(tag, ArrayOf(document_.arena_, elements)));
    Remember(anchor, value, first);
    return value;
  }

  Result<JsonValue> ReadMapping(int depth) {
    const std::string tag(View(event_.data.mapping_start.tag));
    const std::string anchor(View(event_.data.mapping_start.anchor));
    const size_t first = values_ - 1;
    std::vector<JsonMember> merged;  // what the mapping's own members override
    std::vector<JsonMember> members;
    for (;;) {
      STATOR_RETURN_IF_ERROR(Next());
      if (event_.type == YAML_MAPPING_END_EVENT) break;
      if (event_.type != YAML_SCALAR_EVENT) return ErrorHere("a key is not a text");
      const auto& scalar = event_.data.scalar;
      const bool merges = View(scalar.value) == "<<" && scalar.style == YAML_PLAIN_SCALAR_STYLE;
      const std::string_view name =
          Keep({reinterpret_cast<const char*>(scalar.value), scalar.length});
      STATOR_RETURN_IF_ERROR(Next());
      STATOR_ASSIGN_OR_RETURN(const JsonValue value, ReadNode(depth + 1));
      if (merges) {
        STATOR_RETURN_IF_ERROR(Merge(value, merged));
      } else {
        members.push_back({name, value});
      }
    }
    merged.insert(merged.end(), members.begin(), members.end());
    STATOR_ASSIGN_OR_RETURN(const JsonValue value,
                            Tagged(tag, ObjectOf(document_.arena_, std::move(merged))));
    Remember(anchor, value, first);
    return value;
  }

  Result<void> Merge(const JsonValue& value, std::vector<JsonMember>& members) {
    if (value.is_object()) {
      members.insert(members.end(), value.object().begin(), value.object().end());
      return {};
    }
    if (!value.is_array()) return ErrorHere("<< takes a mapping, or a list of mappings");
    // Of several the first counts.
    for (size_t i = value.array().size(); i-- > 0;) {
      if (!value.array()[i].is_object()) return ErrorHere("<< takes mappings");
      STATOR_RETURN_IF_ERROR(Merge(value.array()[i], members));
    }
    return {};
  }

  // What a short form stands for.
  Result<JsonValue> Tagged(std::string_view tag, const JsonValue& value) {
    if (tag.empty() || tag == "!" || tag.starts_with("tag:yaml.org,2002:")) return value;
    const std::string_view name = tag.substr(1);
    JsonValue argument = value;
    if (name == "GetAtt" && value.is_string()) {
      const size_t dot = value.text().find('.');
      if (dot == std::string_view::npos) return ErrorHere("!GetAtt takes RESOURCE.ATTRIBUTE");
      const auto part = [&](std::string_view text) {
        return JsonValue::Scalar(JsonValue::Type::kString, Keep(text));
      };
      argument = ArrayOf(document_.arena_,
                         {part(value.text().substr(0, dot)), part(value.text().substr(dot + 1))});
    }
    const bool bare = name == "Ref" || name == "Condition";
    const std::string_view function = Keep(bare ? std::string(name) : "Fn::" + std::string(name));
    return ObjectOf(document_.arena_, {{function, argument}});
  }

  Document& document_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool has_event_ = false;
  struct Anchored {
    JsonValue value;
    size_t values = 0;  // in it, itself included
  };
  std::map<std::string, Anchored> anchors_;
  size_t values_ = 0;
};

Result<std::unique_ptr<Document>> Document::ParseYaml(std::string file, std::string text) {
  std::unique_ptr<Document> document(new Document(std::move(file), std::move(text), 1));
  STATOR_RETURN_IF_ERROR(YamlReader(*document).Read());
  return document;
}

}  // namespace stator::server
