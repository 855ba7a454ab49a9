#include "storage/encoding/number_key.h"

#include <array>
#include <cstdint>

#include "model/number.h"

namespace stator::storage {

namespace {

// On disk. The first byte of a number; zero is nothing else.
constexpr uint8_t kNegativeTag = 0x20;
constexpr uint8_t kZeroTag = 0x21;
constexpr uint8_t kPositiveTag = 0x22;

// On disk. The second byte is the decimal exponent of 0.d1d2d3..., -129 to 126, plus this.
constexpr int kExponentBias = 129;
// On disk. Then one byte for each two digits, 0 to 99, plus this; the last digit of an odd number
// is paired with 0.
constexpr uint8_t kPairBias = 1;
// On disk. Then the end, below all pairs, so that 0.12 sorts before 0.1234.
constexpr uint8_t kEnd = 0;
// Of negative numbers every byte but the first is inverted, which turns their order round.

constexpr size_t kMaxPairs = Number::kMaxDigits / 2;

}  // namespace

void AppendNumberKey(std::string_view canonical_text, std::string& out) {
  const Result<Number> parsed = Number::Parse(canonical_text);
  const Number number = parsed.ok() ? *parsed : Number();
  if (number.is_zero()) {
    out.push_back(static_cast<char>(kZeroTag));
    return;
  }
  const uint8_t invert = number.negative() ? 0xFF : 0;
  const auto append = [&](int byte) { out.push_back(static_cast<char>(byte ^ invert)); };
  out.push_back(static_cast<char>(number.negative() ? kNegativeTag : kPositiveTag));
  append(number.exponent() + kExponentBias);
  for (size_t i = 0; i < number.digit_count(); i += 2) {
    const int low = i + 1 < number.digit_count() ? number.digit(i + 1) : 0;
    append(number.digit(i) * 10 + low + kPairBias);
  }
  append(kEnd);
}

std::optional<std::string_view> TakeNumberKey(std::string_view& in, Arena& arena) {
  const auto take = [&in]() -> int {
    if (in.empty()) return -1;
    const auto byte = static_cast<uint8_t>(in.front());
    in.remove_prefix(1);
    return byte;
  };
  const int tag = take();
  if (tag == kZeroTag) return "0";
  if (tag != kNegativeTag && tag != kPositiveTag) return std::nullopt;
  const int invert = tag == kNegativeTag ? 0xFF : 0;

  const int exponent = take();
  if (exponent < 0) return std::nullopt;
  std::array<uint8_t, Number::kMaxDigits> digits{};
  size_t count = 0;
  while (true) {
    const int byte = take();
    if (byte < 0) return std::nullopt;
    const int pair = (byte ^ invert) - kPairBias;
    if (pair + kPairBias == kEnd) break;
    if (pair > 99 || count == 2 * kMaxPairs) return std::nullopt;
    digits[count++] = static_cast<uint8_t>(pair / 10);
    digits[count++] = static_cast<uint8_t>(pair % 10);
  }
  // The first and the last pair of a number hold a digit that is not 0.
  if (count == 0 || digits[0] == 0 || (digits[count - 2] == 0 && digits[count - 1] == 0)) {
    return std::nullopt;
  }
  if (digits[count - 1] == 0) --count;
  const Number number = Number::FromParts(tag == kNegativeTag, (exponent ^ invert) - kExponentBias,
                                          digits.data(), count);
  char* const text = static_cast<char*>(arena.Allocate(Number::kMaxTextLength, 1));
  return std::string_view(text, number.WriteText(text));
}

size_t NumberKeyBytes(std::string_view in) {
  if (in.empty()) return 0;
  const auto tag = static_cast<uint8_t>(in.front());
  if (tag == kZeroTag) return 1;
  const auto end = static_cast<char>(tag == kNegativeTag ? kEnd ^ 0xFF : kEnd);
  // Behind the exponent, which may look like the end.
  const size_t at = in.find(end, 2);
  return at == std::string_view::npos ? in.size() : at + 1;
}

}  // namespace stator::storage
