#include "server/admin/time_text.h"

#include <gtest/gtest.h>

#include <string>

namespace stator::server {
namespace {

constexpr int64_t kSecond = 1'000'000;

TEST(ParseDuration, NumbersWithUnits_AreAddedUp) {
  EXPECT_EQ(ParseDuration("25h"), 25 * 3600 * kSecond);
  EXPECT_EQ(ParseDuration("1d12h"), 36 * 3600 * kSecond);
  EXPECT_EQ(ParseDuration("1d2h3m4s5ms"), (86'400 + 7200 + 180 + 4) * kSecond + 5000);
  EXPECT_EQ(ParseDuration("90m"), 5400 * kSecond);
  EXPECT_EQ(ParseDuration("-30s"), -30 * kSecond);
  EXPECT_EQ(ParseDuration("1500ms"), 1'500'000);
  EXPECT_EQ(ParseDuration("0s"), 0);
  EXPECT_EQ(ParseDuration("100000d"), 100'000 * int64_t{86'400} * kSecond);
}

TEST(ParseDuration, AnythingElse_IsRefused) {
  for (const char* text :
       {"", "-", "5", "h", "5 h", "5h ", "1h2d", "1h1h", "1.5h", "5x", "--5s", "100001d",
        "100000d1ms", "99999999999999999999s", "9223372036854775807d"}) {
    EXPECT_EQ(ParseDuration(text), std::nullopt) << text;
  }
}

TEST(ParseTime, TimesOfIso8601_AreUnderstood) {
  EXPECT_EQ(ParseTime("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ParseTime("2026-11-21T07:40:00Z"), 1'795'246'800 * kSecond);
  EXPECT_EQ(ParseTime("2026-11-21T07:40:00.5Z"), 1'795'246'800 * kSecond + 500'000);
  EXPECT_EQ(ParseTime("2026-11-21T07:40:00.000001Z"), 1'795'246'800 * kSecond + 1);
  EXPECT_EQ(ParseTime("2026-11-21T08:40:00+01:00"), 1'795'246'800 * kSecond);
  EXPECT_EQ(ParseTime("2026-11-21T02:10:00-05:30"), 1'795'246'800 * kSecond);
  EXPECT_EQ(ParseTime("2028-02-29T00:00:00Z"), 1'835'395'200 * kSecond);
}

TEST(ParseTime, AnythingElse_IsRefused) {
  for (const char* text : {"",
                           "2026",
                           "2026-11-21",
                           "2026-11-21 07:40:00Z",
                           "2026-11-21T07:40:00",
                           "2026-11-21T07:40Z",
                           "2026-13-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-11-31T00:00:00Z",
                           "2026-11-21T24:00:00Z",
                           "2026-11-21T07:60:00Z",
                           "2026-11-21T07:40:60Z",
                           "2026-11-21T07:40:00.Z",
                           "2026-11-21T07:40:00.1234567Z",
                           "2026-11-21T07:40:00Zx",
                           "2026-11-21T07:40:00+0100",
                           "2026-11-21T07:40:00+24:00",
                           "1969-12-31T23:59:59Z",
                           "+026-11-21T07:40:00Z",
                           "2026-1-21T07:40:00Z"}) {
    EXPECT_EQ(ParseTime(text), std::nullopt) << text;
  }
}

TEST(ParseEpochSeconds, WholeAndBrokenSeconds_AreUnderstood) {
  EXPECT_EQ(ParseEpochSeconds("0"), 0);
  EXPECT_EQ(ParseEpochSeconds("1795246800"), 1'795'246'800 * kSecond);
  EXPECT_EQ(ParseEpochSeconds("1795246800.25"), 1'795'246'800 * kSecond + 250'000);
  for (const char* text : {"-1", "1e9", "", "1.", "253402300800", "99999999999999999999"}) {
    EXPECT_EQ(ParseEpochSeconds(text), std::nullopt) << text;
  }
}

TEST(TimeText, IsReadBackAsTheSameTime) {
  EXPECT_EQ(TimeText(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(TimeText(1'795'246'800 * kSecond + 7'999), "2026-11-21T07:40:00.007Z");
  for (int64_t seconds = 1; seconds < 200'000'000'000; seconds = seconds * 3 + 1) {
    EXPECT_EQ(ParseTime(TimeText(seconds * kSecond)), seconds * kSecond);
  }
}

}  // namespace
}  // namespace stator::server
