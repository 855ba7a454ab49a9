#include "server/http/chunk_decoder.h"

#include <algorithm>
#include <cstring>

namespace stator::http {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkDecoder::Progress ChunkDecoder::Decode(std::span<const char> input, char* output) {
  size_t consumed = 0;
  size_t produced = 0;
  while (consumed < input.size()) {
    if (state_ == State::kData) {
      const size_t length =
          static_cast<size_t>(std::min<uint64_t>(chunk_remaining_, input.size() - consumed));
      std::memmove(output + produced, input.data() + consumed, length);
      consumed += length;
      produced += length;
      chunk_remaining_ -= length;
      if (chunk_remaining_ == 0) state_ = State::kDataCr;
      continue;
    }
    const Status status = Step(input[consumed++]);
    if (status != Status::kNeedMore) return {status, consumed, produced};
  }
  return {Status::kNeedMore, consumed, produced};
}

ChunkDecoder::Status ChunkDecoder::AddSizeDigit(char c) {
  const int digit = HexValue(c);
  if (digit < 0) return Status::kMalformed;
  chunk_remaining_ = chunk_remaining_ * 16 + static_cast<uint64_t>(digit);
  // Checked at each digit, so that the size cannot overflow either.
  if (chunk_remaining_ > max_body_bytes_ - body_bytes_) return Status::kBodyTooLarge;
  state_ = State::kSize;
  return Status::kNeedMore;
}

ChunkDecoder::Status ChunkDecoder::EndSizeLine() {
  body_bytes_ += static_cast<size_t>(chunk_remaining_);
  state_ = chunk_remaining_ == 0 ? State::kTrailerStart : State::kData;
  skipped_bytes_ = 0;
  return Status::kNeedMore;
}

ChunkDecoder::Status ChunkDecoder::Step(char c) {
  const auto expect = [&](char wanted, State next) {
    state_ = next;
    return c == wanted ? Status::kNeedMore : Status::kMalformed;
  };
  const auto skip = [&] {
    return ++skipped_bytes_ > max_trailer_bytes_ || c == '\n' ? Status::kMalformed
                                                              : Status::kNeedMore;
  };
  switch (state_) {
    case State::kSizeStart:
      return AddSizeDigit(c);
    case State::kSize:
      if (c == '\r') return expect('\r', State::kSizeLf);
      if (c == ';' || c == ' ' || c == '\t') {
        state_ = State::kExtension;
        return skip();
      }
      return AddSizeDigit(c);
    case State::kExtension:
      return c == '\r' ? expect('\r', State::kSizeLf) : skip();
    case State::kSizeLf:
      return c == '\n' ? EndSizeLine() : Status::kMalformed;
    case State::kDataCr:
      return expect('\r', State::kDataLf);
    case State::kDataLf:
      return expect('\n', State::kSizeStart);
    case State::kTrailerStart:
      if (c == '\r') return expect('\r', State::kLastLf);
      state_ = State::kTrailerLine;
      return skip();
    case State::kTrailerLine:
      return c == '\r' ? expect('\r', State::kTrailerLf) : skip();
    case State::kTrailerLf:
      return expect('\n', State::kTrailerStart);
    case State::kLastLf:
      return c == '\n' ? Status::kDone : Status::kMalformed;
    case State::kData:
      break;
  }
  return Status::kMalformed;
}

}  // namespace stator::http
