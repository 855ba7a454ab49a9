#include "server/json/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "server/json/base64.h"
#include "server/json/text_sink.h"
#include "storage/encoding/item_reader.h"

namespace stator::json {
namespace {

// The letter of a character's short escape; 'u': it has none; 0: it needs no escape.
constexpr std::array<char, 256> MakeEscapes() {
  std::array<char, 256> escapes{};
  for (size_t i = 0; i < 0x20; ++i) escapes[i] = 'u';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}

constexpr std::array<char, 256> kEscapes = MakeEscapes();

char Escape(char c) { return kEscapes[static_cast<unsigned char>(c)]; }

// Whether one of eight bytes needs an escape.
bool NeedsEscape(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  const uint64_t quote = bytes ^ (kOnes * '"');
  const uint64_t backslash = bytes ^ (kOnes * '\\');
  const auto has_zero = [](uint64_t x) { return (x - kOnes) & ~x; };
  const uint64_t control = (bytes - kOnes * 0x20) & ~bytes;
  return ((control | has_zero(quote) | has_zero(backslash)) & kHigh) != 0;
}

// Copies eight bytes, unless one needs an escape.
bool CopyPlainWord(const char* from, char* to) {
  uint64_t bytes = 0;
  std::memcpy(&bytes, from, 8);
  if (NeedsEscape(bytes)) return false;
  std::memcpy(to, &bytes, 8);
  return true;
}

// Copies four to eight bytes, unless one needs an escape: their first four and their last four.
bool CopyPlainHalves(std::string_view text, char* to) {
  uint32_t first = 0;
  uint32_t last = 0;
  std::memcpy(&first, text.data(), 4);
  std::memcpy(&last, text.data() + text.size() - 4, 4);
  if (NeedsEscape(uint64_t{first} << 32 | last)) return false;
  std::memcpy(to, &first, 4);
  std::memcpy(to + text.size() - 4, &last, 4);
  return true;
}

// Copies the text in front that needs no escape, up to its end or to the first character that does;
// returns its length. `to` has room for the whole text.
size_t CopyPlain(std::string_view text, char* to) {
  const size_t size = text.size();
  size_t i = 0;
  while (i + 8 <= size && CopyPlainWord(text.data() + i, to + i)) i += 8;
  // What is left is copied with a part of what is already there, in one piece.
  if (i + 8 > size) {
    if (size >= 8 && CopyPlainWord(text.data() + size - 8, to + size - 8)) return size;
    if (size >= 4 && size < 8 && CopyPlainHalves(text, to)) return size;
  }
  while (i < size && Escape(text[i]) == 0) {
    to[i] = text[i];
    ++i;
  }
  return i;
}

// \uXXXX
constexpr size_t kLongestEscape = 6;

char* WriteEscape(char c, char* to) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  const char escape = Escape(c);
  *to++ = '\\';
  *to++ = escape;
  if (escape == 'u') {
    *to++ = '0';
    *to++ = '0';
    *to++ = kHexDigits[static_cast<unsigned char>(c) >> 4];
    *to++ = kHexDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return to;
}

void AppendQuoted(std::string_view text, TextSink& out) {
  char* to = out.Room(text.size() + 2);
  *to++ = '"';
  while (true) {
    const size_t plain = CopyPlain(text, to);
    to += plain;
    if (plain == text.size()) break;
    out.Advance(to);
    const char escaped = text[plain];
    text.remove_prefix(plain + 1);
    to = WriteEscape(escaped, out.Room(kLongestEscape + text.size() + 1));
  }
  *to++ = '"';
  out.Advance(to);
}

void AppendQuoted(std::string_view text, std::string& out) {
  TextSink sink(out, text.size() + 2);
  AppendQuoted(text, sink);
}

void AppendInt(int64_t value, std::string& out) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  out.append(digits, end.ptr);
}

void AppendScalarContent(AttributeType type, std::string_view bytes, TextSink& out) {
  if (type == AttributeType::kString) return AppendQuoted(bytes, out);
  const bool binary = type == AttributeType::kBinary;
  char* to = out.Room((binary ? Base64Length(bytes.size()) : bytes.size()) + 2);
  *to++ = '"';
  if (binary) {
    to = WriteBase64(bytes, to);
  } else {
    to = std::copy(bytes.begin(), bytes.end(), to);
  }
  *to++ = '"';
  out.Advance(to);
}

// Writes what VisitItem() tells; places its own commas.
class ItemVisitor {
 public:
  // Borrows the sink.
  explicit ItemVisitor(TextSink& out) : out_(out) {}

  void Name(std::string_view name) {
    Separate();
    AppendQuoted(name, out_);
    out_.Append(':');
    needs_comma_ = false;
  }

  void Scalar(AttributeType type, std::string_view bytes) {
    Open(type);
    AppendScalarContent(type, bytes, out_);
    Close();
  }

  void Bool(bool value) {
    Separate();
    out_.Append(value ? std::string_view(R"({"BOOL":true)") : R"({"BOOL":false)");
    Close();
  }

  void Null() {
    Separate();
    out_.Append(R"({"NULL":true)");
    Close();
  }

  void BeginMap(uint32_t) { OpenContainer(AttributeType::kMap, '{'); }
  void EndMap() { CloseContainer('}'); }
  void BeginList(uint32_t) { OpenContainer(AttributeType::kList, '['); }
  void EndList() { CloseContainer(']'); }
  void BeginSet(AttributeType type, uint32_t) { OpenContainer(type, '['); }
  void EndSet(AttributeType) { CloseContainer(']'); }

  void SetElement(AttributeType type, std::string_view bytes) {
    Separate();
    AppendScalarContent(type, bytes, out_);
    needs_comma_ = true;
  }

 private:
  void Separate() {
    if (needs_comma_) out_.Append(',');
  }

  // {"S":
  void Open(AttributeType type) {
    const std::string_view name = WireName(type);
    char* to = out_.Room(name.size() + 5);
    if (needs_comma_) *to++ = ',';
    *to++ = '{';
    *to++ = '"';
    for (const char c : name) *to++ = c;
    *to++ = '"';
    *to++ = ':';
    out_.Advance(to);
  }

  void Close() {
    out_.Append('}');
    needs_comma_ = true;
  }

  void OpenContainer(AttributeType type, char bracket) {
    Open(type);
    out_.Append(bracket);
    needs_comma_ = false;
  }

  void CloseContainer(char bracket) {
    out_.Append(bracket);
    Close();
  }

  TextSink& out_;
  bool needs_comma_ = false;
};

void WriteAttributes(AttributeMap attributes, ItemVisitor& visitor);

// Recursion is bounded by the nesting limit of items.
void WriteValue(const AttributeValue& value, ItemVisitor& visitor) {
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary:
      return visitor.Scalar(value.type(), value.bytes());
    case AttributeType::kBool:
      return visitor.Bool(value.boolean());
    case AttributeType::kNull:
      return visitor.Null();
    case AttributeType::kMap:
      visitor.BeginMap(0);
      WriteAttributes(value.map(), visitor);
      return visitor.EndMap();
    case AttributeType::kList:
      visitor.BeginList(0);
      for (const AttributeValue& element : value.list()) WriteValue(element, visitor);
      return visitor.EndList();
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      visitor.BeginSet(value.type(), 0);
      for (const std::string_view element : value.set()) {
        visitor.SetElement(SetElementType(value.type()), element);
      }
      return visitor.EndSet(value.type());
  }
}

void WriteAttributes(AttributeMap attributes, ItemVisitor& visitor) {
  for (const Attribute& attribute : attributes) {
    visitor.Name(attribute.name);
    WriteValue(attribute.value, visitor);
  }
}

}  // namespace

void JsonWriter::Separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::BeginObject() {
  Separate();
  out_ += '{';
  needs_comma_ = false;
}

void JsonWriter::EndObject() {
  out_ += '}';
  needs_comma_ = true;
}

void JsonWriter::BeginArray() {
  Separate();
  out_ += '[';
  needs_comma_ = false;
}

void JsonWriter::EndArray() {
  out_ += ']';
  needs_comma_ = true;
}

void JsonWriter::Key(std::string_view name) {
  Separate();
  AppendQuoted(name, out_);
  out_ += ':';
  needs_comma_ = false;
}

void JsonWriter::String(std::string_view text) {
  Separate();
  AppendQuoted(text, out_);
}

void JsonWriter::Int(int64_t value) {
  Separate();
  AppendInt(value, out_);
}

void JsonWriter::Bool(bool value) { RawNumber(value ? "true" : "false"); }

void JsonWriter::Null() { RawNumber("null"); }

void JsonWriter::RawNumber(std::string_view text) {
  Separate();
  out_ += text;
}

void JsonWriter::Timestamp(int64_t micros) {
  Separate();
  int64_t millis = micros / 1000;
  if (millis < 0) {
    out_ += '-';
    millis = -millis;
  }
  AppendInt(millis / 1000, out_);
  const int64_t fraction = millis % 1000;
  out_ += '.';
  for (const int64_t digit : {fraction / 100, fraction / 10 % 10, fraction % 10}) {
    out_ += static_cast<char>('0' + digit);
  }
}

void JsonWriter::CapacityUnits(int64_t half_units) {
  Separate();
  AppendInt(half_units / 2, out_);
  out_ += half_units % 2 == 0 ? ".0" : ".5";
}

void JsonWriter::Value(const AttributeValue& value) {
  Separate();
  TextSink sink(out_);
  ItemVisitor visitor(sink);
  WriteValue(value, visitor);
}

void JsonWriter::Attributes(AttributeMap attributes) {
  Separate();
  TextSink sink(out_);
  sink.Append('{');
  ItemVisitor visitor(sink);
  WriteAttributes(attributes, visitor);
  sink.Append('}');
}

void JsonWriter::Item(const storage::EncodedItem& item) {
  Separate();
  out_ += '{';
  const size_t start = out_.size();
  bool whole = false;
  {
    // Names, types and quotes make text about twice as long as stored bytes.
    TextSink sink(out_, 2 * item.bytes().size());
    ItemVisitor visitor(sink);
    whole = storage::VisitItem(item, visitor);
  }
  // Corruption is found where items are read; here it must only not break the response's syntax.
  if (!whole) out_.resize(start);
  out_ += '}';
}

void JsonWriter::Rewind(const Mark& mark) {
  out_.resize(mark.length);
  needs_comma_ = mark.needs_comma;
}

}  // namespace stator::json
