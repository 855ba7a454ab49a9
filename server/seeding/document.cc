#include "server/seeding/document.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace stator::server {
namespace {

// A part without text is looked into so deep.
constexpr int kMaxLookDepth = 16;

}  // namespace

Error SeedError(std::string_view file, size_t line, std::string_view reason) {
  std::string message(file);
  if (line != 0) message += ":" + std::to_string(line);
  return ValidationError(message.append(": ").append(reason));
}

Document::Document(std::string file, std::string text, size_t first_line)
    : file_(std::move(file)), text_(std::move(text)), first_line_(first_line) {
  for (size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_ends_.push_back(at);
  }
}

Result<std::unique_ptr<Document>> Document::ParseJson(std::string file, std::string text,
                                                      size_t first_line) {
  std::unique_ptr<Document> document(new Document(std::move(file), std::move(text), first_line));
  size_t stopped_at = 0;
  const Result<json::JsonValue> root = json::Parse(document->arena_, document->text_, &stopped_at);
  if (!root.ok()) {
    const size_t line =
        document->LineOf(std::string_view(document->text_).substr(stopped_at, size_t{0}));
    const std::string& reason = root.error().message;
    return SeedError(document->file_, line, reason.empty() ? "this is not JSON" : reason);
  }
  document->root_ = *root;
  return document;
}

size_t Document::LineOf(std::string_view text) const {
  if (const auto it = lines_.find(text.data()); it != lines_.end()) return it->second;
  const char* const begin = text_.data();
  // Whatever the pointers point to.
  if (std::less<>()(text.data(), begin) || std::less<>()(begin + text_.size(), text.data())) {
    return 0;
  }
  const auto offset = static_cast<size_t>(text.data() - begin);
  const auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(), offset);
  return first_line_ + static_cast<size_t>(line - line_ends_.begin());
}

json::JsonValue Document::TextAt(const json::JsonValue& part, std::string_view text) {
  char* const copy = static_cast<char*>(arena_.Allocate(text.size() + 1, 1));
  std::copy(text.begin(), text.end(), copy);
  lines_.emplace(copy, LineOf(part));
  return json::JsonValue::Scalar(json::JsonValue::Type::kString, {copy, text.size()});
}

size_t Document::LineOf(const json::JsonValue& part) const {
  const json::JsonValue* at = &part;
  for (int depth = 0; depth < kMaxLookDepth; ++depth) {
    if (at->is_string() || at->is_number()) return LineOf(at->text());
    if (at->is_object() && !at->object().empty()) return LineOf(at->object().front().name);
    if (!at->is_array() || at->array().empty()) return 0;
    at = &at->array().front();
  }
  return 0;
}

}  // namespace stator::server
