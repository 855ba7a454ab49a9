// Parses two numbers, separated by a zero byte, from arbitrary bytes. What parses must print
// canonically, and sums, differences and order must agree with one another.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/number.h"

namespace stator {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckText(const Number& number) {
  const std::string text = number.ToText();
  Require(!text.empty() && text.size() <= Number::kMaxTextLength);
  Require(number.digit_count() <= Number::kMaxDigits);
  const Result<Number> again = Number::Parse(text);
  Require(again.ok() && *again == number && again->ToText() == text);
}

void CheckPair(const Number& left, const Number& right) {
  const int order = CompareNumberTexts(left.ToText(), right.ToText());
  Require((order < 0) == (left < right) && (order > 0) == (left > right));
  Require((order == 0) == (left == right));
  const Result<Number> sum = Number::Add(left, right);
  if (sum.ok()) {
    CheckText(*sum);
    const Result<Number> back = Number::Subtract(*sum, right);
    Require(back.ok() && *back == left);
    Require((*sum > left) == (right > Number()));
  }
  const Result<Number> difference = Number::Subtract(left, right);
  if (difference.ok()) Require(difference->is_zero() == (left == right));
}

void ParseBoth(std::string_view text) {
  const size_t split = text.find('\0');
  const Result<Number> left = Number::Parse(text.substr(0, split));
  if (!left.ok()) return Require(!left.error().message.empty());
  CheckText(*left);
  if (split == std::string_view::npos) return;
  const Result<Number> right = Number::Parse(text.substr(split + 1));
  if (!right.ok()) return;
  CheckText(*right);
  CheckPair(*left, *right);
  CheckPair(*right, *left);
}

}  // namespace
}  // namespace stator

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  stator::ParseBoth(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
