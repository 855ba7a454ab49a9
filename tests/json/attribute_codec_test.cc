#include "server/json/attribute_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/json/json_writer.h"
#include "tests/json/parsed_json.h"
#include "tests/support/random_values.h"

namespace stator::json {
namespace {

std::string Describe(const Error& error) {
  return (error.code == ErrorCode::kSerialization ? "SerializationException: "
                                                  : "ValidationException: ") +
         error.message;
}

// What reading `text` and writing it back gives, or the error.
std::string Read(std::string_view text) {
  ParsedJson json(text);
  EXPECT_TRUE(json.ok()) << text;
  const Result<AttributeValue> value = ReadAttributeValue(json.arena(), json.value());
  if (!value.ok()) return Describe(value.error());
  std::string written;
  JsonWriter(written).Value(*value);
  return written;
}

std::string ReadMap(std::string_view text) {
  ParsedJson json(text);
  EXPECT_TRUE(json.ok()) << text;
  const Result<AttributeMap> map = ReadAttributeMap(json.arena(), json.value());
  if (!map.ok()) return Describe(map.error());
  std::string written;
  JsonWriter(written).Attributes(*map);
  return written;
}

std::string Nested(size_t levels, std::string_view open, std::string_view core,
                   std::string_view close) {
  std::string text;
  for (size_t i = 0; i < levels; ++i) text += open;
  text += core;
  for (size_t i = 0; i < levels; ++i) text += close;
  return text;
}

const std::string_view kNoType =
    "ValidationException: Supplied AttributeValue is empty, must contain exactly one of the "
    "supported datatypes";
const std::string_view kSeveralTypes =
    "ValidationException: Supplied AttributeValue has more than one datatypes set, must contain "
    "exactly one of the supported datatypes";

TEST(AttributeCodec_CanonicalValues, AreReadAsTheyAre) {
  for (const std::string_view text :
       {R"({"S":""})", R"({"S":"x\"y"})", R"({"N":"0"})", R"({"N":"-12"})", R"({"N":"1.5"})",
        R"({"N":"12345678901234567890123456789012345678"})", R"({"B":""})", R"({"B":"Zm9v"})",
        R"({"BOOL":true})", R"({"BOOL":false})", R"({"NULL":true})", R"({"L":[]})", R"({"M":{}})",
        R"({"L":[{"S":"b"},{"S":"a"},{"M":{"x":{"L":[{"N":"1"}]}}}]})", R"({"SS":["","a","b"]})",
        R"({"NS":["-2","1","10"]})", R"({"BS":["","Zg==","Zm8="]})"}) {
    EXPECT_EQ(Read(text), text);
  }
}

TEST(AttributeCodec_Numbers, BecomeCanonical) {
  EXPECT_EQ(Read(R"({"N":"+1"})"), R"({"N":"1"})");
  EXPECT_EQ(Read(R"({"N":"-0"})"), R"({"N":"0"})");
  EXPECT_EQ(Read(R"({"N":"007"})"), R"({"N":"7"})");
  EXPECT_EQ(Read(R"({"N":"1.50"})"), R"({"N":"1.5"})");
  EXPECT_EQ(Read(R"({"N":"1E3"})"), R"({"N":"1000"})");
  EXPECT_EQ(Read(R"({"N":"100"})"), R"({"N":"100"})");
  EXPECT_EQ(Read(R"({"NS":["1e1","2"]})"), R"({"NS":["2","10"]})");
}

TEST(AttributeCodec_BadNumbers, AreValidationExceptions) {
  for (const std::string_view text : {"", "x", " 1", "1 ", "-", "1e", "1_0", "Infinity", "0x1"}) {
    EXPECT_TRUE(Read("{\"N\":\"" + std::string(text) + "\"}").starts_with("ValidationException: "))
        << text;
  }
  EXPECT_TRUE(Read(R"({"N":"123456789012345678901234567890123456789"})")
                  .starts_with("ValidationException: "));
}

TEST(AttributeCodec_CanonicalIntegers, AreNotCopied) {
  ParsedJson json(R"({"N":"-123"})");
  const Result<AttributeValue> value = ReadAttributeValue(json.arena(), json.value());
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(value->bytes().data(), json.value().Member("N")->text().data());
}

TEST(AttributeCodec_MapsAndSets, AreSorted) {
  EXPECT_EQ(ReadMap(R"({"b":{"S":"1"},"a":{"S":"2"},"aa":{"S":"3"},"B":{"S":"4"}})"),
            R"({"B":{"S":"4"},"a":{"S":"2"},"aa":{"S":"3"},"b":{"S":"1"}})");
  EXPECT_EQ(Read(R"({"M":{"b":{"S":"1"},"a":{"S":"2"}}})"),
            R"({"M":{"a":{"S":"2"},"b":{"S":"1"}}})");
  EXPECT_EQ(Read(R"({"SS":["b","\u00e9","B","a"]})"), "{\"SS\":[\"B\",\"a\",\"b\",\"\u00e9\"]}");
  EXPECT_EQ(Read(R"({"NS":["10","9","-1","1.5"]})"), R"({"NS":["-1","1.5","9","10"]})");
  EXPECT_EQ(Read(R"({"BS":["/w==","AA==","fw=="]})"), R"({"BS":["AA==","fw==","/w=="]})");
}

// DynamoDB Local and two emulators answer the same.
TEST(AttributeCodec_NotExactlyOneType, IsAValidationException) {
  for (const std::string_view text : {"{}", R"({"S":null})", R"({"Foo":"1"})", R"({"s":"1"})",
                                      R"({"L":[{}]})", R"({"M":{"a":{}}})", R"({"L":[null]})"}) {
    EXPECT_EQ(Read(text), kNoType) << text;
  }
  EXPECT_EQ(ReadMap(R"({"a":null})"), kNoType);
  for (const std::string_view text :
       {R"({"S":"a","N":"1"})", R"({"S":"a","N":"x"})", R"({"M":{"a":{"S":"a","N":"1"}}})"}) {
    EXPECT_EQ(Read(text), kSeveralTypes) << text;
  }
}

TEST(AttributeCodec_UnknownAndNullMembers, AreIgnored) {
  EXPECT_EQ(Read(R"({"Foo":1,"S":"a"})"), R"({"S":"a"})");
  EXPECT_EQ(Read(R"({"S":"a","N":null,"L":null})"), R"({"S":"a"})");
}

// DynamoDB Local and two emulators answer the same; the missing and doubled spaces are theirs.
TEST(AttributeCodec_InvalidContent, IsAValidationException) {
  const std::string prefix = "ValidationException: One or more parameter values were invalid: ";
  EXPECT_EQ(Read(R"({"SS":[]})"), prefix + "An string set  may not be empty");
  EXPECT_EQ(Read(R"({"NS":[]})"), prefix + "An number set  may not be empty");
  EXPECT_EQ(Read(R"({"BS":[]})"), prefix + "Binary sets should not be empty");
  EXPECT_EQ(Read(R"({"SS":["b","a","b"]})"),
            prefix + "Input collection [b, a, b] contains duplicates.");
  EXPECT_EQ(Read(R"({"BS":["Yg==","YQ==","Yg=="]})"),
            prefix + "Input collection [Yg==, YQ==, Yg==]of type BS contains duplicates.");
  EXPECT_EQ(Read(R"({"NS":["1","2","1.0"]})"),
            "ValidationException: Input collection contains duplicates");
  EXPECT_EQ(Read(R"({"NULL":false})"),
            prefix + "Null attribute value types must have the value of true");
  EXPECT_EQ(Read(R"({"SS":["a",null]})"),
            prefix + "An string set may not have a null string as a member");
  EXPECT_EQ(Read(R"({"NS":["1",null]})"),
            "ValidationException: The parameter cannot be converted to a numeric value");
  EXPECT_EQ(ReadMap(R"({"":{"S":"a"}})"), "ValidationException: Empty attribute name");
  EXPECT_EQ(Read(R"({"M":{"":{"S":"a"}}})"), "ValidationException: Empty attribute name");
}

// DynamoDB Local looks at sets and NULL before it counts the types.
TEST(AttributeCodec_SeveralTypesOneInvalid, ReportsTheInvalidOne) {
  const std::string prefix = "ValidationException: One or more parameter values were invalid: ";
  EXPECT_EQ(Read(R"({"S":"a","SS":[]})"), prefix + "An string set  may not be empty");
  EXPECT_EQ(Read(R"({"NULL":false,"S":"a"})"),
            prefix + "Null attribute value types must have the value of true");
}

// The agreement of emulators, and recorded answers of the service.
TEST(AttributeCodec_WrongJsonType, IsASerializationException) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"({"S":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"S":1.5})", "DECIMAL_VALUE cannot be converted to String"},
      {R"({"S":true})", "TRUE_VALUE cannot be converted to String"},
      {R"({"N":false})", "FALSE_VALUE cannot be converted to String"},
      {R"({"N":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"S":[]})", "Unrecognized collection type class java.lang.String"},
      {R"({"S":{}})", "Start of structure or map found where not expected"},
      {R"({"B":1})", "only base-64-encoded strings are convertible to bytes"},
      {R"({"B":[]})", "Unrecognized collection type class java.nio.ByteBuffer"},
      {R"({"B":{}})", "Start of structure or map found where not expected"},
      {R"({"B":"YQ"})", "Base64 encoded length is expected a multiple of 4 bytes but found: 2"},
      {R"({"BOOL":"true"})", "Unexpected token received from parser"},
      {R"({"BOOL":1})", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"({"BOOL":[]})", "Unrecognized collection type class java.lang.Boolean"},
      {R"({"NULL":"no"})", "Unexpected token received from parser"},
      {R"({"SS":"x"})", "Unexpected field type"},
      {R"({"SS":{}})", "Start of structure or map found where not expected"},
      {R"({"SS":[1]})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"SS":[[]]})", "Unrecognized collection type class java.lang.String"},
      {R"({"BS":["a?"]})", "Base64 encoded length is expected a multiple of 4 bytes but found: 2"},
      {R"({"L":"x"})", "Unexpected field type"},
      {R"({"L":{}})", "Start of structure or map found where not expected"},
      {R"({"L":[1]})", "Unexpected value type in payload"},
      {R"({"L":[[]]})",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
      {R"({"M":"x"})", "Unexpected field type"},
      {R"({"M":[]})",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
      {R"({"M":{"b":1}})", "Unexpected value type in payload"},
  };
  for (const auto& [text, message] : cases) {
    EXPECT_EQ(Read(text), "SerializationException: " + std::string(message)) << text;
    // Types come first: nothing that is wrong before it, in it or around it hides it.
    EXPECT_EQ(ReadMap("{\"a\":{},\"b\":" + std::string(text) + "}"),
              "SerializationException: " + std::string(message));
    EXPECT_EQ(Read("{\"L\":[{\"SS\":[]}," + std::string(text) + "]}"),
              "SerializationException: " + std::string(message));
  }
  EXPECT_EQ(Read(R"("x")"), "SerializationException: Unexpected field type");
  EXPECT_EQ(ReadMap(R"({"a":"x"})"), "SerializationException: Unexpected value type in payload");
  EXPECT_EQ(ReadMap("1"), "SerializationException: Unexpected field type");
}

// DynamoDB Local accepts 31 lists or maps around a scalar, and refuses 32.
TEST(AttributeCodec_Nesting, IsLimited) {
  const std::string too_deep =
      "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item "
      "have nested levels beyond supported limit";
  const std::string list = Nested(31, R"({"L":[)", R"({"S":"x"})", "]}");
  const std::string map = Nested(31, R"({"M":{"a":)", R"({"S":"x"})", "}}");
  EXPECT_EQ(Read(list), list);
  EXPECT_EQ(Read(map), map);
  EXPECT_EQ(Read(Nested(32, R"({"L":[)", R"({"S":"x"})", "]}")), too_deep);
  EXPECT_EQ(Read(Nested(32, R"({"M":{"a":)", R"({"S":"x"})", "}}")), too_deep);
  EXPECT_EQ(Read(Nested(32, R"({"L":[)", "", "]}")), too_deep);
  EXPECT_EQ(Read(Nested(200, R"({"L":[)", "", "]}")), too_deep);
  EXPECT_EQ(Read(Nested(200, R"({"L":[)", "1", "]}")),
            "SerializationException: Unexpected value type in payload");
}

// DynamoDB Local and two emulators answer the same.
TEST(AttributeCodec_ExpressionAttributeValues, TellTheKeyOfABadValue) {
  ParsedJson json(R"({":a":{"S":"x"},":b":{"SS":["y","y"]}})");
  const Result<AttributeMap> values = ReadExpressionAttributeValues(json.arena(), json.value());
  ASSERT_FALSE(values.ok());
  EXPECT_EQ(values.error().message,
            "ExpressionAttributeValues contains invalid value: One or more parameter values were "
            "invalid: Input collection [y, y] contains duplicates. for key :b");
  ParsedJson wrong(R"({":a":{},":b":{"S":1}})");
  const Result<AttributeMap> mistyped = ReadExpressionAttributeValues(wrong.arena(), wrong.value());
  ASSERT_FALSE(mistyped.ok());
  EXPECT_EQ(Describe(mistyped.error()),
            "SerializationException: NUMBER_VALUE cannot be converted to String");
}

// Random values hold bytes that are not UTF-8 and empty names; here both become acceptable.
AttributeValue MadeReadable(Arena& arena, const AttributeValue& value) {
  const auto readable = [&arena](std::string_view bytes) {
    std::string text = "x";
    for (const char byte : bytes) text += static_cast<char>(byte & 0x7F);
    return arena.CopyString(text);
  };
  switch (value.type()) {
    case AttributeType::kString:
      return AttributeValue::String(readable(value.bytes()));
    case AttributeType::kList: {
      const std::span<AttributeValue> elements =
          arena.NewArray<AttributeValue>(value.list().size());
      for (size_t i = 0; i < elements.size(); ++i) {
        elements[i] = MadeReadable(arena, value.list()[i]);
      }
      return AttributeValue::List(elements);
    }
    case AttributeType::kMap: {
      const std::span<Attribute> attributes = arena.NewArray<Attribute>(value.map().size());
      for (size_t i = 0; i < attributes.size(); ++i) {
        // Numbered, as the names may no longer differ.
        const std::string name =
            std::string(1, static_cast<char>('A' + i)) + std::string(readable(value.map()[i].name));
        attributes[i] = {arena.CopyString(name), MadeReadable(arena, value.map()[i].value)};
      }
      return AttributeValue::Map(attributes);
    }
    case AttributeType::kStringSet:
      return AttributeValue::Set(AttributeType::kBinarySet, value.set());
    default:
      return value;
  }
}

TEST(AttributeCodec_RandomValues, SurviveWritingAndReading) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Arena arena;
    stator::testing::RandomValues random(seed, arena);
    const AttributeValue value = MadeReadable(arena, random.Value(4));
    std::string written;
    JsonWriter(written).Value(value);
    const std::string copy = written;
    const Result<JsonValue> parsed = Parse(arena, written);
    ASSERT_TRUE(parsed.ok()) << copy;
    const Result<AttributeValue> read = ReadAttributeValue(arena, *parsed);
    ASSERT_TRUE(read.ok()) << copy;
    EXPECT_TRUE(*read == value) << copy;
  }
}

// Quadratic work on as many elements would take minutes.
TEST(AttributeCodec_LargeSets, AreNotQuadratic) {
  constexpr size_t kCount = 200000;
  std::string set = "{\"NS\":[";
  for (size_t i = 0; i < kCount; ++i) set += "\"" + std::to_string(i * 7919 % kCount) + "\",";
  set.back() = ']';
  ParsedJson json(set + "}");
  const Result<AttributeValue> value = ReadAttributeValue(json.arena(), json.value());
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(value->set().size(), kCount);
  EXPECT_EQ(value->set().back(), "199999");
}

}  // namespace
}  // namespace stator::json
