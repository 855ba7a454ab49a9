#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace stator::http {

// The content codings of RFC 9110 section 8.4.1 that this server knows.
enum class ContentCoding : uint8_t { kIdentity, kGzip, kDeflate, kUnknown };

// The value of a Content-Encoding header; empty is identity. More than one coding on top of each
// other is kUnknown.
ContentCoding ParseContentEncoding(std::string_view value);

// What to answer with under this Accept-Encoding header: gzip, else deflate, and only one that the
// client names and does not weigh 0. "*" alone is not taken as a wish for compression.
ContentCoding ChooseResponseCoding(std::string_view accept_encoding);

// Decompresses; its memory is kept for the next call. Not thread-safe.
class Inflater {
 public:
  enum class Status { kOk, kCorrupt, kTooLarge };

  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Replaces `output` by the contents of `input`, which is `coding` (kGzip, also of several
  // members, or kDeflate, with or without the zlib header that the standard asks for). kTooLarge:
  // there is more than `max_bytes`, which are not exceeded in memory either.
  Status Inflate(ContentCoding coding, std::span<const char> input, size_t max_bytes,
                 std::string& output);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

// Compresses; its memory is kept for the next call. Not thread-safe.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  // Replaces `output` by `input` under `coding` (kGzip or kDeflate). False when memory is short.
  bool Deflate(ContentCoding coding, std::string_view input, std::string& output);

 private:
  struct Stream;
  std::unique_ptr<Stream> gzip_;
  std::unique_ptr<Stream> deflate_;
};

// The CRC-32 of x-amz-crc32.
uint32_t Crc32(std::string_view bytes);

}  // namespace stator::http
