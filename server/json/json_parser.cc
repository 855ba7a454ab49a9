#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "server/json/json_value.h"

namespace stator::json {
namespace {

// What a byte inside a string asks for.
enum class StringByte : uint8_t { kPlain, kQuote, kBackslash, kControl, kNotAscii };

constexpr std::array<StringByte, 256> MakeStringBytes() {
  std::array<StringByte, 256> bytes{};
  for (size_t i = 0; i < 0x20; ++i) bytes[i] = StringByte::kControl;
  for (size_t i = 0x80; i < 256; ++i) bytes[i] = StringByte::kNotAscii;
  bytes['"'] = StringByte::kQuote;
  bytes['\\'] = StringByte::kBackslash;
  return bytes;
}

constexpr std::array<StringByte, 256> kStringBytes = MakeStringBytes();

StringByte Classify(char c) { return kStringBytes[static_cast<unsigned char>(c)]; }

// Whether one of eight bytes is not plain.
bool HasSpecialByte(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  const uint64_t quote = bytes ^ (kOnes * '"');
  const uint64_t backslash = bytes ^ (kOnes * '\\');
  const uint64_t special = (bytes - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes) | bytes;
  return (special & kHigh) != 0;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Length of the well-formed UTF-8 sequence of more than one byte at `text`; 0: malformed.
size_t Utf8SequenceLength(const char* text, const char* end) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto available = static_cast<size_t>(end - text);
  const unsigned char first = byte(0);
  // The range of the second byte excludes overlong forms, surrogates and what is past U+10FFFF.
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  size_t length = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  }
  if (length == 0 || length > available || byte(1) < low || byte(1) > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return length;
}

char* WriteUtf8(uint32_t code_point, char* out) {
  if (code_point < 0x80) {
    *out++ = static_cast<char>(code_point);
    return out;
  }
  if (code_point < 0x800) {
    *out++ = static_cast<char>(0xC0 | (code_point >> 6));
  } else {
    if (code_point < 0x10000) {
      *out++ = static_cast<char>(0xE0 | (code_point >> 12));
    } else {
      *out++ = static_cast<char>(0xF0 | (code_point >> 18));
      *out++ = static_cast<char>(0x80 | ((code_point >> 12) & 0x3F));
    }
    *out++ = static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  }
  *out++ = static_cast<char>(0x80 | (code_point & 0x3F));
  return out;
}

// Sorts the members by name and keeps the last of equal names.
std::span<JsonMember> SortUnique(std::span<JsonMember> members) {
  const auto less = [](const JsonMember& left, const JsonMember& right) {
    return left.name < right.name;
  };
  const auto not_increasing = [](const JsonMember& left, const JsonMember& right) {
    return !(left.name < right.name);
  };
  if (std::adjacent_find(members.begin(), members.end(), not_increasing) == members.end()) {
    return members;
  }
  std::stable_sort(members.begin(), members.end(), less);
  size_t kept = 0;
  for (size_t i = 0; i < members.size(); ++i) {
    const bool repeated = i + 1 < members.size() && members[i + 1].name == members[i].name;
    if (!repeated) members[kept++] = members[i];
  }
  return members.first(kept);
}

// The members with the last value of each name, at the place of the first.
std::span<JsonMember> DropRepeatedNames(std::span<JsonMember> members) {
  if (members.size() > JsonValue::kSortedObjectSize) return SortUnique(members);
  size_t kept = 0;
  for (const JsonMember& member : members) {
    size_t at = 0;
    while (at < kept && members[at].name != member.name) ++at;
    members[at] = member;
    if (at == kept) ++kept;
  }
  return members.first(kept);
}

class Parser {
 public:
  Parser(Arena& arena, std::span<char> body)
      : arena_(arena), cursor_(body.data()), end_(body.data() + body.size()) {
    stack_.reserve(128);
  }

  Result<JsonValue> Run() {
    if (!ParseDocument()) return std::move(error_);
    return result_;
  }

 private:
  // What to read next.
  enum class Step { kValue, kAfterValue, kDone, kFailed };

  // An open container: its elements are stack_[first..]; an object has a name before each value.
  struct Frame {
    size_t first;
    bool is_object;
  };

  bool ParseDocument() {
    Step step = Step::kValue;
    while (step != Step::kDone && step != Step::kFailed) {
      step = step == Step::kValue ? ReadValue() : ReadAfterValue();
    }
    if (step == Step::kFailed) return false;
    SkipSpace();
    return cursor_ == end_;
  }

  void SkipSpace() {
    while (cursor_ != end_ &&
           (*cursor_ == ' ' || *cursor_ == '\n' || *cursor_ == '\r' || *cursor_ == '\t')) {
      ++cursor_;
    }
  }

  bool Consume(char expected) {
    if (cursor_ == end_ || *cursor_ != expected) return false;
    ++cursor_;
    return true;
  }

  Step ReadValue() {
    SkipSpace();
    if (cursor_ == end_) return Step::kFailed;
    switch (*cursor_) {
      case '{':
        return Open(true);
      case '[':
        return Open(false);
      case '"': {
        ++cursor_;
        std::string_view text;
        return ReadString(text) ? Push(JsonValue::Scalar(JsonValue::Type::kString, text))
                                : Step::kFailed;
      }
      case 't':
        return ReadLiteral("true", JsonValue::Type::kTrue);
      case 'f':
        return ReadLiteral("false", JsonValue::Type::kFalse);
      case 'n':
        return ReadLiteral("null", JsonValue::Type::kNull);
      default:
        return ReadNumber();
    }
  }

  Step Push(JsonValue value) {
    stack_.push_back(value);
    return Step::kAfterValue;
  }

  Step Open(bool is_object) {
    ++cursor_;
    if (depth_ == kMaxJsonDepth) {
      error_ = ValidationError(
          "Nesting Levels have exceeded supported limits: "
          "Attributes in the item have nested levels beyond supported limit");
      return Step::kFailed;
    }
    frames_[depth_++] = {stack_.size(), is_object};
    SkipSpace();
    if (Consume(is_object ? '}' : ']')) return Close();
    return is_object ? ReadName() : Step::kValue;
  }

  Step ReadName() {
    SkipSpace();
    std::string_view name;
    if (!Consume('"') || !ReadString(name)) return Step::kFailed;
    SkipSpace();
    if (!Consume(':')) return Step::kFailed;
    stack_.push_back(JsonValue::Scalar(JsonValue::Type::kString, name));
    return Step::kValue;
  }

  Step ReadAfterValue() {
    if (depth_ == 0) {
      result_ = stack_.back();
      return Step::kDone;
    }
    const bool is_object = frames_[depth_ - 1].is_object;
    SkipSpace();
    if (Consume(',')) return is_object ? ReadName() : Step::kValue;
    return Consume(is_object ? '}' : ']') ? Close() : Step::kFailed;
  }

  // Moves the elements of the innermost container from the stack to the arena.
  Step Close() {
    const Frame frame = frames_[--depth_];
    const std::span<const JsonValue> elements = std::span(stack_).subspan(frame.first);
    JsonValue container = JsonValue::Array({});
    if (frame.is_object) {
      const std::span<JsonMember> members = arena_.NewArray<JsonMember>(elements.size() / 2);
      for (size_t i = 0; i < members.size(); ++i) {
        members[i] = {elements[2 * i].text(), elements[2 * i + 1]};
      }
      container = JsonValue::Object(DropRepeatedNames(members));
    } else {
      container = JsonValue::Array(arena_.CopyArray(elements));
    }
    stack_.resize(frame.first);
    return Push(container);
  }

  Step ReadLiteral(std::string_view literal, JsonValue::Type type) {
    if (static_cast<size_t>(end_ - cursor_) < literal.size() ||
        std::memcmp(cursor_, literal.data(), literal.size()) != 0) {
      return Step::kFailed;
    }
    cursor_ += literal.size();
    return Push(JsonValue::Scalar(type, {}));
  }

  bool SkipDigits() {
    const char* first = cursor_;
    while (cursor_ != end_ && IsDigit(*cursor_)) ++cursor_;
    return cursor_ != first;
  }

  Step ReadNumber() {
    const char* first = cursor_;
    Consume('-');
    if (!Consume('0') && !SkipDigits()) return Step::kFailed;
    if (Consume('.') && !SkipDigits()) return Step::kFailed;
    if (Consume('e') || Consume('E')) {
      if (!Consume('+')) Consume('-');
      if (!SkipDigits()) return Step::kFailed;
    }
    return Push(
        JsonValue::Scalar(JsonValue::Type::kNumber, {first, static_cast<size_t>(cursor_ - first)}));
  }

  void SkipPlain() {
    uint64_t bytes = 0;
    while (end_ - cursor_ >= 8) {
      std::memcpy(&bytes, cursor_, 8);
      if (HasSpecialByte(bytes)) break;
      cursor_ += 8;
    }
    while (cursor_ != end_ && Classify(*cursor_) == StringByte::kPlain) ++cursor_;
  }

  // Reads a string behind its opening quote. Escapes make it shorter, so that it can be written
  // over itself: [start, out) is what is done.
  bool ReadString(std::string_view& text) {
    char* const start = cursor_;
    char* out = cursor_;
    while (true) {
      char* const run = cursor_;
      SkipPlain();
      while (cursor_ != end_ && Classify(*cursor_) == StringByte::kNotAscii) {
        const size_t length = Utf8SequenceLength(cursor_, end_);
        if (length == 0) return false;
        cursor_ += length;
      }
      const auto run_length = static_cast<size_t>(cursor_ - run);
      if (out != run) std::memmove(out, run, run_length);
      out += run_length;
      if (cursor_ == end_) return false;
      switch (Classify(*cursor_)) {
        case StringByte::kQuote:
          ++cursor_;
          text = {start, static_cast<size_t>(out - start)};
          return true;
        case StringByte::kBackslash:
          if (!ReadEscape(out)) return false;
          break;
        case StringByte::kControl:
          return false;
        case StringByte::kPlain:
        case StringByte::kNotAscii:
          break;
      }
    }
  }

  bool ReadEscape(char*& out) {
    if (end_ - cursor_ < 2) return false;
    constexpr std::string_view kEscaped = "\"\\/bfnrt";
    constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
    const char kind = cursor_[1];
    cursor_ += 2;
    if (kind == 'u') return ReadUnicodeEscape(out);
    const size_t at = kEscaped.find(kind);
    if (at == kEscaped.npos) return false;
    *out++ = kMeaning[at];
    return true;
  }

  // Four hexadecimal digits; above U+FFFF: they are none.
  uint32_t ReadHex() {
    if (end_ - cursor_ < 4) return UINT32_MAX;
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = *cursor_++;
      const char lower = static_cast<char>(c | 0x20);
      if (IsDigit(c)) {
        value = value * 16 + static_cast<uint32_t>(c - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        value = value * 16 + static_cast<uint32_t>(lower - 'a' + 10);
      } else {
        return UINT32_MAX;
      }
    }
    return value;
  }

  bool ReadUnicodeEscape(char*& out) {
    uint32_t code_point = ReadHex();
    if (code_point > 0xFFFF) return false;
    if (code_point >= 0xDC00 && code_point <= 0xDFFF) return false;
    if (code_point >= 0xD800 && code_point <= 0xDBFF) {
      // A pair of surrogates; alone, none has a form in UTF-8.
      if (!Consume('\\') || !Consume('u')) return false;
      const uint32_t low = ReadHex();
      if (low < 0xDC00 || low > 0xDFFF) return false;
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
    }
    out = WriteUtf8(code_point, out);
    return true;
  }

  Arena& arena_;
  char* cursor_;
  char* end_;
  std::vector<JsonValue> stack_;
  std::array<Frame, kMaxJsonDepth> frames_;
  size_t depth_ = 0;
  JsonValue result_;
  // Both emulators that were asked, and the recorded answers of the service, agree that the answer
  // to what is not JSON has no message.
  Error error_{ErrorCode::kSerialization, "", nullptr};
};

}  // namespace

Result<JsonValue> Parse(Arena& arena, std::span<char> body) { return Parser(arena, body).Run(); }

}  // namespace stator::json
