#include "server/time_text.h"

#include <gtest/gtest.h>

namespace stator::server {
namespace {

constexpr int64_t kSecond = 1'000'000;

TEST(ParseDuration, Units_AddUp) {
  EXPECT_EQ(ParseDuration("25h"), 25 * 3600 * kSecond);
  EXPECT_EQ(ParseDuration("90m"), 5400 * kSecond);
  EXPECT_EQ(ParseDuration("1d12h"), 36 * 3600 * kSecond);
  EXPECT_EQ(ParseDuration("2w1d1h1m1s1ms"), (15 * 86400 + 3661) * kSecond + 1000);
  EXPECT_EQ(ParseDuration("250ms"), 250'000);
  EXPECT_EQ(ParseDuration("0s"), 0);
  EXPECT_EQ(ParseDuration("-1h30m"), -5400 * kSecond);
  EXPECT_EQ(ParseDuration("+1h"), 3600 * kSecond);
}

TEST(ParseDuration, AnythingElse_IsRefused) {
  for (const char* bad : {"",
                          "-",
                          "25",
                          "h",
                          "25 h",
                          "25H",
                          "1h1d",
                          "1h1h",
                          "1.5h",
                          "1y",
                          "1hh",
                          "1h ",
                          " 1h",
                          "--1h",
                          "1h-1m",
                          "PT1H",
                          "1msm",
                          "9999999999999999999s",
                          "999999999999999999w",
                          "600000w"}) {
    EXPECT_EQ(ParseDuration(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(ParseDuration(std::string(100'000, '1')), std::nullopt);
}

TEST(ParseTime, Iso8601_IsRead) {
  EXPECT_EQ(ParseTime("1970-01-01"), 0);
  EXPECT_EQ(ParseTime("2030-01-31T12:00:00Z"), 1'896'091'200 * kSecond);
  EXPECT_EQ(ParseTime("2030-01-31T12:00Z"), 1'896'091'200 * kSecond);
  EXPECT_EQ(ParseTime("2030-01-31T14:00:00+02:00"), 1'896'091'200 * kSecond);
  EXPECT_EQ(ParseTime("2030-01-31T06:30:00-05:30"), 1'896'091'200 * kSecond);
  EXPECT_EQ(ParseTime("2030-01-31T12:00:00.1234567Z"), 1'896'091'200 * kSecond + 123'456);
  EXPECT_EQ(ParseTime("2024-02-29"), 1'709'164'800 * kSecond);
  EXPECT_EQ(ParseTime("9999-12-31T23:59:59.999999Z"), 253'402'300'800 * kSecond - 1);
}

TEST(ParseTime, AnythingElse_IsRefused) {
  for (const char* bad : {"",
                          "2030",
                          "2030-1-31",
                          "2030-02-30",
                          "2023-02-29",
                          "2030-13-01",
                          "2030-00-01",
                          "2030-01-31 12:00:00Z",
                          "2030-01-31T12:00:00",
                          "2030-01-31T24:00:00Z",
                          "2030-01-31T12:60:00Z",
                          "2030-01-31T12:00:60Z",
                          "2030-01-31T12:00:00.Z",
                          "2030-01-31T12:00:00z",
                          "2030-01-31T12:00:00Zx",
                          "2030-01-31T12Z",
                          "2030-01-31T",
                          "2030-01-31T12:00:00+0200",
                          "2030-01-31T12:00:00+24:00",
                          "1969-12-31",
                          "1970-01-01T00:00:00+01:00",
                          "9999-12-31T23:59:59-01:00",
                          "10000-01-01",
                          "+2030-01-01"}) {
    EXPECT_EQ(ParseTime(bad), std::nullopt) << bad;
  }
}

TEST(ParseSeconds, Numbers_AreRead) {
  EXPECT_EQ(ParseSeconds("90000"), 90'000 * kSecond);
  EXPECT_EQ(ParseSeconds("-0.25"), -250'000);
  EXPECT_EQ(ParseSeconds("1.0000019"), 1'000'001);
  for (const char* bad : {"", "-", "1e3", "1.", ".5", "+1", "999999999999", "9999999999999999999"})
    EXPECT_EQ(ParseSeconds(bad), std::nullopt) << bad;
}

TEST(FormatTime, Times_AreReadBack) {
  EXPECT_EQ(FormatTime(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(FormatTime(1'767'323'045'678'999), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(FormatTime(253'402'300'800 * kSecond - 1), "9999-12-31T23:59:59.999Z");
  for (int64_t micros = 0; micros < 253'402'300'800 * kSecond; micros += 1'234'567'890'123'000) {
    EXPECT_EQ(ParseTime(FormatTime(micros)), micros);
  }
}

}  // namespace
}  // namespace stator::server
