#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "model/arena.h"

namespace stator::http {

// One HTTP request, read whole: body decompressed, chunks joined. Header views are empty when the
// header is absent; a header given twice is joined with ",", as HTTP has it, but of Authorization
// the first counts (dynalite and dynoxide agree). All views live until Handle() returns.
struct HttpRequest {
  std::string_view method;  // "POST"
  std::string_view target;  // "/?Action=x", as sent
  std::string_view host;
  std::string_view content_type;
  std::string_view authorization;
  std::string_view origin;
  std::string_view access_control_request_headers;
  std::string_view amz_target;
  std::string_view amz_date;
  std::string_view date;
  std::string_view amz_security_token;
  std::string_view amz_content_sha256;
  std::string_view stator_hold_transaction_ms;
  // All header lines as sent, with the ends of lines between them: for who checks their signature.
  std::string_view header_lines;
  // The body as sent, with its content encoding, chunks joined; its bytes may be those of `body`.
  std::string_view payload;
  // May be overwritten: JSON is parsed in place. body.data()[body.size()] is '\0'.
  std::span<char> body;
};

// What to answer. The buffers are the thread's, empty, and reused: append, don't replace.
struct HttpResponse {
  int status = 200;
  std::string_view content_type;  // static or living as long as the request
  std::string body;
  // Complete extra header lines, each ending in "\r\n".
  std::string headers;
  // Whether this answers an API call: then the server adds x-amz-crc32 over the bytes it sends.
  bool is_api_response = false;
  bool close_connection = false;
  // For an answer that takes longer than an I/O thread may be kept waiting: instead of answering,
  // the handler leaves here what is to be done elsewhere. It is given the response as the handler
  // left it and completes it; request and arena are gone by then.
  std::function<void(HttpResponse&)> long_work;
};

// What stands behind the HTTP server. Called on its I/O threads, several at a time; must not block
// for long.
class RequestHandler {
 public:
  virtual ~RequestHandler() = default;

  // `arena` is the thread's and is reset by the server after each response.
  virtual void Handle(HttpRequest& request, Arena& arena, HttpResponse& response) = 0;

  // The answer to a request that cannot be read whole: malformed (400), headers too large (431),
  // body over the limit (413), bad Content-Encoding or compressed data (400), and too many bytes of
  // large requests at once (503).
  enum class BadRequest {
    kMalformed,
    kHeadersTooLarge,
    kBodyTooLarge,
    kBadContentEncoding,
    kTooManyBytes
  };
  virtual void HandleBadRequest(BadRequest reason, HttpResponse& response) = 0;
};

}  // namespace stator::http
