#include <gtest/gtest.h>
#include <rapidjson/reader.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "server/json/json_value.h"
#include "tests/json/parsed_json.h"

// Our parser beside RapidJSON's, on texts that are almost JSON: they agree on which are, and on
// every name, string and number in them.
namespace stator::json {
namespace {

// The names and scalars of a text, in order.
struct Texts : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Texts> {
  using Size = rapidjson::SizeType;

  bool Null() { return Add("null"); }
  bool Bool(bool value) { return Add(value ? "true" : "false"); }
  bool RawNumber(const char* text, Size size, bool /*copy*/) { return Add({text, size}); }
  bool String(const char* text, Size size, bool /*copy*/) { return Add({text, size}); }
  bool Key(const char* text, Size size, bool copy) { return String(text, size, copy); }

  bool Add(std::string_view text) {
    texts.emplace_back(text);
    return true;
  }

  std::vector<std::string> texts;
};

void AddTexts(const JsonValue& value, std::vector<std::string>& texts) {
  switch (value.type()) {
    case JsonValue::Type::kNull:
      texts.emplace_back("null");
      break;
    case JsonValue::Type::kFalse:
      texts.emplace_back("false");
      break;
    case JsonValue::Type::kTrue:
      texts.emplace_back("true");
      break;
    case JsonValue::Type::kNumber:
    case JsonValue::Type::kString:
      texts.emplace_back(value.text());
      break;
    case JsonValue::Type::kArray:
      for (const JsonValue& element : value.array()) AddTexts(element, texts);
      break;
    case JsonValue::Type::kObject:
      for (const JsonMember& member : value.object()) {
        texts.emplace_back(member.name);
        AddTexts(member.value, texts);
      }
      break;
  }
}

// Whether a low surrogate is escaped without its other half, which RapidJSON lets pass.
bool HasLoneLowSurrogate(const std::string& text) {
  // A backslash before it could be what it escapes.
  if (text.find("\\\\ud83d") != std::string::npos) return true;
  constexpr std::string_view kHigh = "\\ud83d";
  for (size_t at = text.find("\\ude00"); at != std::string::npos;
       at = text.find("\\ude00", at + 1)) {
    if (at < kHigh.size() || text.compare(at - kHigh.size(), kHigh.size(), kHigh) != 0) return true;
  }
  return false;
}

// Whether both agree; `valid` counts the texts that are JSON.
void Compare(const std::string& text, int& valid) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag;
  rapidjson::Reader reader;
  rapidjson::StringStream stream(text.c_str());
  Texts expected;
  const bool accepted = !reader.Parse<kFlags>(stream, expected).IsError();
  if (HasLoneLowSurrogate(text)) return;
  // RapidJSON refuses what no double can hold, although it keeps the text.
  if (reader.GetParseErrorCode() == rapidjson::kParseErrorNumberTooBig) return;
  const ParsedJson parsed(text);
  ASSERT_EQ(parsed.ok(), accepted) << text;
  if (!accepted) return;
  ++valid;
  std::vector<std::string> texts;
  AddTexts(parsed.value(), texts);
  // RapidJSON keeps repeated names.
  if (texts.size() < expected.texts.size()) return;
  ASSERT_EQ(texts, expected.texts) << text;
}

constexpr std::array<std::string_view, 40> kPieces{"{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ":",
                                                   ",",
                                                   "\"",
                                                   "\"",
                                                   "\"a\"",
                                                   "\"b\":",
                                                   "\"\"",
                                                   "\\",
                                                   "\\n",
                                                   "\\u0041",
                                                   "\\u00e",
                                                   "\\ud83d\\ude00",
                                                   "\\ud83d",
                                                   "\\/",
                                                   "0",
                                                   "-",
                                                   "12",
                                                   ".5",
                                                   "e+1",
                                                   "E",
                                                   "+",
                                                   "true",
                                                   "false",
                                                   "null",
                                                   "tru",
                                                   " ",
                                                   "\t\r\n",
                                                   "\x01",
                                                   "\xc3\xa9",
                                                   "\xe2\x82\xac",
                                                   "\xf0\x9f\x98\x80",
                                                   "\xc3",
                                                   "\xff",
                                                   "long plain text",
                                                   "/",
                                                   "'"};

TEST(Parse_RandomPieces, AreReadAsByRapidJson) {
  std::mt19937 random(1);
  int valid = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    for (size_t pieces = 1 + random() % 7; pieces > 0; --pieces) {
      text += kPieces[random() % kPieces.size()];
    }
    Compare(text, valid);
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(valid, 2'000);
}

TEST(Parse_ChangedRequests, AreReadAsByRapidJson) {
  const std::string request =
      R"({"TableName":"T\u00e9\n","Item":{"p":{"S":"long enough for eight bytes at a time é"},)"
      R"("n":{"N":"-1.5e10"},"l":{"L":[{"NULL":true},{"BOOL":false},{"M":{}}]}}, "Limit" : -1.5e10,)"
      R"("x":[0,12,1e5,null,"",[],{"a":[{}]}]})";
  std::mt19937 random(2);
  int valid = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = request;
    for (size_t changes = random() % 3; changes > 0; --changes) {
      const size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text.erase(at, 1 + random() % 3);
      } else {
        text.insert(at, kPieces[random() % kPieces.size()]);
      }
    }
    Compare(text, valid);
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(valid, 10'000);
}

}  // namespace
}  // namespace stator::json
