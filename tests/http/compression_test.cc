#include "server/http/compression.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "zlib_oracle.h"

namespace stator::http {
namespace {

std::string Numbers(size_t bytes) {
  std::string text;
  for (unsigned i = 0; text.size() < bytes; ++i) text += std::to_string(i * 2654435761U);
  text.resize(bytes);
  return text;
}

TEST(ContentEncoding_Parse, KnowsGzipDeflateIdentity) {
  EXPECT_EQ(ParseContentEncoding(""), ContentCoding::kIdentity);
  EXPECT_EQ(ParseContentEncoding("identity"), ContentCoding::kIdentity);
  EXPECT_EQ(ParseContentEncoding("GZip"), ContentCoding::kGzip);
  EXPECT_EQ(ParseContentEncoding("x-gzip"), ContentCoding::kGzip);
  EXPECT_EQ(ParseContentEncoding(" deflate "), ContentCoding::kDeflate);
  EXPECT_EQ(ParseContentEncoding("identity, gzip"), ContentCoding::kGzip);
  EXPECT_EQ(ParseContentEncoding("br"), ContentCoding::kUnknown);
  EXPECT_EQ(ParseContentEncoding("gzip, gzip"), ContentCoding::kUnknown);
}

TEST(AcceptEncoding_Choose, CompressesOnlyWhenTheClientNamesACodingItWants) {
  const auto choose = ChooseResponseCoding;
  EXPECT_EQ(choose(""), ContentCoding::kIdentity);
  EXPECT_EQ(choose("identity"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("*"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("br, zstd"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("gzip;q=0"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("gzip; q=0.000, identity"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("gzip;q=nonsense"), ContentCoding::kIdentity);
  EXPECT_EQ(choose("gzip"), ContentCoding::kGzip);
  EXPECT_EQ(choose("GZIP;q=0.001"), ContentCoding::kGzip);
  EXPECT_EQ(choose("deflate, br, gzip;q=0.1"), ContentCoding::kGzip);
  EXPECT_EQ(choose("gzip;q=0,deflate;q=1.0"), ContentCoding::kDeflate);
  EXPECT_EQ(choose("deflate"), ContentCoding::kDeflate);
  EXPECT_EQ(choose(",,, ;;q=1, =, gzip"), ContentCoding::kGzip);
}

TEST(Inflater_Inflate, UndoesEveryFormOfStream) {
  Inflater inflater;
  std::string output;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{300}, size_t{200'000}}) {
    const std::string text = Numbers(size);
    for (const int window_bits : {15 + 16, 15, -15}) {
      const auto coding = window_bits > 15 ? ContentCoding::kGzip : ContentCoding::kDeflate;
      ASSERT_EQ(inflater.Inflate(coding, Compress(text, window_bits), size, output),
                Inflater::Status::kOk)
          << size << " " << window_bits;
      EXPECT_EQ(output, text);
    }
  }
}

// RFC 1952 section 2.2: a gzip file consists of a series of members.
TEST(Inflater_Inflate, SeveralGzipMembers_AreJoined) {
  Inflater inflater;
  std::string output;
  const std::string members = Compress("one ", 31) + Compress("", 31) + Compress("two", 31);
  ASSERT_EQ(inflater.Inflate(ContentCoding::kGzip, members, 7, output), Inflater::Status::kOk);
  EXPECT_EQ(output, "one two");
}

TEST(Inflater_Inflate, LimitIsExact) {
  Inflater inflater;
  std::string output;
  const std::string compressed = Compress(std::string(5'000, 'x'), 31);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, compressed, 5'000, output),
            Inflater::Status::kOk);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, compressed, 4'999, output),
            Inflater::Status::kTooLarge);
}

TEST(Inflater_Inflate, Bomb_StopsAtTheLimit) {
  Inflater inflater;
  std::string output;
  const std::string bomb = Compress(std::string(64'000'000, '\0'), 31);
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, bomb, 1'000'000, output),
            Inflater::Status::kTooLarge);
  EXPECT_LE(output.size(), 1'000'001U);
}

TEST(Inflater_Inflate, DamagedOrCutStream_IsCorrupt_AndTheNextOneWorks) {
  Inflater inflater;
  std::string output;
  const std::string good = Compress(Numbers(1'000), 31);
  for (size_t length = 0; length < good.size(); length += 7) {
    EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, std::string_view(good).substr(0, length),
                               10'000, output),
              Inflater::Status::kCorrupt)
        << length;
  }
  std::string damaged = good;
  damaged[damaged.size() / 2] ^= 0x55;
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, damaged, 10'000, output),
            Inflater::Status::kCorrupt);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, good + "garbage", 10'000, output),
            Inflater::Status::kCorrupt);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kDeflate, good, 10'000, output),
            Inflater::Status::kCorrupt);
  EXPECT_EQ(inflater.Inflate(ContentCoding::kGzip, good, 10'000, output), Inflater::Status::kOk);
}

TEST(Deflater_Deflate, CanBeUndone_AgainAndAgain) {
  Deflater deflater;
  std::string output;
  for (const size_t size : {size_t{1}, size_t{300}, size_t{2'000'000}, size_t{5}}) {
    const std::string text = Numbers(size);
    ASSERT_TRUE(deflater.Deflate(ContentCoding::kGzip, text, output));
    EXPECT_EQ(Uncompress(output, 31), text);
    ASSERT_TRUE(deflater.Deflate(ContentCoding::kDeflate, text, output));
    EXPECT_EQ(Uncompress(output, 15), text);
  }
}

// The check value that every description of this CRC gives.
TEST(Crc32_Value, IsTheWellKnownOne) {
  EXPECT_EQ(Crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(Crc32(""), 0U);
  EXPECT_EQ(Crc32({}), 0U);
  // 1,000 and 100 bytes: two ways lead to it.
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>(i * 7 % 256);
  EXPECT_EQ(Crc32(text), 0x114AD5FFU);
  EXPECT_EQ(Crc32(std::string_view(text).substr(0, 100)), 0x821D3E85U);
}

}  // namespace
}  // namespace stator::http
