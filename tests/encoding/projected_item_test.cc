#include "storage/encoding/projected_item.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "model/item_size.h"
#include "tests/support/random_values.h"

namespace stator::storage {
namespace {

using stator::testing::RandomValues;

EncodedItem Encode(AttributeMap item, Arena& arena) {
  std::string bytes;
  EncodeItem(item, ItemSize(item), bytes);
  return EncodedItem(arena.CopyString(bytes));
}

// The projection of an item by these names, made of trees.
AttributeMap Project(AttributeMap item, const std::vector<std::string>& names, Arena& arena) {
  std::vector<Attribute> attributes;
  for (const std::string& name : names) {
    if (const AttributeValue* value = Find(item, name)) attributes.push_back({name, *value});
  }
  return arena.CopyArray(std::span<const Attribute>(attributes));
}

TEST(ProjectedItem, OfRandomItems_HasTheBytesOfTheProjectedTree) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Arena arena;
    RandomValues random(seed, arena);
    const AttributeMap item = random.Attributes(12, 3);
    std::set<std::string> wanted;
    for (const Attribute& attribute : item) {
      if (random.OneIn(2)) wanted.insert(std::string(attribute.name));
    }
    for (size_t i = random.Below(4); i > 0; --i) wanted.insert(std::string(random.Bytes(1, 5)));
    const std::vector<std::string> names(wanted.begin(), wanted.end());

    const EncodedItem stored = Encode(item, arena);
    std::vector<EncodedValue> values(names.size(), EncodedValue("left over"));
    ASSERT_TRUE(PickAttributes(stored, names, values));
    std::vector<PickedAttribute> picked;
    size_t size = 0;
    for (size_t i = 0; i < names.size(); ++i) {
      const AttributeValue* const value = Find(item, names[i]);
      ASSERT_EQ(values[i].bytes().empty(), value == nullptr);
      if (value == nullptr) continue;
      EXPECT_EQ(EncodedValueSize(values[i]), AttributeValueSize(*value));
      picked.push_back({names[i], values[i]});
      size += names[i].size() + EncodedValueSize(values[i]);
    }
    std::string bytes;
    EncodeProjectedItem(picked, size, bytes);
    EXPECT_EQ(bytes, Encode(Project(item, names, arena), arena).bytes());
  }
}

TEST(ProjectedItem, Scalars_AreReadAndOthersAreNot) {
  Arena arena;
  const std::string_view element = "e";
  const Attribute item[] = {
      {"b", AttributeValue::Binary("bytes")},
      {"l", AttributeValue::List({})},
      {"n", AttributeValue::Number("-1.5")},
      {"o", AttributeValue::Bool(true)},
      {"s", AttributeValue::String("")},
      {"t", AttributeValue::Set(AttributeType::kStringSet, {&element, 1})},
      {"z", AttributeValue::Null()},
  };
  const std::vector<std::string> names = {"b", "l", "n", "o", "s", "t", "z"};
  std::vector<EncodedValue> values(names.size());
  ASSERT_TRUE(PickAttributes(Encode(item, arena), names, values));
  EXPECT_EQ(ScalarOf(values[0]), AttributeValue::Binary("bytes"));
  EXPECT_EQ(ScalarOf(values[2]), AttributeValue::Number("-1.5"));
  EXPECT_EQ(ScalarOf(values[4]), AttributeValue::String(""));
  for (const size_t other : {1U, 3U, 5U, 6U}) EXPECT_EQ(ScalarOf(values[other]), std::nullopt);
  EXPECT_EQ(ScalarOf(EncodedValue()), std::nullopt);
}

TEST(ProjectedItem, DamagedItems_AreRefusedOrHaveNothing) {
  Arena arena;
  RandomValues random(9, arena);
  const std::vector<std::string> names = {"\xFF\xFF\xFF\xFF"};  // behind all attributes
  for (int i = 0; i < 200; ++i) {
    const EncodedItem stored = Encode(random.Attributes(5, 2), arena);
    for (size_t length = 0; length < stored.bytes().size(); length += 1 + random.Below(5)) {
      std::vector<EncodedValue> values(1);
      EXPECT_FALSE(PickAttributes(EncodedItem(stored.bytes().substr(0, length)), names, values));
    }
  }
}

}  // namespace
}  // namespace stator::storage
