#include "server/http/request_assembler.h"

#include <algorithm>
#include <string_view>

#include "server/http/header_text.h"

namespace stator::http {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
// Longer than every registered method.
constexpr size_t kMaxMethodBytes = 32;

// An empty line in front of a request is skipped, as RFC 9112 section 2.2 asks: some clients send
// one after a body.
void SkipEmptyLines(InputBuffer& input) {
  size_t bytes = 0;
  const std::string_view view = input.view();
  while (view.substr(bytes).starts_with("\r\n")) bytes += 2;
  input.Consume(bytes);
}

}  // namespace

RequestAssembler::Status RequestAssembler::Advance(InputBuffer& input, Arena& arena) {
  missing_bytes_ = 0;
  if (head_bytes_ == 0) {
    const Status status = ReadHead(input, arena);
    if (status != Status::kComplete) return status;
  }
  if (chunks_) {
    const Status status = ReadChunks(input);
    if (status != Status::kComplete) return status;
    return Complete(input, arena, body_bytes_, total_bytes_);
  }
  const size_t total = head_bytes_ + body_bytes_;
  if (input.size() < total) {
    missing_bytes_ = total - input.size();
    head_.reset();
    return Status::kNeedMore;
  }
  return Complete(input, arena, body_bytes_, total);
}

RequestAssembler::Status RequestAssembler::ReadHead(InputBuffer& input, Arena& arena) {
  if (!in_request_) {
    SkipEmptyLines(input);
    if (input.empty()) return Status::kNeedMore;
    in_request_ = true;
    scanned_bytes_ = 0;
  }
  const std::string_view view = input.view();
  const size_t from = scanned_bytes_ < kHeadEnd.size() ? 0 : scanned_bytes_ - kHeadEnd.size() + 1;
  const size_t end = view.find(kHeadEnd, from);
  if (end == std::string_view::npos) return CheckPartialHead(view);
  head_bytes_ = end + kHeadEnd.size();
  if (head_bytes_ > max_header_bytes_) return Status::kHeadersTooLarge;
  head_ = ParseRequestHead(view.substr(0, head_bytes_), arena);
  // The same methods whether the head comes whole or in pieces.
  if (!head_ || head_->request.method.size() > kMaxMethodBytes) return Status::kMalformed;
  return BeginBody(input);
}

// What cannot become a request is refused before the client gives up waiting: a TLS handshake, for
// one, never gets to an empty line.
RequestAssembler::Status RequestAssembler::CheckPartialHead(std::string_view bytes) {
  const std::string_view method = bytes.substr(0, bytes.find(' '));
  if (method.size() > kMaxMethodBytes) return Status::kMalformed;
  // The last byte may be the first half of an empty line in front of the request.
  if (!IsToken(method) && bytes != "\r") return Status::kMalformed;
  for (size_t at = bytes.find('\n', scanned_bytes_); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return Status::kMalformed;
  }
  scanned_bytes_ = bytes.size();
  if (bytes == "\r") in_request_ = false;
  return bytes.size() >= max_header_bytes_ ? Status::kHeadersTooLarge : Status::kNeedMore;
}

RequestAssembler::Status RequestAssembler::BeginBody(const InputBuffer& input) {
  if (head_->content_length > max_body_bytes_) return Status::kBodyTooLarge;
  body_bytes_ = static_cast<size_t>(head_->content_length);
  if (head_->chunked) {
    chunks_.emplace(max_body_bytes_, max_header_bytes_);
    total_bytes_ = head_bytes_;
  }
  const bool has_body = head_->chunked || body_bytes_ > 0;
  wants_continue_ = has_body && input.size() == head_bytes_ && head_->is_http_1_1 &&
                    EqualsIgnoringCase(head_->expect, "100-continue");
  return Status::kComplete;
}

// Keeps `input` as the head, the body so far, and nothing else, until the last chunk is there.
RequestAssembler::Status RequestAssembler::ReadChunks(InputBuffer& input) {
  const size_t decoded_end = head_bytes_ + body_bytes_;
  char* const bytes = input.data();
  const std::span<const char> fresh(bytes + decoded_end, input.size() - decoded_end);
  const ChunkDecoder::Progress progress = chunks_->Decode(fresh, bytes + decoded_end);
  body_bytes_ += progress.produced;
  switch (progress.status) {
    case ChunkDecoder::Status::kNeedMore:
      input.Truncate(head_bytes_ + body_bytes_);
      head_.reset();
      return Status::kNeedMore;
    case ChunkDecoder::Status::kDone:
      total_bytes_ = decoded_end + progress.consumed;
      return Status::kComplete;
    case ChunkDecoder::Status::kBodyTooLarge:
      return Status::kBodyTooLarge;
    case ChunkDecoder::Status::kMalformed:
      break;
  }
  return Status::kMalformed;
}

RequestAssembler::Status RequestAssembler::Complete(InputBuffer& input, Arena& arena,
                                                    size_t body_bytes, size_t total_bytes) {
  if (!head_) head_ = ParseRequestHead(input.view().substr(0, head_bytes_), arena);
  if (!head_) return Status::kMalformed;
  body_ = {input.data() + head_bytes_, body_bytes};
  total_bytes_ = total_bytes;
  return Status::kComplete;
}

void RequestAssembler::FinishRequest(InputBuffer& input) {
  input.Consume(total_bytes_);
  in_request_ = false;
  wants_continue_ = false;
  head_bytes_ = 0;
  body_bytes_ = 0;
  chunks_.reset();
  head_.reset();
  body_ = {};
}

bool RequestAssembler::TakeContinue() {
  const bool wanted = wants_continue_;
  wants_continue_ = false;
  return wanted;
}

}  // namespace stator::http
