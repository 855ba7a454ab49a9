#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>

#include "server/json/json_value.h"
#include "server/json/utf8.h"

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

// The number of plain bytes at the start of eight.
size_t CountPlainBytes(uint64_t bytes) {
  static_assert(std::endian::native == std::endian::little);
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  const uint64_t quote = bytes ^ (kOnes * '"');
  const uint64_t backslash = bytes ^ (kOnes * '\\');
  // A borrow comes only from a byte that is not plain: the first such byte is told exactly.
  const uint64_t special = (bytes - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes) | bytes;
  return static_cast<size_t>(std::countr_zero(special & kHigh)) / 8;
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

bool AnyRepeatedName(std::span<const JsonMember> members) {
  for (size_t i = 1; i < members.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (members[i].name == members[j].name) return true;
    }
  }
  return false;
}

// The members with the last value of each name, at the place of the first.
std::span<JsonMember> DropRepeatedNames(std::span<JsonMember> members) {
  if (members.size() > JsonValue::kSortedObjectSize) return SortUnique(members);
  if (!AnyRepeatedName(members)) return members;
  size_t kept = 0;
  for (const JsonMember& member : members) {
    size_t at = 0;
    while (at < kept && members[at].name != member.name) ++at;
    members[at] = member;
    if (at == kept) ++kept;
  }
  return members.first(kept);
}

// The elements of open containers; those of an object are a name before each value.
class ElementStack {
 public:
  // Where the next element is to be made: to copy one that was just made waits for its bytes, which
  // took a quarter of the time of all parsing.
  JsonValue* Next() {
    if (size_ == capacity_) Grow();
    return elements_ + size_++;
  }
  size_t size() const { return size_; }
  std::span<const JsonValue> From(size_t first) const { return {elements_ + first, size_ - first}; }
  std::span<const JsonValue> Last(size_t count) const { return From(size_ - count); }
  void DropTo(size_t size) { size_ = size; }

 private:
  static constexpr size_t kFirstCapacity = 128;

  void Grow() {
    auto grown = std::make_unique<JsonValue[]>(2 * capacity_);
    std::copy_n(elements_, size_, grown.get());
    heap_ = std::move(grown);
    elements_ = heap_.get();
    capacity_ *= 2;
  }

  // Enough for a usual request, so that it needs no heap. Not initialised.
  alignas(JsonValue) std::array<std::byte, kFirstCapacity * sizeof(JsonValue)> first_block_;
  std::unique_ptr<JsonValue[]> heap_;
  JsonValue* elements_ = reinterpret_cast<JsonValue*>(first_block_.data());
  size_t size_ = 0;
  size_t capacity_ = kFirstCapacity;
};

// The value of a hexadecimal digit; -1: it is none.
int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads the body from its start to its end, without recursion, and builds the tree in the arena.
// Every Read function stands at what it reads, and returns false at what is not JSON.
class BodyReader {
 public:
  BodyReader(Arena& arena, std::span<char> body)
      : arena_(arena), at_(body.data()), end_(at_ + body.size()) {}

  Result<JsonValue> Read() {
    if (!ReadValues()) return std::move(error_);
    return stack_.Last(1).front();
  }

  size_t Offset(std::span<char> body) const { return static_cast<size_t>(at_ - body.data()); }

 private:
  struct Container {
    bool is_object;
    size_t first;  // in the stack
  };

  // The values of all containers, one after the other; each turn reads what begins one.
  bool ReadValues() {
    for (;;) {
      SkipWhitespace();
      if (AtEnd()) return false;
      const char c = *at_;
      if (c == '"') {
        if (!ReadString()) return false;
      } else if (c == '{' || c == '[') {
        if (!Open(c == '{')) return false;
        if (!AtClosing()) {
          if (c == '{' && !ReadName()) return false;
          continue;
        }
      } else if (!ReadLiteral(c)) {
        return false;
      }
      if (!ReadAfterValue()) return false;
      if (depth_ == 0) return AtEnd();
    }
  }

  // What ends containers, then a comma and what leads to the next value, or the end of the body.
  bool ReadAfterValue() {
    for (;;) {
      SkipWhitespace();
      if (depth_ == 0) return true;
      if (AtClosing()) {
        Close();
        continue;
      }
      if (AtEnd() || *at_ != ',') return false;
      ++at_;
      if (!containers_[depth_ - 1].is_object) return true;
      SkipWhitespace();
      return ReadName();
    }
  }

  bool AtEnd() const { return at_ == end_; }

  void SkipWhitespace() {
    while (!AtEnd() && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  bool Open(bool is_object) {
    if (depth_ == kMaxJsonDepth) {
      error_ = ValidationError(
          "Nesting Levels have exceeded supported limits: "
          "Attributes in the item have nested levels beyond supported limit");
      return false;
    }
    containers_[depth_++] = {is_object, stack_.size()};
    ++at_;
    SkipWhitespace();
    return true;
  }

  bool AtClosing() const {
    return !AtEnd() && *at_ == (containers_[depth_ - 1].is_object ? '}' : ']');
  }

  void Close() {
    ++at_;
    const Container& container = containers_[--depth_];
    const std::span<const JsonValue> elements = stack_.From(container.first);
    const JsonValue value =
        container.is_object ? MakeObject(elements) : JsonValue::Array(arena_.CopyArray(elements));
    stack_.DropTo(container.first);
    new (stack_.Next()) JsonValue(value);
  }

  // Of a name before each value.
  JsonValue MakeObject(std::span<const JsonValue> elements) {
    const size_t size = elements.size() / 2;
    auto* const members =
        static_cast<JsonMember*>(arena_.Allocate(size * sizeof(JsonMember), alignof(JsonMember)));
    for (size_t i = 0; i < size; ++i) {
      new (&members[i]) JsonMember{elements[2 * i].text(), elements[2 * i + 1]};
    }
    return JsonValue::Object(DropRepeatedNames({members, size}));
  }

  // A name and its colon.
  bool ReadName() {
    if (AtEnd() || *at_ != '"' || !ReadString()) return false;
    SkipWhitespace();
    if (AtEnd() || *at_ != ':') return false;
    ++at_;
    return true;
  }

  bool ReadLiteral(char first) {
    switch (first) {
      case 't':
        return ReadWord("true", JsonValue::Type::kTrue);
      case 'f':
        return ReadWord("false", JsonValue::Type::kFalse);
      case 'n':
        return ReadWord("null", JsonValue::Type::kNull);
      default:
        return ReadNumber();
    }
  }

  bool ReadWord(std::string_view word, JsonValue::Type type) {
    if (!std::string_view(at_, static_cast<size_t>(end_ - at_)).starts_with(word)) return false;
    at_ += word.size();
    Push(type, {});
    return true;
  }

  bool ReadNumber() {
    const char* const begin = at_;
    Accept('-');
    if (!Accept('0') && !ReadDigits()) return false;
    if (Accept('.') && !ReadDigits()) return false;
    if (Accept('e') || Accept('E')) {
      if (!Accept('+')) Accept('-');
      if (!ReadDigits()) return false;
    }
    Push(JsonValue::Type::kNumber, {begin, static_cast<size_t>(at_ - begin)});
    return true;
  }

  bool Accept(char c) {
    if (AtEnd() || *at_ != c) return false;
    ++at_;
    return true;
  }

  // At least one.
  bool ReadDigits() {
    const char* const begin = at_;
    while (!AtEnd() && *at_ >= '0' && *at_ <= '9') ++at_;
    return at_ != begin;
  }

  // What a string becomes is written over it: it never gets longer.
  bool ReadString() {
    char* const begin = ++at_;
    char* out = begin;
    for (;;) {
      const char* const run = at_;
      SkipPlain();
      const auto length = static_cast<size_t>(at_ - run);
      if (out != run) std::memmove(out, run, length);
      out += length;
      if (AtEnd()) return false;
      switch (Classify(*at_)) {
        case StringByte::kQuote:
          ++at_;
          Push(JsonValue::Type::kString, {begin, static_cast<size_t>(out - begin)});
          return true;
        case StringByte::kBackslash:
          if (!ReadEscape(out)) return false;
          break;
        case StringByte::kNotAscii:
          if (!MoveUtf8(out)) return false;
          break;
        case StringByte::kControl:
        case StringByte::kPlain:  // was skipped
          return false;
      }
    }
  }

  void SkipPlain() {
    while (end_ - at_ >= 8) {
      uint64_t bytes = 0;
      std::memcpy(&bytes, at_, 8);
      const size_t plain = CountPlainBytes(bytes);
      at_ += plain;
      if (plain < 8) return;
    }
    while (!AtEnd() && Classify(*at_) == StringByte::kPlain) ++at_;
  }

  // All sequences of more than one byte that follow each other.
  bool MoveUtf8(char*& out) {
    const char* const run = at_;
    do {
      const size_t length = Utf8SequenceLength(at_, end_);
      if (length == 0) return false;
      at_ += length;
    } while (!AtEnd() && Classify(*at_) == StringByte::kNotAscii);
    const auto length = static_cast<size_t>(at_ - run);
    if (out != run) std::memmove(out, run, length);
    out += length;
    return true;
  }

  bool ReadEscape(char*& out) {
    ++at_;
    if (AtEnd()) return false;
    static constexpr std::string_view kEscapes = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = *at_++;
    if (c == 'u') return ReadCodePoint(out);
    const size_t which = kEscapes.find(c);
    if (which == std::string_view::npos) return false;
    *out++ = kMeanings[which];
    return true;
  }

  // After "\u"; a surrogate must come with its other half, as it has no form in UTF-8 by itself.
  bool ReadCodePoint(char*& out) {
    uint32_t code_point = 0;
    if (!ReadHex(code_point)) return false;
    if (code_point >= 0xD800 && code_point <= 0xDBFF) {
      uint32_t low = 0;
      if (!Accept('\\') || !Accept('u') || !ReadHex(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return false;
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
    } else if (code_point >= 0xDC00 && code_point <= 0xDFFF) {
      return false;
    }
    out = WriteUtf8(code_point, out);
    return true;
  }

  bool ReadHex(uint32_t& value) {
    if (end_ - at_ < 4) return false;
    for (int i = 0; i < 4; ++i) {
      const int digit = HexDigit(*at_++);
      if (digit < 0) return false;
      value = value << 4 | static_cast<uint32_t>(digit);
    }
    return true;
  }

  void Push(JsonValue::Type type, std::string_view text) {
    new (stack_.Next()) JsonValue(JsonValue::Scalar(type, text));
  }

  Arena& arena_;
  char* at_;
  char* const end_;
  ElementStack stack_;
  size_t depth_ = 0;
  // Not initialised beyond its depth.
  std::array<Container, kMaxJsonDepth> containers_;
  // Both emulators that were asked, and the recorded answers of the service, agree that the answer
  // to what is not JSON has no message.
  Error error_{ErrorCode::kSerialization, "", nullptr};
};

}  // namespace

Result<JsonValue> Parse(Arena& arena, std::span<char> body, size_t* stopped_at) {
  BodyReader reader(arena, body);
  Result<JsonValue> value = reader.Read();
  if (stopped_at != nullptr) *stopped_at = reader.Offset(body);
  return value;
}

}  // namespace stator::json
