#pragma once

#include <optional>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"
#include "server/http/request_handler.h"

namespace stator::server {

// What a request says about who signed it. The views point into the request or the arena.
struct Authorization {
  enum class Place { kHeader, kQuery };

  Place place = Place::kHeader;
  std::string_view algorithm;       // "AWS4-HMAC-SHA256"
  std::string_view credential;      // KEY/DATE/REGION/SERVICE/aws4_request
  std::string_view signed_headers;  // "host;x-amz-date"
  std::string_view signature;       // hexadecimal
  std::string_view date;            // X-Amz-Date, else Date, as sent
  std::string_view security_token;  // empty: none
  std::string_view expires;         // kQuery: X-Amz-Expires; empty: not there
};

// Reads the Authorization header, or the query string of a presigned URL, which counts as soon as
// it has an X-Amz-Algorithm. Looks at nothing but whether all parts are there, and refuses in the
// service's words:
//   kMissingAuthenticationToken  neither is there, or a header of another scheme than AWS4-
//   kIncompleteSignature         parts are missing; the message lists all of them
//   kInvalidSignature            both are there
Result<Authorization> ReadAuthorization(const http::HttpRequest& request, Arena& arena);

// kIncompleteSignature when a part of the header behind its scheme is no key=value pair.
Result<void> CheckKeyValuePairs(std::string_view authorization_header);

}  // namespace stator::server
