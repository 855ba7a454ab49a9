#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "model/arena.h"
#include "server/http/chunk_decoder.h"
#include "server/http/input_buffer.h"
#include "server/http/request_head.h"

namespace stator::http {

// Makes requests out of the bytes of one connection. Keeps no views between calls: the head of a
// request that arrives in pieces is parsed once to learn the length of the body, and once more
// when everything is there, so that the bytes may move in between.
class RequestAssembler {
 public:
  enum class Status { kNeedMore, kComplete, kMalformed, kHeadersTooLarge, kBodyTooLarge };

  RequestAssembler(size_t max_header_bytes, size_t max_body_bytes)
      : max_header_bytes_(max_header_bytes), max_body_bytes_(max_body_bytes) {}

  // Looks at `input`, whose contents begin with the request and go on where the last call saw them
  // end. May shorten `input` (chunked bodies are decoded in place). After kComplete call
  // FinishRequest() before the next; after an error nothing more can be read from the connection.
  Status Advance(InputBuffer& input, Arena& arena);

  // Both after kComplete, valid until `input` or the arena changes. The body still has its content
  // encoding.
  RequestHead& head() { return *head_; }
  std::span<char> body() const { return body_; }

  // Removes the complete request from `input`.
  void FinishRequest(InputBuffer& input);

  // Whether bytes of an unfinished request have been seen.
  bool in_request() const { return in_request_; }

  // How many bytes more the request needs at least; 0 when that is not known.
  size_t missing_bytes() const { return missing_bytes_; }

  // True once for a request whose client waits for "100 Continue" before it sends the body.
  bool TakeContinue();

 private:
  Status ReadHead(InputBuffer& input, Arena& arena);
  Status CheckPartialHead(std::string_view bytes);
  Status BeginBody(const InputBuffer& input);
  Status ReadChunks(InputBuffer& input);
  Status Complete(InputBuffer& input, Arena& arena, size_t body_bytes, size_t total_bytes);

  size_t max_header_bytes_;
  size_t max_body_bytes_;

  bool in_request_ = false;
  bool wants_continue_ = false;
  size_t scanned_bytes_ = 0;  // of the head, without finding its end
  size_t head_bytes_ = 0;     // 0: the head is not complete
  size_t body_bytes_ = 0;     // Content-Length, or as far as decoded
  size_t missing_bytes_ = 0;
  std::optional<ChunkDecoder> chunks_;

  std::optional<RequestHead> head_;
  std::span<char> body_;
  size_t total_bytes_ = 0;
};

}  // namespace stator::http
