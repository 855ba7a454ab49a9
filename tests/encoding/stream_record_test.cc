#include "storage/encoding/stream_record.h"

#include <gtest/gtest.h>

#include <string>

namespace stator::storage {
namespace {

using namespace std::string_literals;

EncodedItem Item(std::string_view bytes) { return EncodedItem(bytes); }

std::string Encoded(const StreamRecord& record) {
  std::string bytes;
  AppendStreamRecord(record, bytes);
  return bytes;
}

void ExpectEqual(const StreamRecord& a, const StreamRecord& b) {
  const auto bytes = [](const std::optional<EncodedItem>& item) {
    return item.has_value() ? std::optional(item->bytes()) : std::nullopt;
  };
  EXPECT_EQ(a.event, b.event);
  EXPECT_EQ(a.by_time_to_live, b.by_time_to_live);
  EXPECT_EQ(a.creation_micros, b.creation_micros);
  EXPECT_EQ(a.keys.bytes(), b.keys.bytes());
  EXPECT_EQ(bytes(a.new_image), bytes(b.new_image));
  EXPECT_EQ(bytes(a.old_image), bytes(b.old_image));
}

TEST(StreamRecord, EveryKind_ReadsAsItWasWritten) {
  for (const StreamEvent event :
       {StreamEvent::kInsert, StreamEvent::kModify, StreamEvent::kRemove}) {
    for (int images = 0; images < 4; ++images) {
      StreamRecord record;
      record.event = event;
      record.by_time_to_live = images == 2;
      record.creation_micros = images == 3 ? -5 : 1'767'323'045'678'901;
      record.keys = Item("keys");
      if ((images & 1) != 0) record.new_image = Item("");
      if ((images & 2) != 0) record.old_image = Item(std::string_view("old\0image", 9));
      const std::string bytes = Encoded(record);
      const auto read = DecodeStreamRecord(bytes);
      ASSERT_TRUE(read.has_value());
      ExpectEqual(*read, record);
    }
  }
}

// On disk: docs/storage-format.md.
TEST(StreamRecord, Bytes_StayWhatTheyAre) {
  StreamRecord record;
  record.event = StreamEvent::kRemove;
  record.by_time_to_live = true;
  record.creation_micros = 3;
  record.keys = Item("K");
  record.old_image = Item("OO");
  EXPECT_EQ(Encoded(record), "\x01\x16\x06\x01K\x02OO"s);
  std::string key;
  AppendShardPrefix(1, 2, 3, key);
  AppendSequence(0x0102030405060708, key);
  EXPECT_EQ(key, "\0\0\0\1\0\0\0\2\0\0\0\3\1\2\3\4\5\6\7\x8"s);
  EXPECT_EQ(SequenceOfKey(key), 0x0102030405060708U);
  EXPECT_EQ(SequenceOfKey(key.substr(1)), std::nullopt);
}

TEST(StreamRecord, DamagedBytes_AreNone) {
  StreamRecord record;
  record.keys = Item("keys");
  record.new_image = Item("new");
  const std::string bytes = Encoded(record);
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(DecodeStreamRecord(bytes.substr(0, length)).has_value()) << length;
  }
  EXPECT_FALSE(DecodeStreamRecord(bytes + "x").has_value());
  for (const char* head : {"\x02\x01", "\x01\x03", "\x01\x20"}) {
    EXPECT_FALSE(DecodeStreamRecord(head + bytes.substr(2)).has_value());
  }
}

// SizeBytes of DynamoDB Local: keys and images by the sizes of items.
TEST(StreamRecord, Size_IsThatOfKeysAndImages) {
  std::string item;
  AppendItemHeader(7, 0, item);
  StreamRecord record;
  record.keys = EncodedItem(item);
  EXPECT_EQ(record.size_bytes(), 7U);
  record.new_image = EncodedItem(item);
  record.old_image = EncodedItem(item);
  EXPECT_EQ(record.size_bytes(), 21U);
}

}  // namespace
}  // namespace stator::storage
