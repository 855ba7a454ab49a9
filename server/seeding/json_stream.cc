#include "server/seeding/json_stream.h"

#include <utility>

#include "server/seeding/document.h"

namespace stator::server {
namespace {

// Values are parsed in memory.
constexpr size_t kMaxValueBytes = size_t{1} << 30;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool EndsScalar(char c) {
  return IsBlank(c) || c == ',' || c == ']' || c == '}' || c == '[' || c == '{' || c == '"';
}

// Follows a value byte by byte.
class ValueEnd {
 public:
  explicit ValueEnd(char first) : scalar_(first != '{' && first != '[' && first != '"') {}

  // Whether the value ends before this byte, or with it.
  bool EndsBefore(char c) const { return scalar_ && EndsScalar(c); }
  bool EndsWith(char c) {
    if (scalar_) return false;
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
        return depth_ == 0;
      }
      return false;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    return (c == '}' || c == ']') && --depth_ == 0;
  }
  bool may_end() const { return scalar_; }

 private:
  const bool scalar_;
  bool in_string_ = false;
  bool escaped_ = false;
  size_t depth_ = 0;
};

}  // namespace

Error JsonStream::ErrorHere(std::string_view reason) const {
  return SeedError(file_, line_, reason);
}

Result<bool> JsonStream::Fill() {
  while (at_ == buffer_.size()) {
    if (ended_) return false;
    buffer_.clear();
    at_ = 0;
    STATOR_ASSIGN_OR_RETURN(const bool more, reader_(buffer_));
    ended_ = !more;
  }
  return true;
}

Result<bool> JsonStream::SkipBlanks() {
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(const bool more, Fill());
    if (!more) return false;
    if (!IsBlank(buffer_[at_])) return true;
    if (buffer_[at_++] == '\n') ++line_;
  }
}

Result<bool> JsonStream::TakePunctuation() {
  const char c = buffer_[at_];
  const bool in_array = place_ != Place::kOutside;
  if (!in_array && c == '[') {
    place_ = Place::kFirst;
  } else if (in_array && c == ']' && place_ != Place::kElement) {
    place_ = Place::kOutside;
  } else if (place_ == Place::kComma) {
    if (c != ',') return ErrorHere("there is no comma between two values of an array");
    place_ = Place::kElement;
  } else if (c == ',' || c == ']' || c == '}' || c == ':') {
    return ErrorHere(std::string("this is not JSON: a ") + c + " where a value should be");
  } else {
    return false;
  }
  ++at_;
  return true;
}

Result<std::string> JsonStream::TakeValue() {
  std::string text;
  ValueEnd end(buffer_[at_]);
  const size_t first_line = line_;
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(const bool more, Fill());
    if (!more && end.may_end()) return text;
    if (!more) return SeedError(file_, first_line, "the value that begins here has no end");
    const size_t begin = at_;
    bool done = false;
    while (at_ < buffer_.size() && !done) {
      const char c = buffer_[at_];
      if (end.EndsBefore(c)) break;
      if (c == '\n') ++line_;
      ++at_;
      done = end.EndsWith(c);
    }
    text.append(buffer_, begin, at_ - begin);
    if (text.size() > kMaxValueBytes) {
      return SeedError(file_, first_line, "the value that begins here is larger than 1 GiB");
    }
    if (done || at_ < buffer_.size()) return text;
  }
}

Result<std::optional<JsonStream::Value>> JsonStream::Next() {
  for (;;) {
    STATOR_ASSIGN_OR_RETURN(const bool more, SkipBlanks());
    if (!more && place_ != Place::kOutside) return ErrorHere("an array has no end");
    if (!more) return std::optional<Value>();
    STATOR_ASSIGN_OR_RETURN(const bool taken, TakePunctuation());
    if (!taken) break;
  }
  Value value;
  value.line = line_;
  value.in_array = place_ != Place::kOutside;
  if (value.in_array) place_ = Place::kComma;
  STATOR_ASSIGN_OR_RETURN(value.text, TakeValue());
  return std::optional(std::move(value));
}

}  // namespace stator::server
