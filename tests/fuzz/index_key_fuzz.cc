// Any bytes as the stored key of an index entry: what is accepted must encode to the same bytes,
// however its values are dealt to the index and the item. And any bytes as a stored item, of which
// attributes are picked: they must be those of the decoded item.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "model/item_size.h"
#include "storage/encoding/index_key.h"
#include "storage/encoding/projected_item.h"

namespace {

using namespace stator;           // NOLINT(google-build-using-namespace)
using namespace stator::storage;  // NOLINT(google-build-using-namespace)

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckKey(std::string_view bytes) {
  Arena arena;
  const size_t partition = PartitionPrefixBytes(bytes);
  Require(partition <= bytes.size());
  const auto item_key = DecodeItemKey(bytes, arena);
  if (item_key.has_value()) {
    std::string prefix;
    AppendPartitionPrefix(item_key->table_id, item_key->key.partition, prefix);
    Require(prefix.size() == partition);
  }
  const auto decoded = DecodeIndexKey(bytes, arena);
  if (!decoded.has_value() || decoded->values.size() < 2) return;
  for (size_t hash = 1; hash < decoded->values.size(); ++hash) {
    std::string again;
    std::string item;
    AppendItemKey(decoded->table_id, {decoded->values.back(), std::nullopt}, item);
    AppendIndexKey(decoded->index_id, decoded->values.first(hash),
                   decoded->values.subspan(hash, decoded->values.size() - 1 - hash), item, again);
    Require(again.size() == bytes.size());
    Require(again.substr(0, 8) == bytes.substr(0, 8));
    // The hash is not checked when a key is decoded.
    Require(std::string_view(again).substr(kHashedIndexPrefixBytes) ==
            bytes.substr(kHashedIndexPrefixBytes));
  }
}

void CheckItem(std::string_view bytes) {
  Arena arena;
  const EncodedItem item(bytes);
  const auto decoded = item.Decode(arena);
  std::vector<std::string> names = {"a"};
  if (decoded.has_value()) {
    names.clear();
    for (const Attribute& attribute : *decoded) names.emplace_back(attribute.name);
  }
  std::vector<EncodedValue> values(names.size());
  const bool picked = PickAttributes(item, names, values);
  if (!decoded.has_value()) return;
  Require(picked);
  for (size_t i = 0; i < names.size(); ++i) {
    Require(!values[i].bytes().empty());
    Require(EncodedValueSize(values[i]) == AttributeValueSize((*decoded)[i].value));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckKey(bytes);
  CheckItem(bytes);
  return 0;
}
