#include "server/http/input_buffer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace stator::http {
namespace {

TEST(InputBuffer_Contents, SurviveGrowthAndConsumption) {
  InputBuffer buffer;
  std::string expected;
  for (int round = 0; round < 200; ++round) {
    const std::string piece(static_cast<size_t>(round % 37 + 1),
                            static_cast<char>('a' + round % 26));
    buffer.Append(piece);
    expected += piece;
    const size_t used = static_cast<size_t>(round * 7 % 19) % (expected.size() + 1);
    buffer.Consume(used);
    expected.erase(0, used);
    ASSERT_EQ(buffer.view(), expected) << round;
  }
}

TEST(InputBuffer_Prepare, GivesAtLeastWhatIsAskedFor) {
  InputBuffer buffer;
  EXPECT_GE(buffer.Prepare(10, 100).size(), 100U);
  buffer.Append("0123456789");
  buffer.Consume(9);
  EXPECT_GE(buffer.Prepare(500, 0).size(), 500U);
  EXPECT_EQ(buffer.view(), "9");
}

TEST(InputBuffer_Prepare, ReusesTheRoomOfConsumedBytes) {
  InputBuffer buffer;
  buffer.Append(std::string(1'000, 'x'));
  const size_t capacity = buffer.capacity();
  buffer.Consume(999);
  EXPECT_GE(buffer.Prepare(900, 5'000).size(), 900U);
  EXPECT_EQ(buffer.capacity(), capacity);
  EXPECT_EQ(buffer.view(), "x");
}

TEST(InputBuffer_Release, GivesTheMemoryBack) {
  InputBuffer buffer;
  buffer.Append("bytes");
  buffer.Release();
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.capacity(), 0U);
  buffer.Append("more");
  EXPECT_EQ(buffer.view(), "more");
}

// The handler gets bodies with a terminator behind them, also when they fill the buffer.
TEST(InputBuffer_Contents, HaveOneMoreByteBehindThem) {
  InputBuffer buffer;
  buffer.Append("full");
  ASSERT_EQ(buffer.size(), buffer.capacity());
  buffer.data()[buffer.size()] = '\0';
  EXPECT_STREQ(buffer.data(), "full");
}

}  // namespace
}  // namespace stator::http
