#include "server/json/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace stator::json {
namespace {

std::string Encoded(std::string_view bytes) {
  std::string text;
  AppendBase64(bytes, text);
  return text;
}

std::string DecodingError(std::string_view text) {
  Arena arena;
  const Result<std::string_view> bytes = DecodeBase64(arena, text);
  if (bytes.ok()) return "";
  EXPECT_EQ(bytes.error().code, ErrorCode::kSerialization);
  return bytes.error().message;
}

// RFC 4648, section 10.
TEST(Base64_RfcVectors, AreEncodedAndDecoded) {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : vectors) {
    Arena arena;
    EXPECT_EQ(Encoded(bytes), text);
    EXPECT_EQ(*DecodeBase64(arena, text), bytes);
  }
}

TEST(Base64_EveryByteValue, SurvivesARoundTrip) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (size_t length = 0; length <= bytes.size(); ++length) {
    Arena arena;
    EXPECT_EQ(*DecodeBase64(arena, Encoded(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64_Encoding, IsAppended) {
  std::string text = "x";
  AppendBase64("fo", text);
  EXPECT_EQ(text, "xZm8=");
}

// Recorded answers of the service; the spelling is its own.
TEST(Base64_MalformedText, IsASerializationException) {
  EXPECT_EQ(DecodingError("a"),
            "Base64 encoded length is expected a multiple of 4 bytes but found: 1");
  EXPECT_EQ(DecodingError("YWJjZA"),
            "Base64 encoded length is expected a multiple of 4 bytes but found: 6");
  for (const char* text : {"abc?", "YQ=?", "Y===", "====", "YR==", "YWF=", "YQ==YQ==", "Y Q=",
                           "YWI_", "YWI-", "Zm9\n", "=AAA", "\x80\x80\x80\x80"}) {
    EXPECT_EQ(DecodingError(text), "Invalid last non-pad Base64 character dectected") << text;
  }
}

}  // namespace
}  // namespace stator::json
