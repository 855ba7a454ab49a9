#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace stator::http {

// Takes the chunked transfer coding (RFC 9112 section 7.1) off a body, whatever the pieces it
// arrives in. Chunk extensions and trailers are skipped.
class ChunkDecoder {
 public:
  enum class Status { kNeedMore, kDone, kMalformed, kBodyTooLarge };

  struct Progress {
    Status status;
    size_t consumed;  // of the input: all of it with kNeedMore
    size_t produced;  // bytes of body written
  };

  // `max_body_bytes` bounds the decoded body, `max_trailer_bytes` the trailers together, and also
  // the extensions of one chunk.
  ChunkDecoder(size_t max_body_bytes, size_t max_trailer_bytes)
      : max_body_bytes_(max_body_bytes), max_trailer_bytes_(max_trailer_bytes) {}

  // Writes the body bytes found in `input` to `output`, which may be at or before its beginning
  // and never gets more than input.size() bytes. Not to be called again after another status than
  // kNeedMore.
  Progress Decode(std::span<const char> input, char* output);

 private:
  enum class State : uint8_t {
    kSizeStart,
    kSize,
    kExtension,
    kSizeLf,
    kData,
    kDataCr,
    kDataLf,
    kTrailerStart,
    kTrailerLine,
    kTrailerLf,
    kLastLf,
  };

  // Takes one byte outside chunk data.
  Status Step(char c);
  Status AddSizeDigit(char c);
  Status EndSizeLine();

  size_t max_body_bytes_;
  size_t max_trailer_bytes_;
  State state_ = State::kSizeStart;
  uint64_t chunk_remaining_ = 0;
  size_t body_bytes_ = 0;
  size_t skipped_bytes_ = 0;
};

}  // namespace stator::http
