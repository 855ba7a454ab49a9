#include "storage/item_expiry.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "model/arena.h"
#include "storage/encoding/item_reader.h"

namespace stator::storage {

namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
// Five years of 365 days and a leap day: when in doubt an item stays.
constexpr int64_t kIgnoredAfterSeconds = (5 * 365 + 1) * int64_t{24 * 60 * 60};

// Canonical text of a number: no exponent, no plus sign.
std::optional<int64_t> WholeSeconds(std::string_view number) {
  const std::string_view whole = number.substr(0, number.find('.'));
  if (whole.starts_with('-')) return std::nullopt;
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
  // Later than a number of 64 bits can say is never.
  if (error != std::errc() || end != whole.data() + whole.size()) return std::nullopt;
  return seconds;
}

// Takes what VisitValue() tells of one value.
struct NumberVisitor {
  std::optional<int64_t> seconds;

  void Name(std::string_view) {}
  void Scalar(AttributeType type, std::string_view bytes) {
    if (type == AttributeType::kNumber && depth == 0) seconds = WholeSeconds(bytes);
  }
  void Bool(bool) {}
  void Null() {}
  void BeginMap(uint32_t) { ++depth; }
  void EndMap() { --depth; }
  void BeginList(uint32_t) { ++depth; }
  void EndList() { --depth; }
  void BeginSet(AttributeType, uint32_t) { ++depth; }
  void SetElement(AttributeType, std::string_view) {}
  void EndSet(AttributeType) { --depth; }

  int depth = 0;
};

}  // namespace

std::optional<int64_t> ExpirySeconds(const AttributeValue& value) {
  if (!value.is(AttributeType::kNumber)) return std::nullopt;
  return WholeSeconds(value.bytes());
}

std::optional<int64_t> ExpirySeconds(AttributeMap item, std::string_view ttl_attribute) {
  const AttributeValue* const value = Find(item, ttl_attribute);
  return value == nullptr ? std::nullopt : ExpirySeconds(*value);
}

std::optional<int64_t> ExpirySeconds(EncodedItem item, std::string_view ttl_attribute) {
  AttributeReader reader(item);
  while (reader.Next()) {
    if (reader.name() < ttl_attribute) continue;
    if (reader.name() != ttl_attribute) break;
    NumberVisitor visitor;
    return VisitValue(reader.value(), visitor) ? visitor.seconds : std::nullopt;
  }
  return std::nullopt;
}

ExpiredRange ExpiredAt(int64_t now_micros) {
  if (now_micros <= 0) return {};
  const int64_t last = (now_micros - 1) / kMicrosPerSecond;
  return {std::max<int64_t>(0, last - kIgnoredAfterSeconds), last};
}

}  // namespace stator::storage
