#include "storage/encoding/item_codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/limits.h"
#include "storage/encoding/item_reader.h"
#include "tests/support/random_values.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;

std::string Encode(AttributeMap item, size_t item_size = 100) {
  std::string bytes;
  EncodeItem(item, item_size, bytes);
  return bytes;
}

// Writes down what it is told, so that two ways of reading can be compared.
class Transcript {
 public:
  std::string text;

  void Name(std::string_view name) { Note("name", name); }
  void Scalar(AttributeType type, std::string_view bytes) { Note(WireName(type), bytes); }
  void Bool(bool value) { Note("BOOL", value ? "1" : "0"); }
  void Null() { Note("NULL", ""); }
  void BeginMap(uint32_t count) { Note("M{", std::to_string(count)); }
  void EndMap() { Note("}", ""); }
  void BeginList(uint32_t count) { Note("L[", std::to_string(count)); }
  void EndList() { Note("]", ""); }
  void BeginSet(AttributeType type, uint32_t count) { Note(WireName(type), std::to_string(count)); }
  void SetElement(AttributeType type, std::string_view bytes) { Scalar(type, bytes); }
  void EndSet(AttributeType type) { Note("end", WireName(type)); }

  void Tree(AttributeMap attributes) {
    for (const Attribute& attribute : attributes) {
      Name(attribute.name);
      Tree(attribute.value);
    }
  }
  void Tree(const AttributeValue& value) {
    switch (value.type()) {
      case AttributeType::kString:
      case AttributeType::kNumber:
      case AttributeType::kBinary:
        return Scalar(value.type(), value.bytes());
      case AttributeType::kBool:
        return Bool(value.boolean());
      case AttributeType::kNull:
        return Null();
      case AttributeType::kMap:
        BeginMap(static_cast<uint32_t>(value.map().size()));
        Tree(value.map());
        return EndMap();
      case AttributeType::kList:
        BeginList(static_cast<uint32_t>(value.list().size()));
        for (const AttributeValue& element : value.list()) Tree(element);
        return EndList();
      default:
        BeginSet(value.type(), static_cast<uint32_t>(value.set().size()));
        for (std::string_view element : value.set()) {
          SetElement(SetElementType(value.type()), element);
        }
        return EndSet(value.type());
    }
  }

 private:
  void Note(std::string_view what, std::string_view detail) {
    text.append(what).append(":").append(detail).append("\n");
  }
};

AttributeValue NestedLists(size_t levels, Arena& arena) {
  AttributeValue value = AttributeValue::String("deep");
  for (size_t i = 0; i < levels; ++i) {
    const std::span<AttributeValue> element = arena.NewArray<AttributeValue>(1);
    element[0] = value;
    value = AttributeValue::List(element);
  }
  return value;
}

TEST(ItemCodec, ItemOfEveryType_HasTheDocumentedBytes) {
  // The layout is on disk: this test may gain cases, but its bytes never change.
  const std::vector<std::string_view> numbers = {"-1", "20"};
  const std::vector<AttributeValue> list = {AttributeValue::Null(), AttributeValue::Bool(true)};
  const std::vector<Attribute> map = {{"k", AttributeValue::Bool(false)}};
  const std::vector<Attribute> item = {
      {"a", AttributeValue::String("hi")},
      {"b", AttributeValue::Number("-1.5")},
      {"c", AttributeValue::Binary(std::string_view("\0", 1))},
      {"d", AttributeValue::List(list)},
      {"e", AttributeValue::Map(map)},
      {"f", AttributeValue::Set(AttributeType::kNumberSet, numbers)},
      {"g", AttributeValue::String("fifteen bytes!!")},
  };
  const std::string_view expected(
      "\x01\xAC\x02\x07"
      "\x01"
      "a\x21hi"
      "\x01"
      "b\x42-1.5"
      "\x01"
      "c\x13\0"
      "\x01"
      "d\x27\x02\0\0\0\x05\x14"
      "\x01"
      "e\x16\x03\0\0\0\x01k\x04"
      "\x01"
      "f\x29\x06\0\0\0\x02-1\x02"
      "20"
      "\x01"
      "g\xF1\x0F"
      "fifteen bytes!!",
      4 + 5 + 7 + 4 + 9 + 10 + 13 + 19);
  EXPECT_EQ(Encode(item, 300), expected);
}

// Half of the item's names, and others: before, between and behind them.
std::vector<std::string_view> SomeNames(AttributeMap item, RandomValues& random) {
  std::vector<std::string_view> names = {"", "a", "zzzz"};
  for (const Attribute& attribute : item) {
    if (random.OneIn(2)) names.push_back(attribute.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

TEST(ItemCodec, DecodeOnly_IsDecodeWithoutTheOtherAttributes) {
  Arena arena;
  RandomValues random(2, arena);
  for (int i = 0; i < 500; ++i) {
    const AttributeMap item = random.Attributes(12, 3);
    const std::string bytes = Encode(item);
    const std::vector<std::string_view> names = SomeNames(item, random);
    std::vector<Attribute> expected;
    for (const Attribute& attribute : item) {
      if (std::binary_search(names.begin(), names.end(), attribute.name)) {
        expected.push_back(attribute);
      }
    }
    const auto decoded = EncodedItem(bytes).DecodeOnly(arena, names);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(Equal(*decoded, expected));
  }
}

TEST(ItemCodec, DecodeOnly_FindsBytesThatAreCutOffBeforeTheAttribute) {
  Arena arena;
  const std::vector<Attribute> item = {{"a", AttributeValue::String("text")},
                                       {"b", AttributeValue::Number("1")}};
  const std::string bytes = Encode(item);
  const std::vector<std::string_view> names = {"b"};
  ASSERT_TRUE(EncodedItem(bytes).DecodeOnly(arena, names).has_value());
  for (size_t length = 0; length < bytes.size(); ++length) {
    const EncodedItem cut(std::string_view(bytes).substr(0, length));
    EXPECT_FALSE(cut.DecodeOnly(arena, names).has_value()) << length;
  }
}

TEST(ItemCodec, RandomItems_DecodeToThemselves) {
  Arena arena;
  RandomValues random(1, arena);
  for (int i = 0; i < 500; ++i) {
    const AttributeMap item = random.Attributes(12, 3);
    const size_t size = random.Below(limits::kMaxItemBytes + 1);
    const std::string bytes = Encode(item, size);
    const EncodedItem encoded(bytes);
    EXPECT_EQ(encoded.item_size(), size);
    const auto decoded = encoded.Decode(arena);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(Equal(*decoded, item));
  }
}

TEST(ItemCodec, DecodedScalars_AreViewsIntoTheStoredBytes) {
  const std::vector<Attribute> item = {{"name", AttributeValue::String("a longer value")}};
  const std::string bytes = Encode(item);
  Arena arena;
  const auto decoded = EncodedItem(bytes).Decode(arena);
  ASSERT_TRUE(decoded.has_value());
  const char* const value = decoded->front().value.bytes().data();
  EXPECT_TRUE(value > bytes.data() && value < bytes.data() + bytes.size());
}

TEST(ItemCodec, Visitor_SeesWhatTheTreeHolds) {
  Arena arena;
  RandomValues random(2, arena);
  for (int i = 0; i < 300; ++i) {
    const AttributeMap item = random.Attributes(12, 3);
    const std::string bytes = Encode(item);
    Transcript of_tree;
    of_tree.Tree(item);
    Transcript of_bytes;
    EXPECT_TRUE(VisitItem(EncodedItem(bytes), of_bytes));
    EXPECT_EQ(of_bytes.text, of_tree.text);
  }
}

TEST(ItemCodec, AttributeReader_PassesOverContainersToEveryAttribute) {
  Arena arena;
  RandomValues random(3, arena);
  for (int i = 0; i < 300; ++i) {
    const AttributeMap item = random.Attributes(12, 3);
    const std::string bytes = Encode(item);
    AttributeReader reader{EncodedItem(bytes)};
    EXPECT_EQ(reader.left(), item.size());
    for (const Attribute& attribute : item) {
      ASSERT_TRUE(reader.Next());
      EXPECT_EQ(reader.name(), attribute.name);
      Transcript of_tree;
      of_tree.Tree(attribute.value);
      Transcript of_bytes;
      EXPECT_TRUE(VisitValue(reader.value(), of_bytes));
      EXPECT_EQ(of_bytes.text, of_tree.text);
    }
    EXPECT_FALSE(reader.Next());
    EXPECT_TRUE(reader.ok());
  }
}

TEST(ItemCodec, DeepestAllowedNesting_RoundTrips) {
  Arena arena;
  const std::vector<Attribute> item = {{"a", NestedLists(limits::kMaxNestingDepth, arena)}};
  const std::string bytes = Encode(item);
  const auto decoded = EncodedItem(bytes).Decode(arena);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(Equal(*decoded, item));
}

TEST(ItemCodec, NestingBeyondTheStoredLimit_IsCorruptNotAStackOverflow) {
  Arena arena;
  const std::vector<Attribute> deepest = {{"a", NestedLists(kMaxStoredDepth, arena)}};
  EXPECT_TRUE(EncodedItem(Encode(deepest)).Decode(arena).has_value());
  const std::vector<Attribute> deeper = {{"a", NestedLists(5000, arena)}};
  const std::string bytes = Encode(deeper);
  EXPECT_FALSE(EncodedItem(bytes).Decode(arena).has_value());
  Transcript ignored;
  EXPECT_FALSE(VisitItem(EncodedItem(bytes), ignored));
}

TEST(ItemCodec, LargestNamesAndValues_RoundTrip) {
  const std::string name(limits::kMaxAttributeNameBytes, 'n');
  const std::string text(limits::kMaxItemBytes - name.size(), 't');
  const std::vector<Attribute> item = {{name, AttributeValue::String(text)}};
  const std::string bytes = Encode(item, limits::kMaxItemBytes);
  Arena arena;
  const auto decoded = EncodedItem(bytes).Decode(arena);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(Equal(*decoded, item));
  EXPECT_EQ(EncodedItem(bytes).item_size(), limits::kMaxItemBytes);
}

TEST(ItemCodec, EveryTruncation_IsCorrupt) {
  Arena arena;
  RandomValues random(4, arena);
  const std::string bytes = Encode(random.Attributes(10, 3));
  for (size_t length = 0; length < bytes.size(); ++length) {
    const EncodedItem truncated(std::string_view(bytes).substr(0, length));
    EXPECT_FALSE(truncated.Decode(arena).has_value()) << length;
    Transcript ignored;
    EXPECT_FALSE(VisitItem(truncated, ignored)) << length;
  }
}

TEST(ItemCodec, BytesBehindTheItem_AreCorrupt) {
  const std::string bytes = Encode({}) + '\0';
  Arena arena;
  EXPECT_FALSE(EncodedItem(bytes).Decode(arena).has_value());
}

TEST(ItemCodec, FlippedBytes_NeverReadOutOfBounds) {
  // What is decoded from damaged bytes is either refused or itself encodable; the sanitizers watch.
  Arena arena;
  RandomValues random(5, arena);
  for (int i = 0; i < 40; ++i) {
    const std::string bytes = Encode(random.Attributes(8, 2));
    for (size_t at = 0; at < bytes.size(); ++at) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(random.Below(256));
      Arena scratch;
      Transcript transcript;
      const bool visited = VisitItem(EncodedItem(damaged), transcript);
      const auto decoded = EncodedItem(damaged).Decode(scratch);
      if (!decoded.has_value()) continue;
      EXPECT_TRUE(visited);
      Transcript of_tree;
      of_tree.Tree(*decoded);
      EXPECT_EQ(transcript.text, of_tree.text);
    }
  }
}

TEST(ItemCodec, HugeCountInFewBytes_IsRefusedBeforeMemoryIsReserved) {
  for (const char* header : {"\xF6", "\xF7", "\xF8"}) {
    std::string bytes = "\x01\x01\x01\x01z";
    bytes += header;
    bytes += "\xFF\xFF\xFF\xFF\x0F";               // count
    bytes += std::string_view("\x01\0\0\0\0", 5);  // one byte of content
    Arena arena;
    EXPECT_FALSE(EncodedItem(bytes).Decode(arena).has_value());
    EXPECT_LT(arena.reserved_bytes(), 64U * 1024);
  }
}

TEST(ItemCodec, NamesOutOfOrderOrTwice_AreCorrupt) {
  Arena arena;
  EXPECT_TRUE(EncodedItem("\x01\x01\x02\x01"
                          "a\x05\x01"
                          "b\x05")
                  .Decode(arena)
                  .has_value());
  EXPECT_FALSE(EncodedItem("\x01\x01\x02\x01"
                           "b\x05\x01"
                           "a\x05")
                   .Decode(arena)
                   .has_value());
  EXPECT_FALSE(EncodedItem("\x01\x01\x02\x01"
                           "a\x05\x01"
                           "a\x05")
                   .Decode(arena)
                   .has_value());
}

TEST(ItemCodec, UnknownFormat_IsNotAnItem) {
  std::string bytes = Encode({});
  bytes[0] = 2;
  Arena arena;
  EXPECT_FALSE(EncodedItem(bytes).Decode(arena).has_value());
  EXPECT_EQ(EncodedItem(bytes).item_size(), 0U);
  EXPECT_FALSE(EncodedItem("").Decode(arena).has_value());
}

}  // namespace
}  // namespace stator::storage
