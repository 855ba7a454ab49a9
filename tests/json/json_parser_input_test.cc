#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "server/json/json_value.h"
#include "tests/json/parsed_json.h"

namespace stator::json {
namespace {

// A body in a block of the heap of exactly its size: no terminator, and a sanitizer sees every
// byte read or written past the end.
class ExactBody {
 public:
  explicit ExactBody(std::string_view text)
      : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    std::memcpy(bytes_.get(), text.data(), size_);
  }

  Result<JsonValue> Parse() { return json::Parse(arena_, {bytes_.get(), size_}); }

 private:
  std::unique_ptr<char[]> bytes_;
  size_t size_;
  Arena arena_;
};

bool IsSerializationException(std::string_view text) {
  ExactBody body(text);
  const Result<JsonValue> parsed = body.Parse();
  return !parsed.ok() && parsed.error().code == ErrorCode::kSerialization &&
         parsed.error().message.empty();
}

TEST(Parse_BodyWithoutTerminator, IsReadToItsEnd) {
  for (const std::string_view text :
       {"0", "-12.5e+3", "true", "null", "\"\"", "\"text\"", "[1]", "{\"a\":\"b\"}", "{} "}) {
    ExactBody body(text);
    EXPECT_TRUE(body.Parse().ok()) << text;
  }
  ExactBody body("[\"a\",12]");
  const Result<JsonValue> parsed = body.Parse();
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->array()[0].text(), "a");
  EXPECT_EQ(parsed->array()[1].text(), "12");
}

TEST(Parse_EmbeddedNul, IsAnErrorAndDoesNotEndTheText) {
  constexpr std::string_view kRequest = R"( {"TableName":"T", "List":[1, true ,null]} )";
  ASSERT_FALSE(IsSerializationException(kRequest));
  for (size_t i = 0; i <= kRequest.size(); ++i) {
    std::string text(kRequest);
    text.insert(i, 1, '\0');
    EXPECT_TRUE(IsSerializationException(text)) << i;
    if (i < kRequest.size()) {
      text.assign(kRequest);
      text[i] = '\0';
      EXPECT_TRUE(IsSerializationException(text)) << i;
    }
  }
  EXPECT_TRUE(IsSerializationException(std::string_view("{}\0", 3)));
  EXPECT_TRUE(IsSerializationException(std::string_view("{}\0{}", 5)));
  EXPECT_TRUE(IsSerializationException(std::string_view("\0{}", 3)));
  EXPECT_TRUE(IsSerializationException(std::string_view("1\0", 2)));
}

TEST(Parse_NulEscape, KeepsTheLength) {
  ParsedJson json(R"({"a\u0000b":"\u0000\u0000 and a plain tail\u0000"})");
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value().object()[0].name, std::string_view("a\0b", 3));
  EXPECT_EQ(json.value().object()[0].value.text(), std::string_view("\0\0 and a plain tail\0", 20));
}

TEST(Parse_UnterminatedString, IsAnError) {
  for (const std::string_view text :
       {"\"", "\"a", "\"eight plain bytes and more", "\"a\\", "\"a\\\"", "\"\\u", "\"\\u004",
        "\"\\u0041", "\"\\ud83d", "\"\\ud83d\\", "\"\\ud83d\\ude0", "\"\xC3", "\"\xE2\x82",
        "\"\xF0\x9F\x98", "{\"a", "{\"a\":\"b", "[\"a\",\"b"}) {
    EXPECT_TRUE(IsSerializationException(text)) << text;
  }
}

// Alone, neither half of a pair has a form in UTF-8.
TEST(Parse_LoneSurrogateEscape, IsAnErrorWhereverItIs) {
  for (const std::string_view text :
       {R"("\udc00")", R"("\uDFFF")", R"("\ud800")", R"("\udbff plain")", R"("plain \udc00 plain")",
        R"("\ud83d\ude00\ude00")", R"("\ude00\ud83d")", R"("\ud800\ud800")", R"({"\udc00":1})",
        R"({"a":["\udc00"]})", R"("\udc00)"}) {
    EXPECT_TRUE(IsSerializationException(text)) << text;
  }
  EXPECT_EQ(ParsedJson(R"("\ud7ff\ue000\ud800\udc00\udbff\udfff")").value().text(),
            "\uD7FF\uE000\U00010000\U0010FFFF");
}

TEST(Parse_NumbersOutOfTheRangeOfADouble, KeepTheirText) {
  const std::string digits(100000, '9');
  for (const std::string& number :
       {std::string("1e400"), std::string("-1E+400"), std::string("1e-400"), std::string("0e99999"),
        std::string("1e2147483648"), std::string("1e-99999999999999999999"), digits, "-" + digits,
        "0." + digits, digits + "." + digits + "e-" + digits, "1e" + digits,
        std::string("18446744073709551616"), std::string("-9223372036854775809"),
        std::string("1.7976931348623159e308")}) {
    ParsedJson alone(number);
    ASSERT_TRUE(alone.ok()) << number.substr(0, 40);
    EXPECT_TRUE(alone.value().is_number());
    EXPECT_EQ(alone.value().text(), number);
    ParsedJson member("{\"a\":" + number + ",\"b\":" + number + "}");
    ASSERT_TRUE(member.ok()) << number.substr(0, 40);
    EXPECT_EQ(member.value().Member("a")->text(), number);
    EXPECT_EQ(member.value().Member("b")->text(), number);
  }
}

TEST(Parse_MalformedNumbers, AreSerializationExceptionsInContainersToo) {
  for (const std::string_view number :
       {"01", "-01",  "00",       "1.",        ".5",    "-.5",   "-",     "--1",
        "+1", "1e",   "1e+",      "1.e1",      "1.5.5", "1e1e1", "1e1.5", "1-",
        "1a", "0x10", "Infinity", "-Infinity", "NaN",   "Inf",   "1,"}) {
    EXPECT_TRUE(IsSerializationException(number)) << number;
    EXPECT_TRUE(IsSerializationException("[" + std::string(number) + "]")) << number;
    EXPECT_TRUE(IsSerializationException("{\"a\":" + std::string(number) + "}")) << number;
  }
}

// The innermost of containers of both kinds is still there.
TEST(Parse_FiveHundredLevels, AreRead) {
  constexpr size_t kLevels = 500;
  std::string text;
  for (size_t i = 0; i < kLevels; ++i) text += i % 2 == 0 ? "{\"M\": " : "[0, ";
  text += "\"deep\"";
  for (size_t i = kLevels; i-- > 0;) text += i % 2 == 0 ? " ,\"N\":1}" : ", 2]";
  ParsedJson json(text);
  ASSERT_TRUE(json.ok());
  const JsonValue* value = &json.value();
  for (size_t i = 0; i < kLevels; ++i) {
    if (i % 2 == 0) {
      ASSERT_EQ(value->object().size(), 2U);
      EXPECT_EQ(value->Member("N")->text(), "1");
      value = value->Member("M");
    } else {
      ASSERT_EQ(value->array().size(), 3U);
      EXPECT_EQ(value->array()[2].text(), "2");
      value = &value->array()[1];
    }
  }
  EXPECT_EQ(value->text(), "deep");
}

// What follows the level that is too deep is not looked at, what comes before it is.
TEST(Parse_NestingBeyondTheLimit, IsTheFirstErrorOfTheTextOrNone) {
  const std::string levels(kMaxJsonDepth, '[');
  ExactBody deep(levels + "[ \xFF not JSON");
  EXPECT_EQ(deep.Parse().error().code, ErrorCode::kValidation);
  EXPECT_TRUE(IsSerializationException(levels + "\xFF["));
  EXPECT_TRUE(IsSerializationException("[\"\\x\"," + levels));
  // Depth is what is open at the same time.
  std::string wide = "[";
  for (size_t i = 0; i < 3 * kMaxJsonDepth; ++i) wide += "[{}],";
  EXPECT_FALSE(IsSerializationException(wide + "[]]"));
}

TEST(Parse_StringOfSixteenMebibytes, IsReadInPlace) {
  constexpr size_t kSize = size_t{16} << 20;
  std::string body = "\"" + std::string(kSize, 'x') + "\"";
  Arena arena;
  const Result<JsonValue> parsed = Parse(arena, body);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->text().data(), body.data() + 1);
  EXPECT_EQ(parsed->text().size(), kSize);

  std::string escaped = "\"";
  while (escaped.size() < kSize) escaped += "\\n\\u00e9\u20ac plain";
  ParsedJson json(escaped + "\"");
  ASSERT_TRUE(json.ok());
  constexpr std::string_view kUnit = "\n\u00e9\u20ac plain";
  const std::string_view text = json.value().text();
  ASSERT_EQ(text.size() % kUnit.size(), 0U);
  size_t same = 0;
  for (size_t i = 0; i < text.size(); i += kUnit.size()) {
    if (text.substr(i, kUnit.size()) == kUnit) ++same;
  }
  EXPECT_EQ(same, text.size() / kUnit.size());
}

// More elements than wait without memory from the heap, next to each other and one in the other.
TEST(Parse_ManyElements, AreAllThere) {
  for (const size_t count : {127U, 128U, 129U, 100000U}) {
    std::string text = "[";
    for (size_t i = 0; i < count; ++i) text += std::to_string(i) + (i % 2 == 0 ? ", " : ",");
    ParsedJson json(text + "{\"last\":[\"x\"]}]");
    ASSERT_TRUE(json.ok());
    ASSERT_EQ(json.value().array().size(), count + 1);
    for (size_t i = 0; i < count; ++i) {
      ASSERT_EQ(json.value().array()[i].text(), std::to_string(i));
    }
    EXPECT_EQ(json.value().array()[count].Member("last")->array()[0].text(), "x");
  }
}

}  // namespace
}  // namespace stator::json
