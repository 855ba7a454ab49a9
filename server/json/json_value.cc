#include "server/json/json_value.h"

#include <algorithm>
#include <charconv>

namespace stator::json {
namespace {

// The digits of a JSON number, its decimal point and exponent taken apart.
struct NumberParts {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
  int64_t exponent = 0;
};

NumberParts Split(std::string_view text) {
  NumberParts parts;
  parts.negative = text.front() == '-';
  if (parts.negative) text.remove_prefix(1);
  if (const size_t e = text.find_first_of("eE"); e != text.npos) {
    std::string_view exponent = text.substr(e + 1);
    text = text.substr(0, e);
    if (exponent.front() == '+') exponent.remove_prefix(1);
    const auto parsed =
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), parts.exponent);
    if (parsed.ec != std::errc()) {
      parts.exponent = exponent.front() == '-' ? INT32_MIN : INT32_MAX;
    }
  }
  const size_t point = text.find('.');
  parts.integer = text.substr(0, point);
  if (point != text.npos) parts.fraction = text.substr(point + 1);
  return parts;
}

int64_t Limit(bool negative) { return negative ? INT64_MIN : INT64_MAX; }

}  // namespace

const JsonValue* JsonValue::Member(std::string_view name) const {
  if (!is_object()) return nullptr;
  const std::span<const JsonMember> members = object();
  const auto by_name = [name](const JsonMember& member) { return member.name == name; };
  auto found = members.end();
  if (members.size() <= kSortedObjectSize) {
    found = std::find_if(members.begin(), members.end(), by_name);
  } else {
    found = std::lower_bound(
        members.begin(), members.end(), name,
        [](const JsonMember& member, std::string_view wanted) { return member.name < wanted; });
    if (found != members.end() && !by_name(*found)) found = members.end();
  }
  return found == members.end() || found->value.is_null() ? nullptr : &found->value;
}

std::optional<int64_t> JsonValue::Integer() const {
  if (!is_number()) return std::nullopt;
  const NumberParts parts = Split(text());
  const auto digits = static_cast<int64_t>(parts.integer.size() + parts.fraction.size());
  // How many of all digits stand before the decimal point once the exponent is applied.
  const int64_t before_point = std::clamp<int64_t>(parts.exponent, INT32_MIN, INT32_MAX) +
                               static_cast<int64_t>(parts.integer.size());
  int64_t value = 0;
  for (int64_t i = 0; i < before_point; ++i) {
    if (i >= digits && value == 0) return 0;
    int64_t digit = 0;
    if (i < digits) {
      const auto at = static_cast<size_t>(i);
      digit = (at < parts.integer.size() ? parts.integer[at]
                                         : parts.fraction[at - parts.integer.size()]) -
              '0';
    }
    if (__builtin_mul_overflow(value, int64_t{10}, &value) ||
        __builtin_sub_overflow(value, digit, &value)) {
      return Limit(parts.negative);
    }
  }
  // Built as a negative number, whose range is the larger one.
  if (parts.negative) return value;
  return value == INT64_MIN ? INT64_MAX : -value;
}

}  // namespace stator::json
