#include "server/operations/shard_iterator.h"

#include <gtest/gtest.h>

#include <string>

#include "server/operations/sequence_number.h"

namespace stator::server {
namespace {

TEST(ShardIterator, Text_ReadsAsItWasWritten) {
  Arena arena;
  for (const char* arn :
       {"arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/label", "a|1|b"}) {
    for (const uint64_t sequence : {uint64_t{0}, uint64_t{1}, UINT64_MAX}) {
      const ShardIterator iterator{arn, {UINT32_MAX, sequence}, -1};
      const std::string text = EncodeShardIterator(iterator);
      EXPECT_EQ(text.rfind(std::string(arn) + "|1|", 0), 0U);
      EXPECT_EQ(DecodeShardIterator(text, arena), iterator);
    }
  }
}

TEST(ShardIterator, EveryChangedByte_IsFound) {
  Arena arena;
  const std::string text = EncodeShardIterator({"arn", {7, 8}, 9});
  for (size_t i = 0; i < text.size(); ++i) {
    for (const char byte : {'A', 'b', '3', '|', '='}) {
      std::string changed = text;
      changed[i] = byte;
      if (changed == text) continue;
      EXPECT_FALSE(DecodeShardIterator(changed, arena).has_value()) << changed;
    }
  }
}

TEST(SequenceNumber, Text_ReadsAsItWasWritten) {
  for (const uint64_t sequence : {uint64_t{0}, uint64_t{1}, uint64_t{12345}, UINT64_MAX}) {
    const std::string text = SequenceNumberText(sequence);
    EXPECT_EQ(text.size(), 23U);
    EXPECT_EQ(ParseSequenceNumber(text), sequence);
    EXPECT_EQ(ParseSequenceNumber("0000" + text), sequence);
  }
  EXPECT_LT(SequenceNumberText(9), SequenceNumberText(10));
}

TEST(SequenceNumber, OtherNumbers_AreBelowOrAboveAll) {
  EXPECT_EQ(ParseSequenceNumber("000000000000000000000"), 0U);
  EXPECT_EQ(ParseSequenceNumber("9999999999999999999999"), 0U);
  EXPECT_EQ(ParseSequenceNumber("20000000000000000000000"), UINT64_MAX);
  EXPECT_EQ(ParseSequenceNumber("19999999999999999999999"), UINT64_MAX);
  EXPECT_EQ(ParseSequenceNumber("100000000000000000000000"), UINT64_MAX);
  for (const char* text : {"", "-10000000000000000000001", "1000000000000000000000x", " 1"}) {
    EXPECT_EQ(ParseSequenceNumber(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stator::server
