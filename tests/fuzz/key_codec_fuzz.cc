// Any bytes as a stored key: what is accepted must encode to the same bytes. And any two strings
// as keys, which must compare like what they stand for.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "storage/encoding/key_codec.h"

namespace {

using stator::Arena;
using stator::AttributeValue;

void Require(bool condition) {
  if (!condition) std::abort();
}

int Sign(int value) { return (value > 0) - (value < 0); }

void CheckOrder(std::string_view left, std::string_view right) {
  std::string left_key;
  stator::storage::AppendKeyValue(AttributeValue::Binary(left), left_key);
  std::string right_key;
  stator::storage::AppendKeyValue(AttributeValue::Binary(right), right_key);
  Require(Sign(left_key.compare(right_key)) == Sign(left.compare(right)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckOrder(bytes.substr(0, size / 2), bytes.substr(size / 2));

  Arena arena;
  const auto decoded = stator::storage::DecodeItemKey(bytes, arena);
  if (!decoded.has_value()) return 0;
  std::string again;
  stator::storage::AppendItemKey(decoded->table_id, decoded->key, again);
  // The hash is not checked when a key is decoded.
  Require(bytes.substr(stator::storage::kHashedPrefixBytes) ==
          std::string_view(again).substr(stator::storage::kHashedPrefixBytes));
  return 0;
}
