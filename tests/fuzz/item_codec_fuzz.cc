// Any bytes as a stored item: what is accepted must read the same both ways and encode again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "storage/encoding/item_codec.h"
#include "storage/encoding/item_reader.h"

namespace {

using stator::Arena;
using stator::AttributeMap;
using stator::AttributeType;
using stator::storage::AttributeReader;
using stator::storage::EncodedItem;

// Touches every byte it is given.
struct Checksum {
  uint64_t sum = 0;

  void Add(std::string_view bytes) {
    for (const char byte : bytes) sum = sum * 31 + static_cast<uint8_t>(byte);
  }
  void Name(std::string_view name) { Add(name); }
  void Scalar(AttributeType, std::string_view bytes) { Add(bytes); }
  void Bool(bool value) { sum += value ? 1 : 0; }
  void Null() {}
  void BeginMap(uint32_t) {}
  void EndMap() {}
  void BeginList(uint32_t) {}
  void EndList() {}
  void BeginSet(AttributeType, uint32_t) {}
  void SetElement(AttributeType, std::string_view bytes) { Add(bytes); }
  void EndSet(AttributeType) {}
};

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const EncodedItem item({reinterpret_cast<const char*>(data), size});
  Arena arena;
  const auto decoded = item.Decode(arena);
  Checksum checksum;
  const bool visited = VisitItem(item, checksum);
  AttributeReader reader(item);
  uint32_t passed = 0;
  while (reader.Next()) ++passed;
  if (!decoded.has_value()) return 0;

  Require(visited && reader.ok() && passed == decoded->size());
  std::string again;
  stator::storage::EncodeItem(*decoded, item.item_size(), again);
  const auto decoded_again = EncodedItem(again).Decode(arena);
  Require(decoded_again.has_value() && stator::Equal(*decoded, *decoded_again));
  return 0;
}
