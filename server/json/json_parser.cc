// RapidJSON is the tokenizer; no other file includes it. Its assertions check itself and not the
// text, and a server does not end for them.
#define RAPIDJSON_ASSERT(condition) static_cast<void>(0)
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

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

// The body as RapidJSON's Stream: read and written in place, with an end of its own instead of a
// terminator. To RapidJSON a NUL is the end of the text, so that a NUL in the body stops it early;
// AtEnd() tells.
class BodyStream {
 public:
  using Ch = char;

  explicit BodyStream(std::span<char> body)
      : begin_(body.data()), source_(begin_), end_(begin_ + body.size()) {}

  bool AtEnd() const { return source_ == end_; }
  Ch Peek() const { return AtEnd() ? '\0' : *source_; }
  // RapidJSON takes only what it has peeked at, so never past the end. With our flags it looks at
  // what it took only to compute the doubles of numbers, which nobody needs as they keep their
  // text, and refuses those that are too large for one: so every digit is a zero to it.
  Ch Take() {
    ++source_;
    return '0';
  }
  size_t Tell() const { return static_cast<size_t>(source_ - begin_); }

  // What a string becomes is written over it: it never gets longer.
  Ch* PutBegin() { return target_ = source_; }
  void Put(Ch c) { *target_++ = c; }
  void Flush() {}
  size_t PutEnd(const Ch* begin) const { return static_cast<size_t>(target_ - begin); }

  // Moves what is up to the next quote, backslash, control character or the end of the body; false:
  // it is not UTF-8.
  bool PutRun() {
    char* const run = source_;
    for (SkipPlain(); AtNotAscii(); SkipPlain()) {
      do {
        const size_t length = Utf8SequenceLength(source_, end_);
        if (length == 0) return false;
        source_ += length;
      } while (AtNotAscii());
    }
    const auto run_length = static_cast<size_t>(source_ - run);
    if (target_ != run) std::memmove(target_, run, run_length);
    target_ += run_length;
    return true;
  }

  // Ends the text here, which makes it an error inside a string.
  void CutOff() { end_ = source_; }

 private:
  bool AtNotAscii() const { return !AtEnd() && Classify(*source_) == StringByte::kNotAscii; }

  void SkipPlain() {
    uint64_t bytes = 0;
    while (end_ - source_ >= 8) {
      std::memcpy(&bytes, source_, 8);
      if (HasSpecialByte(bytes)) break;
      source_ += 8;
    }
    while (!AtEnd() && Classify(*source_) == StringByte::kPlain) ++source_;
  }

  char* begin_;
  char* source_;
  char* target_ = nullptr;
  char* end_;
};

// RapidJSON's Encoding of the body, and what its defaults leave open: a lone low surrogate is an
// error, as it has no form in UTF-8, and text is validated and moved a run at a time.
struct BodyEncoding : rapidjson::UTF8<> {
  // For the streams that RapidJSON compiles its unused branches with.
  using rapidjson::UTF8<>::Encode;
  using rapidjson::UTF8<>::Validate;

  static void Encode(BodyStream& out, unsigned code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) return out.CutOff();
    rapidjson::UTF8<>::Encode(out, code_point);
  }

  // In situ, so that both are the same stream. Called where a byte has no meaning to JSON.
  static bool Validate(BodyStream& in, BodyStream& /*out*/) { return in.PutRun(); }
};

// The elements of open containers; those of an object are a name before each value.
class ElementStack {
 public:
  // Where the next element is to be made: to copy one that was just made waits for its bytes, which
  // took a quarter of the time of all parsing.
  JsonValue* Next() {
    if (size_ == capacity_) Grow();
    return elements_ + size_++;
  }
  std::span<const JsonValue> Last(size_t count) const { return {elements_ + size_ - count, count}; }
  void Drop(size_t count) { size_ -= count; }

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

// Stands for RapidJSON's allocator, and chooses its stack below.
struct BoundedStates {};

// RapidJSON's Handler: builds the tree in the arena.
class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
 public:
  using Size = rapidjson::SizeType;

  explicit TreeBuilder(Arena& arena) : arena_(arena) {}

  // After the whole text.
  JsonValue root() const { return stack_.Last(1).front(); }
  // After what is not JSON. Both emulators that were asked, and the recorded answers of the
  // service, agree that the answer has no message.
  Error TakeError() { return std::move(error_); }

  bool Null() { return Push(JsonValue::Type::kNull); }
  bool Bool(bool value) { return Push(value ? JsonValue::Type::kTrue : JsonValue::Type::kFalse); }
  bool RawNumber(const char* text, Size size, bool /*copy*/) {
    return Push(JsonValue::Type::kNumber, {text, size});
  }
  bool String(const char* text, Size size, bool /*copy*/) {
    return Push(JsonValue::Type::kString, {text, size});
  }
  bool Key(const char* text, Size size, bool copy) { return String(text, size, copy); }
  bool StartObject() { return Open(); }
  bool StartArray() { return Open(); }

  bool EndObject(Size size) {
    const std::span<const JsonValue> elements = stack_.Last(size_t{2} * size);
    std::span<JsonMember> members = arena_.NewArray<JsonMember>(size);
    for (size_t i = 0; i < members.size(); ++i) {
      members[i].name = elements[2 * i].text();
      members[i].value = elements[2 * i + 1];
    }
    members = DropRepeatedNames(members);
    stack_.Drop(elements.size());
    new (stack_.Next()) JsonValue(JsonValue::Object(members));
    return Close();
  }

  bool EndArray(Size size) {
    const std::span<const JsonValue> elements = arena_.CopyArray(stack_.Last(size));
    stack_.Drop(size);
    new (stack_.Next()) JsonValue(JsonValue::Array(elements));
    return Close();
  }

 private:
  bool Push(JsonValue::Type type, std::string_view text = {}) {
    new (stack_.Next()) JsonValue(JsonValue::Scalar(type, text));
    return true;
  }

  bool Open() {
    if (depth_ == kMaxJsonDepth) {
      error_ = ValidationError(
          "Nesting Levels have exceeded supported limits: "
          "Attributes in the item have nested levels beyond supported limit");
      return false;
    }
    ++depth_;
    return true;
  }

  bool Close() {
    --depth_;
    return true;
  }

  Arena& arena_;
  ElementStack stack_;
  size_t depth_ = 0;
  Error error_{ErrorCode::kSerialization, "", nullptr};
};

}  // namespace
}  // namespace stator::json

// Kept in registers where RapidJSON reads a string or number. In 1.1 the text of a number read in
// situ is right for such streams only.
template <>
struct rapidjson::StreamTraits<stator::json::BodyStream> {
  enum { copyOptimization = 1 };
};

// What RapidJSON remembers of the open containers: two numbers for each. The handler refuses the
// first one too many after it was pushed. RapidJSON's own stack is on the heap, and while it is
// empty adds to a null pointer.
template <>
class rapidjson::internal::Stack<stator::json::BoundedStates> {
 public:
  Stack(stator::json::BoundedStates* /*allocator*/, size_t /*capacity*/) {}

  void Clear() { top_ = states_.data(); }
  template <typename T>
  T* Push(size_t count = 1) {
    top_ += count * sizeof(T);
    return reinterpret_cast<T*>(top_) - count;
  }
  template <typename T>
  T* Pop(size_t count) {
    top_ -= count * sizeof(T);
    return reinterpret_cast<T*>(top_);
  }
  template <typename T>
  T* Top() {
    return reinterpret_cast<T*>(top_) - 1;
  }

 private:
  alignas(SizeType)
      std::array<std::byte, (stator::json::kMaxJsonDepth + 1) * 2 * sizeof(SizeType)> states_;
  std::byte* top_ = states_.data();
};

namespace stator::json {

Result<JsonValue> Parse(Arena& arena, std::span<char> body) {
  constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                              rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag;
  BodyStream stream(body);
  TreeBuilder builder(arena);
  rapidjson::GenericReader<BodyEncoding, BodyEncoding, BoundedStates> reader;
  reader.Parse<kFlags>(stream, builder);
  if (reader.HasParseError() || !stream.AtEnd()) return builder.TakeError();
  return builder.root();
}

}  // namespace stator::json
