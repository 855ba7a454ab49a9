#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/arena.h"
#include "model/result.h"
#include "server/json/json_value.h"

namespace stator::server {

// What stops the start: "FILE:LINE: reason", for a person at a terminal. Line 0: the file as a
// whole.
Error SeedError(std::string_view file, size_t line, std::string_view reason);

// One JSON or YAML value of a file, which knows the lines that its parts come from.
class Document {
 public:
  // `file` is what errors call it; `text` begins on line `first_line` of it.
  static Result<std::unique_ptr<Document>> ParseJson(std::string file, std::string text,
                                                     size_t first_line = 1);
  // YAML 1.1 as templates use it: anchors, merge keys, one document; a tag such as !Sub becomes the
  // function that it is short for, {"Fn::Sub": ...}. Scalars are read as JSON reads them where they
  // are not quoted, and are strings otherwise.
  static Result<std::unique_ptr<Document>> ParseYaml(std::string file, std::string text);

  const std::string& file() const { return file_; }
  const json::JsonValue& root() const { return root_; }
  // Of the document, for values that are made of its own.
  Arena& arena() { return arena_; }

  // The line of a part, or of the first of its parts that has one; 0: it is not known.
  size_t LineOf(const json::JsonValue& part) const;
  size_t LineOf(std::string_view text) const;
  // A text of the document's own that counts as being where the part is.
  json::JsonValue TextAt(const json::JsonValue& part, std::string_view text);
  Error ErrorAt(const json::JsonValue& part, std::string_view reason) const {
    return SeedError(file_, LineOf(part), reason);
  }

 private:
  friend class YamlReader;

  Document(std::string file, std::string text, size_t first_line);

  const std::string file_;
  std::string text_;  // JSON is parsed in place: values point into it
  const size_t first_line_;
  std::vector<size_t> line_ends_;  // offsets into text_
  // Of YAML: where texts are in the arena, and their lines.
  std::unordered_map<const char*, size_t> lines_;
  Arena arena_;
  json::JsonValue root_;
};

}  // namespace stator::server
