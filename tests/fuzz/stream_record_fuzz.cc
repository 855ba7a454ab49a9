// Any bytes as a stored stream record: what is accepted must be written back to the same record.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "storage/encoding/stream_record.h"

namespace {

using stator::storage::EncodedItem;

void Require(bool condition) {
  if (!condition) std::abort();
}

bool SameItem(const std::optional<EncodedItem>& a, const std::optional<EncodedItem>& b) {
  if (!a.has_value() || !b.has_value()) return a.has_value() == b.has_value();
  return a->bytes() == b->bytes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  stator::storage::SequenceOfKey(bytes);
  const auto record = stator::storage::DecodeStreamRecord(bytes);
  if (!record.has_value()) return 0;
  static_cast<void>(record->size_bytes());
  std::string again;
  AppendStreamRecord(*record, again);
  const auto read = stator::storage::DecodeStreamRecord(again);
  Require(read.has_value());
  Require(read->event == record->event && read->by_time_to_live == record->by_time_to_live);
  Require(read->creation_micros == record->creation_micros);
  Require(read->keys.bytes() == record->keys.bytes());
  Require(SameItem(read->new_image, record->new_image));
  Require(SameItem(read->old_image, record->old_image));
  return 0;
}
