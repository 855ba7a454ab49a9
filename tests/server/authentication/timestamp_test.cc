#include "server/authentication/timestamp.h"

#include <gtest/gtest.h>

namespace stator::server {
namespace {

TEST(Timestamp, BasicFormat_IsReadAndWritten) {
  EXPECT_EQ(ParseTimestamp("20150830T123600Z"), 1440938160);
  EXPECT_EQ(ParseTimestamp("19700101T000000Z"), 0);
  EXPECT_EQ(ParseTimestamp("20240229T235959Z"), 1709251199);
  EXPECT_EQ(FormatTimestamp(1440938160), "20150830T123600Z");
  EXPECT_EQ(FormatTimestamp(1709251199), "20240229T235959Z");
}

TEST(Timestamp, WhatIsNoTime_IsRefused) {
  for (const char* text :
       {"", "20150830", "20150830T123600", "20150830t123600Z", "2015-08-30T12:36:00Z",
        "20151330T123600Z", "20150831T243600Z", "20150230T123600Z", "20150830T126000Z",
        "20150830T123660Z", "2015083 T123600Z", "20150830T123600ZZ", "20150800T123600Z"}) {
    EXPECT_EQ(ParseTimestamp(text), std::nullopt) << text;
  }
}

TEST(HttpDate, FormatOfRfc9110_IsRead) {
  EXPECT_EQ(ParseHttpDate("Sun, 30 Aug 2015 12:36:00 GMT"), 1440938160);
  for (const char* text : {"", "Sun, 30 Aug 2015 12:36:00 UTC", "Sun, 30 Abc 2015 12:36:00 GMT",
                           "Sun, 31 Jun 2015 12:36:00 GMT", "30 Aug 2015 12:36:00 GMT",
                           "Sun, 3a Aug 2015 12:36:00 GMT", "Sunday, 30-Aug-15 12:36:00 GMT"}) {
    EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stator::server
