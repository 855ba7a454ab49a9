#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"

namespace stator::json {

struct JsonMember;

// An immutable JSON value in the request's Arena: 16 bytes, a view. The one JSON tree that the rest
// of the server sees.
class JsonValue {
 public:
  enum class Type : uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };

  JsonValue() = default;

  Type type() const { return type_; }
  bool is_null() const { return type_ == Type::kNull; }
  bool is_bool() const { return type_ == Type::kFalse || type_ == Type::kTrue; }
  bool is_number() const { return type_ == Type::kNumber; }
  bool is_string() const { return type_ == Type::kString; }
  bool is_array() const { return type_ == Type::kArray; }
  bool is_object() const { return type_ == Type::kObject; }

  bool boolean() const { return type_ == Type::kTrue; }
  // What follows is empty for a value of another type: of members that the API does not know, which
  // nobody has checked, nothing can be told.

  // A string's text, or a number exactly as the client wrote it.
  std::string_view text() const {
    if (!is_string() && !is_number()) return {};
    return {static_cast<const char*>(data_), size_};
  }
  std::span<const JsonValue> array() const {
    if (!is_array()) return {};
    return {static_cast<const JsonValue*>(data_), size_};
  }
  // Members in the order the client wrote them; of an object with more than kSortedObjectSize of
  // them in the order of their names. A repeated name keeps its last value only.
  std::span<const JsonMember> object() const;

  // The member called `name` of an object; nullptr when absent, null or this is not an object.
  const JsonValue* Member(std::string_view name) const;

  // A number as an integer: what is behind the decimal point is cut off ("1.9" is 1, "1e2" is
  // 100), as the service does, and what does not fit becomes the nearest limit. nullopt: not a
  // number.
  std::optional<int64_t> Integer() const;

  // Larger objects are sorted, so that Member() can search them.
  static constexpr size_t kSortedObjectSize = 16;

  static JsonValue Scalar(Type type, std::string_view text) {
    return {type, text.data(), static_cast<uint32_t>(text.size())};
  }
  static JsonValue Array(std::span<const JsonValue> elements) {
    return {Type::kArray, elements.data(), static_cast<uint32_t>(elements.size())};
  }
  static JsonValue Object(std::span<const JsonMember> members);

 private:
  JsonValue(Type type, const void* data, uint32_t size) : data_(data), size_(size), type_(type) {}

  const void* data_ = nullptr;
  uint32_t size_ = 0;
  Type type_ = Type::kNull;
};

struct JsonMember {
  std::string_view name;
  JsonValue value;
};

inline std::span<const JsonMember> JsonValue::object() const {
  if (!is_object()) return {};
  return {static_cast<const JsonMember*>(data_), size_};
}

inline JsonValue JsonValue::Object(std::span<const JsonMember> members) {
  return {Type::kObject, members.data(), static_cast<uint32_t>(members.size())};
}

// Containers inside each other, the outermost included. A valid item needs two of them for each
// level of its own nesting; this leaves room for deeper ones to reach the codec and its message.
inline constexpr size_t kMaxJsonDepth = 512;

// Parses a request body in place: `body` is overwritten, and the value's strings point into it.
// UTF-8 is validated, nesting is bounded, no recursion. What is not JSON is a
// SerializationException without a message, as the service answers. `stopped_at`: how far into the
// body it had read, which on an error is where the body stops making sense.
Result<JsonValue> Parse(Arena& arena, std::span<char> body, size_t* stopped_at = nullptr);

}  // namespace stator::json
