#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/attribute_value.h"
#include "storage/encoding/item_codec.h"

namespace stator::json {

// Writes one JSON text into a buffer that it borrows. Commas are placed by the writer; nesting is
// the caller's: every Begin has its End.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void BeginObject();
  void EndObject();
  void BeginArray();
  void EndArray();
  // `name` is escaped like any string.
  void Key(std::string_view name);
  void String(std::string_view text);
  void Int(int64_t value);
  void Bool(bool value);
  void Null();
  // A number the caller has formatted: "0.5", "1795227304.802".
  void RawNumber(std::string_view text);
  // Seconds with three decimals, as the service writes timestamps.
  void Timestamp(int64_t micros);
  // Capacity units are multiples of a half: 1.0, 0.5, 128.5.
  void CapacityUnits(int64_t half_units);

  // {"S":"..."}; a binary in base64.
  void Value(const AttributeValue& value);
  // {"name":{"S":"..."}, ...}
  void Attributes(AttributeMap attributes);
  // The same, transcoded straight from stored bytes.
  void Item(const storage::EncodedItem& item);

  // Bytes written so far, and a way back to an earlier length together with its comma state.
  struct Mark {
    size_t length;
    bool needs_comma;
  };
  Mark mark() const { return {out_.size(), needs_comma_}; }
  void Rewind(const Mark& mark);

 private:
  void Separate();

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace stator::json
