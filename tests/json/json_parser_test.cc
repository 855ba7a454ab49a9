#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/json/json_value.h"
#include "tests/json/parsed_json.h"

namespace stator::json {
namespace {

// The value written back, with names and strings in quotes but unescaped.
std::string Describe(const JsonValue& value) {
  std::string text;
  switch (value.type()) {
    case JsonValue::Type::kNull:
      return "null";
    case JsonValue::Type::kFalse:
      return "false";
    case JsonValue::Type::kTrue:
      return "true";
    case JsonValue::Type::kNumber:
      return std::string(value.text());
    case JsonValue::Type::kString:
      return "'" + std::string(value.text()) + "'";
    case JsonValue::Type::kArray:
      for (const JsonValue& element : value.array()) text += Describe(element) + ",";
      return "[" + text + "]";
    case JsonValue::Type::kObject:
      for (const JsonMember& member : value.object()) {
        text += std::string(member.name) + ":" + Describe(member.value) + ",";
      }
      return "{" + text + "}";
  }
  return text;
}

std::string Parsed(std::string_view text) {
  ParsedJson json(text);
  return json.ok() ? Describe(json.value()) : "error";
}

std::string Nested(size_t levels, std::string_view open, std::string_view close) {
  std::string text;
  for (size_t i = 0; i < levels; ++i) text += open;
  for (size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST(Parse_Values, AreReadAsWritten) {
  EXPECT_EQ(Parsed("null"), "null");
  EXPECT_EQ(Parsed(" true "), "true");
  EXPECT_EQ(Parsed("false"), "false");
  EXPECT_EQ(Parsed("\"\""), "''");
  EXPECT_EQ(Parsed("[]"), "[]");
  EXPECT_EQ(Parsed("{}"), "{}");
  EXPECT_EQ(Parsed("[1, \"a\", [null], {\"b\" : []}]\r\n\t"), "[1,'a',[null,],{b:[],},]");
  EXPECT_EQ(Parsed(R"({"TableName":"T","Key":{"a":{"S":"x"}},"Limit":5})"),
            "{TableName:'T',Key:{a:{S:'x',},},Limit:5,}");
}

TEST(Parse_Numbers, KeepTheClientsText) {
  for (const std::string_view number : {"0", "-0", "12", "-1.50", "1e5", "1E+05", "0.1e-2",
                                        "123456789012345678901234567890123456789012345"}) {
    EXPECT_EQ(Parsed(number), number);
    EXPECT_EQ(Parsed("[" + std::string(number) + "]"), "[" + std::string(number) + ",]");
  }
}

TEST(Parse_MalformedNumbers, AreErrors) {
  for (const std::string_view number :
       {"01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "--1", "1.e1"}) {
    EXPECT_EQ(Parsed(number), "error") << number;
  }
}

TEST(Parse_Escapes, AreReplaced) {
  EXPECT_EQ(Parsed(R"("\"\\\/\b\f\n\r\t")"), "'\"\\/\b\f\n\r\t'");
  EXPECT_EQ(Parsed(R"("a\u0041\u00e9\u20AC\ud83d\uDE00z")"), "'aA\u00e9\u20ac\U0001F600z'");
  EXPECT_EQ(Parsed(R"("long plain text \u0041 and a long plain tail after it")"),
            "'long plain text A and a long plain tail after it'");
  EXPECT_EQ(Parsed(R"({"\u0061b":1})"), "{ab:1,}");
  EXPECT_EQ(Parsed("\"\\u0000\""), std::string("'\0'", 3));
}

TEST(Parse_MalformedEscapes, AreErrors) {
  for (const std::string_view text :
       {R"("\x")", R"("\u12")", R"("\u12g4")", R"("\ud800")", R"("\ud800x")", R"("\ud800\n")",
        R"("\ud800\u0041")", R"("\udc00")", R"("\)", R"("\u)", R"("\ud83d\u)"}) {
    EXPECT_EQ(Parsed(text), "error") << text;
  }
}

TEST(Parse_Utf8, IsValidated) {
  for (const std::string_view text : {"\u00e9", "\u20ac\u20ac", "\U0001F600", "\U0010FFFF",
                                      "plain, then \u00e9 and plain again"}) {
    EXPECT_EQ(Parsed("\"" + std::string(text) + "\""), "'" + std::string(text) + "'");
  }
  for (const std::string_view text :
       {"\x80", "\xC3", "\xC3(", "\xC0\x80", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x28\xA1"}) {
    EXPECT_EQ(Parsed("\"" + std::string(text) + "\""), "error");
    EXPECT_EQ(Parsed("\"eight plain bytes " + std::string(text) + " and more\""), "error");
  }
}

TEST(Parse_RawControlCharacters, AreErrorsInStrings) {
  EXPECT_EQ(Parsed("\"a\tb\""), "error");
  EXPECT_EQ(Parsed(std::string_view("\"a\0b\"", 5)), "error");
  EXPECT_EQ(Parsed("\"eight plain bytes\n\""), "error");
  EXPECT_EQ(Parsed("\"\x7F\""), "'\x7F'");
}

TEST(Parse_WhatIsNotJson, IsAnError) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[",
                                      "{]",
                                      "[}",
                                      "}",
                                      "]",
                                      ",",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\" 1}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "{1:1}",
                                      "{\"a\":1 \"b\":2}",
                                      "{} x",
                                      "{}{}",
                                      "nul",
                                      "nulls",
                                      "True",
                                      "\"a",
                                      "\"",
                                      "{\"a\":1",
                                      "[1",
                                      "// c\n{}",
                                      "\xEF\xBB\xBF{}"}) {
    EXPECT_EQ(Parsed(text), "error") << text;
  }
}

// Both emulators that were asked answer a SerializationException without a message.
TEST(Parse_WhatIsNotJson, IsASerializationExceptionWithoutMessage) {
  Arena arena;
  std::string body = "{\"TableName\":";
  const Result<JsonValue> parsed = Parse(arena, body);
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().code, ErrorCode::kSerialization);
  EXPECT_EQ(parsed.error().message, "");
}

TEST(Parse_EveryPrefixOfARequest, IsAnErrorAndReadsNoFurther) {
  const std::string request =
      R"({"TableName":"T\u00e9","Item":{"a":{"N":"1"},"é":{"L":[{"BOOL":true},{"NULL":false}]}},"x":-1.5e3})";
  ASSERT_NE(Parsed(request), "error");
  for (size_t length = 0; length < request.size(); ++length) {
    // On the heap, so that a sanitizer sees a read past the end.
    EXPECT_EQ(Parsed(request.substr(0, length)), "error") << length;
  }
}

TEST(Parse_RepeatedNames, KeepTheLastValue) {
  EXPECT_EQ(Parsed(R"({"a":1,"b":2,"a":3})"), "{a:3,b:2,}");
  EXPECT_EQ(Parsed(R"({"a":1,"\u0061":{"a":1,"a":2}})"), "{a:{a:2,},}");
}

TEST(Parse_RepeatedNames, KeepTheLastValueInLargeObjects) {
  std::string text = "{";
  for (int i = 0; i < 100; ++i)
    text += "\"k" + std::to_string(i % 40) + "\":" + std::to_string(i) + ",";
  text += "\"k7\":\"last\"}";
  ParsedJson json(text);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value().object().size(), 40U);
  EXPECT_EQ(json.value().Member("k7")->text(), "last");
  EXPECT_EQ(json.value().Member("k5")->text(), "85");
  EXPECT_EQ(json.value().Member("k39")->text(), "79");
}

TEST(Parse_Nesting, IsBounded) {
  EXPECT_NE(Parsed(Nested(kMaxJsonDepth, "[", "]")), "error");
  EXPECT_EQ(Parsed(Nested(kMaxJsonDepth + 1, "[", "]")), "error");
  EXPECT_EQ(Parsed(Nested(1000000, "[", "")), "error");
  Arena arena;
  std::string body = Nested(100000, "{\"M\":", "");
  const Result<JsonValue> parsed = Parse(arena, body);
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().code, ErrorCode::kValidation);
}

// 100,000 attributes, twice each: quadratic work would take minutes.
TEST(Parse_ObjectWithManyMembers, IsNotQuadratic) {
  constexpr size_t kCount = 100000;
  std::string text = "{";
  for (size_t i = 0; i < 2 * kCount; ++i) {
    text += "\"name" + std::to_string(i * 7919 % kCount) + "\":" + std::to_string(i) + ",";
  }
  text.back() = '}';
  ParsedJson json(text);
  ASSERT_TRUE(json.ok());
  ASSERT_EQ(json.value().object().size(), kCount);
  size_t found = 0;
  for (size_t i = 0; i < kCount; ++i) {
    if (json.value().Member("name" + std::to_string(i)) != nullptr) ++found;
  }
  EXPECT_EQ(found, kCount);
}

TEST(JsonValue_Member, IsNullWhenAbsentNullOrNoObject) {
  ParsedJson json(R"({"a":null,"b":1})");
  EXPECT_EQ(json.value().Member("a"), nullptr);
  EXPECT_EQ(json.value().Member("c"), nullptr);
  EXPECT_EQ(json.value().Member("b")->text(), "1");
  EXPECT_EQ(json.value().Member("b")->Member("a"), nullptr);
  EXPECT_EQ(JsonValue().Member("a"), nullptr);
}

TEST(JsonValue_Member, IsFoundInLargeObjects) {
  std::string text = "{";
  for (int i = 30; i > 0; --i) text += "\"" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  ParsedJson json(text + "\"null\":null}");
  for (int i = 1; i <= 30; ++i) {
    EXPECT_EQ(json.value().Member(std::to_string(i))->text(), std::to_string(i));
  }
  EXPECT_EQ(json.value().Member("31"), nullptr);
  EXPECT_EQ(json.value().Member("null"), nullptr);
  EXPECT_EQ(json.value().Member("zzz"), nullptr);
}

TEST(JsonValue_Integer, CutsOffDecimalsAndStaysWithinRange) {
  const auto integer = [](std::string_view text) { return ParsedJson(text).value().Integer(); };
  EXPECT_EQ(integer("0"), 0);
  EXPECT_EQ(integer("-0"), 0);
  EXPECT_EQ(integer("17"), 17);
  EXPECT_EQ(integer("-17"), -17);
  EXPECT_EQ(integer("1.9"), 1);
  EXPECT_EQ(integer("-1.9"), -1);
  EXPECT_EQ(integer("1e2"), 100);
  EXPECT_EQ(integer("1.25e1"), 12);
  EXPECT_EQ(integer("1234E-2"), 12);
  EXPECT_EQ(integer("0.001e3"), 1);
  EXPECT_EQ(integer("5e-1"), 0);
  EXPECT_EQ(integer("0e999999999999999999999"), 0);
  EXPECT_EQ(integer("1e-999999999999999999999"), 0);
  EXPECT_EQ(integer("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(integer("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(integer("9223372036854775808"), INT64_MAX);
  EXPECT_EQ(integer("-9223372036854775809"), INT64_MIN);
  EXPECT_EQ(integer("1e999999999999999999999"), INT64_MAX);
  EXPECT_EQ(integer("-1e300"), INT64_MIN);
  EXPECT_EQ(integer("\"1\""), std::nullopt);
  EXPECT_EQ(integer("null"), std::nullopt);
}

}  // namespace
}  // namespace stator::json
