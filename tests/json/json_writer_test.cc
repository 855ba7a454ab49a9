#include "server/json/json_writer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/json/parsed_json.h"
#include "tests/support/random_values.h"

namespace stator::json {
namespace {

template <typename Write>
std::string Written(Write write) {
  std::string out;
  JsonWriter writer(out);
  write(writer);
  return out;
}

std::string WrittenValue(const AttributeValue& value) {
  return Written([&value](JsonWriter& writer) { writer.Value(value); });
}

TEST(JsonWriter_Structure, PlacesCommas) {
  EXPECT_EQ(Written([](JsonWriter& writer) {
              writer.BeginObject();
              writer.Key("a");
              writer.BeginArray();
              writer.Int(1);
              writer.Bool(true);
              writer.Null();
              writer.BeginObject();
              writer.EndObject();
              writer.BeginArray();
              writer.EndArray();
              writer.String("x");
              writer.EndArray();
              writer.Key("b");
              writer.RawNumber("1.5");
              writer.Key("c");
              writer.Value(AttributeValue::Bool(false));
              writer.Key("d");
              writer.Attributes({});
              writer.EndObject();
            }),
            R"({"a":[1,true,null,{},[],"x"],"b":1.5,"c":{"BOOL":false},"d":{}})");
}

TEST(JsonWriter_Numbers, AreWrittenAsTheServiceDoes) {
  const auto units = [](int64_t halves) {
    return Written([halves](JsonWriter& writer) { writer.CapacityUnits(halves); });
  };
  EXPECT_EQ(units(0), "0.0");
  EXPECT_EQ(units(1), "0.5");
  EXPECT_EQ(units(2), "1.0");
  EXPECT_EQ(units(257), "128.5");
  const auto timestamp = [](int64_t micros) {
    return Written([micros](JsonWriter& writer) { writer.Timestamp(micros); });
  };
  EXPECT_EQ(timestamp(1795227304802000), "1795227304.802");
  EXPECT_EQ(timestamp(1795227304002999), "1795227304.002");
  EXPECT_EQ(timestamp(0), "0.000");
  EXPECT_EQ(timestamp(-1500000), "-1.500");
  EXPECT_EQ(Written([](JsonWriter& writer) { writer.Int(INT64_MIN); }), "-9223372036854775808");
}

TEST(JsonWriter_Strings, AreEscapedWhereverTheEscapeIs) {
  for (size_t before = 0; before < 20; ++before) {
    for (size_t after = 0; after < 20; ++after) {
      const std::string text = std::string(before, 'a') + "\"\\\n\x01" + std::string(after, 'b');
      EXPECT_EQ(
          Written([&text](JsonWriter& writer) { writer.String(text); }),
          "\"" + std::string(before, 'a') + "\\\"\\\\\\n\\u0001" + std::string(after, 'b') + "\"");
    }
  }
  EXPECT_EQ(Written([](JsonWriter& writer) { writer.String("\b\f\r\t\x1F/\x7F\u00e9\U0001F600"); }),
            "\"\\b\\f\\r\\t\\u001f/\x7F\u00e9\U0001F600\"");
}

TEST(JsonWriter_Strings, SurviveParsing) {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  text += "\u00e9\u20ac\U0001F600";
  for (size_t start = 0; start < 128; ++start) {
    const std::string part = text.substr(start);
    ParsedJson parsed(Written([&part](JsonWriter& writer) { writer.String(part); }));
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed.value().text(), part);
  }
}

TEST(JsonWriter_Value, HasTheWireFormOfItsType) {
  const std::string_view strings[] = {"a", "b\""};
  const std::string_view numbers[] = {"-1", "2.5"};
  const std::string_view binaries[] = {"", "fo"};
  const AttributeValue list[] = {AttributeValue::Null(), AttributeValue::List({}),
                                 AttributeValue::Map({})};
  const Attribute map[] = {{"k\"", AttributeValue::Number("1")}, {"l", AttributeValue::String("")}};
  EXPECT_EQ(WrittenValue(AttributeValue::String("x\ny")), R"({"S":"x\ny"})");
  EXPECT_EQ(WrittenValue(AttributeValue::Number("1.5")), R"({"N":"1.5"})");
  EXPECT_EQ(WrittenValue(AttributeValue::Binary("foob")), R"({"B":"Zm9vYg=="})");
  EXPECT_EQ(WrittenValue(AttributeValue::Bool(true)), R"({"BOOL":true})");
  EXPECT_EQ(WrittenValue(AttributeValue::Null()), R"({"NULL":true})");
  EXPECT_EQ(WrittenValue(AttributeValue::List(list)), R"({"L":[{"NULL":true},{"L":[]},{"M":{}}]})");
  EXPECT_EQ(WrittenValue(AttributeValue::Map(map)), R"({"M":{"k\"":{"N":"1"},"l":{"S":""}}})");
  EXPECT_EQ(WrittenValue(AttributeValue::Set(AttributeType::kStringSet, strings)),
            R"({"SS":["a","b\""]})");
  EXPECT_EQ(WrittenValue(AttributeValue::Set(AttributeType::kNumberSet, numbers)),
            R"({"NS":["-1","2.5"]})");
  EXPECT_EQ(WrittenValue(AttributeValue::Set(AttributeType::kBinarySet, binaries)),
            R"({"BS":["","Zm8="]})");
}

TEST(JsonWriter_Item, IsWhatAttributesWritesForRandomItems) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Arena arena;
    stator::testing::RandomValues random(seed, arena);
    const AttributeMap attributes = random.Attributes(8, 4);
    std::string stored;
    storage::EncodeItem(attributes, 100, stored);
    const storage::EncodedItem item(stored);
    const std::optional<AttributeMap> decoded = item.Decode(arena);
    ASSERT_TRUE(decoded.has_value());
    const std::string from_tree =
        Written([&decoded](JsonWriter& writer) { writer.Attributes(*decoded); });
    EXPECT_EQ(Written([&item](JsonWriter& writer) { writer.Item(item); }), from_tree);
  }
}

TEST(JsonWriter_Item, StaysWellFormedWhenTheBytesAreCorrupt) {
  EXPECT_EQ(Written([](JsonWriter& writer) {
              writer.BeginArray();
              writer.Item(storage::EncodedItem("garbage"));
              writer.Int(1);
              writer.EndArray();
            }),
            "[{},1]");
}

TEST(JsonWriter_Rewind, ForgetsWhatCameAfterTheMark) {
  EXPECT_EQ(Written([](JsonWriter& writer) {
              writer.BeginArray();
              const JsonWriter::Mark empty = writer.mark();
              writer.Int(1);
              writer.Rewind(empty);
              writer.Int(2);
              const JsonWriter::Mark two = writer.mark();
              writer.BeginObject();
              writer.Key("a");
              writer.Rewind(two);
              writer.Int(3);
              writer.EndArray();
            }),
            "[2,3]");
}

}  // namespace
}  // namespace stator::json
