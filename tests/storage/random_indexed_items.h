#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "tests/storage/indexed_tables.h"
#include "tests/support/random_values.h"

namespace stator::storage {

// The key attributes of the table and of its indexes.
inline const KeyAttribute kA = {"a", AttributeType::kString};
inline const KeyAttribute kB = {"b", AttributeType::kNumber};
inline const KeyAttribute kC = {"c", AttributeType::kBinary};
inline const KeyAttribute kD = {"d", AttributeType::kString};
inline const KeyAttribute kAttributes[] = {kA, kB, kC, kD};
inline const KeyAttribute kP = {"p", AttributeType::kString};
inline const KeyAttribute kS = {"s", AttributeType::kNumber};

inline std::vector<IndexSchema> IndexesOfEveryShape() {
  return {
      LocalIndex("local-b", kB, ProjectionType::kKeysOnly),
      LocalIndex("local-a", kA),
      LocalIndex("local-d", kD, ProjectionType::kInclude, {"x", "b"}),
      GlobalIndex("keys", {kA}, {}, ProjectionType::kKeysOnly),
      GlobalIndex("all", {kA}, {kB}),
      GlobalIndex("multi", {kA, kB}, {kC, kD}, ProjectionType::kInclude, {"y", "x"}),
      GlobalIndex("four", {kD, kC, kS, kP}, {kA, kB}, ProjectionType::kKeysOnly),
      GlobalIndex("inverted", {kS}, {kP}, ProjectionType::kInclude, {"a"}),
      GlobalIndex("ranges", {kD}, {kA, kC, kB, kS}),
  };
}

// Items of a table with the key p, s that fit IndexesOfEveryShape(), or now and then do not.
class RandomIndexedItems {
 public:
  explicit RandomIndexedItems(uint64_t seed) : random_(seed, arena_) {
    // Few values, so that keys meet; some of each other's beginnings.
    for (const AttributeType type :
         {AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary}) {
      std::vector<AttributeValue>& pool = pools_[type];
      for (int i = 0; i < 4; ++i) pool.push_back(random_.KeyScalar(type));
      if (type == AttributeType::kNumber) continue;
      pool.push_back(AttributeValue::Scalar(type, "a"));
      pool.push_back(AttributeValue::Scalar(type, std::string_view("a\0b", 3)));
    }
  }

  stator::testing::RandomValues& random() { return random_; }

  AttributeValue Any(AttributeType type) {
    const auto& pool = pools_[type];
    return pool[random_.Below(pool.size())];
  }

  // An item with some of the attributes; now and then one that does not fit an index.
  AttributeMap AnyItem(const AttributeMap* old_item) {
    std::map<std::string_view, AttributeValue> attributes;
    if (old_item != nullptr) {
      for (const Attribute& attribute : *old_item) attributes[attribute.name] = attribute.value;
    }
    for (const KeyAttribute& key : kAttributes) {
      if (old_item != nullptr && !random_.OneIn(3)) continue;
      attributes.erase(key.name);
      if (random_.OneIn(4)) continue;
      attributes[key.name] = random_.OneIn(12) ? random_.Value(2) : Any(key.type);
    }
    for (const std::string_view name : {"x", "y", "z"}) {
      if (old_item != nullptr && !random_.OneIn(3)) continue;
      attributes.erase(name);
      if (random_.OneIn(2)) attributes[name] = random_.Value(2);
    }
    if (old_item == nullptr) {
      attributes["p"] = Any(kP.type);
      attributes["s"] = Any(kS.type);
    }
    const std::span<Attribute> item = arena_.NewArray<Attribute>(attributes.size());
    size_t i = 0;
    for (const auto& [name, value] : attributes) item[i++] = {name, value};
    return item;
  }

 private:
  Arena arena_;  // of all that is made here
  stator::testing::RandomValues random_;
  std::map<AttributeType, std::vector<AttributeValue>> pools_;
};

}  // namespace stator::storage
