#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/result.h"

namespace stator {

// A DynamoDB number: decimal, exact to 38 significant digits, of magnitude 0 or 1E-130 to
// 9.9999999999999999999999999999999999999E+125, positive or negative.
//
// Canonical text is what the service prints: no exponent, no leading zeros (but one before a
// decimal point), no trailing zeros after it, no plus sign, no negative zero. Equal numbers have
// equal canonical text.
class Number {
 public:
  static constexpr size_t kMaxDigits = 38;
  // '-', "0.", 129 zeros and 38 digits is the longest text.
  static constexpr size_t kMaxTextLength = 1 + 2 + 129 + kMaxDigits;

  Number() = default;  // zero

  // Reads what clients send ("1", "-1.50", "+.5e-3", "1E10"). Errors are ValidationExceptions in
  // the service's words: not a number, more than 38 significant digits, overflow, underflow.
  static Result<Number> Parse(std::string_view text);

  // The canonical text.
  std::string ToText() const;
  // Writes the canonical text to `out`, which has room for kMaxTextLength; returns its length.
  size_t WriteText(char* out) const;

  // Exact sum and difference. Overflow, underflow and a result that needs more than 38 digits are
  // ValidationExceptions in the service's words.
  static Result<Number> Add(const Number& left, const Number& right);
  static Result<Number> Subtract(const Number& left, const Number& right);

  Number Negated() const;

  bool is_zero() const { return digit_count_ == 0; }
  bool negative() const { return negative_; }
  // The value is 0.d1d2d3... * 10^exponent with d1 != 0 and no trailing zero digit; 0 for zero.
  int exponent() const { return exponent_; }
  size_t digit_count() const { return digit_count_; }
  // Digit i (0-based, most significant first), 0 to 9.
  uint8_t digit(size_t i) const { return digits_[i]; }

  // Builds from the parts above; used by decoders of stored keys, which hold valid parts.
  static Number FromParts(bool negative, int exponent, const uint8_t* digits, size_t digit_count);

  friend std::strong_ordering operator<=>(const Number& left, const Number& right);
  friend bool operator==(const Number& left, const Number& right);

 private:
  bool negative_ = false;
  uint8_t digit_count_ = 0;
  int16_t exponent_ = 0;
  std::array<uint8_t, kMaxDigits> digits_{};
};

// Orders two canonical texts by value without building Numbers: negative, zero or positive.
int CompareNumberTexts(std::string_view left, std::string_view right);

}  // namespace stator
