// Any text as a ShardIterator or a SequenceNumber: what is accepted is what was once written.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/operations/sequence_number.h"
#include "server/operations/shard_iterator.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  stator::Arena arena;
  const auto iterator = stator::server::DecodeShardIterator(text, arena);
  if (iterator.has_value() && EncodeShardIterator(*iterator) != text) std::abort();

  const auto sequence = stator::server::ParseSequenceNumber(text);
  if (sequence.has_value()) {
    const std::string canonical = stator::server::SequenceNumberText(*sequence);
    if (stator::server::ParseSequenceNumber(canonical) != sequence) std::abort();
  }
  return 0;
}
