#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Records as numbered fields on disk, that older and newer servers read alike: each field is its
// number (varint), its length in bytes (varint) and its bytes. Integers are zigzag varints, flags
// one byte, records nested fields; a vector is its field repeated.
//
// The fields of a type are listed once, for both ways, by a function
//   template <typename Archive, SameRecord<T> Record>
//   void ListFields(Archive& archive, Record& record) { archive(1, record.name); ... }
// found by argument-dependent lookup. Field numbers are on disk: never reuse one.
namespace stator::storage {

template <typename Record, typename T>
concept SameRecord = std::same_as<std::remove_const_t<Record>, T>;

void AppendVarint64(uint64_t value, std::string& out);
// Takes a varint off the front of `in`; nullopt when there is none.
std::optional<uint64_t> TakeVarint64(std::string_view& in);

constexpr uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}
constexpr int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

class FieldWriter {
 public:
  explicit FieldWriter(std::string& out) : out_(out) {}

  void operator()(uint32_t number, std::string_view text) {
    AppendVarint64(number, out_);
    AppendVarint64(text.size(), out_);
    out_.append(text);
  }
  void operator()(uint32_t number, const std::string& text) {
    (*this)(number, std::string_view(text));
  }
  template <std::integral T>
  void operator()(uint32_t number, const T& value) {
    std::string bytes;
    AppendVarint64(ZigZag(static_cast<int64_t>(value)), bytes);
    (*this)(number, std::string_view(bytes));
  }
  // `last` is the greatest value that a reader knows.
  template <typename E>
  requires std::is_enum_v<E>
  void operator()(uint32_t number, const E& value, E /*last*/) {
    (*this)(number, static_cast<int64_t>(value));
  }
  template <typename T>
  void operator()(uint32_t number, const std::optional<T>& value) {
    if (value.has_value()) (*this)(number, *value);
  }
  template <typename E>
  void operator()(uint32_t number, const std::optional<E>& value, E last) {
    if (value.has_value()) (*this)(number, *value, last);
  }
  template <typename T>
  void operator()(uint32_t number, const std::vector<T>& values) {
    for (const T& value : values) (*this)(number, value);
  }
  template <typename Record>
  requires std::is_class_v<Record>
  void operator()(uint32_t number, const Record& record) {
    std::string bytes;
    FieldWriter writer(bytes);
    ListFields(writer, record);
    (*this)(number, std::string_view(bytes));
  }

 private:
  std::string& out_;
};

// Reads one field: the listing is run once for each, and the line with the field's number takes it.
class FieldReader {
 public:
  FieldReader(uint32_t number, std::string_view bytes) : number_(number), bytes_(bytes) {}

  // False: a field's bytes are not of its type.
  bool ok() const { return ok_; }

  void operator()(uint32_t number, std::string& text) {
    if (number == number_) text = bytes_;
  }
  template <std::integral T>
  void operator()(uint32_t number, T& value) {
    if (number != number_) return;
    const int64_t read = Int();
    value = static_cast<T>(read);
    if (static_cast<int64_t>(value) != read) ok_ = false;
  }
  template <typename E>
  requires std::is_enum_v<E>
  void operator()(uint32_t number, E& value, E last) {
    if (number != number_) return;
    const int64_t read = Int();
    if (read < 0 || read > static_cast<int64_t>(last)) ok_ = false;
    if (ok_) value = static_cast<E>(read);
  }
  template <typename T>
  void operator()(uint32_t number, std::optional<T>& value) {
    if (number == number_) (*this)(number, value.emplace());
  }
  template <typename E>
  void operator()(uint32_t number, std::optional<E>& value, E last) {
    if (number == number_) (*this)(number, value.emplace(), last);
  }
  template <typename T>
  void operator()(uint32_t number, std::vector<T>& values) {
    if (number == number_) (*this)(number, values.emplace_back());
  }
  template <typename Record>
  requires std::is_class_v<Record>
  void operator()(uint32_t number, Record& record);

 private:
  int64_t Int() {
    const std::optional<uint64_t> value = TakeVarint64(bytes_);
    if (!value.has_value() || !bytes_.empty()) ok_ = false;
    return UnZigZag(value.value_or(0));
  }

  const uint32_t number_;
  std::string_view bytes_;
  bool ok_ = true;
};

template <typename Record>
void WriteFields(const Record& record, std::string& out) {
  FieldWriter writer(out);
  ListFields(writer, record);
}

// False: corrupt bytes, or a value this server does not know.
template <typename Record>
[[nodiscard]] bool ReadFields(std::string_view bytes, Record& record) {
  while (!bytes.empty()) {
    const std::optional<uint64_t> number = TakeVarint64(bytes);
    const std::optional<uint64_t> length = TakeVarint64(bytes);
    if (!number.has_value() || !length.has_value() || *length > bytes.size()) return false;
    if (*number <= UINT32_MAX) {
      FieldReader reader(static_cast<uint32_t>(*number), bytes.substr(0, *length));
      ListFields(reader, record);
      if (!reader.ok()) return false;
    }
    bytes.remove_prefix(*length);
  }
  return true;
}

template <typename Record>
requires std::is_class_v<Record>
void FieldReader::operator()(uint32_t number, Record& record) {
  if (number == number_ && !ReadFields(bytes_, record)) ok_ = false;
}

}  // namespace stator::storage
