#include "model/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace stator {
namespace {

constexpr std::string_view kOverflow =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";
constexpr std::string_view kUnderflow =
    "Number underflow. Attempting to store a number with magnitude smaller than supported range";
constexpr std::string_view kPrecision =
    "Attempting to store more than 38 significant digits in a Number";

std::string Canonical(std::string_view text) {
  Result<Number> number = Number::Parse(text);
  return number.ok() ? number->ToText() : "error: " + number.error().message;
}

std::string ErrorOf(std::string_view text) {
  Result<Number> number = Number::Parse(text);
  if (number.ok()) return "parsed as " + number->ToText();
  EXPECT_EQ(number.error().code, ErrorCode::kValidation);
  return number.error().message;
}

Number Must(std::string_view text) {
  Result<Number> number = Number::Parse(text);
  EXPECT_TRUE(number.ok()) << text;
  return number.ok() ? *number : Number();
}

std::string Show(const Result<Number>& number) {
  return number.ok() ? number->ToText() : number.error().message;
}

std::string Sum(std::string_view left, std::string_view right) {
  return Show(Number::Add(Must(left), Must(right)));
}

std::string Difference(std::string_view left, std::string_view right) {
  return Show(Number::Subtract(Must(left), Must(right)));
}

// What DynamoDB Local stores for each of these.
TEST(NumberParse, AcceptedForms_ArePrintedCanonically) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"0", "0"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"0e126", "0"},
      {"1", "1"},
      {"+1", "1"},
      {"-1", "-1"},
      {"1.", "1"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"+.5e-3", "0.0005"},
      {"00012.500", "12.5"},
      {"1e+5", "100000"},
      {"1E10", "10000000000"},
      {"-1.50", "-1.5"},
      {"123456e-3", "123.456"},
      {"100", "100"},
      {"0.001", "0.001"},
      {"1000000000000000000000000000000000000000000",
       "1000000000000000000000000000000000000000000"},
      {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
      {"1234567890123456789012345678901234567800e-2", "12345678901234567890123456789012345678"},
  };
  for (const auto& [text, canonical] : cases) EXPECT_EQ(Canonical(text), canonical) << text;
}

TEST(NumberParse, Limits_AreAcceptedAndPrintedInFull) {
  EXPECT_EQ(Canonical("1e125"), "1" + std::string(125, '0'));
  EXPECT_EQ(Canonical("9.9999999999999999999999999999999999999E+125"),
            std::string(38, '9') + std::string(88, '0'));
  EXPECT_EQ(Canonical("-9.9999999999999999999999999999999999999E+125"),
            "-" + std::string(38, '9') + std::string(88, '0'));
  EXPECT_EQ(Canonical("1E-130"), "0." + std::string(129, '0') + "1");
  EXPECT_EQ(Canonical("0.1e-129"), "0." + std::string(129, '0') + "1");
  // The longest text of all.
  const std::string longest =
      "-0." + std::string(129, '0') + "12345678901234567890123456789012345678";
  EXPECT_EQ(longest.size(), Number::kMaxTextLength);
  EXPECT_EQ(Canonical("-1.2345678901234567890123456789012345678e-130"), longest);
  EXPECT_EQ(Canonical(longest), longest);
}

TEST(NumberParse, OutOfRangeOrTooPrecise_IsRefusedInTheServicesWords) {
  EXPECT_EQ(ErrorOf("1e126"), kOverflow);
  EXPECT_EQ(ErrorOf("-1e126"), kOverflow);
  EXPECT_EQ(ErrorOf("10e125"), kOverflow);
  EXPECT_EQ(ErrorOf("1e-131"), kUnderflow);
  EXPECT_EQ(ErrorOf("0.1e-130"), kUnderflow);
  EXPECT_EQ(ErrorOf("999999999999999999999999999999999999991"), kPrecision);
  EXPECT_EQ(ErrorOf("1.00000000000000000000000000000000000001"), kPrecision);
  // Magnitude comes first, as in the service's arithmetic.
  EXPECT_EQ(ErrorOf("1234567890123456789012345678901234567891e126"), kOverflow);
}

TEST(NumberParse, TextThatIsNoNumber_IsNamedInTheError) {
  EXPECT_EQ(ErrorOf(""), "The parameter cannot be converted to a numeric value");
  for (std::string_view text :
       {" ",     "1 ",  " 1",    "abc", "+",    "-",    ".",    "-.",    "e5",       "1e",
        "1e+",   "1e-", "1e5.0", "--1", "+-1",  "1,0",  "0x10", "1_000", "1..2",     "1f",
        "1.2.3", "NaN", "inf",   "１",  "1e5e", "1e 5", ".e1",  "1-",    "Infinity", "-Infinity"}) {
    EXPECT_EQ(ErrorOf(text),
              "The parameter cannot be converted to a numeric value: " + std::string(text));
  }
  // A zero byte does not end the text.
  const std::string zero_byte("1\0", 2);
  EXPECT_EQ(ErrorOf(zero_byte),
            "The parameter cannot be converted to a numeric value: " + zero_byte);
}

// Exponents that no integer type holds, and digit strings of a megabyte, cost one pass.
TEST(NumberParse, HugeExponentsAndLongTexts_NeitherOverflowNorSlowDown) {
  EXPECT_EQ(ErrorOf("1e999999999999999999999999999999"), kOverflow);
  EXPECT_EQ(ErrorOf("1e-999999999999999999999999999999"), kUnderflow);
  EXPECT_EQ(Canonical("0e999999999999999999999999999999"), "0");
  EXPECT_EQ(Canonical("0.000e-999999999999999999999999999999"), "0");
  EXPECT_EQ(Canonical("1e" + std::string(1'000'000, '0') + "5"), "100000");

  const std::string million_zeros(1'000'000, '0');
  EXPECT_EQ(Canonical(million_zeros + "12"), "12");
  EXPECT_EQ(Canonical("12." + million_zeros), "12");
  EXPECT_EQ(Canonical("12" + million_zeros + "e-1000000"), "12");
  EXPECT_EQ(Canonical("0." + million_zeros + "12e1000002"), "12");
  EXPECT_EQ(ErrorOf("1" + million_zeros), kOverflow);
  EXPECT_EQ(ErrorOf("0." + million_zeros + "1"), kUnderflow);
  EXPECT_EQ(ErrorOf("1." + million_zeros + "1"), kPrecision);
  EXPECT_EQ(ErrorOf(std::string(1'000'000, '7')), kOverflow);
  EXPECT_EQ(ErrorOf("0." + std::string(1'000'000, '7')), kPrecision);
}

TEST(NumberParts, RoundTripThroughFromParts) {
  const Number number = Must("-12300.45");
  EXPECT_TRUE(number.negative());
  EXPECT_EQ(number.exponent(), 5);
  ASSERT_EQ(number.digit_count(), 7U);
  std::vector<uint8_t> digits;
  for (size_t i = 0; i < number.digit_count(); ++i) digits.push_back(number.digit(i));
  EXPECT_EQ(digits, (std::vector<uint8_t>{1, 2, 3, 0, 0, 4, 5}));
  EXPECT_EQ(Number::FromParts(true, 5, digits.data(), digits.size()), number);
  EXPECT_EQ(Number::FromParts(true, 5, digits.data(), 0), Number());
  EXPECT_EQ(Number().ToText(), "0");
  EXPECT_FALSE(Number().Negated().negative());
  EXPECT_EQ(number.Negated().ToText(), "12300.45");
}

// DynamoDB Local gives the same sums, and refuses the same ones.
TEST(NumberAdd, SumsAreExactOrRefused) {
  EXPECT_EQ(Sum("99999999999999999999999999999999999999", "1"), "1" + std::string(38, '0'));
  EXPECT_EQ(Sum("99999999999999999999999999999999999999", "2"), kPrecision);
  EXPECT_EQ(Sum("12345678901234567890123456789012345678", "0.5"), kPrecision);
  EXPECT_EQ(Sum("1e50", "1"), kPrecision);
  EXPECT_EQ(Sum("1e125", "1e-130"), kPrecision);
  EXPECT_EQ(Sum("1.5e-130", "1e-130"), "0." + std::string(129, '0') + "25");
  EXPECT_EQ(Sum("5", "-5"), "0");
  EXPECT_EQ(Sum("0", "-5"), "-5");
  EXPECT_EQ(Sum("-5", "0"), "-5");
  EXPECT_EQ(Sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(Sum("-1", "0.001"), "-0.999");
  EXPECT_EQ(Sum("9.9999999999999999999999999999999999999E+125", "1e88"), kOverflow);
}

// The service's own answer to this sum of 39 digits, recorded in a bug report, is overflow.
TEST(NumberAdd, SumTooLargeAndTooPrecise_IsAnOverflow) {
  EXPECT_EQ(Sum("9.9999999999999999999999999999999999999E+125", "1E+125"), kOverflow);
}

TEST(NumberSubtract, DifferencesAreExactOrRefused) {
  EXPECT_EQ(Difference("1.5e-130", "1.4e-130"), kUnderflow);
  EXPECT_EQ(Difference("99999999999999999999999999999999999998", "0.4"), kPrecision);
  EXPECT_EQ(Difference("1e38", "1"), std::string(38, '9'));
  EXPECT_EQ(Difference("1e50", "1"), kPrecision);
  EXPECT_EQ(Difference("-1e125", "9.9999999999999999999999999999999999999E+125"), kOverflow);
  EXPECT_EQ(Difference("3", "5"), "-2");
  EXPECT_EQ(Difference("0", "5"), "-5");
  EXPECT_EQ(Difference("0.3", "0.1"), "0.2");
}

// A decimal of fixed point, wide enough for every number and every sum of two, with schoolbook
// arithmetic: the reference that Number is compared with.
class FixedPoint {
 public:
  static constexpr int kIntegerPlaces = 130;
  static constexpr int kPlaces = kIntegerPlaces + 170;

  explicit FixedPoint(std::string_view canonical) : digits_(kPlaces, 0) {
    int sign = 1;
    if (canonical.front() == '-') {
      sign = -1;
      canonical.remove_prefix(1);
    }
    size_t point = std::min(canonical.find('.'), canonical.size());
    int place = kIntegerPlaces - static_cast<int>(point);
    for (char c : canonical) {
      if (c != '.') digits_[static_cast<size_t>(place++)] = sign * (c - '0');
    }
  }

  // Adds place by place, signs and all, then settles carries towards the sign of the sum.
  FixedPoint Plus(const FixedPoint& other) const {
    FixedPoint sum = *this;
    for (size_t i = 0; i < kPlaces; ++i) sum.digits_[i] += other.digits_[i];
    const int sign = sum.Sign();
    for (size_t i = kPlaces - 1; i > 0; --i) {
      while (sum.digits_[i] * sign < 0) {
        sum.digits_[i] += 10 * sign;
        sum.digits_[i - 1] -= sign;
      }
      while (sum.digits_[i] * sign > 9) {
        sum.digits_[i] -= 10 * sign;
        sum.digits_[i - 1] += sign;
      }
    }
    return sum;
  }

  // The canonical text, or the service's error.
  std::string Text() const {
    size_t first = 0;
    while (first < kPlaces && digits_[first] == 0) ++first;
    if (first == kPlaces) return "0";
    size_t last = kPlaces - 1;
    while (digits_[last] == 0) --last;
    const int power = kIntegerPlaces - 1 - static_cast<int>(first);
    if (power > 125) return std::string(kOverflow);
    if (power < -130) return std::string(kUnderflow);
    if (last - first + 1 > 38) return std::string(kPrecision);
    std::string text = digits_[first] < 0 ? "-" : "";
    const size_t units = kIntegerPlaces - 1;
    for (size_t i = std::min(first, units); i <= std::max(last, units); ++i) {
      if (i == units + 1) text += '.';
      text += static_cast<char>('0' + std::abs(digits_[i]));
    }
    return text;
  }

  int Compare(const FixedPoint& other) const {
    for (size_t i = 0; i < kPlaces; ++i) {
      if (digits_[i] != other.digits_[i]) return digits_[i] < other.digits_[i] ? -1 : 1;
    }
    return 0;
  }

 private:
  // Of the first place whose value the places after it cannot outweigh.
  int Sign() const {
    long carry = 0;
    for (int digit : digits_) {
      carry = carry * 10 + digit;
      if (carry > 20) return 1;
      if (carry < -20) return -1;
    }
    return carry < 0 ? -1 : 1;
  }

  std::vector<int> digits_;
};

class NumberText {
 public:
  explicit NumberText(unsigned seed) : random_(seed) {}

  // A number of any size: few or many digits, near zero, near the limits or in between.
  Number Next() {
    static constexpr int kSpreads[] = {3, 20, 60, 120};
    const int spread = kSpreads[Below(4)];
    const size_t count = 1 + Below(Below(2) == 0 ? 4 : 38);
    std::vector<uint8_t> digits(count);
    for (uint8_t& digit : digits) {
      // Runs of nines and zeros make the carries.
      const size_t kind = Below(4);
      digit = kind == 0 ? 9 : kind == 1 ? 0 : static_cast<uint8_t>(Below(10));
    }
    if (digits.front() == 0) digits.front() = 1;
    if (digits.back() == 0) digits.back() = 9;
    int exponent = static_cast<int>(Below(2 * static_cast<size_t>(spread))) - spread;
    if (Below(10) == 0) exponent = 126;
    if (Below(10) == 0) exponent = -129;
    if (Below(50) == 0) return Number();
    return Number::FromParts(Below(2) == 0, exponent, digits.data(), digits.size());
  }

  size_t Below(size_t bound) { return random_() % bound; }

 private:
  std::mt19937 random_;
};

TEST(NumberProperties, ParseOfPrintedText_GivesTheNumberBack) {
  NumberText texts(1);
  for (int i = 0; i < 20'000; ++i) {
    const Number number = texts.Next();
    const std::string text = number.ToText();
    ASSERT_LE(text.size(), Number::kMaxTextLength);
    ASSERT_EQ(Must(text), number) << text;
    ASSERT_EQ(Must(text).ToText(), text);
  }
}

TEST(NumberProperties, ParseOfScientificText_GivesTheSameNumber) {
  NumberText texts(2);
  for (int i = 0; i < 5'000; ++i) {
    const Number number = texts.Next();
    std::string text = number.negative() ? "-" : "+";
    // The point goes anywhere, zeros in front and behind; the exponent makes up for it.
    const size_t before = texts.Below(number.digit_count() + 1);
    text += std::string(texts.Below(3), '0');
    for (size_t d = 0; d < number.digit_count(); ++d) {
      if (d == before) text += '.';
      text += static_cast<char>('0' + number.digit(d));
    }
    if (before == number.digit_count()) text += '.';
    text += std::string(1 + texts.Below(3), '0');
    text += 'E' + std::to_string(number.exponent() - static_cast<int>(before));
    ASSERT_EQ(Canonical(text), number.ToText()) << text;
  }
}

TEST(NumberProperties, ArithmeticAgreesWithSchoolbookReference) {
  NumberText texts(3);
  int exact = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Number a = texts.Next();
    const Number b = texts.Next();
    const FixedPoint left(a.ToText());
    const std::string sum = Show(Number::Add(a, b));
    ASSERT_EQ(sum, left.Plus(FixedPoint(b.ToText())).Text()) << a.ToText() << " + " << b.ToText();
    const std::string difference = Show(Number::Subtract(a, b));
    ASSERT_EQ(difference, left.Plus(FixedPoint(b.Negated().ToText())).Text())
        << a.ToText() << " - " << b.ToText();
    const Result<Number> there = Number::Add(a, b);
    if (!there.ok()) continue;
    ++exact;
    ASSERT_EQ(Show(Number::Subtract(*there, b)), a.ToText());
  }
  EXPECT_GT(exact, 1'000);
}

TEST(NumberProperties, OrderAgreesWithReferenceOnNumbersAndTexts) {
  NumberText texts(4);
  const auto sign = [](int value) { return (value > 0) - (value < 0); };
  for (int i = 0; i < 20'000; ++i) {
    const Number a = texts.Next();
    Number b = texts.Next();
    // Neighbours differ late in their digits.
    if (i % 3 == 0) {
      const Result<Number> near = Number::Add(a, b);
      if (near.ok()) b = *near;
    }
    const std::string left = a.ToText();
    const std::string right = b.ToText();
    const int expected = FixedPoint(left).Compare(FixedPoint(right));
    ASSERT_EQ(sign(CompareNumberTexts(left, right)), expected) << left << " ? " << right;
    ASSERT_EQ(a < b, expected < 0) << left << " ? " << right;
    ASSERT_EQ(a > b, expected > 0) << left << " ? " << right;
    ASSERT_EQ(a == b, expected == 0) << left << " ? " << right;
    ASSERT_EQ(left == right, expected == 0) << left << " ? " << right;
  }
}

TEST(CompareNumberTexts, OrdersWhereTextsWouldMislead) {
  const std::vector<std::string_view> ascending{"-1000", "-100.5", "-100",  "-99",   "-1",   "-0.5",
                                                "-0.05", "0",      "0.005", "0.05",  "0.5",  "1",
                                                "1.5",   "9",      "10",    "10.01", "10.1", "100"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      const int order = CompareNumberTexts(ascending[i], ascending[j]);
      EXPECT_EQ(order < 0, i < j) << ascending[i] << " ? " << ascending[j];
      EXPECT_EQ(order == 0, i == j) << ascending[i] << " ? " << ascending[j];
    }
  }
}

}  // namespace
}  // namespace stator
