#include "model/number.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace stator {
namespace {

// Exponents of the largest and the smallest magnitude, in the form 0.d1d2... * 10^exponent.
constexpr int kMaxExponent = 126;
constexpr int kMinExponent = -129;

// Every exponent beyond this is out of range however many digits come before it: a text that is
// long enough to make up for it does not fit into a request.
constexpr int64_t kSaturatedExponent = 1'000'000'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The service's sentences, as recorded in bug reports of its clients and emulators. The text goes
// into the message as the client wrote it; for an empty one the service ends after "value".
Error NotANumber(std::string_view text) {
  std::string message = "The parameter cannot be converted to a numeric value";
  if (!text.empty()) {
    message += ": ";
    message += text;
  }
  return ValidationError(std::move(message));
}

// Magnitude is judged before precision: the service answers overflow for
// 9.9999999999999999999999999999999999999E+125 plus 1E+125, a sum of 39 digits.
Result<void> CheckRange(int64_t exponent, bool too_many_digits) {
  if (exponent > kMaxExponent) {
    return ValidationError(
        "Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (exponent < kMinExponent) {
    return ValidationError(
        "Number underflow. Attempting to store a number with magnitude smaller than supported "
        "range");
  }
  if (too_many_digits) {
    return ValidationError("Attempting to store more than 38 significant digits in a Number");
  }
  return {};
}

// Collects the significant digits of a text without its zeros at either end.
class DigitCollector {
 public:
  void Add(char c) {
    if (c == '0') {
      // Zeros count once a digit follows them.
      if (count_ != 0) ++pending_zeros_;
      return;
    }
    count_ += pending_zeros_;
    pending_zeros_ = 0;
    if (count_ < Number::kMaxDigits) digits_[count_] = static_cast<uint8_t>(c - '0');
    ++count_;
  }

  bool empty() const { return count_ == 0; }
  size_t count() const { return count_; }
  const uint8_t* digits() const { return digits_.data(); }

 private:
  size_t count_ = 0;
  size_t pending_zeros_ = 0;
  std::array<uint8_t, Number::kMaxDigits> digits_{};
};

// Reads "[+-]digits" up to the end of the text, saturating; false if it is anything else.
bool ParseExponent(std::string_view text, int64_t* exponent) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty()) return false;
  int64_t magnitude = 0;
  for (char c : text) {
    if (!IsDigit(c)) return false;
    magnitude = std::min(magnitude * 10 + (c - '0'), kSaturatedExponent);
  }
  *exponent = negative ? -magnitude : magnitude;
  return true;
}

// Digits of a sum or difference, most significant first: two operands at opposite ends of the
// range, and a carry.
constexpr size_t kMaxSpan =
    static_cast<size_t>(kMaxExponent - kMinExponent) + Number::kMaxDigits + 1;
using WideDigits = std::array<uint8_t, kMaxSpan>;

size_t IntegerLength(std::string_view unsigned_text) {
  const size_t point = unsigned_text.find('.');
  return point == std::string_view::npos ? unsigned_text.size() : point;
}

}  // namespace

Result<Number> Number::Parse(std::string_view text) {
  std::string_view rest = text;
  bool negative = false;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
    negative = rest.front() == '-';
    rest.remove_prefix(1);
  }

  DigitCollector collector;
  bool any_digit = false;
  bool after_point = false;
  int64_t exponent = 0;
  size_t i = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!IsDigit(c)) break;
    any_digit = true;
    const bool leading_zero = collector.empty() && c == '0';
    collector.Add(c);
    if (after_point) {
      if (leading_zero) --exponent;
    } else if (!leading_zero) {
      ++exponent;
    }
  }
  if (!any_digit) return NotANumber(text);
  if (i < rest.size()) {
    int64_t written = 0;
    if ((rest[i] != 'e' && rest[i] != 'E') || !ParseExponent(rest.substr(i + 1), &written)) {
      return NotANumber(text);
    }
    exponent += written;
  }
  // Zero has no magnitude to judge: 0e126 is stored as 0.
  if (collector.empty()) return Number();
  STATOR_RETURN_IF_ERROR(CheckRange(exponent, collector.count() > kMaxDigits));
  return FromParts(negative, static_cast<int>(exponent), collector.digits(), collector.count());
}

Number Number::FromParts(bool negative, int exponent, const uint8_t* digits, size_t digit_count) {
  Number number;
  if (digit_count == 0) return number;
  number.negative_ = negative;
  number.digit_count_ = static_cast<uint8_t>(digit_count);
  number.exponent_ = static_cast<int16_t>(exponent);
  std::memcpy(number.digits_.data(), digits, digit_count);
  return number;
}

std::string Number::ToText() const {
  std::array<char, kMaxTextLength> buffer;
  return std::string(buffer.data(), WriteText(buffer.data()));
}

size_t Number::WriteText(char* out) const {
  if (is_zero()) {
    *out = '0';
    return 1;
  }
  char* cursor = out;
  const auto zeros = [&cursor](int count) {
    std::memset(cursor, '0', static_cast<size_t>(count));
    cursor += count;
  };
  const auto digits = [&](size_t from, size_t to) {
    for (size_t i = from; i < to; ++i) *cursor++ = static_cast<char>('0' + digits_[i]);
  };
  if (negative_) *cursor++ = '-';
  const int count = digit_count_;
  if (exponent_ >= count) {
    digits(0, digit_count_);
    zeros(exponent_ - count);
  } else if (exponent_ > 0) {
    const auto integer_digits = static_cast<size_t>(exponent_);
    digits(0, integer_digits);
    *cursor++ = '.';
    digits(integer_digits, digit_count_);
  } else {
    *cursor++ = '0';
    *cursor++ = '.';
    zeros(-exponent_);
    digits(0, digit_count_);
  }
  return static_cast<size_t>(cursor - out);
}

Number Number::Negated() const {
  Number result = *this;
  if (!is_zero()) result.negative_ = !negative_;
  return result;
}

// The service computes exactly and refuses what it cannot store rather than rounding it (DynamoDB
// Local answers the same; the service's overflow is recorded in a bug report, see CheckRange).
Result<Number> Number::Add(const Number& left, const Number& right) {
  if (left.is_zero()) return right;
  if (right.is_zero()) return left;

  const Number* large = &left;
  const Number* small = &right;
  const auto magnitude_less = [](const Number& a, const Number& b) {
    if (a.exponent_ != b.exponent_) return a.exponent_ < b.exponent_;
    return std::memcmp(a.digits_.data(), b.digits_.data(), kMaxDigits) < 0;
  };
  if (magnitude_less(*large, *small)) std::swap(large, small);

  // Place 0 of `wide` is left for a carry.
  const auto shift = static_cast<size_t>(large->exponent_ - small->exponent_);
  const size_t span = 1 + std::max<size_t>(large->digit_count_, shift + small->digit_count_);
  WideDigits wide{};
  std::memcpy(wide.data() + 1, large->digits_.data(), large->digit_count_);
  const bool subtract = left.negative_ != right.negative_;
  int carry = 0;
  for (size_t place = shift + small->digit_count_; place > 0; --place) {
    const size_t index = place - 1;
    const int other = index >= shift ? small->digits_[index - shift] : 0;
    if (index < shift && carry == 0) break;
    int sum = subtract ? wide[place] - other - carry : wide[place] + other + carry;
    carry = 0;
    if (sum < 0) {
      sum += 10;
      carry = 1;
    } else if (sum > 9) {
      sum -= 10;
      carry = 1;
    }
    wide[place] = static_cast<uint8_t>(sum);
  }
  wide[0] = static_cast<uint8_t>(carry);

  size_t first = 0;
  size_t end = span;
  while (first < end && wide[first] == 0) ++first;
  while (end > first && wide[end - 1] == 0) --end;
  if (first == end) return Number();
  const int exponent = large->exponent_ + 1 - static_cast<int>(first);
  STATOR_RETURN_IF_ERROR(CheckRange(exponent, end - first > kMaxDigits));
  return FromParts(large->negative_, exponent, wide.data() + first, end - first);
}

Result<Number> Number::Subtract(const Number& left, const Number& right) {
  return Add(left, right.Negated());
}

std::strong_ordering operator<=>(const Number& left, const Number& right) {
  const auto sign = [](const Number& number) {
    if (number.is_zero()) return 0;
    return number.negative_ ? -1 : 1;
  };
  if (sign(left) != sign(right)) return sign(left) <=> sign(right);
  const Number& high = left.negative_ ? right : left;
  const Number& low = left.negative_ ? left : right;
  if (high.exponent_ != low.exponent_) return high.exponent_ <=> low.exponent_;
  // Unused places hold zeros, which is what a missing digit is worth.
  return std::memcmp(high.digits_.data(), low.digits_.data(), Number::kMaxDigits) <=> 0;
}

bool operator==(const Number& left, const Number& right) { return std::is_eq(left <=> right); }

int CompareNumberTexts(std::string_view left, std::string_view right) {
  const bool left_negative = left.front() == '-';
  const bool right_negative = right.front() == '-';
  if (left_negative != right_negative) return left_negative ? -1 : 1;
  if (left_negative) {
    std::swap(left, right);
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  const size_t left_length = IntegerLength(left);
  const size_t right_length = IntegerLength(right);
  if (left_length != right_length) return left_length < right_length ? -1 : 1;
  // The points are aligned, '.' never meets a digit, and a canonical fraction ends with a digit
  // above zero: the longer of two texts with a common prefix is the larger.
  return left.compare(right);
}

}  // namespace stator
