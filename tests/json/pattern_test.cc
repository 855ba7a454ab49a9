#include "server/json/pattern.h"

#include <gtest/gtest.h>

namespace stator::json {
namespace {

TEST(Pattern_ResourceName, HoldsLettersDigitsAndThreeSigns) {
  EXPECT_TRUE(IsResourceName("a"));
  EXPECT_TRUE(IsResourceName("aZ09_.-"));
  for (const char* text : {"", "a;", "a b", "\u00e9", "a/", "a:", "a@", "a[", "a`", "a{"}) {
    EXPECT_FALSE(IsResourceName(text)) << text;
  }
}

TEST(Pattern_WithoutDollar, HoldsAnythingElse) {
  EXPECT_TRUE(IsWithoutDollar("a \u00e9"));
  EXPECT_FALSE(IsWithoutDollar(""));
  EXPECT_FALSE(IsWithoutDollar("a$b"));
}

TEST(Pattern_BucketName, StartsAndEndsAlphanumeric) {
  EXPECT_TRUE(IsBucketName("ab"));
  EXPECT_TRUE(IsBucketName("a.-_b"));
  for (const char* text : {"", "a", "-a", "a-", "a$b"}) EXPECT_FALSE(IsBucketName(text)) << text;
}

TEST(Pattern_AccountId, IsTwelveDigits) {
  EXPECT_TRUE(IsAccountId("012345678901"));
  for (const char* text : {"", "01234567890", "0123456789012", "01234567890a"}) {
    EXPECT_FALSE(IsAccountId(text)) << text;
  }
}

TEST(Pattern_CsvDelimiter, IsOneOfSix) {
  for (const char* text : {",", ";", ":", "|", "\t", " "})
    EXPECT_TRUE(IsCsvDelimiter(text)) << text;
  for (const char* text : {"", "a", ",,", "\n"}) EXPECT_FALSE(IsCsvDelimiter(text)) << text;
}

TEST(Pattern_CsvHeader, IsPrintableAsciiWithoutQuoteAndComma) {
  EXPECT_TRUE(IsCsvHeader(""));
  EXPECT_TRUE(IsCsvHeader(" !#+-~"));
  for (const char* text : {"\"", ",", "\x7F", "\t", "\u00e9"})
    EXPECT_FALSE(IsCsvHeader(text)) << text;
}

TEST(Pattern_ImportToken, IsGroupsOfSixteenHexDigits) {
  EXPECT_TRUE(IsImportToken("0123456789abcdef"));
  EXPECT_TRUE(IsImportToken("0123456789abcdef0123456789abcdef"));
  for (const char* text : {"", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef0"}) {
    EXPECT_FALSE(IsImportToken(text)) << text;
  }
}

TEST(Pattern_ArnText, ExcludesControlsAndNoncharacters) {
  EXPECT_TRUE(IsArnText(""));
  EXPECT_TRUE(IsArnText("arn:\r\n\t \u00e9\uFFFD\U0001F600"));
  for (const char* text : {"\x01", "a\x1F", "\uFFFE", "\uFFFF"}) EXPECT_FALSE(IsArnText(text));
}

TEST(Pattern_Printable, IsPrintableAscii) {
  EXPECT_TRUE(IsPrintable(" ~"));
  for (const char* text : {"", "\t", "\x7F", "\u00e9"}) EXPECT_FALSE(IsPrintable(text)) << text;
}

}  // namespace
}  // namespace stator::json
